package org.apposite.language;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.language.Ranking.Rated;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary.Procedure;
import org.jspecify.annotations.Nullable;

/** Everything that the rules of a topic can lead to, as far as one question tells it apart. */
final class Conclusions {

    private Conclusions() {}

    static List<Emergency> emergencies() {
        return List.of(new Emergency(false), new Emergency(true));
    }

    static List<Routing> routings(Scope scope) {
        List<Routing> all = new ArrayList<>();
        all.add(new Routing(Outcome.DATA_REQUIRED, null, List.of(), null));
        all.add(new Routing(Outcome.NOT_APPLICABLE, null, List.of(), null));
        Parameter.EXCLUSION
                .codes(scope, List.of())
                .orElse(List.of())
                .forEach(code -> all.add(new Routing(Outcome.NOT_APPLICABLE, null, List.of(), code)));
        for (Variant variant : scope.topic().variants()) {
            all.add(new Routing(Outcome.VARIANT_MATCHED, variant.id(), List.of(), null));
        }
        return all;
    }

    /** Nothing, each procedure that some rule prefers or rates best by itself, and each rating of an order. */
    static List<Ranking> rankings(Scope scope) {
        List<Ranking> all = new ArrayList<>(List.of(Known.UNRANKED));
        rated(scope, Verb.PREFER)
                .forEach(one -> all.add(new Ranking(List.of(one), List.of(), null, null, false, false)));
        rated(scope, Verb.RATE).forEach(one -> all.add(new Ranking(List.of(), List.of(one), null, null, false, false)));
        for (Recommendation.Category best : Recommendation.Category.values()) {
            for (boolean higher : List.of(false, true)) {
                all.add(new Ranking(List.of(), List.of(), review(null), best, false, higher));
                for (Recommendation.Category category : Recommendation.Category.values()) {
                    all.add(new Ranking(List.of(), List.of(), review(category), best, false, higher));
                }
            }
        }
        return all;
    }

    private static OrderReview review(Recommendation.@Nullable Category category) {
        return new OrderReview(null, category, false, false, null);
    }

    private static Set<Rated> rated(Scope scope, Verb verb) {
        Set<Rated> rated = new LinkedHashSet<>();
        for (Rule rule : scope.topic().rules()) {
            for (Consequence one : rule.then()) {
                Procedure procedure = scope.vocabulary()
                        .procedures()
                        .get(one.arguments().get(0).text());
                if (one.verb().equals(verb.display()) && procedure != null && isBest(one, verb)) {
                    rated.add(new Rated(
                            procedure.kind(),
                            procedure.contrast() == null
                                    ? null
                                    : procedure.contrast().code()));
                }
            }
        }
        return rated;
    }

    private static boolean isBest(Consequence one, Verb verb) {
        return verb == Verb.PREFER
                || one.arguments().get(1).text().startsWith(Recommendation.Category.USUALLY_APPROPRIATE.code());
    }
}

package org.apposite.authoring.check;

import static org.apposite.proof.Patients.not;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.Placeholder;
import org.apposite.language.QuestionKind;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.text.Place;

/**
 * APP-236: a place in a text that stays empty for some patient for whom the rule fires: of the order when there may be none, of
 * the ratings when no variant may match, of the rating of a procedure that a variant does not rate.
 */
final class UnfilledPlace implements Lint {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Set<Placeholder> OF_THE_ORDER = EnumSet.of(
            Placeholder.ORDER,
            Placeholder.ORDER_REGION,
            Placeholder.ORDER_CATEGORY,
            Placeholder.ORDER_RADIATION,
            Placeholder.HIGHER,
            Placeholder.ORDER_IN_ALSO_MATCHING);
    private static final Set<Placeholder> OF_THE_RATINGS = EnumSet.of(
            Placeholder.ORDER_CATEGORY,
            Placeholder.ORDER_RADIATION,
            Placeholder.HIGHER,
            Placeholder.ORDER_IN_ALSO_MATCHING,
            Placeholder.USUALLY_APPROPRIATE,
            Placeholder.PREFERRED,
            Placeholder.TRANSCRIBED,
            Placeholder.RATING);

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (topic.rules().stream().anyMatch(rule -> !places(rule).isEmpty())) {
                subject.reachAsking(topic, somethingIsOrdered(topic, subject.vocabulary()))
                        .ifPresent(reach -> look(topic, reach, report));
            }
        }
    }

    /** Any kind of study, or what a rule asks of the region of an order. */
    private static Condition somethingIsOrdered(Topic topic, Vocabulary vocabulary) {
        List<Condition> orders = new ArrayList<>();
        vocabulary
                .studyKinds()
                .forEach(kind -> orders.add(new Question(
                        QuestionKind.ORDERS.display(), List.of(new Literal(kind, false)), new Place(1, 1))));
        topic.rules().stream()
                .flatMap(rule -> rule.when().stream())
                .filter(Fact.PATIENT::isOf)
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .filter(question -> QuestionKind.of(Fact.PATIENT, question.name())
                                .orElseThrow()
                                .asks()
                        == Asks.ORDERED_REGION)
                .forEach(orders::add);
        return new AnyOf(orders);
    }

    private record Filled(Placeholder.Use use, String written, Consequence at) {}

    private static List<Filled> places(Rule rule) {
        List<Filled> places = new ArrayList<>();
        for (Consequence one : rule.then()) {
            Verb verb = Verb.named(one.verb()).orElseThrow();
            IntStream.range(0, one.arguments().size())
                    .filter(i -> verb.parameter(i) == Parameter.TEXT)
                    .mapToObj(i -> one.arguments().get(i).text())
                    .flatMap(text -> PLACE.matcher(text).results())
                    .forEach(found -> Placeholder.read(found.group(1))
                            .ifPresent(use -> places.add(new Filled(use, found.group(), one))));
        }
        return places;
    }

    private static void look(Topic topic, Reach reach, Report report) {
        for (Rule rule : topic.rules()) {
            Set<String> told = new HashSet<>();
            for (Filled place : places(rule)) {
                why(topic, reach, rule, place.use())
                        .filter(why -> told.add(place.written() + why))
                        .ifPresent(why -> report.within(
                                rule,
                                place.at().place(),
                                CheckCode.UNFILLED_PLACE,
                                "nothing may stand in the place of " + place.written() + ": " + why,
                                "Ask in the rule for what fills it, or leave it out of the text."));
            }
        }
    }

    /** For which patients a place stays empty. */
    private static Optional<String> why(Topic topic, Reach reach, Rule rule, Placeholder.Use use) {
        int fires = reach.of(rule);
        if (OF_THE_ORDER.contains(use.placeholder()) && reach.canBe(fires, not(reach.asked()))) {
            return Optional.of("the rule can fire when nothing was ordered");
        }
        if (OF_THE_RATINGS.contains(use.placeholder())) {
            List<Integer> unmatched = new ArrayList<>(List.of(fires));
            topic.variants()
                    .forEach(variant -> unmatched.add(not(reach.circuit().matched(variant.id()))));
            if (reach.canBe(unmatched)) {
                return Optional.of("the rule can fire when no variant is matched");
            }
        }
        return use.placeholder() == Placeholder.RATING
                ? topic.variants().stream()
                        .map(Variant::id)
                        .filter(variant -> reach.circuit()
                                .category(variant, use.argument())
                                .isEmpty())
                        .filter(variant -> reach.canBe(fires, reach.circuit().matched(variant)))
                        .findFirst()
                        .map(variant -> "the rule can fire in the variant \"" + variant + "\", which does not rate it")
                : Optional.empty();
    }
}

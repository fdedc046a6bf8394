package org.apposite.authoring.check;

import static org.apposite.proof.Patients.not;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.advice.Recommendation.Category;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Procedure;

/**
 * APP-230: a study that is preferred although its variant rates others in a better category. It may be so when an emergency
 * stands, and when the better ones are set aside whenever the rule fires.
 */
final class PreferredBelowBest implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (!subject.isSound(topic)) {
                continue;
            }
            Map<String, List<Row>> tables = Tables.of(topic, topic.rules());
            for (Rule rule : topic.rules()) {
                if (asksEmergency(rule)) {
                    continue;
                }
                List<String> variants = Tables.variants(topic, rule);
                rule.then().stream()
                        .filter(Verb.PREFER::isOf)
                        .forEach(one -> variants.forEach(variant -> look(
                                subject, report, topic, rule, one, variant, tables.getOrDefault(variant, List.of()))));
            }
        }
    }

    private static void look(
            Subject subject,
            Report report,
            Topic topic,
            Rule rule,
            Consequence preferred,
            String variant,
            List<Row> rows) {
        String procedure = preferred.arguments().get(0).text();
        Optional<Category> own = rows.stream()
                .filter(row -> row.procedure().equals(procedure))
                .map(Row::base)
                .sorted()
                .findFirst();
        // One that is not rated, or usually not appropriate, is told by PreferredLow.
        if (own.isEmpty() || own.get() == Category.USUALLY_NOT_APPROPRIATE) {
            return;
        }
        rows.stream()
                .filter(row -> row.base().compareTo(own.get()) < 0)
                .map(Row::procedure)
                .filter(better -> !isSetAside(subject, topic, rule, better))
                .findFirst()
                .ifPresent(better -> report.within(
                        rule,
                        preferred.place(),
                        CheckCode.PREFERRED_BELOW_BEST,
                        "\"" + procedure + "\" is preferred, but for the variant \"" + variant + "\" it is rated "
                                + own.get().code() + ", and others are rated higher, such as \"" + better + "\"",
                        "Prefer one of those; or ask that an emergency stands, or what sets them aside."));
    }

    private static boolean asksEmergency(Rule rule) {
        return rule.when().stream()
                .filter(Fact.EMERGENCY::isOf)
                .flatMap(pattern -> pattern.conditions().stream())
                .anyMatch(condition -> condition.<Boolean>fold(
                        question -> question.name().equals(QuestionKind.STANDS.display()),
                        all -> all.contains(true),
                        any -> !any.contains(false)));
    }

    /** Whether a procedure is set aside whenever a rule fires. */
    private static boolean isSetAside(Subject subject, Topic topic, Rule rule, String procedure) {
        Procedure known = subject.vocabulary().procedures().get(procedure);
        String kind = known == null ? procedure : known.kind();
        List<Rule> setting = topic.rules().stream()
                .filter(other -> other.then().stream()
                        .anyMatch(one -> Verb.SET_ASIDE.isOf(one)
                                && List.of(procedure, kind)
                                        .contains(one.arguments().get(0).text())))
                .toList();
        return !setting.isEmpty()
                && subject.reach(topic)
                        .map(reach -> {
                            List<Integer> wires = new ArrayList<>(List.of(reach.of(rule)));
                            setting.forEach(one -> wires.add(not(reach.of(one))));
                            return reach.never(wires);
                        })
                        .orElse(true);
    }
}

package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.language.Fact;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/** APP-219: a derived finding that comes out both present and absent for a patient. */
final class DerivedBothWays implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            List<Rule> rules = subject.rules(topic).stream()
                    .filter(rule -> rule.when().stream().allMatch(Fact.PATIENT::isOf))
                    .toList();
            for (Rule absent : rules) {
                absent.then().stream()
                        .filter(Verb.DERIVE_ABSENT::isOf)
                        .forEach(one -> look(subject, topic, rules, absent, one, report));
            }
        }
    }

    private static void look(
            Subject subject, Topic topic, List<Rule> rules, Rule absent, Consequence one, Report report) {
        String finding = one.arguments().get(0).text();
        for (Rule present : rules) {
            if (present.then().stream()
                    .noneMatch(other -> Verb.DERIVE_PRESENT.isOf(other)
                            && other.arguments().get(0).text().equals(finding))) {
                continue;
            }
            Optional<String> patient =
                    Witness.of(subject.domain(topic), subject.scope(topic), conditions(present, absent));
            if (patient.isPresent()) {
                report.within(
                        absent,
                        one.place(),
                        CheckCode.DERIVED_BOTH_WAYS,
                        "\"" + finding + "\" comes out absent here and present by the rule at " + present.file() + ":"
                                + present.line() + ", for example of a patient with: " + patient.get(),
                        "Ask in one of the two rules what tells them apart; until then it counts as present.");
                return;
            }
        }
    }

    private static List<Condition> conditions(Rule... rules) {
        List<Condition> conditions = new ArrayList<>();
        for (Rule rule : rules) {
            rule.when().stream().map(Pattern::conditions).forEach(conditions::addAll);
        }
        return conditions;
    }
}

package org.apposite.authoring.check;

import java.util.Optional;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;

/** APP-219: a derived finding that comes out both present and absent for a patient. */
final class DerivedBothWays implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            subject.reach(topic).ifPresent(reach -> {
                for (Rule absent : reach.topic().rules()) {
                    absent.then().stream()
                            .filter(Verb.DERIVE_ABSENT::isOf)
                            .forEach(one -> look(reach, absent, one, report));
                }
            });
        }
    }

    private static void look(Reach reach, Rule absent, Consequence one, Report report) {
        String finding = one.arguments().get(0).text();
        for (Rule present : reach.topic().rules()) {
            if (!reach.isClear(absent) || !reach.isClear(present) || !derives(present, finding)) {
                continue;
            }
            Optional<String> patient = reach.example(reach.of(absent), reach.of(present));
            if (patient.isPresent()) {
                report.within(
                        absent,
                        one.place(),
                        CheckCode.DERIVED_BOTH_WAYS,
                        "\"" + finding + "\" is derived absent here and present by the rule at " + present.file() + ":"
                                + present.line() + ", for example for a patient with: " + patient.get(),
                        "Ask in one of the two rules what tells them apart; until then it counts as present.");
                return;
            }
        }
    }

    private static boolean derives(Rule rule, String finding) {
        return rule.then().stream()
                .anyMatch(other -> Verb.DERIVE_PRESENT.isOf(other)
                        && other.arguments().get(0).text().equals(finding));
    }
}

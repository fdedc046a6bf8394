package org.apposite.authoring.check;

import java.util.HashSet;
import java.util.Set;
import org.apposite.language.Verb;
import org.apposite.model.Hazard;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;

/** APP-239: a hazard of what a layer builds on, of which the layer leaves out all that meets it. */
final class HazardNoLongerMet implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            Set<String> rules = new HashSet<>();
            Set<String> alerts = new HashSet<>();
            for (Rule rule : topic.rules()) {
                rules.add(rule.id());
                rule.then().stream()
                        .filter(Verb.ALERT::isOf)
                        .forEach(one -> alerts.add(one.arguments().get(0).text()));
            }
            String file = topic.id() + Subject.CHANGES_FILE;
            for (Hazard hazard : subject.hazardsBelow()) {
                boolean isMet = hazard.rules().stream().anyMatch(rules::contains)
                        || hazard.alerts().stream().anyMatch(alerts::contains);
                if (hazard.topic().equals(topic.id()) && !isMet && subject.isSound()) {
                    report.at(
                            file,
                            subject.keys(file).place("left-out"),
                            CheckCode.HAZARD_NO_LONGER_MET,
                            "the layer leaves out all that meets the hazard \"" + hazard.id() + "\" (" + hazard.file()
                                    + ":" + hazard.line() + "): " + hazard.harm(),
                            "Keep something of it, or state in " + topic.id()
                                    + "/hazards.yaml what meets this harm instead, and accept the finding with a reason.");
                }
            }
        }
    }
}

package org.apposite.authoring.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Variant;
import org.apposite.text.Place;

/** APP-207: a variant that no case beside the rules expects, or a topic without cases. */
final class VariantWithoutCase implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            String file = topic.id() + Subject.TOPIC_FILE;
            List<RuleCase> cases = subject.cases(topic);
            boolean follows = !subject.hasNoIssue(file::equals)
                    || !subject.casesWereRead()
                    || cases.stream().anyMatch(subject::isWrong);
            if (follows) {
                continue;
            }
            if (cases.isEmpty()) {
                report.at(
                        file,
                        subject.keys(file).place("title"),
                        CheckCode.VARIANT_WITHOUT_CASE,
                        "the topic \"" + topic.id() + "\" has no cases, so nobody can see what its rules answer",
                        "Add a case for each variant to " + topic.id() + "/cases.");
                continue;
            }
            Set<String> expected = new HashSet<>();
            cases.forEach(one -> {
                String variant = one.expectation().variant();
                if (variant != null) {
                    expected.add(variant);
                }
            });
            for (Variant variant : topic.variants()) {
                if (!expected.contains(variant.id())) {
                    Place place = subject.keys(file).item("variants", "id", variant.id());
                    report.at(
                            file,
                            place,
                            CheckCode.VARIANT_WITHOUT_CASE,
                            "no case expects the variant \"" + variant.id() + "\"",
                            "Add one to " + topic.id() + "/cases that expects variant: " + variant.id() + ".");
                }
            }
        }
    }
}

package org.apposite.authoring.check;

import java.util.HashSet;
import java.util.Set;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Variant;
import org.apposite.text.Place;

/** APP-206: a variant that no rule concludes, or for which no rule rates anything. */
final class VariantWithoutRules implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (!subject.wasRead(topic.id() + "/")) {
                continue;
            }
            Set<String> concluded = new HashSet<>();
            topic.rules()
                    .forEach(rule -> rule.then().stream()
                            .filter(Verb.VARIANT_CANDIDATE::isOf)
                            .forEach(one -> concluded.add(one.arguments().get(1).text())));
            Set<String> rated = Tables.of(topic, topic.rules()).keySet();
            // Of a topic with errors, a variant that is named somewhere may be rated by what could not be read.
            Set<String> quoted = subject.isSound(topic) ? Set.of() : subject.quoted();
            String file = topic.id() + Subject.TOPIC_FILE;
            for (Variant variant : topic.variants()) {
                Place place = subject.keys(file).item("variants", "id", variant.id());
                if (quoted.contains(variant.id())) {
                    continue;
                }
                if (!concluded.contains(variant.id())) {
                    report.at(
                            file,
                            place,
                            CheckCode.VARIANT_WITHOUT_RULES,
                            "no rule concludes the variant \"" + variant.id() + "\", so no patient can match it",
                            "Add a rule with conclude.variant( step, \"" + variant.id()
                                    + "\" ), or remove the variant.");
                }
                if (!rated.contains(variant.id())) {
                    report.at(
                            file,
                            place,
                            CheckCode.VARIANT_WITHOUT_RULES,
                            "no rule rates a procedure for the variant \"" + variant.id() + "\"",
                            "Add a rule with Routing( matched( \"" + variant.id()
                                    + "\" ) ) and its ratings, or remove the variant.");
                }
            }
        }
    }
}

package org.apposite.authoring.check;

import java.util.HashSet;
import java.util.Set;
import org.apposite.language.Parameter;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;

/** APP-220: a derived finding that no rule derives. */
final class NeverDerived implements Lint {

    private static final String FILE = "vocabulary/findings.yaml";

    @Override
    public void look(Subject subject, Report report) {
        if (!subject.isSound()) {
            return;
        }
        Set<String> derived = new HashSet<>();
        for (Topic topic : subject.topics()) {
            for (Rule rule : topic.rules()) {
                rule.then().stream()
                        .filter(one -> Verb.named(one.verb()).orElseThrow().parameter(0) == Parameter.DERIVED_FINDING)
                        .forEach(one -> derived.add(one.arguments().get(0).text()));
            }
        }
        subject.vocabulary().terms().values().stream()
                .filter(term -> term.isDerived() && !derived.contains(term.code()))
                .forEach(term -> report.at(
                        FILE,
                        subject.keys(FILE).place(UnusedVocabulary.section(term.kind()), term.code()),
                        CheckCode.NEVER_DERIVED,
                        "no rule derives \"" + term.code() + "\", so it is known only when it is stated",
                        "Add a rule with conclude.derivePresent( \"" + term.code()
                                + "\" ), or remove \"derived: true\"."));
    }
}

package org.apposite.authoring.check;

import org.apposite.model.Topic;

/** APP-213: a topic that does not say what it is for, for whom, or for whom not; the sign-off needs all three. */
final class TopicWithoutPurpose implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            String file = topic.id() + Subject.TOPIC_FILE;
            if (subject.hasNoIssue(file::equals)) {
                missing(subject, report, file, "purpose", topic.purpose(), "what the topic is for");
                missing(subject, report, file, "use", topic.use(), "for whom and when the topic is meant");
                missing(subject, report, file, "misuse", topic.misuse(), "for whom and when the topic is not meant");
            }
        }
    }

    private static void missing(Subject subject, Report report, String file, String key, String value, String meaning) {
        if (value.isEmpty()) {
            report.at(
                    file,
                    subject.keys(file).place("title"),
                    CheckCode.NO_PURPOSE,
                    "the key \"" + key + "\" is missing: " + meaning,
                    "Add it; the document that a reviewer signs shows it.");
        }
    }
}

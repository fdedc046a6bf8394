package org.apposite.authoring.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.advice.Provenance.Status;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Trust;
import org.jspecify.annotations.Nullable;

/** APP-234: a topic that is approved for use while ratings of it were seen only in a transcription. */
final class ActiveAndTranscribed implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        Map<String, Source> sources = subject.vocabulary().sources();
        for (Topic topic : subject.topics()) {
            if (topic.status() != Status.ACTIVE) {
                continue;
            }
            List<Row> transcribed = new TreeMap<>(Tables.of(topic, subject.rules(topic)))
                    .values().stream()
                            .flatMap(List::stream)
                            .filter(row -> row.sources().stream().allMatch(key -> isTranscribed(sources.get(key))))
                            .distinct()
                            .toList();
            if (!transcribed.isEmpty()) {
                Row first = transcribed.get(0);
                String file = topic.id() + Subject.TOPIC_FILE;
                report.at(
                        file,
                        subject.keys(file).place("status"),
                        CheckCode.ACTIVE_AND_TRANSCRIBED,
                        "the topic is active, but ratings were seen only in a transcription: " + transcribed.size()
                                + ", the first at "
                                + first.rule().file() + ":"
                                + first.rating().place().line(),
                        "Confirm them against the publication and cite it, or take the status back to \""
                                + Status.REVIEWED.code() + "\".");
            }
        }
    }

    private static boolean isTranscribed(@Nullable Source source) {
        return source != null && source.trust() == Trust.TRANSCRIBED;
    }
}

package org.apposite.authoring.check;

import org.apposite.model.Topic;
import org.apposite.text.Place;

/**
 * APP-237: the rules of a topic are too many or too entangled to find out all that they can reach. Comes after all others, which
 * share the effort.
 */
final class NotAnalysed implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            boolean isWhole = subject.reach(topic)
                    .map(reach -> reach.circuit().hasAllValues())
                    .orElse(true);
            if (subject.effort(topic).isSpent() || !isWhole) {
                report.at(
                        topic.id() + Subject.TOPIC_FILE,
                        new Place(1, 1),
                        CheckCode.NOT_ANALYSED,
                        "what the rules of this topic can reach was not analysed to the end, so that some of what is"
                                + " wrong with their conditions may not be told",
                        "Ask for groups and situations in place of many alternatives, or make several topics of it.");
            }
        }
    }
}

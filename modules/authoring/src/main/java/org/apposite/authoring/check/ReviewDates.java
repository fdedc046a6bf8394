package org.apposite.authoring.check;

import java.time.LocalDate;
import org.apposite.model.Topic;

/** APP-209 and APP-210: a review that is overdue, and dates of review that make no sense. */
final class ReviewDates implements Lint {

    /** Stands in a model for a date that could not be read. */
    private static final LocalDate UNREAD = LocalDate.EPOCH;

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            String file = topic.id() + Subject.TOPIC_FILE;
            YamlKeys keys = subject.keys(file);
            if (topic.reviewDue().equals(UNREAD) || topic.lastReviewed().equals(UNREAD)) {
                continue;
            }
            if (!topic.reviewDue().isAfter(topic.lastReviewed())) {
                report.at(
                        file,
                        keys.place("review-due"),
                        CheckCode.REVIEW_DATES,
                        "the next review, due on " + topic.reviewDue() + ", is not after the last one, on "
                                + topic.lastReviewed(),
                        "Correct one of the two dates.");
            } else if (topic.reviewDue().isBefore(subject.on())) {
                report.at(
                        file,
                        keys.place("review-due"),
                        CheckCode.REVIEW_OVERDUE,
                        "the review was due on " + topic.reviewDue() + " and is overdue on " + subject.on(),
                        "Have the topic reviewed, then set last-reviewed and review-due.");
            }
            if (topic.lastReviewed().isAfter(subject.on())) {
                report.at(
                        file,
                        keys.place("last-reviewed"),
                        CheckCode.REVIEW_DATES,
                        "the last review, on " + topic.lastReviewed() + ", is after the day of this check, "
                                + subject.on(),
                        "Correct the date.");
            }
        }
    }
}

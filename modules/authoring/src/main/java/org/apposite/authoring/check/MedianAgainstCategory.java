package org.apposite.authoring.check;

import org.apposite.advice.Recommendation.Category;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;

/** APP-227: a category that its median contradicts. Where the panel disagreed, the median does not tell the category. */
final class MedianAgainstCategory implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            for (Rule rule : subject.rules(topic)) {
                Tables.ratings(rule).stream()
                        .map(rating -> new Row(rule, rating))
                        .filter(row ->
                                row.median().isNumber() && !row.isDisagreement() && row.base() != of(row.median()))
                        .forEach(row -> report.within(
                                rule,
                                row.rating().place(),
                                CheckCode.MEDIAN_AGAINST_CATEGORY,
                                "\"" + row.procedure() + "\" is rated " + row.category() + " with a median of "
                                        + row.median().text() + ", which makes it "
                                        + of(row.median()).code(),
                                "Compare both with the source, and correct the one that is wrong."));
            }
        }
    }

    private static Category of(Literal median) {
        int number = median.number();
        return number >= 7
                ? Category.USUALLY_APPROPRIATE
                : number >= 4 ? Category.MAY_BE_APPROPRIATE : Category.USUALLY_NOT_APPROPRIATE;
    }
}

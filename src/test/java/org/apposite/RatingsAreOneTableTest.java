package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The ratings of the matched variant stand in one order, whatever is not stated or set aside, and an order is held against them. */
class RatingsAreOneTableTest {

    private static final String ASKED = "asked-";

    private static Advice advice(@Nullable String stated) {
        return MadeUp.texts()
                .evaluate(Statements.patient("complaint other; " + Objects.requireNonNullElse(stated, "")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/rows.csv", delimiter = '|')
    void the_rows_stand_in_the_order_of_the_table(@Nullable String stated, String rows) {
        assertThat(advice(stated).recommendations())
                .extracting(RatingsAreOneTableTest::marked)
                .containsExactly(rows.split(", ", -1));
    }

    private static String marked(Recommendation one) {
        return (one.preferred() ? "*" : "") + (one.setAside() == null ? "" : "-") + one.procedure();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/reviews.csv", delimiter = '|')
    void a_review_says_all_that_the_table_says_of_the_order(String stated, String review, @Nullable String yes) {
        Advice advice = advice(stated);

        assertThat(words(advice.order())).isEqualTo(review);
        assertThat(advice.alerts().stream()
                        .map(Alert::code)
                        .filter(code -> code.startsWith(ASKED))
                        .map(code -> code.substring(ASKED.length())))
                .containsExactlyInAnyOrderElementsOf(yes == null ? List.of() : Arrays.asList(yes.split(", ", -1)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvFileSource(resources = "/about-the-order.csv", delimiter = '|')
    void an_alert_is_about_the_order_when_every_rule_that_raised_it_asks_for_the_order(
            String stated, String code, boolean aboutOrder) {
        Advice advice = advice(stated);

        assertThat(advice.alerts()).extracting(Alert::code).contains(code);
        assertThat(advice.trace().isAboutOrder(Trace.Kind.ALERT, code)).isEqualTo(aboutOrder);
    }

    private static String words(@Nullable OrderReview review) {
        List<String> words = new ArrayList<>();
        if (review == null || review.category() == null) {
            return "unrated";
        }
        words.add(review.category().code());
        if (review.disagreement()) {
            words.add("disagreement");
        }
        if (review.preferred()) {
            words.add("preferred");
        }
        if (review.setAside() != null) {
            words.add("set aside: " + review.setAside());
        }
        return String.join(", ", words);
    }
}

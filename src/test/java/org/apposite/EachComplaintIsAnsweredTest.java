package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.patient.Complaint;
import org.apposite.patient.Range;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Of several complaints each is answered by its own topic, as if it were the only one, and no emergency is lost between them. */
class EachComplaintIsAnsweredTest {

    private static final Pattern COMPLAINT = Pattern.compile("(\\S+)(?: in (\\S+))?(?: for (\\d+) days)?");

    @ParameterizedTest(name = "{1}: {0}")
    @CsvFileSource(resources = "/each.csv", delimiter = '|')
    void each_is_answered_in_the_order_of_the_statement(
            String stated, String complaints, String answers, @Nullable String emergencies) {
        List<Advice> each = MadeUp.topics()
                .evaluateEach(Statements.patient(stated).toBuilder()
                        .complaints(parts(complaints)
                                .map(EachComplaintIsAnsweredTest::complaint)
                                .toList())
                        .build());

        assertThat(each)
                .extracting(advice -> Objects.requireNonNullElse(advice.topic(), "none") + " " + BaseCases.end(advice))
                .containsExactlyElementsOf(parts(answers).toList());
        assertThat(each)
                .allSatisfy(advice -> assertThat(advice.alerts())
                        .filteredOn(alert -> alert.severity() == Alert.Severity.CRITICAL)
                        .extracting(Alert::code)
                        .containsExactlyElementsOf(parts(Objects.requireNonNullElse(emergencies, ""))
                                .toList()));
    }

    private static Stream<String> parts(String cell) {
        return Arrays.stream(cell.split(", *", -1)).filter(part -> !part.isEmpty());
    }

    private static Complaint complaint(String text) {
        Matcher matcher = COMPLAINT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String days = matcher.group(3);
        return new Complaint(
                matcher.group(1),
                matcher.group(2),
                null,
                days == null ? null : Range.exactly(Duration.ofDays(Long.parseLong(days))),
                Map.of());
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apposite.advice.Alert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * At, one below and one above a limit of an age or a duration, in every unit: what is known in part is on a side of the limit only
 * when both its ends are.
 */
class LimitsOfTimeTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "limits-of-time.csv");

    /** The values of a row, by their place. */
    private static final int AT = 1;

    private static final int LAST = 2;
    private static final int NEXT = 3;

    /** For each question whether it is yes of what lies between two values. */
    private static final Map<String, BiPredicate<Integer, Integer>> OF_AGE = Map.of(
            "youngerThan", (from, to) -> to < AT,
            "agedAtLeast", (from, to) -> from >= AT,
            "olderThan", (from, to) -> from == NEXT,
            "agedAtMost", (from, to) -> to <= LAST,
            "ageOpen", (from, to) -> from < AT && to >= AT);

    private static final Map<String, BiPredicate<Integer, Integer>> OF_DURATION = Map.of(
            "lastingMoreThan", (from, to) -> from == NEXT,
            "lastingAtMost", (from, to) -> to <= LAST,
            "durationOpen", (from, to) -> from <= LAST && to == NEXT);

    private record Limit(String of, String unit, int number, List<String> values) {

        static Limit of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            return new Limit(cells.get(0), cells.get(1), Integer.parseInt(cells.get(2)), cells.subList(3, 7));
        }

        Map<String, BiPredicate<Integer, Integer>> questions() {
            return of.equals("age") ? OF_AGE : OF_DURATION;
        }

        String code(String question) {
            return question.toLowerCase(Locale.ROOT) + "-" + number + "-" + unit;
        }

        String rule(String question) {
            return """

                    rule "%1$s"
                        @id( %1$s )
                        @source( interpretation )
                    when
                        Patient( %2$s( %3$d, "%4$s" ) )
                    then
                        conclude.alert( "%1$s", "info", "Yes." );
                    end
                    """.formatted(code(question), question, number, unit);
        }
    }

    @TempDir
    private Path folder;

    @Test
    void both_ends_have_to_be_on_one_side() throws IOException {
        List<Limit> limits = Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Limit::of)
                .toList();
        ClinicalRules rules = rules(limits).withBlockingQuestionsOnly();
        Map<String, Set<String>> told = new LinkedHashMap<>();
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        for (Limit limit : limits) {
            for (int from = 0; from <= NEXT; from++) {
                for (int to = from; to <= NEXT; to++) {
                    String stated = limit.of + " " + limit.values.get(from) + " to " + limit.values.get(to);
                    String row = limit + ": " + stated;
                    Set<String> alerts =
                            rules.evaluate(Statements.patient("complaint other; " + stated)).alerts().stream()
                                    .map(Alert::code)
                                    .collect(Collectors.toSet());
                    for (Map.Entry<String, BiPredicate<Integer, Integer>> question :
                            limit.questions().entrySet()) {
                        String code = limit.code(question.getKey());
                        if (alerts.contains(code)) {
                            told.computeIfAbsent(row, any -> new HashSet<>()).add(code);
                        }
                        if (question.getValue().test(from, to)) {
                            expected.computeIfAbsent(row, any -> new HashSet<>())
                                    .add(code);
                        }
                    }
                }
            }
        }

        assertThat(told).isEqualTo(expected);
    }

    private ClinicalRules rules(List<Limit> limits) throws IOException {
        MadeUp.writeVocabulary(folder);
        Path topic = Files.createDirectories(folder.resolve("limits"));
        Files.writeString(topic.resolve("topic.yaml"), """
                title: Limits of time (made up for tests)
                owner: Nobody
                edition: None
                status: draft
                last-reviewed: 2026-11-23
                review-due: 2027-11-23
                radiation-scale: gnomes
                complaints: [other]
                variants: [{ id: any, number: 1, title: Anything }]
                red-flags: [dizzy]
                asks: [complaint, dizzy, age, duration]
                """);
        List<String> text = new ArrayList<>();
        text.add("""
                package limits;

                import org.apposite.language.Patient;

                global org.apposite.language.Conclude conclude;

                rule "There is a variant"
                    @id( any )
                    @source( interpretation )
                when
                    Patient( complaintIs( "other" ) )
                then
                    conclude.variant( 10, "any" );
                end
                """);
        limits.forEach(limit -> limit.questions().keySet().forEach(question -> text.add(limit.rule(question))));
        Files.writeString(topic.resolve("limits.drl"), String.join("", text));
        return ClinicalRules.from(folder);
    }
}

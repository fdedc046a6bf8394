package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the topic says of a study is what its sources say: every cell of the table in the resource, and no other. */
class ContentIsHonestTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "ratings.tsv");
    private static final String TRANSCRIPTION = "portal-copy-2025-08";

    /** One line of the table. */
    private record Cell(
            String variant,
            String procedure,
            String category,
            boolean disagreement,
            @Nullable Integer median,
            String radiation,
            @Nullable Double min,
            @Nullable Double max,
            Set<String> sources) {

        static Cell of(String line) {
            String[] column = line.split("\t", -1);
            return new Cell(
                    column[0],
                    column[1],
                    column[2],
                    column[3].equals("yes"),
                    Integer.valueOf(column[4]),
                    column[5],
                    dose(column[6]),
                    dose(column[7]),
                    Set.of(column[8].split("\\+")));
        }

        static Cell of(String variant, Recommendation said, Set<String> sources) {
            Radiation radiation = Objects.requireNonNull(said.radiation());
            return new Cell(
                    variant,
                    said.procedure(),
                    said.category().code(),
                    said.disagreement(),
                    said.median(),
                    radiation.level().code(),
                    radiation.minMilliSieverts(),
                    radiation.maxMilliSieverts(),
                    sources);
        }

        private static @Nullable Double dose(String text) {
            return text.equals("-") ? null : Double.valueOf(text);
        }
    }

    static Stream<Map.Entry<String, PatientCase>> variants() {
        return BaseCases.ofVariants().entrySet().stream();
    }

    private static List<Cell> table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        return lines.subList(1, lines.size()).stream().map(Cell::of).toList();
    }

    private static List<Cell> table(String variant) throws IOException {
        return table().stream().filter(cell -> cell.variant().equals(variant)).toList();
    }

    @Test
    void the_table_holds_all_127_ratings_of_the_seven_variants() throws IOException {
        assertThat(table()).hasSize(127);
        assertThat(table().stream().map(Cell::variant).distinct())
                .containsExactlyElementsOf(Rules.backPain().variants().stream()
                        .map(Topic.Variant::id)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_variant_rates_what_its_sources_rate_and_nothing_else(Map.Entry<String, PatientCase> variant)
            throws IOException {
        Advice advice = Rules.BUNDLED.evaluate(variant.getValue());
        List<Cell> said = new ArrayList<>();
        for (Recommendation one : advice.recommendations()) {
            said.add(Cell.of(BaseCases.end(advice), one, sourcesOfTheRating(variant.getKey(), one.procedure())));
        }

        assertThat(said).containsExactlyInAnyOrderElementsOf(table(variant.getKey()));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void an_answer_cites_the_sources_of_a_rating_and_beyond_them_only_those_of_its_reasons(
            Map.Entry<String, PatientCase> variant) throws IOException {
        Advice advice = Rules.BUNDLED.evaluate(variant.getValue());
        for (Cell cell : table(variant.getKey())) {
            assertThat(advice.recommendations())
                    .filteredOn(one -> one.procedure().equals(cell.procedure()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.sources()).containsAll(cell.sources()))
                    .satisfies(one -> {
                        if (one.reasons().isEmpty()) {
                            assertThat(one.sources()).hasSameSizeAs(cell.sources());
                        }
                    });
        }
    }

    /** The sources at the end of the rating's row; those of remarks on the study stand beside them in the answer. */
    private static Set<String> sourcesOfTheRating(String variant, String procedure) {
        for (Topic.Rule rule : Rules.backPain().rules()) {
            if (!rule.id().equals("ratings-" + variant)) {
                continue;
            }
            for (Topic.Consequence row : rule.then()) {
                if (row.arguments().get(0).text().equals(procedure)) {
                    return row.arguments().subList(4, row.arguments().size()).stream()
                            .map(Topic.Literal::text)
                            .collect(Collectors.toSet());
                }
            }
        }
        throw new AssertionError("no row rates " + procedure + " in " + variant);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_rating_is_marked_as_transcribed_exactly_when_only_the_transcription_has_it(
            Map.Entry<String, PatientCase> variant) throws IOException {
        Set<String> transcribed = new HashSet<>();
        for (Cell cell : table(variant.getKey())) {
            if (cell.sources().equals(Set.of(TRANSCRIPTION))) {
                transcribed.add(cell.procedure());
            }
        }
        Advice advice = Rules.BUNDLED.evaluate(variant.getValue());

        assertThat(advice.recommendations().stream()
                        .filter(Recommendation::transcribed)
                        .map(Recommendation::procedure))
                .containsExactlyInAnyOrderElementsOf(transcribed);
        assertThat(advice.alerts().stream().anyMatch(alert -> alert.code().equals("transcribed-ratings")))
                .isEqualTo(!transcribed.isEmpty());
    }

    @Test
    void what_the_project_decided_itself_is_never_shown_as_a_statement_of_the_acr() {
        Advice adult = Rules.BUNDLED.evaluate(BaseCases.of("adult"));

        assertThat(adult.exclusion()).isNotNull().satisfies(exclusion -> {
            assertThat(exclusion.source()).isEqualTo("interpretation");
            assertThat(adult.provenance().sources().get("interpretation")).contains("never a statement of the ACR");
        });
    }

    @Test
    void the_notice_says_who_decides_and_who_has_not_endorsed() {
        assertThat(Rules.BUNDLED
                        .evaluate(BaseCases.child().build())
                        .provenance()
                        .notice())
                .contains("the ordering clinician and the radiologist decide")
                .contains("neither reviewed nor endorsed");
    }
}

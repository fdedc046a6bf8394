package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a topic says of a study is what its sources say: every cell of the table in the resource, and no other. */
class ContentIsHonestTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "ratings.tsv");
    private static final String NOT_STATED = "not-stated";

    /** A variant of a topic, and a case that leads to it. */
    private record Led(String topic, String variant, PatientCase patient) {

        @Override
        public String toString() {
            return topic + ", " + variant;
        }
    }

    /** One line of the table; what was not seen is null. */
    private record Cell(
            String topic,
            String variant,
            String procedure,
            String category,
            boolean disagreement,
            @Nullable Integer median,
            @Nullable String radiation,
            @Nullable Double min,
            @Nullable Double max,
            Set<String> sources) {

        static Cell of(String line) {
            String[] column = line.split("\t", -1);
            return new Cell(
                    column[0],
                    column[1],
                    column[2],
                    column[3],
                    column[4].equals("yes"),
                    column[5].equals(NOT_STATED) ? null : Integer.valueOf(column[5]),
                    column[6].equals(NOT_STATED) ? null : column[6],
                    dose(column[7]),
                    dose(column[8]),
                    Set.of(column[9].split("\\+")));
        }

        static Cell of(Led led, Recommendation said, Set<String> sources) {
            Radiation radiation = said.radiation();
            return new Cell(
                    led.topic(),
                    led.variant(),
                    said.procedure(),
                    said.category().code(),
                    said.disagreement(),
                    said.median(),
                    radiation == null ? null : radiation.level().code(),
                    radiation == null ? null : radiation.minMilliSieverts(),
                    radiation == null ? null : radiation.maxMilliSieverts(),
                    sources);
        }

        private static @Nullable Double dose(String text) {
            return text.equals("-") ? null : Double.valueOf(text);
        }

        boolean isOf(Led led) {
            return topic.equals(led.topic()) && variant.equals(led.variant());
        }

        boolean isTranscribed() {
            return sources.stream()
                    .allMatch(source -> Objects.requireNonNull(
                                            Rules.BUNDLED.vocabulary().sources().get(source))
                                    .trust()
                            == Trust.TRANSCRIBED);
        }
    }

    static Stream<Led> variants() {
        return BaseCases.ofVariantsByTopic().entrySet().stream()
                .flatMap(topic -> topic.getValue().entrySet().stream()
                        .map(variant -> new Led(topic.getKey(), variant.getKey(), variant.getValue())));
    }

    private static List<Cell> table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        return lines.subList(1, lines.size()).stream().map(Cell::of).toList();
    }

    private static List<Cell> table(Led led) throws IOException {
        return table().stream().filter(cell -> cell.isOf(led)).toList();
    }

    @Test
    void the_table_holds_the_ratings_of_every_variant_of_every_topic() throws IOException {
        assertThat(table().stream()
                        .map(cell -> cell.topic() + " " + cell.variant())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Rules.BUNDLED.topics().stream()
                        .flatMap(topic -> topic.variants().stream().map(variant -> topic.id() + " " + variant.id()))
                        .toList());
        assertThat(table().stream().collect(Collectors.groupingBy(Cell::topic, Collectors.counting())))
                .containsEntry("back-pain-child", 127L)
                .containsEntry("head-trauma-child", 64L);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_variant_rates_what_its_sources_rate_and_nothing_else(Led led) throws IOException {
        Advice advice = Rules.BUNDLED.evaluate(led.patient());
        List<Cell> said = new ArrayList<>();
        for (Recommendation one : advice.recommendations()) {
            said.add(Cell.of(led, one, sourcesOfTheRating(led, one.procedure())));
        }

        assertThat(BaseCases.end(advice)).isEqualTo(led.variant());
        assertThat(said).containsExactlyInAnyOrderElementsOf(table(led));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void an_answer_cites_the_sources_of_a_rating_and_beyond_them_only_those_of_its_reasons(Led led) throws IOException {
        Advice advice = Rules.BUNDLED.evaluate(led.patient());
        for (Cell cell : table(led)) {
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
    private static Set<String> sourcesOfTheRating(Led led, String procedure) {
        return Rules.BUNDLED.topics().stream()
                .filter(topic -> topic.id().equals(led.topic()))
                .flatMap(topic -> topic.rules().stream())
                .filter(rule -> rule.id().endsWith("ratings-" + led.variant()))
                .flatMap(rule -> rule.then().stream())
                .filter(row -> row.arguments().get(0).text().equals(procedure))
                .findFirst()
                .map(row -> row.arguments().subList(4, row.arguments().size()).stream()
                        .map(Topic.Literal::text)
                        .collect(Collectors.toSet()))
                .orElseThrow(() -> new AssertionError("no row rates " + procedure + " in " + led));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_rating_is_marked_as_transcribed_exactly_when_only_transcriptions_have_it(Led led) throws IOException {
        Set<String> transcribed = new HashSet<>();
        for (Cell cell : table(led)) {
            if (cell.isTranscribed()) {
                transcribed.add(cell.procedure());
            }
        }
        Advice advice = Rules.BUNDLED.evaluate(led.patient());

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

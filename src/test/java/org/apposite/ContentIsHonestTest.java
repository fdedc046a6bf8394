package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a topic says of a study is what its sources say: every cell of its table in the resources, and no other. */
class ContentIsHonestTest {

    private static final Path TABLES = Path.of("src", "test", "resources", "ratings");
    private static final String NOT_STATED = "-";

    /** One line of the table. */
    private record Cell(
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
                    column[3].equals("yes"),
                    column[4].equals(NOT_STATED) ? null : Integer.valueOf(column[4]),
                    column[5].equals(NOT_STATED) ? null : column[5],
                    dose(column[6]),
                    dose(column[7]),
                    Set.of(column[8].split("\\+")));
        }

        static Cell of(String variant, Recommendation said, Set<String> sources) {
            Radiation radiation = said.radiation();
            return new Cell(
                    variant,
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
            return text.equals(NOT_STATED) ? null : Double.valueOf(text);
        }
    }

    /**
     * A case that matches a variant.
     *
     * @param topic the topic
     * @param variant the id of the variant
     * @param stated the case
     */
    record Matching(Topic topic, String variant, PatientCase stated) {

        Advice answer() {
            return Rules.BUNDLED.evaluate(stated);
        }

        @Override
        public String toString() {
            return topic.id() + ", " + variant;
        }
    }

    static Stream<Topic> topics() {
        return Rules.BUNDLED.topics().stream();
    }

    static Stream<Matching> variants() {
        return topics().flatMap(topic -> BaseCases.ofVariants(topic.id()).entrySet().stream()
                .map(one -> new Matching(topic, one.getKey(), one.getValue())));
    }

    private static List<Cell> table(Topic topic) throws IOException {
        List<String> lines = Files.readAllLines(TABLES.resolve(topic.id() + ".tsv"));
        return lines.subList(1, lines.size()).stream().map(Cell::of).toList();
    }

    private static List<Cell> table(Matching matching) throws IOException {
        return table(matching.topic).stream()
                .filter(cell -> cell.variant().equals(matching.variant))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void the_table_holds_all_variants(Topic topic) throws IOException {
        assertThat(table(topic).stream().map(Cell::variant).distinct())
                .containsExactlyElementsOf(
                        topic.variants().stream().map(Topic.Variant::id).toList());
        assertThat(BaseCases.ofVariants(topic.id()).keySet())
                .containsExactlyElementsOf(
                        topic.variants().stream().map(Topic.Variant::id).toList());
    }

    @ParameterizedTest
    @CsvSource({"back-pain-child, 127", "head-trauma-child, 64", "low-back-pain, 77"})
    void the_table_holds_all_ratings(String topic, int ratings) throws IOException {
        assertThat(table(Rules.topic(topic))).hasSize(ratings);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_variant_rates_what_its_sources_rate_and_nothing_else(Matching matching) throws IOException {
        Advice advice = matching.answer();
        List<Cell> said = new ArrayList<>();
        for (Recommendation one : advice.recommendations()) {
            said.add(Cell.of(BaseCases.end(advice), one, sourcesOfTheRating(matching, one.procedure())));
        }

        assertThat(said).containsExactlyInAnyOrderElementsOf(table(matching));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void an_answer_cites_the_sources_of_a_rating_and_beyond_them_only_those_of_its_reasons(Matching matching)
            throws IOException {
        Advice advice = matching.answer();
        for (Cell cell : table(matching)) {
            assertThat(advice.recommendations())
                    .filteredOn(one -> one.procedure().equals(cell.procedure()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.sources()).containsAll(cell.sources()))
                    .satisfies(one -> {
                        if (one.reasons().isEmpty() && one.setAside() == null) {
                            assertThat(one.sources()).hasSameSizeAs(cell.sources());
                        }
                    });
        }
    }

    /** The sources at the end of the rating's row; those of remarks on the study stand beside them in the answer. */
    private static Set<String> sourcesOfTheRating(Matching matching, String procedure) {
        for (Topic.Rule rule : matching.topic.rules()) {
            for (Topic.Consequence row : rule.then()) {
                if (row.verb().equals("rate")
                        && rule.id().endsWith("ratings-" + matching.variant)
                        && row.arguments().get(0).text().equals(procedure)) {
                    return row.arguments().subList(4, row.arguments().size()).stream()
                            .map(Topic.Literal::text)
                            .collect(Collectors.toSet());
                }
            }
        }
        throw new AssertionError("no row rates " + procedure + " in " + matching.variant);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void a_rating_is_marked_as_transcribed_exactly_when_only_transcriptions_have_it(Matching matching)
            throws IOException {
        Set<String> transcriptions = new HashSet<>();
        Rules.BUNDLED.vocabulary().sources().forEach((key, source) -> {
            if (source.trust() == Trust.TRANSCRIBED) {
                transcriptions.add(key);
            }
        });
        Set<String> transcribed = new HashSet<>();
        for (Cell cell : table(matching)) {
            if (transcriptions.containsAll(cell.sources())) {
                transcribed.add(cell.procedure());
            }
        }
        Advice advice = matching.answer();

        assertThat(advice.recommendations().stream()
                        .filter(Recommendation::transcribed)
                        .map(Recommendation::procedure))
                .containsExactlyInAnyOrderElementsOf(transcribed);
        assertThat(advice.alerts().stream().anyMatch(alert -> alert.code().equals("transcribed-ratings")))
                .isEqualTo(!transcribed.isEmpty());
    }

    @Test
    void what_the_project_decided_itself_is_never_shown_as_a_statement_of_the_acr() {
        Advice clonus = Rules.BUNDLED.evaluate(
                BaseCases.adult().present("long-tract-signs").build());

        assertThat(clonus.exclusion()).isNotNull().satisfies(exclusion -> {
            assertThat(exclusion.source()).isEqualTo("interpretation");
            assertThat(clonus.provenance().sources().get("interpretation")).contains("never a statement of the ACR");
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

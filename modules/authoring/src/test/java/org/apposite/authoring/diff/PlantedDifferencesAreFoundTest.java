package org.apposite.authoring.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.json.RuleCase;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of the kinds that people make, each planted in a copy of the shipped rules and compared with these. */
class PlantedDifferencesAreFoundTest {

    private static final Path DIFFERENCES = Path.of("src", "test", "resources", "diff", "differences.csv");
    private static final int SECONDS = 30;
    private static final ClinicalRules SHIPPED = ClinicalRules.from(RulesFolder.SHIPPED);
    private static final List<RuleCase> CASES = RuleCase.in(RulesFolder.SHIPPED, SHIPPED.vocabulary());

    @TempDir
    private Path folder;

    record Planted(
            String name,
            String file,
            String before,
            String after,
            String change,
            String condition,
            String stated,
            String texts) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Planted> differences() throws IOException {
        return Files.readAllLines(DIFFERENCES).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("\\n", "\n").split("(?<!\\\\)\\|", -1))
                .map(c -> new Planted(
                        c[0], c[1], c[2].replace("\\|", "|"), c[3].replace("\\|", "|"), c[4], c[5], c[6], c[7]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("differences")
    void a_difference_is_told_with_a_patient_whom_the_engine_answers_so(Planted planted) throws IOException {
        ClinicalRules changed = plant(planted);

        Difference difference = Differences.between(SHIPPED, changed, CASES, Optional.empty(), SECONDS, step -> {});

        List<String> texts = difference.topics().stream()
                .flatMap(one -> one.texts().stream())
                .toList();
        if (!planted.texts.isEmpty()) {
            assertThat(texts).contains(planted.texts);
        }
        if (planted.change.isEmpty()) {
            assertThat(difference.isEquivalent())
                    .as(difference.changes() + " "
                            + difference.topics().stream()
                                    .map(TopicDifference::notCompared)
                                    .toList())
                    .isTrue();
            assertThat(differing(changed)).isEmpty();
            return;
        }
        assertThat(difference.isEquivalent()).isFalse();
        assertThat(difference.changes())
                .allSatisfy(one -> assertThat(one.example().confirmed())
                        .as(one.sentence() + ": " + one.example().stated())
                        .isTrue());
        assertThat(difference.changes()).anySatisfy(one -> {
            assertThat(one.name()).startsWith(planted.change);
            assertThat(one.conditions()).anyMatch(condition -> condition.contains(planted.condition));
            assertThat(one.example().stated()).contains(planted.stated);
        });
    }

    private ClinicalRules plant(Planted planted) throws IOException {
        RulesFolder.copyShipped(folder);
        Path file = folder.resolve(planted.file);
        String text = Files.readString(file);
        assertThat(text).contains(planted.before);
        int at = text.indexOf(planted.before);
        Files.writeString(file, text.substring(0, at) + planted.after + text.substring(at + planted.before.length()));
        return ClinicalRules.from(folder);
    }

    /** The shipped cases that are answered differently, in anything but texts. */
    private static List<String> differing(ClinicalRules changed) {
        List<String> differing = new ArrayList<>();
        for (RuleCase one : CASES) {
            PatientCase patient = one.stated().patientCase().orElse(null);
            if (patient != null) {
                Set<Said> before =
                        AnswerSays.of(SHIPPED.only(one.topic()).evaluate(patient), SHIPPED.circuit(one.topic()));
                Set<Said> after =
                        AnswerSays.of(changed.only(one.topic()).evaluate(patient), changed.circuit(one.topic()));
                if (!before.equals(after)) {
                    differing.add(one.file());
                }
            }
        }
        return differing;
    }
}

package org.apposite.authoring.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.prove.Proof.Fault;
import org.apposite.authoring.prove.Proof.Verdict;
import org.apposite.json.RuleCase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Defects of the kinds that people make, each planted in a copy of the shipped rules. */
class PlantedDefectsAreFoundTest {

    private static final Path DEFECTS = Path.of("src", "test", "resources", "prove", "defects.csv");
    private static final int SECONDS = 30;

    @TempDir
    private Path folder;

    record Defect(
            String name, String file, String before, String after, String property, String sentence, String stated) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Defect> defects() throws IOException {
        return Files.readAllLines(DEFECTS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("\\n", "\n").split("(?<!\\\\)\\|", -1))
                .map(c -> new Defect(c[0], c[1], c[2].replace("\\|", "|"), c[3].replace("\\|", "|"), c[4], c[5], c[6]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void a_defect_is_found_with_a_patient_who_shows_it(Defect defect) throws IOException {
        String topic = defect.file.substring(0, defect.file.indexOf('/'));
        RulesFolder.copyShipped(folder);
        Path file = folder.resolve(defect.file);
        String text = Files.readString(file);
        assertThat(text).contains(defect.before);
        int at = text.indexOf(defect.before);
        Files.writeString(file, text.substring(0, at) + defect.after + text.substring(at + defect.before.length()));

        List<Fault> found = faults(topic, defect.property);

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(
                        one -> assertThat(one.confirmed()).as(one.sentence()).isTrue());
        assertThat(found).anySatisfy(one -> {
            assertThat(one.sentence()).contains(defect.sentence);
            if (defect.stated.isEmpty()) {
                assertThat(one.witnesses()).isEmpty();
            } else {
                assertThat(one.witnesses()).isNotEmpty();
                assertThat(one.witnesses().get(one.witnesses().size() - 1).stated())
                        .contains(defect.stated);
            }
        });
    }

    private List<Fault> faults(String topic, String property) {
        ClinicalRules rules = ClinicalRules.from(folder);
        List<Proof> proofs = Proofs.of(
                rules, RuleCase.in(folder, rules.vocabulary()), List.of(topic), Set.of(property), SECONDS, step -> {});
        assertThat(proofs)
                .singleElement()
                .satisfies(one -> assertThat(one.verdict() == Verdict.BROKEN)
                        .isEqualTo(!one.faults().isEmpty()));
        return proofs.get(0).faults();
    }
}

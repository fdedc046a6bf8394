package org.apposite.authoring.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
        List<Fault> found = planted(defect, SECONDS, true).faults();

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

    /** What takes no value of a datum that is not covered. */
    static List<Defect> defectsOfFewData() throws IOException {
        return defects().stream()
                .filter(one -> List.of(
                                "a threshold is off by one",
                                "a variant has lost its ratings",
                                "what is preferred is not rated",
                                "a red flag lowers the urgency")
                        .contains(one.name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("defectsOfFewData")
    void without_a_budget_it_is_found_by_trials(Defect defect) throws IOException {
        Proof proof = planted(defect, 0, false);

        assertThat(proof.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(proof.questions()).isPositive();
        assertThat(Objects.requireNonNull(proof.tested()).words()).startsWith("only tested, on ");
        assertThat(proof.faults())
                .anySatisfy(one -> assertThat(one.sentence()).contains(defect.sentence))
                .allSatisfy(
                        one -> assertThat(one.confirmed()).as(one.sentence()).isTrue());
    }

    private Proof planted(Defect defect, int seconds, boolean withCases) throws IOException {
        String topic = defect.file.substring(0, defect.file.indexOf('/'));
        RulesFolder.copyShipped(folder);
        Path file = folder.resolve(defect.file);
        String text = Files.readString(file);
        assertThat(text).contains(defect.before);
        int at = text.indexOf(defect.before);
        Files.writeString(file, text.substring(0, at) + defect.after + text.substring(at + defect.before.length()));

        return prove(topic, defect.property, seconds, withCases);
    }

    private Proof prove(String topic, String property, int seconds, boolean withCases) {
        ClinicalRules rules = ClinicalRules.from(folder);
        List<RuleCase> cases = withCases ? RuleCase.in(folder, rules.vocabulary()) : List.of();
        List<Proof> proofs = Proofs.of(rules, cases, List.of(topic), Set.of(property), seconds, step -> {});
        assertThat(proofs)
                .singleElement()
                .satisfies(one -> assertThat(one.verdict() == Verdict.BROKEN)
                        .isEqualTo(!one.faults().isEmpty()));
        return proofs.get(0);
    }
}

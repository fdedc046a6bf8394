package org.apposite.authoring.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.prove.Proof.Fault;
import org.apposite.authoring.prove.Proof.Verdict;
import org.apposite.model.Claims;
import org.apposite.model.Topic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a topic states of all its patients, in the words of its rules, and what it accepts. */
class WhatAuthorsClaimIsProvedTest {

    private static final String TOPIC = "back-pain-child";
    private static final Path PROPERTIES = Path.of("src", "test", "resources", "prove", "properties.csv");
    private static final int SECONDS = 30;

    private static List<String[]> properties;
    private static List<Proof> proofs;

    @BeforeAll
    static void proveAllOfTheTable(@TempDir Path folder) throws IOException {
        properties = Files.readAllLines(PROPERTIES).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("(?<!\\|)\\|(?!\\|)", -1))
                .toList();
        StringBuilder all = new StringBuilder("properties:\n");
        for (int i = 0; i < properties.size(); i++) {
            all.append("  - id: own-").append(i).append("\n    says: It is so.\n    source: interpretation\n    ");
            all.append(properties.get(i)[0]).append('\n');
        }
        write(folder, all.toString());
        proofs = prove(
                folder,
                IntStream.range(0, properties.size()).mapToObj(i -> "own-" + i).collect(Collectors.toSet()));
    }

    static IntStream properties() {
        return IntStream.range(0, properties.size());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void a_property_is_proved_or_has_a_patient_whom_the_rule_engine_shows(int number) {
        String[] expected = properties.get(number);
        Proof proof = proofs.get(number);

        assertThat(proof.verdict().words()).as(expected[0]).isEqualTo(expected[1]);
        assertThat(proof.property().title()).isEqualTo("It is so.");
        for (Fault fault : proof.faults()) {
            assertThat(fault.confirmed()).isTrue();
            assertThat(fault.file()).isEqualTo(TOPIC + "/topic.yaml");
            assertThat(fault.witnesses())
                    .singleElement()
                    .satisfies(one -> assertThat(one.stated()).contains(expected[2]));
        }
    }

    @Test
    void what_an_exception_accepts_is_explained_and_one_that_accepts_nothing_is_told(@TempDir Path folder)
            throws IOException {
        String property = "properties:\n  - id: own\n    says: It is so.\n    source: interpretation\n    never: ";
        String exception = "\nexceptions:\n  - { property: own, reason: It may be., source: interpretation }\n";
        write(folder, property + "Routing( variantMatched() )" + exception);
        Proof accepted = prove(folder, Set.of("own")).get(0);
        write(folder, property + "Routing( matched( \"no-red-flags\" ), notApplicable() )" + exception);
        Proof idle = prove(folder, Set.of("own")).get(0);

        assertThat(accepted.verdict()).isEqualTo(Verdict.EXPLAINED);
        assertThat(accepted.explained())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("It may be."));
        assertThat(idle.verdict()).isEqualTo(Verdict.OPEN);
        assertThat(idle.open())
                .singleElement()
                .asString()
                .contains(TOPIC + "/topic.yaml:")
                .endsWith("accepts nothing; remove it");
    }

    @Test
    void the_codes_that_an_exception_can_name_are_those_of_what_is_proved_of_every_topic() {
        assertThat(Property.values())
                .extracting(Property::code)
                .containsExactlyInAnyOrderElementsOf(Claims.OF_EVERY_TOPIC);
    }

    @Test
    void each_shipped_topic_states_ten_properties_with_a_source_and_they_are_proved() {
        ClinicalRules rules = ClinicalRules.from(RulesFolder.SHIPPED);
        for (Topic topic : rules.topics()) {
            List<Claims.Property> own = topic.claims().properties();
            assertThat(own).as(topic.id()).hasSizeGreaterThanOrEqualTo(10);
            Set<String> codes = Set.copyOf(own.stream().map(Claims.Property::id).toList());
            assertThat(Proofs.of(rules, List.of(), List.of(topic.id()), codes, SECONDS, step -> {}))
                    .hasSize(own.size())
                    .allSatisfy(proof -> assertThat(proof.verdict())
                            .as(proof.property().code())
                            .isEqualTo(Verdict.PROVED));
        }
    }

    private static void write(Path folder, String claims) throws IOException {
        Path topic = folder.resolve(TOPIC).resolve("topic.yaml");
        if (!Files.exists(topic)) {
            RulesFolder.copyShipped(folder);
            // Its hazards name the properties that these take the place of.
            Files.delete(folder.resolve(TOPIC).resolve("hazards.yaml"));
        }
        Files.writeString(topic, Files.readString(topic).replaceFirst("(?ms)^properties:.*", "") + claims);
    }

    private static List<Proof> prove(Path folder, Set<String> codes) {
        return Proofs.of(ClinicalRules.from(folder), List.of(), List.of(TOPIC), codes, SECONDS, step -> {});
    }
}

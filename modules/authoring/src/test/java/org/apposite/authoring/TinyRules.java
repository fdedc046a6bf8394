package org.apposite.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;

/**
 * A rules folder of one topic of one rule, with the words of the project. In version n the rule leads to the variant
 * that has the number n.
 *
 * @param folder the folder
 */
public record TinyRules(Path folder) {

    private static final Path TINY = Path.of("src", "test", "resources", "tiny");
    private static final String TOPIC = "tiny-topic";

    public static final PatientCase CASE =
            PatientCase.builder().complaint("back-pain").build();

    /** Writes version 1 into an empty folder. */
    public static TinyRules in(Path folder) throws IOException {
        RulesFolder.copy(RulesFolder.SHIPPED.resolve("vocabulary"), folder.resolve("vocabulary"));
        Files.createDirectories(folder.resolve(TOPIC).resolve("cases"));
        Files.copy(TINY.resolve("tiny.drl"), folder.resolve(TOPIC).resolve("tiny.drl"));
        TinyRules tiny = new TinyRules(folder);
        tiny.write(1);
        return tiny;
    }

    /** Writes a version, with a case that holds for it. */
    public void write(int version) throws IOException {
        Files.writeString(ruleSet(), "name: tiny\nversion: " + version + "\nnotice: For tests.\nlanguage: 2\n");
        String topic = Files.readString(TINY.resolve("topic.yaml"));
        Files.writeString(topicFile(), topic.replace("number: 1", "number: " + version));
        Files.writeString(caseFile(), """
                title: Back pain
                source: interpretation
                case:
                  complaint: { symptom: back-pain }
                expect:
                  variant: tiny
                """);
    }

    public Path ruleSet() {
        return folder.resolve("rule-set.yaml");
    }

    public Path topicFile() {
        return folder.resolve(TOPIC).resolve("topic.yaml");
    }

    public Path ruleFile() {
        return folder.resolve(TOPIC).resolve("tiny.drl");
    }

    public Path caseFile() {
        return folder.resolve(TOPIC).resolve("cases").resolve("back-pain.yaml");
    }

    /** The version that an answer was made by, from what it concludes and not from what it says of itself. */
    public static int version(Advice advice) {
        return advice.matched().orElseThrow().number();
    }

    public static int version(ClinicalRules rules) {
        return version(rules.evaluate(CASE));
    }
}

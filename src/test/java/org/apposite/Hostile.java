package org.apposite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apposite.patient.PatientCase;

/** A rules folder with the vocabulary of the wrong ones, to which a generator adds what no person writes. */
record Hostile(Path folder) {

    private static final Path BASE = Path.of("src/test/resources/wrong/base");

    /** A patient with the complaint of the topic. */
    static final PatientCase BUMP = PatientCase.builder().complaint("bump").build();

    static Hostile in(Path folder) throws IOException {
        Files.copy(BASE.resolve("rule-set.yaml"), folder.resolve("rule-set.yaml"));
        Rules.copy(BASE.resolve("vocabulary"), folder.resolve("vocabulary"));
        Rules.copy(BASE.resolve("bump"), folder.resolve("bump"));
        return new Hostile(folder);
    }

    static String many(int number, IntFunction<String> one) {
        return IntStream.range(0, number).mapToObj(one).collect(Collectors.joining());
    }

    static String listed(int number, String between, IntFunction<String> one) {
        return IntStream.range(0, number).mapToObj(one).collect(Collectors.joining(between));
    }

    static String rule(String id, String when, String then) {
        String name = id.length() <= 20 ? id : id.substring(0, 10) + " " + id.hashCode();
        return "rule \"" + name + "\"\n    @id( " + id + " )\n    @source( book )\nwhen\n    " + when + "\nthen\n    "
                + then + "\nend\n";
    }

    /** Adds findings f0, f1 and so on, which the topic asks for, and lines to its file. */
    Hostile findings(int number, String ofTopic) throws IOException {
        Rules.addBelow(
                folder.resolve("vocabulary/findings.yaml"),
                "findings",
                many(number, i -> "  f" + i + ": { display: f" + i + ", definition: F., question: \"F?\" }\n"));
        Path topic = folder.resolve("bump/topic.yaml");
        Files.writeString(
                topic,
                Files.readString(topic).replace("drop, wait]", "drop, wait" + many(number, i -> ", f" + i) + "]")
                        + ofTopic);
        return this;
    }

    /** Adds procedures p0, p1 and so on, with names of a length. */
    Hostile procedures(int number, int length) throws IOException {
        Rules.addBelow(
                folder.resolve("vocabulary/regions.yaml"),
                "regions",
                many(number, i -> "  r" + i + ": { only: studies }\n"));
        Rules.addBelow(
                folder.resolve("vocabulary/procedures.yaml"),
                "procedures",
                many(
                        number,
                        i -> "  p" + i + ": { display: p" + i + "x".repeat(length) + ", study: lantern, region: r" + i
                                + " }\n"));
        return this;
    }

    /** Adds a file of rules, as other files of its topic begin. */
    Hostile rules(String file, String rules) throws IOException {
        String head = Files.readString(folder.resolve("bump/bump.drl")).replaceFirst("(?s)rule \"only\".*", "");
        Files.writeString(folder.resolve("bump").resolve(file), head + rules);
        return this;
    }

    Hostile rules(String rules) throws IOException {
        return rules("more.drl", rules);
    }
}

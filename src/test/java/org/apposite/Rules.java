package org.apposite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;

/** The rules that the tests share, for building them takes time. */
public final class Rules {

    static final Path FOLDER = Path.of("rules-drl");
    public static final ClinicalRules BUNDLED = ClinicalRules.bundled();

    /** The topic of children alone, which is asked whatever the age and the complaint. */
    static final ClinicalRules CHILD = BUNDLED.only("back-pain-child");

    private Rules() {}

    /** The rules of the folder, compiled on first use. */
    public static ClinicalRules ofFolder() {
        return OfFolder.RULES;
    }

    private static final class OfFolder {
        static final ClinicalRules RULES = ClinicalRules.from(FOLDER);
    }

    /** The findings that are red flags; the topic's list also has data from which one is derived. */
    static List<String> redFlagFindings() {
        List<String> findings = BUNDLED.vocabulary().codes(Vocabulary.Kind.FINDING);
        return backPain().redFlags().stream().filter(findings::contains).toList();
    }

    /** Those of them that are asked before a child counts as one without red flags. */
    static List<String> blockingRedFlags() {
        return Objects.requireNonNull(backPain().groups().get("blocking-flags"));
    }

    static Topic backPain() {
        return topic("back-pain-child");
    }

    /** A topic of the bundled rules. */
    static Topic topic(String id) {
        return BUNDLED.topics().stream()
                .filter(topic -> topic.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Copies a folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path one : all) {
            Path target = to.resolve(from.relativize(one).toString());
            if (Files.isDirectory(one)) {
                Files.createDirectories(target);
            } else {
                Files.copy(one, target);
            }
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path one : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /** Adds lines to a list of a vocabulary file, right below its key. */
    static void addBelow(Path file, String key, String lines) throws IOException {
        String text = "\n" + Files.readString(file);
        int at = text.indexOf("\n" + key + ":\n") + key.length() + 3;
        Files.writeString(file, (text.substring(0, at) + lines + text.substring(at)).substring(1));
    }
}

package org.apposite.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of made-up rules of any size, with the words of the bundled ones. */
final class MadeUpRules {

    private static final Path SHIPPED = Path.of("..", "rules-drl");

    private final Path folder;
    private final StringBuilder complaints = new StringBuilder();
    private final StringBuilder findings = new StringBuilder();
    private final StringBuilder regions = new StringBuilder();
    private final StringBuilder procedures = new StringBuilder();
    private int studies;

    MadeUpRules(Path folder) throws IOException {
        this.folder = folder;
        copy(SHIPPED, folder);
        Files.deleteIfExists(folder.resolve("rule-set.lock"));
    }

    /** The topic of the bundled rules goes. */
    MadeUpRules withoutShippedTopic() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("back-pain-child"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return this;
    }

    private static void copy(Path from, Path to) throws IOException {
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

    /** A topic with a complaint and an emergency of its own, one variant, and as many ratings and rules on findings as wanted. */
    MadeUpRules addTopic(int number, int ratings, int alerts) throws IOException {
        complaints.append(term("itch-" + number));
        StringBuilder rules = new StringBuilder("""
                package made_up_%1$d;

                import org.apposite.language.Patient;
                import org.apposite.language.Routing;

                global org.apposite.language.Conclude conclude;

                rule "Made up %1$d: an itch with fever"
                    @id( made-up-%1$d )
                    @source( interpretation )
                when
                    Patient( present( "fever" ) )
                then
                    conclude.variant( 10, "itch-with-fever" );
                end

                rule "Made up %1$d: an emergency"
                    @id( made-up-%1$d-emergency )
                    @source( interpretation )
                when
                    Patient( present( "made-up-%1$d-sign" ) )
                then
                    conclude.alert( "made-up-emergency", "critical", "Made up." );
                end
                """.formatted(number));
        findings.append(term("made-up-" + number + "-sign"));
        StringBuilder asks = new StringBuilder("fever, made-up-" + number + "-sign");
        for (int i = 0; i < alerts; i++) {
            String finding = "made-up-" + number + "-" + i;
            findings.append(term(finding));
            asks.append(", ").append(finding);
            rules.append("""

                    rule "Made up %1$d: alert %2$d"
                        @id( made-up-%1$d-alert-%2$d )
                        @source( interpretation )
                    when
                        Patient( present( "made-up-%1$d-%2$d" ) )
                    then
                        conclude.alert( "made-up-%2$d", "info", "Made up." );
                    end
                    """.formatted(number, i));
        }
        if (ratings > 0) {
            rules.append("""

                    rule "Made up %1$d: ratings"
                        @id( made-up-%1$d-ratings )
                        @source( interpretation )
                    when
                        Routing( matched( "itch-with-fever" ) )
                    then
                    """.formatted(number));
            for (int i = 0; i < ratings; i++) {
                String procedure = "made-up-study-" + i;
                if (i >= studies) {
                    studies++;
                    procedures.append("""
                              %s:
                                display: made-up study %d
                                study: us
                                region: made-up-region-%d
                            """.formatted(procedure, i, i));
                    // Two studies of one region would be the same one.
                    regions.append("  made-up-region-%d: { only: studies }%n".formatted(i));
                }
                rules.append("    conclude.rate( \"")
                        .append(procedure)
                        .append("\", \"usually-appropriate\", 7, \"none\", \"interpretation\" );\n");
            }
            rules.append("end\n");
        }
        Path topic = Files.createDirectories(folder.resolve("made-up-" + number));
        Files.writeString(topic.resolve("rules.drl"), rules);
        Files.writeString(topic.resolve("topic.yaml"), """
                title: Itch number %1$d, made up to measure
                owner: Nobody
                edition: None
                status: draft
                last-reviewed: 2026-11-23
                review-due: 2027-11-23
                radiation-scale: adult
                complaints: [itch-%1$d]
                variants:
                  - { id: itch-with-fever, number: 1, title: An itch with fever }
                red-flags: [fever]
                asks: [%2$s]
                """.formatted(number, asks));
        return this;
    }

    private static String term(String code) {
        return """
                  %1$s:
                    display: %1$s
                    definition: Made up to measure.
                    question: Is it %1$s?
                """.formatted(code).indent(0);
    }

    /** Writes the words of the added topics, and gives the folder. */
    Path written() throws IOException {
        below("vocabulary/findings.yaml", "complaints", complaints);
        below("vocabulary/findings.yaml", "findings", findings);
        below("vocabulary/regions.yaml", "regions", regions);
        below("vocabulary/procedures.yaml", "procedures", procedures);
        return folder;
    }

    private void below(String file, String key, StringBuilder lines) throws IOException {
        Path path = folder.resolve(file);
        String text = "\n" + Files.readString(path);
        int at = text.indexOf("\n" + key + ":\n") + key.length() + 3;
        String indented = lines.toString()
                .lines()
                .map(line -> line.isEmpty() || line.startsWith("  ") ? line : "  " + line)
                .reduce("", (one, next) -> one + next + "\n");
        Files.writeString(path, (text.substring(0, at) + indented + text.substring(at)).substring(1));
    }

    /** Deletes everything. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

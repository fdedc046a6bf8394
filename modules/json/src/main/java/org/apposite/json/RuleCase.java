package org.apposite.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.json.record.CaseError;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;

/**
 * A case beside the rules: an example that a doctor can sign, and a test of the rules. Immutable.
 *
 * @param file the file, relative to the rules folder, with {@code /}
 * @param title what the case shows, a sentence; the file when it could not be read
 * @param sources the keys of the sources that say so; none when the file could not be read
 * @param stated the case, with lines and paths of its file; its error is also what is wrong with the file
 * @param expectation what the answer must say; nothing when the file could not be read
 */
public record RuleCase(String file, String title, List<String> sources, CaseRecord stated, Expectation expectation) {

    /** Stands where a person still has to say something; a case that holds it fails. */
    public static final String TODO = "TODO";

    /** Copies the list. */
    public RuleCase {
        sources = List.copyOf(sources);
    }

    /**
     * Reads every case of a rules folder: all files {@code <topic>/cases/*.yaml}.
     *
     * @param rulesFolder the folder
     * @param vocabulary the codes that cases may use
     * @return the cases in the order of their files; a file that is wrong is a case with an error and no expectation
     * @throws UncheckedIOException when the folder or a file cannot be read
     */
    public static List<RuleCase> in(Path rulesFolder, Vocabulary vocabulary) {
        RuleCaseReader reader = new RuleCaseReader(vocabulary);
        List<RuleCase> cases = new ArrayList<>();
        try (Stream<Path> topics = Files.list(rulesFolder)) {
            for (Path topic : topics.sorted().toList()) {
                Path folder = topic.resolve("cases");
                if (!Files.isDirectory(folder)) {
                    continue;
                }
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.filter(RuleCase::isCase).sorted().toList()) {
                        String name = rulesFolder.relativize(file).toString().replace('\\', '/');
                        try (InputStream in = Files.newInputStream(file)) {
                            cases.add(reader.read(name, in));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(cases);
    }

    /** What editors and systems keep in a folder begins with a full stop. */
    private static boolean isCase(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") && !name.startsWith(".");
    }

    /**
     * The topic in whose folder the case stands.
     *
     * @return the id of the topic
     */
    public String topic() {
        return file.substring(0, file.indexOf('/'));
    }

    /**
     * Evaluates the case and compares.
     *
     * @param rules what answers the case, such as {@code rules::evaluate}
     * @return what is not as expected, a line each; empty when all is. A file that is wrong, or a case that was refused
     *     though an answer was expected, is one line with the error
     */
    public List<String> run(Function<PatientCase, Advice> rules) {
        String expected = expectation.error();
        if (stated.error().isPresent()) {
            CaseError error = stated.error().get();
            if (expected == null) {
                return List.of(error.toString());
            }
            return error.message().contains(expected)
                    ? List.of()
                    : List.of("error: expected \"" + expected + "\", was \"" + error.message() + "\"");
        }
        if (expected != null) {
            return List.of("error: expected \"" + expected + "\", but the case was accepted");
        }
        return differences(rules.apply(stated.patientCase().orElseThrow()));
    }

    /**
     * Compares an answer with what is expected of it.
     *
     * @param advice the answer to this case
     * @return what is not as expected, a line each; empty when all is
     */
    public List<String> differences(Advice advice) {
        return new Comparison(expectation, advice).differences();
    }
}

package org.apposite.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apposite.advice.Advice;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
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
     * @return the cases in the order of their files; a file or folder of cases that is wrong, or cannot be read, is a case with an error
     *     and no expectation
     * @throws UncheckedIOException when the rules folder itself cannot be read
     */
    public static List<RuleCase> in(Path rulesFolder, Vocabulary vocabulary) {
        List<RuleCase> cases = new ArrayList<>();
        try {
            Folder folder = Folder.at(rulesFolder);
            for (Folder.Entry topic : folder.list("")) {
                if (topic.type() == Folder.Type.FOLDER) {
                    addAll(cases, folder, topic.name() + "/cases", new RuleCaseReader(vocabulary));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(cases);
    }

    private static void addAll(List<RuleCase> cases, Folder folder, String name, RuleCaseReader reader)
            throws IOException {
        if (folder.find(name).isEmpty()) {
            return;
        }
        try {
            for (Folder.Entry file : folder.list(name)) {
                if (file.name().endsWith(".yaml")) {
                    add(cases, folder, file.name(), reader);
                }
            }
        } catch (FileFault e) {
            cases.add(unreadable(name, e));
        }
    }

    private static void add(List<RuleCase> cases, Folder folder, String name, RuleCaseReader reader)
            throws IOException {
        try {
            cases.add(reader.read(name, folder.read(name, Folder.MOST_FILE_BYTES)));
        } catch (FileFault e) {
            // What is wrong with all of the folder is not told of each file.
            if (!e.file().equals(name)) {
                throw e;
            }
            cases.add(unreadable(name, e));
        }
    }

    private static RuleCase unreadable(String file, FileFault fault) {
        String what =
                fault.file().equals(file) || fault.file().isEmpty() ? fault.what() : fault.file() + ": " + fault.what();
        CaseError error = new CaseError("CASE-110", "", 1, 1, what, fault.suggestion());
        return new RuleCase(file, file, List.of(), CaseRecord.rejected(1, null, error), Expectation.NOTHING);
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

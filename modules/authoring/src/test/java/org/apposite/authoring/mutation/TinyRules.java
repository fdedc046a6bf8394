package org.apposite.authoring.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.json.RuleCase;

/** A topic of eight rules with the vocabulary of the project, and its cases. */
final class TinyRules {

    private static final Path TINY =
            Path.of("src", "test", "resources", "org", "apposite", "authoring", "mutation", "tiny");

    private final Path folder;
    private final ClinicalRules rules;

    private TinyRules(Path folder, ClinicalRules rules) {
        this.folder = folder;
        this.rules = rules;
    }

    static TinyRules in(Path folder) {
        try {
            RulesFolder.write(folder, TINY, "tiny");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TinyRules(folder, ClinicalRules.from(folder));
    }

    ClinicalRules rules() {
        return rules;
    }

    List<RuleCase> cases() {
        return RuleCase.in(folder, rules.vocabulary());
    }

    void addCase(String name, String text) throws IOException {
        Files.writeString(folder.resolve("tiny").resolve("cases").resolve(name), text);
    }
}

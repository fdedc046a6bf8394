package org.apposite.cli.commands;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.ClinicalRules;
import org.apposite.cli.text.Terminal;
import org.apposite.fhir.FhirArtifacts;
import org.apposite.file.Folder;
import org.apposite.json.format.EscapedJson;
import org.apposite.model.Topic;
import org.hl7.fhir.r4.model.MetadataResource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code apposite fhir}: writes what FHIR R4 can say of the rules. */
@Command(
        name = "fhir",
        description =
                "Write the rules as FHIR R4 definitions: PlanDefinition, ActivityDefinitions, Questionnaire, code "
                        + "systems, value sets and extensions, one JSON file each.",
        footer = {
            "",
            "Files of the same names are replaced; others in the folder stay.",
            "",
            "Examples:",
            "  apposite fhir -o definitions",
            "  apposite fhir --rules our-rules -o definitions",
            "  apposite fhir check-mapping hospital.yaml",
            "",
            "Exit codes: 0 written; 1 errors in the rules folder; 2 misuse, or a folder that cannot be written."
        })
public final class Fhir implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder to write to; created if it does not exist.")
    private @Nullable Path folder;

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    public Fhir(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = this.folder;
        if (folder == null) {
            throw new Misuse("fhir: no folder to write to. Write -o and its name, or see apposite fhir --help.");
        }
        ClinicalRules rules = rulesOption.load();
        IParser parser = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);
        List<String> written = new ArrayList<>();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Folder into = Folder.at(folder);
            for (Topic topic : rules.topics()) {
                for (MetadataResource resource : FhirArtifacts.of(rules, topic)) {
                    String name =
                            resource.fhirType() + "-" + resource.getIdElement().getIdPart() + ".json";
                    if (!written.contains(name)) {
                        into.write(name, EscapedJson.of(parser.encodeResourceToString(resource)) + "\n");
                        written.add(name);
                    }
                }
            }
        } catch (IOException e) {
            throw new Misuse("fhir: " + folder + " cannot be written: " + e.getMessage());
        }
        terminal.printLine(written.size() + " files written to " + folder);
        return ExitCode.FINE;
    }
}

package org.apposite.cli.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.cli.text.JsonFault;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.FhirResources;
import org.apposite.fhir.MappingReview;
import org.apposite.fhir.MappingReview.Unknown;
import org.apposite.fhir.mapping.MappingException;
import org.apposite.file.FileFault;
import org.apposite.file.NamedFile;
import org.hl7.fhir.r4.model.Resource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite fhir check-mapping}: what a hospital's mapping of codes changes, and what it leaves out. */
@Command(
        name = "check-mapping",
        description =
                "Check a hospital's mapping of codes: its errors, what it adds to the project's own, what it changes, "
                        + "what it no longer recognises, and which codes of a record are not understood.",
        footer = {
            "",
            "Most codes of a record need not be understood: look for those that tell a complaint, an emergency, an allergy, a "
                    + "device or imaging.",
            "",
            "Examples:",
            "  apposite fhir check-mapping hospital.yaml",
            "  apposite fhir check-mapping hospital.yaml --sample record.json",
            "  apposite fhir check-mapping hospital.yaml --sample monday.json --sample tuesday.json",
            "",
            "Exit codes: 0 no errors; 1 errors in the mapping; 2 misuse, or a file that cannot be read."
        })
public final class CheckMapping implements Callable<Integer> {

    private static final int MOST_SAMPLE_BYTES = 64 << 20;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The hospital's mapping of codes, YAML.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path file;

    @Option(
            names = "--sample",
            paramLabel = "RECORD",
            description = "A record of FHIR R4, a Bundle or one resource as JSON; can be given several times.")
    private List<Path> samples = new ArrayList<>();

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    public CheckMapping(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Resource> records = samples.stream().map(CheckMapping::record).toList();
        FhirMapping mapping;
        try {
            mapping = FhirMapping.withFile(rulesOption.load().vocabulary(), file);
        } catch (MappingException e) {
            e.issues().forEach(issue -> terminal.printLine(issue.toString()));
            return ExitCode.FINDINGS;
        } catch (UncheckedIOException e) {
            throw new Misuse("check-mapping: " + e.getMessage());
        }
        MappingReview review = mapping.review();
        TextPage text = TextPage.ofLines(false);
        section(text, "Added", review.added());
        section(text, "Changed", review.changed());
        section(text, "No longer recognised", review.lost());
        if (text.isEmpty()) {
            text.line(0, "This file changes nothing of the project's own mapping.");
        }
        if (!samples.isEmpty()) {
            section(
                    text,
                    "Not understood in the sample",
                    mapping.notUnderstood(records).stream()
                            .map(CheckMapping::words)
                            .toList());
        }
        terminal.print(text);
        return ExitCode.FINE;
    }

    private static void section(TextPage text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            if (!text.isEmpty()) {
                text.line(0, "");
            }
            text.line(0, title + " (" + lines.size() + ")");
            lines.forEach(line -> text.line(2, line));
        }
    }

    private static String words(Unknown unknown) {
        String code = (unknown.system() + " " + unknown.code()).strip();
        return unknown.element() + ": "
                + (code.isEmpty() ? "words alone" : code)
                + (unknown.name().isEmpty() ? "" : " \"" + unknown.name() + "\"")
                + (unknown.times() == 1 ? "" : ", " + unknown.times() + " times");
    }

    private static Resource record(Path sample) {
        try {
            if (JsonMapper.builder().build().readTree(NamedFile.read(sample, MOST_SAMPLE_BYTES))
                    instanceof ObjectNode json) {
                return FhirResources.read(json).orElseThrow(() -> notARecord(sample));
            }
            throw notARecord(sample);
        } catch (JsonProcessingException e) {
            JsonFault fault = JsonFault.of(e);
            throw new Misuse("check-mapping: " + sample + ":" + fault.line() + ": " + fault.words());
        } catch (FileFault e) {
            throw new Misuse("check-mapping: " + e.getMessage());
        } catch (IOException e) {
            throw new Misuse("check-mapping: " + sample + " cannot be read: " + e.getMessage());
        }
    }

    private static Misuse notARecord(Path sample) {
        return new Misuse("check-mapping: " + sample
                + " is not a resource of FHIR R4. A record is a Bundle, or one resource, with its resourceType.");
    }
}

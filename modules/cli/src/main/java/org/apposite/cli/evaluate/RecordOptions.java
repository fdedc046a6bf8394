package org.apposite.cli.evaluate;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apposite.cli.commands.Misuse;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.mapping.MappingException;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the records of patients are read. */
final class RecordOptions {

    @Option(
            names = "--fhir",
            required = true,
            description = "The files are records of FHIR R4: a Bundle for each patient, or the resources of one.")
    @SuppressWarnings("UnusedVariable") // its presence is the request
    private boolean wanted;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "The hospital's mapping of codes (default: only the project's own).")
    private @Nullable Path mapping;

    @Option(
            names = "--all-imaging",
            description = "Each record holds all imaging of this illness: what is not in it was not done.")
    private boolean allImaging;

    @Option(
            names = "--today",
            paramLabel = "DATE",
            description = "The day that ages and times are counted to, as 2026-11-27 (default: today).")
    private @Nullable LocalDate today;

    boolean holdsAllImaging() {
        return allImaging;
    }

    FhirMapping mapping(Vocabulary vocabulary) {
        try {
            return mapping == null ? FhirMapping.bundled(vocabulary) : FhirMapping.withFile(vocabulary, mapping);
        } catch (MappingException | UncheckedIOException e) {
            throw new Misuse("evaluate: " + e.getMessage());
        }
    }

    Clock clock() {
        ZoneId zone = ZoneId.systemDefault();
        return today == null
                ? Clock.system(zone)
                : Clock.fixed(today.atTime(12, 0).atZone(zone).toInstant(), zone);
    }
}

package org.apposite.cli.commands;

import java.nio.file.Path;
import org.apposite.ClinicalRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rules answer: the bundled ones, or those of a folder. */
public final class RulesOption {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Answer by the rules in this folder instead of the bundled ones.")
    private @Nullable Path folder;

    public ClinicalRules load() {
        return folder == null ? ClinicalRules.bundled() : ClinicalRules.from(RulesFolder.orArchive("--rules", folder));
    }
}

package org.apposite.cli.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.authoring.prove.Proof;
import org.apposite.authoring.prove.Proof.Verdict;
import org.apposite.authoring.prove.ProofJson;
import org.apposite.authoring.prove.Proofs;
import org.apposite.authoring.prove.Property;
import org.apposite.cli.text.ProofText;
import org.apposite.cli.text.Terminal;
import org.apposite.json.RuleCase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite prove}: what is so for every patient, or the smallest patient for whom it is not. */
@Command(
        name = "prove",
        description = "Prove what is so for every patient, or show the smallest patient for whom it is not.",
        footer = {
            "",
            "Examples:",
            "  apposite prove our-rules",
            "  apposite prove our-rules --topic knee-pain --write-cases broken",
            "  apposite prove our-rules --format json > proofs.json",
            "",
            "Exit codes: 0 all proved, or explained in topic.yaml; 1 errors in the rules, or a property that is broken or not proved; 2 misuse, or a "
                    + "folder that cannot be read or written."
        })
public final class Prove implements Callable<Integer> {

    /** About how long the solver may work for each topic. */
    static final int SECONDS = 10;

    private static final int MOST_SECONDS = 3600;

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The rules folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path folder;

    @Option(names = "--topic", paramLabel = "ID", description = "Only this topic; may be given several times.")
    private final List<String> topics = new ArrayList<>();

    @Option(
            names = "--property",
            paramLabel = "CODE",
            description = "Only this property, such as rated-once or one of topic.yaml; may be given several times.")
    private final List<String> properties = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|json", description = "text for people (default), or json.")
    private Format format = Format.TEXT;

    @Option(
            names = "--write-cases",
            paramLabel = "FOLDER",
            description = "Write each patient who breaks a property to this folder, as a case file.")
    private @Nullable Path writeCases;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            defaultValue = "" + SECONDS,
            description =
                    "About how long the solver may work for each topic; default 10. What it cannot prove in that time"
                            + " is listed.")
    private int seconds;

    private enum Format {
        TEXT,
        JSON
    }

    public Prove(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new Misuse("--budget must be a number from 1 to " + MOST_SECONDS + ".");
        }
        RulesFolder.existing("prove", folder);
        ClinicalRules rules = ClinicalRules.from(folder);
        List<String> known = rules.topics().stream().map(one -> one.id()).toList();
        for (String topic : topics) {
            if (!known.contains(topic)) {
                throw new Misuse("prove " + folder + ": there is no topic \"" + topic + "\"; there are "
                        + String.join(", ", known) + ".");
            }
        }
        List<Proof> proofs = Proofs.of(
                rules, cases(rules), topics.isEmpty() ? known : topics, wanted(rules), seconds, terminal::progress);
        switch (format) {
            case TEXT -> terminal.print(ProofText.of(proofs, terminal.hasColour()));
            case JSON -> terminal.write(ProofJson.of(proofs));
        }
        if (writeCases != null) {
            write(proofs, writeCases);
        }
        return proofs.stream().allMatch(one -> one.verdict() == Verdict.PROVED || one.verdict() == Verdict.EXPLAINED)
                ? ExitCode.FINE
                : ExitCode.FINDINGS;
    }

    private List<RuleCase> cases(ClinicalRules rules) {
        try {
            return RuleCase.in(folder, rules.vocabulary());
        } catch (UncheckedIOException e) {
            throw RulesFolder.unreadable("prove", folder, e);
        }
    }

    private Set<String> wanted(ClinicalRules rules) {
        Set<String> known = new LinkedHashSet<>();
        Stream.of(Property.values()).map(Property::code).forEach(known::add);
        rules.topics().forEach(topic -> topic.claims().properties().forEach(one -> known.add(one.id())));
        for (String code : properties) {
            if (!known.contains(code)) {
                throw new Misuse("there is no property \"" + code + "\"; there are " + String.join(", ", known) + ".");
            }
        }
        return Set.copyOf(properties);
    }

    private static void write(List<Proof> proofs, Path to) {
        try {
            Files.createDirectories(to);
        } catch (IOException e) {
            throw new Misuse(to + ": this folder cannot be made: " + e.getMessage());
        }
        for (Proof proof : proofs) {
            for (Proof.Fault fault : proof.faults()) {
                fault.witnesses().forEach(one -> OutputFile.write(to.resolve(one.file()), one.text()));
            }
        }
    }
}

package org.apposite.cli.serve;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.cds.CdsSettings;
import org.apposite.cds.operation.Operation;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesFolder;
import org.apposite.cli.evaluate.Language;
import org.apposite.log.Retention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code apposite serve} that say what is one hospital's. */
final class HospitalOptions {

    @Spec
    private CommandSpec own = CommandSpec.create();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec serve = CommandSpec.create();

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description =
                    "Answer by the rules in this folder. It is watched: changes in which apposite check finds no error and whose cases pass are loaded, others reported and ignored.")
    private @Nullable Path rules;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "The hospital's mapping of codes (default: only the project's own).")
    private @Nullable Path mapping;

    @Option(
            names = "--issuer",
            paramLabel = "ISS=KEYS",
            description = "Who may call: the issuer of tokens, and the URL or file of its keys. May be repeated.")
    private Map<String, String> issuers = new LinkedHashMap<>();

    @Option(names = "--open", description = "Let anybody call from other machines, without a token.")
    private boolean open;

    @Option(
            names = "--fhir-server",
            paramLabel = "URL",
            description = "A FHIR server that may be read with a client's token. May be repeated.")
    private List<URI> fhirServers = new ArrayList<>();

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "An origin whose pages may call from a browser. May be repeated.")
    private Set<String> origins = new LinkedHashSet<>();

    @Option(
            names = "--all-imaging",
            description = "The record holds all imaging of an illness: what no search finds was not done.")
    private boolean allImaging;

    @Option(
            names = "--quiet-for-equals",
            description =
                    "Show no card for an order than which no study is of a better category (default: show what the "
                            + "rules say against it).")
    private boolean quietForEquals;

    @Option(
            names = "--explain-unrecognised",
            description =
                    "Show a card for an order for imaging whose code is not in the mapping (default: log and count it).")
    private boolean explainUnrecognised;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description =
                    "Log feedback and decisions in this folder, or in the PostgreSQL database at this address, jdbc:postgresql:..."
                            + " (default: no logs; feedback is then refused).")
    private @Nullable String logs;

    @Option(
            names = "--log-key",
            paramLabel = "FILE",
            description =
                    "Chain the lines of these logs by this key, so that a change is found; apposite log new-key makes one "
                            + "(default: no chain, and no hash of a case).")
    private @Nullable Path logKey;

    @Option(
            names = "--retention",
            paramLabel = "LOG=DAYS",
            description =
                    "Remove lines of a log, decisions or feedback, after so many days, and write down that it was done; may be "
                            + "given for each (default: they are kept for ever).")
    private Map<String, Integer> retention = Map.of();

    @Option(
            names = "--keep-cases",
            description =
                    "Log the case of each decision for apposite replay: age to the day, dates and findings, no name and no id.")
    private boolean keepCases;

    @Option(
            names = "--card-key",
            paramLabel = "FILE",
            description =
                    "The key by which cards are known again, for services that share feedback (default: card.key in --logs, or --log-key with a database).")
    private @Nullable Path cardKey;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description =
                    "The patients' time zone, for ages and dates, such as Europe/Berlin (default: that of this machine).")
    private @Nullable String timeZone;

    @Option(
            names = "--language",
            paramLabel = "en|de",
            converter = Language.class,
            completionCandidates = Language.class,
            description =
                    "The language of cards and of the page with the form around the texts of rules, en (default) or de.")
    private @Nullable Locale language;

    @Option(
            names = "--silent",
            description = "Try out: answer, log and count, and show nothing. See --operation for a part.")
    private boolean silent;

    @Option(
            names = "--operation",
            paramLabel = "FILE",
            description =
                    "What is shown, and how often: silent topics, issuers or a share of patients; cards that are shown once. It is"
                            + " watched: a change needs no restart.")
    private @Nullable Path operation;

    @Option(
            names = "--silent-rules",
            paramLabel = "DIR",
            description =
                    "Try out the rules in this folder beside those that answer: what they would have said is logged, and shown to nobody.")
    private @Nullable Path silentRules;

    /** The folder of the rules, as it was named; null for the bundled ones. */
    @Nullable
    Path rules() {
        return rules;
    }

    /** The names of those that are given. */
    List<String> given() {
        return serve.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> own.findOption(name) != null)
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether it is said who may call, if only that anybody may. */
    boolean saysWhoMayCall() {
        return open || !issuers.isEmpty();
    }

    /**
     * What is watched for the hospital.
     *
     * @throws Misuse if an option cannot be used
     */
    WatchedRules watched(Duration lookEvery) {
        if (silent && operation != null) {
            throw new Misuse("serve: --silent and --operation both say what is shown: write silent: all into "
                    + operation + ", and leave --silent out");
        }
        return new WatchedRules(
                new WatchedRules.Named(
                        rules == null ? null : RulesFolder.existing("--rules", rules),
                        silentRules == null ? null : RulesFolder.existing("--silent-rules", silentRules),
                        operation,
                        silent ? Operation.SILENT : Operation.LIVE),
                lookEvery,
                Set.copyOf(trusted()));
    }

    /**
     * The settings of a service for the hospital alone.
     *
     * @throws Misuse if an option cannot be used
     */
    CdsSettings settings(ServiceOptions service, InetSocketAddress address, WatchedRules watched) {
        CdsSettings.Builder settings = service.set(CdsSettings.of(service.base(address), clock()))
                .issuers(trusted())
                .fhirServers(Set.copyOf(fhirServers))
                .origins(origins)
                .operation(watched);
        if (cardKey != null) {
            settings.cardKey(cardKey);
        }
        if (watched.hasFolder()) {
            settings.looks(watched::looks);
        }
        if (watched.hasSilentRules()) {
            settings.silentRules(watched::silent).silentLooks(watched::silentLooks);
        }
        if (language != null) {
            settings.language(language);
        }
        if (mapping != null) {
            settings.mapping(mapping);
        }
        if (quietForEquals) {
            settings.quietForEquals();
        }
        if (explainUnrecognised) {
            settings.explainUnrecognised();
        }
        if (allImaging) {
            settings.recordHoldsAllImaging();
        }
        if (logs != null) {
            LogPlace place = LogPlace.named("serve: --logs", logs);
            place.path().ifPresent(settings::logs);
            place.database().ifPresent(settings::logs);
            if (place.database().isPresent() && logKey == null) {
                throw new Misuse("serve: logs in a database need a key by which lines are chained; add --log-key");
            }
        }
        if (logKey != null) {
            if (logs == null) {
                throw new Misuse("serve: --log-key needs the folder of the logs, --logs");
            }
            settings.logKey(LogKeys.read("serve", logKey));
        }
        if (!retention.isEmpty()) {
            if (logs == null) {
                throw new Misuse("serve: --retention needs the folder of the logs, --logs");
            }
            settings.retention(retention("serve", retention));
        }
        if (keepCases) {
            settings.keepCases();
        }
        return settings.build();
    }

    /**
     * How long logs are kept, as it is given on the command line.
     *
     * @throws Misuse if there is no such log, or a number cannot be used
     */
    static Retention retention(String command, Map<String, Integer> days) {
        for (String log : days.keySet()) {
            if (!log.equals("decisions") && !log.equals("feedback")) {
                throw new Misuse(
                        command + ": --retention: there is no log " + log + "; say decisions=DAYS or feedback=DAYS");
            }
        }
        try {
            return new Retention(days.get("decisions"), days.get("feedback"));
        } catch (IllegalArgumentException e) {
            throw new Misuse(command + ": --retention: " + e.getMessage());
        }
    }

    private Clock clock() {
        try {
            return timeZone == null ? Clock.system(ZoneId.systemDefault()) : Clock.system(ZoneId.of(timeZone));
        } catch (DateTimeException e) {
            throw new Misuse("serve: --time-zone " + timeZone + " is not a zone such as Europe/Berlin");
        }
    }

    private List<TrustedIssuer> trusted() {
        List<TrustedIssuer> trusted = new ArrayList<>();
        issuers.forEach((name, keys) -> {
            if (name.isBlank() || keys.isBlank()) {
                throw new Misuse("serve: --issuer needs an issuer and the URL or file of its keys, ISS=KEYS");
            }
            boolean remote = keys.startsWith("https:") || keys.startsWith("http:");
            if (!remote && !Files.isReadable(Path.of(keys))) {
                throw new Misuse("serve: --issuer " + name + ": there is no file of keys to read at " + keys);
            }
            trusted.add(new TrustedIssuer(
                    name,
                    remote ? Optional.of(URI.create(keys)) : Optional.empty(),
                    remote ? Optional.empty() : Optional.of(Path.of(keys))));
        });
        return trusted;
    }
}

package org.apposite.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.advice.Recommendation;
import org.apposite.authoring.reload.NotLoadedException;
import org.apposite.cds.CdsServer;
import org.apposite.cds.CdsService;
import org.apposite.cds.CdsSettings;
import org.apposite.cds.Hospital;
import org.apposite.cds.Hospitals;
import org.apposite.cds.cards.ImagingRating;
import org.apposite.cds.operation.Operation;
import org.apposite.cds.operation.Setting;
import org.apposite.cds.operation.SettingsException;
import org.apposite.cds.operation.Watcher;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesFolder;
import org.apposite.cli.evaluate.Language;
import org.apposite.cli.text.Terminal;
import org.apposite.fhir.mapping.MappingException;
import org.apposite.log.Retention;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code apposite serve}: CDS Hooks and a page with a form, until it is told to stop. */
@Command(
        name = "serve",
        description = "Serve CDS Hooks 2.0 for a hospital's systems, and a page with a form for people.",
        footer = {
            "",
            "It speaks plain HTTP: put the hospital's TLS proxy in front of it. Without --issuer anybody may call, so "
                    + "it then listens only on this machine, unless --open is given.",
            "",
            "A configuration file holds the same options, one per line, with # for comments; pass it with @:",
            "  apposite serve @/etc/apposite/serve.conf",
            "",
            "Examples:",
            "  apposite serve",
            "  apposite serve --rules our-rules --mapping hospital.yaml --logs /var/log/apposite",
            "  apposite serve --rules our-rules --logs /var/log/apposite --silent",
            "  apposite serve --logs /var/log/apposite --operation operation.yaml --silent-rules next-rules",
            "  apposite serve --base-url https://cds.example --hospitals hospitals.yaml",
            "  apposite serve --listen 0.0.0.0:8080 --base-url https://cds.hospital.example \\",
            "      --issuer https://ehr.example=https://ehr.example/jwks.json",
            "",
            "Exit codes: 1 errors in the rules; 2 misuse, or an address, file or folder that cannot be used."
        })
public final class Serve implements Callable<Integer> {

    private static final String DEFAULT_LISTEN = "127.0.0.1:8080";

    private final Terminal terminal;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen; port 0 means any free port (default: " + DEFAULT_LISTEN + ").")
    private String listen = DEFAULT_LISTEN;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description =
                    "Where clients reach the service: the audience of tokens and the base of links (default: where it listens).")
    private @Nullable URI baseUrl;

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
            names = "--rating",
            paramLabel = "CATEGORY=CODE",
            description =
                    "Code written on orders for a category: appropriate, not-appropriate, or none (default: appropriate and "
                            + "not-appropriate for what is usually so, none for may-be-appropriate, which is rated by its category "
                            + "alone). May be repeated.")
    private Map<String, String> ratings = new LinkedHashMap<>();

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
            names = "--mechanism",
            paramLabel = "ID",
            description = "The identifier of the mechanism consulted, for ratings (default: none).")
    private @Nullable String mechanism;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Log feedback and decisions in this folder (default: no logs; feedback is then refused).")
    private @Nullable Path logs;

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
            names = "--log-file",
            paramLabel = "FILE",
            description = "Write the operational log to this file, a new one each day and every 64 MB; those of "
                    + Logging.DAYS + " days are kept (default: standard error).")
    private @Nullable Path logFile;

    @Option(
            names = "--keep-cases",
            description =
                    "Log the case of each decision for apposite replay: age to the day, dates and findings, no name and no id.")
    private boolean keepCases;

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
                    "The language of cards around the texts of rules, en (default) or de. The page with the form is English.")
    private @Nullable Locale language;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description = "How long reading from FHIR servers may take per request (default: 5).")
    private int timeLimit = 5;

    @Option(names = "--max-body", paramLabel = "BYTES", description = "How large a request may be (default: 2097152).")
    private int maxBody = 2 * 1024 * 1024;

    @Option(
            names = "--max-answer",
            paramLabel = "BYTES",
            description = "How large a request of the form may be, which needs no token (default: 65536).")
    private int maxAnswer = 64 * 1024;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "A name by which a proxy calls the service, besides those of --base-url and --listen. May be repeated.")
    private Set<String> hosts = new LinkedHashSet<>();

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description =
                    "How many connections one address may have, a proxy on another machine too; this machine's own are not counted (default: 100).")
    private int maxConnections = 100;

    @Option(
            names = "--card-key",
            paramLabel = "FILE",
            description =
                    "The key by which cards are known again, for services that share feedback (default: card.key in --logs).")
    private @Nullable Path cardKey;

    @Option(
            names = "--look-every",
            paramLabel = "SECONDS",
            description = "How often to check the rules folder (default: 5).")
    private int lookEvery = 5;

    @Option(
            names = "--hospitals",
            paramLabel = "FILE",
            description =
                    "Serve the hospitals that this file names, each with issuers, rules, mapping and logs of its own.")
    private @Nullable Path hospitals;

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

    public Serve(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        InetSocketAddress address = address();
        if (hospitals == null
                && issuers.isEmpty()
                && !open
                && !address.getAddress().isLoopbackAddress()) {
            throw new Misuse("serve: with --listen " + listen
                    + " anybody could call. Say who may with --issuer, or give --open");
        }
        atLeastOne("--time-limit", timeLimit);
        atLeastOne("--max-body", maxBody);
        if (maxBody > CdsSettings.MOST_BODY_BYTES) {
            throw new Misuse(
                    "serve: --max-body must be at most " + CdsSettings.MOST_BODY_BYTES + ", but is " + maxBody);
        }
        atLeastOne("--look-every", lookEvery);
        atLeastOne("--max-answer", maxAnswer);
        atLeastOne("--max-connections", maxConnections);
        return hospitals == null ? one(address) : several(address, hospitals);
    }

    private int one(InetSocketAddress address) {
        if (silent && operation != null) {
            throw new Misuse("serve: --silent and --operation both say what is shown: write silent: all into "
                    + operation + ", and leave --silent out");
        }
        WatchedRules watched = new WatchedRules(
                new WatchedRules.Named(
                        rules == null ? null : RulesFolder.existing("--rules", rules),
                        silentRules == null ? null : RulesFolder.existing("--silent-rules", silentRules),
                        operation,
                        silent ? Operation.SILENT : Operation.LIVE),
                Duration.ofSeconds(lookEvery),
                Set.copyOf(trusted()));
        CdsSettings settings = settings(address, watched);
        Supplier<ClinicalRules> answering;
        try {
            answering = watched.load();
        } catch (NotLoadedException e) {
            e.report().reasons().forEach(terminal::complain);
            terminal.complain("apposite: serve: the rules in " + rules + " cannot be used, see above.");
            return ExitCode.FINDINGS;
        } catch (SettingsException e) {
            throw new Misuse("serve: --operation: " + String.join("; ", e.problems()));
        }
        Logging.ofService(logFile);
        CdsService service = service(answering, settings);
        CdsServer server = listening(() -> CdsServer.start(address, service), service::close);
        ClinicalRules first = answering.get();
        terminal.complain("apposite: rules " + first.name() + " " + first.version() + " answer at "
                + local(server.address()) + "/ (CDS Hooks: " + local(server.address())
                + "/cds-services)" + forClients() + ". Stop with Ctrl-C.");
        untilStopped(server, () -> {
            service.close();
            watched.close();
        });
        return ExitCode.FINE;
    }

    private int several(InetSocketAddress address, Path file) {
        List<String> ofOne = ofOneHospital();
        if (!ofOne.isEmpty()) {
            throw new Misuse("serve: with --hospitals " + file + ", " + String.join(", ", ofOne)
                    + (ofOne.size() == 1 ? " belongs" : " belong") + " into this file, to the hospital that is meant");
        }
        URI base = base(address);
        HospitalsFile reader = new HospitalsFile(file, base, Duration.ofSeconds(lookEvery), this::shared);
        List<Hospital> all;
        try {
            all = Setting.read(file, reader::read);
        } catch (SettingsException e) {
            e.problems().forEach(terminal::complain);
            throw new Misuse("serve: --hospitals " + file + " cannot be used, see above");
        }
        Logging.ofService(logFile);
        Hospitals served = opened(base, all);
        Map<String, String> faults = served.faults();
        faults.forEach((name, fault) ->
                terminal.complain("apposite: serve: the hospital " + name + " is not served: " + fault));
        if (faults.size() == all.size()) {
            served.close();
            terminal.complain("apposite: serve: no hospital can be served, see above.");
            return ExitCode.FINDINGS;
        }
        CdsServer server = listening(() -> CdsServer.start(address, served), served::close);
        Watcher again =
                new Watcher(Duration.ofSeconds((long) WatchedRules.LOOKS_BETWEEN_TRIES * lookEvery), served::retry);
        terminal.complain(
                "apposite: " + (all.size() - faults.size()) + " of " + all.size() + " hospitals are served at "
                        + local(server.address()) + "/NAME/" + forClients() + ". Stop with Ctrl-C.");
        untilStopped(server, () -> {
            again.close();
            served.close();
            reader.watched().forEach(WatchedRules::close);
        });
        return ExitCode.FINE;
    }

    /** The options that are given and say what is one hospital's. */
    private List<String> ofOneHospital() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--rules", rules != null);
        given.put("--mapping", mapping != null);
        given.put("--issuer", !issuers.isEmpty());
        given.put("--open", open);
        given.put("--fhir-server", !fhirServers.isEmpty());
        given.put("--origin", !origins.isEmpty());
        given.put("--all-imaging", allImaging);
        given.put("--quiet-for-equals", quietForEquals);
        given.put("--explain-unrecognised", explainUnrecognised);
        given.put("--logs", logs != null);
        given.put("--log-key", logKey != null);
        given.put("--keep-cases", keepCases);
        given.put("--retention", !retention.isEmpty());
        given.put("--time-zone", timeZone != null);
        given.put("--language", language != null);
        given.put("--card-key", cardKey != null);
        given.put("--silent", silent);
        given.put("--operation", operation != null);
        given.put("--silent-rules", silentRules != null);
        return given.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Hospitals opened(URI base, List<Hospital> all) {
        try {
            return new Hospitals(shared(CdsSettings.of(base, Clock.systemUTC())).build(), all);
        } catch (IllegalArgumentException e) {
            throw new Misuse("serve: --hospitals: " + e.getMessage());
        }
    }

    private String forClients() {
        return baseUrl == null ? "" : ", for clients at " + baseUrl;
    }

    private static void untilStopped(CdsServer server, Runnable end) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            end.run();
            stopped.countDown();
        }));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new Misuse("serve: " + option + " must be 1 or more, but is " + value);
        }
    }

    private InetSocketAddress address() {
        int colon = listen.lastIndexOf(':');
        try {
            int port = Integer.parseInt(listen.substring(colon + 1));
            String host = listen.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", "");
            if (colon > 0 && port >= 0 && port <= 65535) {
                return new InetSocketAddress(InetAddress.getByName(host), port);
            }
        } catch (NumberFormatException | UnknownHostException e) {
            // Told below, as every other form that is wrong.
        }
        throw new Misuse("serve: --listen " + listen + " is not HOST:PORT of this machine, such as " + DEFAULT_LISTEN);
    }

    private URI base(InetSocketAddress address) {
        URI base = baseUrl == null ? URI.create(local(address)) : baseUrl;
        if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
            throw new Misuse("serve: --base-url " + base + " is not a URL such as https://cds.hospital.example");
        }
        return base;
    }

    /** What holds for every hospital. */
    private CdsSettings.Builder shared(CdsSettings.Builder settings) {
        return settings.rating(rating())
                .timeLimit(Duration.ofSeconds(timeLimit))
                .maxBodyBytes(maxBody)
                .maxAnswerBytes(maxAnswer)
                .hosts(hosts)
                .connectionsPerAddress(maxConnections);
    }

    private CdsSettings settings(InetSocketAddress address, WatchedRules watched) {
        CdsSettings.Builder settings = shared(CdsSettings.of(base(address), clock()))
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
            settings.logs(logs);
        }
        if (logKey != null) {
            if (logs == null) {
                throw new Misuse("serve: --log-key needs the folder of the logs, --logs");
            }
            settings.logKey(LogKeys.read("serve", logKey));
        }
        if (!retention.isEmpty()) {
            settings.retention(retention());
        }
        if (keepCases) {
            settings.keepCases();
        }
        return settings.build();
    }

    private Retention retention() {
        if (logs == null) {
            throw new Misuse("serve: --retention needs the folder of the logs, --logs");
        }
        for (String log : retention.keySet()) {
            if (!log.equals("decisions") && !log.equals("feedback")) {
                throw new Misuse(
                        "serve: --retention: there is no log " + log + "; say decisions=DAYS or feedback=DAYS");
            }
        }
        try {
            return new Retention(retention.get("decisions"), retention.get("feedback"));
        } catch (IllegalArgumentException e) {
            throw new Misuse("serve: --retention: " + e.getMessage());
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

    private ImagingRating rating() {
        ImagingRating standard = ImagingRating.standard();
        Map<Recommendation.Category, ImagingRating.Code> codes = new EnumMap<>(Recommendation.Category.class);
        codes.putAll(standard.codes());
        ratings.forEach((category, code) -> {
            Recommendation.Category key = chosen("a category", category, Recommendation.Category.values());
            if (code.equals("none")) {
                codes.remove(key);
            } else {
                codes.put(key, chosen("a code of ratings", code, ImagingRating.Code.values()));
            }
        });
        return new ImagingRating(codes, standard.notApplicable(), mechanism);
    }

    private static <E extends Enum<E>> E chosen(String kind, String word, E[] values) {
        List<String> known = new ArrayList<>();
        for (E value : values) {
            String code = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (code.equals(word)) {
                return value;
            }
            known.add(code);
        }
        String meant = Spelling.didYouMean(word, known);
        throw new Misuse("serve: --rating: '" + word + "' is not " + kind + ". "
                + (meant == null ? "There are " + String.join(", ", known) + "." : meant));
    }

    private static CdsService service(Supplier<ClinicalRules> rules, CdsSettings settings) {
        try {
            return new CdsService(rules, settings);
        } catch (MappingException | UncheckedIOException | IllegalArgumentException e) {
            throw new Misuse("serve: " + e.getMessage());
        }
    }

    private interface Start {
        CdsServer server() throws IOException;
    }

    private CdsServer listening(Start start, Runnable otherwise) {
        try {
            return start.server();
        } catch (IOException e) {
            otherwise.run();
            throw new Misuse("serve: cannot listen at " + listen + ": " + e.getMessage()
                    + ". Choose another address with --listen");
        }
    }

    private static String local(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}

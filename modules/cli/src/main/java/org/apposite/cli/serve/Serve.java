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
import org.apposite.authoring.reload.ReloadingRules;
import org.apposite.cds.CdsServer;
import org.apposite.cds.CdsService;
import org.apposite.cds.CdsSettings;
import org.apposite.cds.cards.ImagingRating;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesFolder;
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
                    "Answer by the rules in this folder. It is watched: valid changes are loaded, invalid ones reported and ignored.")
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

    public Serve(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        InetSocketAddress address = address();
        if (issuers.isEmpty() && !open && !address.getAddress().isLoopbackAddress()) {
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
        ReloadingRules reloading;
        try {
            reloading = rules == null ? null : reloading(RulesFolder.existing("--rules", rules));
        } catch (NotLoadedException e) {
            e.report().reasons().forEach(terminal::complain);
            terminal.complain("apposite: serve: the rules in " + rules + " cannot be used, see above.");
            return ExitCode.FINDINGS;
        }
        ClinicalRules bundled = reloading == null ? ClinicalRules.bundled() : null;
        Supplier<ClinicalRules> answering = reloading == null ? () -> bundled : reloading::current;
        CdsSettings settings = settings(address, reloading);
        Logging.ofService(logFile);
        CdsService service = service(answering, settings);
        CdsServer server = start(address, service);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            service.close();
            if (reloading != null) {
                reloading.close();
            }
            stopped.countDown();
        }));
        ClinicalRules first = answering.get();
        terminal.complain("apposite: rules " + first.name() + " " + first.version() + " answer at "
                + local(server.address()) + "/ (CDS Hooks: " + local(server.address())
                + "/cds-services)" + (baseUrl == null ? "" : ", for clients at " + baseUrl) + ". Stop with Ctrl-C.");
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FINE;
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

    private ReloadingRules reloading(Path folder) {
        ReloadingRules loaded = ReloadingRules.of(folder);
        loaded.watch(Duration.ofSeconds(lookEvery));
        return loaded;
    }

    private CdsSettings settings(InetSocketAddress address, @Nullable ReloadingRules watched) {
        URI base = baseUrl == null ? URI.create(local(address)) : baseUrl;
        if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
            throw new Misuse("serve: --base-url " + base + " is not a URL such as https://cds.hospital.example");
        }
        CdsSettings.Builder settings = CdsSettings.of(base, clock())
                .issuers(trusted())
                .fhirServers(Set.copyOf(fhirServers))
                .origins(origins)
                .rating(rating())
                .timeLimit(Duration.ofSeconds(timeLimit))
                .maxBodyBytes(maxBody)
                .maxAnswerBytes(maxAnswer)
                .hosts(hosts)
                .connectionsPerAddress(maxConnections);
        if (cardKey != null) {
            settings.cardKey(cardKey);
        }
        if (watched != null) {
            settings.looks(watched::looks);
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

    private CdsServer start(InetSocketAddress address, CdsService service) {
        try {
            return CdsServer.start(address, service);
        } catch (IOException e) {
            service.close();
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

package org.apposite.cli.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apposite.advice.Recommendation;
import org.apposite.cds.CdsSettings;
import org.apposite.cds.cards.ImagingRating;
import org.apposite.cli.commands.Misuse;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code apposite serve} that hold for all that it serves. */
final class ServiceOptions {

    private static final String DEFAULT_LISTEN = "127.0.0.1:8080";

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
            names = "--rating",
            paramLabel = "CATEGORY=CODE",
            description =
                    "Code written on orders for a category: appropriate, not-appropriate, or none (default: appropriate and "
                            + "not-appropriate for what is usually so, none for may-be-appropriate, which is rated by its category "
                            + "alone). May be repeated.")
    private Map<String, String> ratings = new LinkedHashMap<>();

    @Option(
            names = "--mechanism",
            paramLabel = "ID",
            description = "The identifier of the mechanism consulted, for ratings (default: none).")
    private @Nullable String mechanism;

    @Option(
            names = "--look-every",
            paramLabel = "SECONDS",
            description = "How often to check the rules folder (default: 5).")
    private int lookEvery = 5;

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Write the operational log to this file, a new one each day and every 64 MB; those of "
                    + Logging.DAYS + " days are kept (default: standard error).")
    private @Nullable Path logFile;

    /**
     * Fails unless the numbers can be used.
     *
     * @throws Misuse if one is out of its range
     */
    void check() {
        atLeastOne("--time-limit", timeLimit);
        atLeastOne("--max-body", maxBody);
        if (maxBody > CdsSettings.MOST_BODY_BYTES) {
            throw new Misuse(
                    "serve: --max-body must be at most " + CdsSettings.MOST_BODY_BYTES + ", but is " + maxBody);
        }
        atLeastOne("--look-every", lookEvery);
        atLeastOne("--max-answer", maxAnswer);
        atLeastOne("--max-connections", maxConnections);
    }

    /** Writes the operational log where it was asked for. */
    void openOperationalLog() {
        Logging.ofService(logFile);
    }

    /** How often folders and files are looked at. */
    Duration lookEvery() {
        return Duration.ofSeconds(lookEvery);
    }

    /** Where it was asked to listen, as it was written. */
    String listen() {
        return listen;
    }

    InetSocketAddress address() {
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

    /** Where clients reach the service that listens at an address. */
    URI base(InetSocketAddress address) {
        URI base = baseUrl == null ? URI.create(local(address)) : baseUrl;
        if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
            throw new Misuse("serve: --base-url " + base + " is not a URL such as https://cds.hospital.example");
        }
        return base;
    }

    /** For messages: where clients reach the service, if that was said. */
    String forClients() {
        return baseUrl == null ? "" : ", for clients at " + baseUrl;
    }

    /** Sets what holds for every hospital. */
    CdsSettings.Builder set(CdsSettings.Builder settings) {
        return settings.rating(rating())
                .timeLimit(Duration.ofSeconds(timeLimit))
                .maxBodyBytes(maxBody)
                .maxAnswerBytes(maxAnswer)
                .hosts(hosts)
                .connectionsPerAddress(maxConnections);
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

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new Misuse("serve: " + option + " must be 1 or more, but is " + value);
        }
    }

    /** The address of what listens there, for this machine. */
    static String local(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}

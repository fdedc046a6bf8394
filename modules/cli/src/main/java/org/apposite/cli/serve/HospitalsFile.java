package org.apposite.cli.serve;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apposite.cds.CdsSettings;
import org.apposite.cds.Hospital;
import org.apposite.cds.operation.Operation;
import org.apposite.cds.operation.Setting;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.cli.evaluate.Language;
import org.apposite.log.LogKey;
import org.apposite.log.Retention;
import org.apposite.log.jdbc.JdbcLogs;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file that names the hospitals of a service, again and again: a hospital of which the same is written as before is the
 * same. For one thread at a time.
 *
 * <pre>
 * hospitals:
 *   north:
 *     issuers: { https://ehr.north.example: https://ehr.north.example/jwks.json }
 *     rules: north-rules
 *     logs: /var/log/apposite/north
 * </pre>
 */
final class HospitalsFile {

    private static final Set<String> KEYS = new LinkedHashSet<>(List.of(
            "issuers",
            "rules",
            "silent-rules",
            "mapping",
            "operation",
            "language",
            "time-zone",
            "logs",
            "log-key",
            "keep-cases",
            "retention",
            "card-key",
            "fhir-servers",
            "origins",
            "all-imaging",
            "quiet-for-equals",
            "explain-unrecognised"));

    private static final Set<String> RETAINED = new LinkedHashSet<>(List.of("decisions", "feedback"));

    private final Path folder;
    private final URI base;
    private final Duration lookEvery;
    private final UnaryOperator<CdsSettings.Builder> shared;
    private final Map<String, String> issuers = new HashMap<>();
    private Map<String, Known> known = Map.of();

    /** A hospital, and what is written of it. */
    private record Known(String written, Hospital hospital) {}

    /**
     * A reader.
     *
     * @param base where clients reach the service
     * @param lookEvery how often folders and files are looked at
     * @param shared sets what holds for every hospital
     */
    HospitalsFile(Path file, URI base, Duration lookEvery, UnaryOperator<CdsSettings.Builder> shared) {
        Path above = file.toAbsolutePath().getParent();
        this.folder = above == null ? file.toAbsolutePath() : above;
        this.base = base;
        this.lookEvery = lookEvery;
        this.shared = shared;
    }

    /** Reads the hospitals; none of those that are new is opened yet. */
    List<Hospital> read(Setting file) {
        issuers.clear();
        Setting hospitals = file.entries(Set.of("hospitals")).get("hospitals");
        if (hospitals == null) {
            file.report("there are no hospitals", "Write them below the key hospitals.");
            return List.of();
        }
        Map<String, Setting> entries = hospitals.entries();
        if (entries.isEmpty()) {
            hospitals.reportName("there is no hospital", "Write the name of each, and below it what is its own.");
        }
        Map<String, Known> now = new LinkedHashMap<>();
        entries.forEach((name, entry) -> hospital(name, entry).ifPresent(read -> {
            Known before = known.get(name);
            String written = entry.written();
            now.put(name, before != null && before.written().equals(written) ? before : new Known(written, read));
        }));
        known = now;
        return now.values().stream().map(Known::hospital).toList();
    }

    private Optional<Hospital> hospital(String name, Setting entry) {
        Map<String, Setting> entries = entry.entries(KEYS);
        List<TrustedIssuer> trusted = new ArrayList<>();
        with(
                entries,
                "issuers",
                one -> one.entries()
                        .forEach((iss, keys) -> issuer(name, iss, keys).ifPresent(trusted::add)));
        if (trusted.isEmpty()) {
            if (!entries.containsKey("issuers")) {
                entry.reportName(
                        "the hospital " + name + " has no issuer, so nobody could call for it",
                        "Add issuers: { ISSUER: URL or file of its keys }.");
            }
            return Optional.empty();
        }
        WatchedRules rules = new WatchedRules(
                new WatchedRules.Named(
                        path(entries.get("rules")),
                        path(entries.get("silent-rules")),
                        path(entries.get("operation")),
                        Operation.LIVE),
                lookEvery,
                Set.copyOf(trusted));
        CdsSettings.Builder settings = shared.apply(CdsSettings.of(
                        URI.create(base.toString().replaceFirst("/$", "") + "/" + name), clock(entries))
                .issuers(trusted)
                .operation(rules));
        if (rules.hasFolder()) {
            settings.looks(rules::looks);
        }
        if (rules.hasSilentRules()) {
            settings.silentRules(rules::silent).silentLooks(rules::silentLooks);
        }
        with(entries, "language", one -> settings.language(Locale.forLanguageTag(one.oneOf(Language.NAMES))));
        with(entries, "mapping", one -> settings.mapping(folder.resolve(one.text())));
        with(entries, "logs", one -> logs(one, settings));
        if (entries.containsKey("logs")
                && JdbcLogs.isAddress(entries.get("logs").text())
                && !entries.containsKey("log-key")) {
            entries.get("logs").reportName("logs in a database need a key", "Add log-key: FILE.");
        }
        with(entries, "log-key", one -> logKey(one, entries.containsKey("logs")).ifPresent(settings::logKey));
        with(entries, "retention", one -> settings.retention(retention(one)));
        with(entries, "card-key", one -> settings.cardKey(folder.resolve(one.text())));
        with(entries, "fhir-servers", one -> settings.fhirServers(addresses(one)));
        with(entries, "origins", one -> settings.origins(Set.copyOf(texts(one))));
        ifSo(entries, "keep-cases", settings::keepCases);
        ifSo(entries, "all-imaging", settings::recordHoldsAllImaging);
        ifSo(entries, "quiet-for-equals", settings::quietForEquals);
        ifSo(entries, "explain-unrecognised", settings::explainUnrecognised);
        try {
            return Optional.of(new Hospital(name, settings.build(), rules));
        } catch (IllegalArgumentException e) {
            entry.reportName(String.valueOf(e.getMessage()), null);
            return Optional.empty();
        }
    }

    private static void with(Map<String, Setting> entries, String key, Consumer<Setting> work) {
        Setting setting = entries.get(key);
        if (setting != null) {
            work.accept(setting);
        }
    }

    private static void ifSo(Map<String, Setting> entries, String key, Runnable work) {
        with(entries, key, one -> {
            if (one.flag()) {
                work.run();
            }
        });
    }

    private Optional<TrustedIssuer> issuer(String hospital, String iss, Setting keys) {
        String other = issuers.putIfAbsent(iss, hospital);
        if (other != null) {
            keys.reportName(
                    "the issuer " + iss + " belongs to the hospital " + other + " already",
                    "An issuer chooses the hospital, so that it can belong to one only.");
            return Optional.empty();
        }
        String place = keys.text();
        if (iss.isBlank() || place.isEmpty()) {
            keys.reportName("an issuer has a name and the URL or file of its keys", null);
            return Optional.empty();
        }
        if (place.startsWith("https:") || place.startsWith("http:")) {
            return address(keys, place).map(url -> new TrustedIssuer(iss, Optional.of(url), Optional.empty()));
        }
        Path file = path(keys);
        if (file == null || !Files.isReadable(file)) {
            keys.report("there is no file of keys to read at " + place, "Check its name and its permissions.");
            return Optional.empty();
        }
        return Optional.of(new TrustedIssuer(iss, Optional.empty(), Optional.of(file)));
    }

    private @Nullable Path path(@Nullable Setting setting) {
        if (setting == null) {
            return null;
        }
        try {
            return folder.resolve(setting.text());
        } catch (InvalidPathException e) {
            setting.report("no file can have this name", null);
            return folder;
        }
    }

    private static Optional<URI> address(Setting setting, String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            setting.report("this is not a URL", null);
            return Optional.empty();
        }
    }

    private static Set<URI> addresses(Setting list) {
        Set<URI> all = new LinkedHashSet<>();
        list.items().forEach(one -> address(one, one.text()).ifPresent(all::add));
        return all;
    }

    private static List<String> texts(Setting list) {
        return list.items().stream().map(Setting::text).toList();
    }

    private static Clock clock(Map<String, Setting> entries) {
        Setting zone = entries.get("time-zone");
        if (zone != null) {
            try {
                return Clock.system(ZoneId.of(zone.text()));
            } catch (DateTimeException e) {
                zone.report("this is not a time zone", "Write one such as Europe/Berlin.");
            }
        }
        return Clock.system(ZoneId.systemDefault());
    }

    private static Retention retention(Setting setting) {
        Map<String, Setting> entries = setting.entries(RETAINED);
        return new Retention(days(entries.get("decisions")), days(entries.get("feedback")));
    }

    private static @Nullable Integer days(@Nullable Setting setting) {
        if (setting == null) {
            return null;
        }
        String text = setting.text();
        if (text.matches("[1-9][0-9]{0,5}")) {
            return Integer.valueOf(text);
        }
        setting.report("a number of days is expected here, 1 or more", null);
        return null;
    }

    private void logs(Setting place, CdsSettings.Builder settings) {
        String text = place.text();
        if (!JdbcLogs.isAddress(text)) {
            settings.logs(folder.resolve(text));
            return;
        }
        try {
            settings.logs(JdbcLogs.at(text));
        } catch (IllegalArgumentException e) {
            place.report(String.valueOf(e.getMessage()), null);
        }
    }

    private Optional<LogKey> logKey(Setting file, boolean hasLogs) {
        if (!hasLogs) {
            file.reportName("a key for logs needs a folder for logs", "Add logs: FOLDER.");
        }
        try {
            return Optional.of(LogKey.read(folder.resolve(file.text())));
        } catch (IOException e) {
            file.report(String.valueOf(e.getMessage()), null);
            return Optional.empty();
        }
    }
}

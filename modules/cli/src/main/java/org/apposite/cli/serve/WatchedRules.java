package org.apposite.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.authoring.reload.NotLoadedException;
import org.apposite.authoring.reload.ReloadingRules;
import org.apposite.cds.Hospital;
import org.apposite.cds.operation.Operation;
import org.apposite.cds.operation.OperationFile;
import org.apposite.cds.operation.OperationSource;
import org.apposite.cds.operation.Watcher;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.file.Looks;
import org.apposite.file.Looks.Refusal;
import org.apposite.model.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a service is loaded, watched and exchanged while it runs: the rules that answer, those that are tried out, and the file that
 * says what is shown. Thread-safe.
 */
final class WatchedRules implements Hospital.Rules, OperationSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedRules.class);

    /** Loading is dear, and what could not be loaded is rarely mended within a minute. */
    static final int LOOKS_BETWEEN_TRIES = 12;

    private final Named named;
    private final Duration lookEvery;
    private final Set<String> issuers;
    private final Instant begun = Instant.now();

    private volatile @Nullable Supplier<ClinicalRules> answering;
    private volatile @Nullable ReloadingRules watched;
    private volatile @Nullable ReloadingRules tried;
    private volatile @Nullable OperationFile operation;
    private volatile @Nullable Watcher again;
    private volatile Runnable changed = () -> {};
    private volatile Optional<Refusal> triedRefusal = Optional.empty();
    private String triedFault = "";

    /**
     * What was named.
     *
     * @param rules the folder of the rules that answer, null for the bundled ones
     * @param silentRules the folder of rules that are tried out, null for none
     * @param operation the file that says what is shown, null for none
     * @param otherwise what holds without such a file
     */
    record Named(
            @Nullable Path rules,
            @Nullable Path silentRules,
            @Nullable Path operation,
            Operation otherwise) {}

    WatchedRules(Named named, Duration lookEvery, Set<TrustedIssuer> issuers) {
        this.named = named;
        this.lookEvery = lookEvery;
        this.issuers = issuers.stream().map(TrustedIssuer::iss).collect(Collectors.toUnmodifiableSet());
    }

    /** Loads what is not loaded yet. Rules that are tried out and cannot be loaded keep nothing from being served. */
    @Override
    public synchronized Supplier<ClinicalRules> load() {
        Supplier<ClinicalRules> rules = answering;
        if (rules == null) {
            rules = loaded();
            answering = rules;
        }
        tryOut();
        if (named.silentRules() != null && tried == null && again == null) {
            again = new Watcher(lookEvery.multipliedBy(LOOKS_BETWEEN_TRIES), this::tryOut);
        }
        if (named.operation() != null && operation == null) {
            Supplier<ClinicalRules> now = rules;
            OperationFile file = new OperationFile(named.operation(), () -> topics(now.get()), issuers);
            file.watch(lookEvery, () -> changed.run());
            operation = file;
        }
        return rules;
    }

    private Supplier<ClinicalRules> loaded() {
        if (named.rules() == null) {
            ClinicalRules bundled = ClinicalRules.bundled();
            return () -> bundled;
        }
        ReloadingRules folder = reloading(named.rules());
        watched = folder;
        return folder::current;
    }

    private ReloadingRules reloading(Path rules) {
        ReloadingRules folder = ReloadingRules.builder(rules)
                .checked()
                .listener(report -> changed.run())
                .load();
        folder.watch(lookEvery);
        return folder;
    }

    @Override
    public void onChange(Runnable look) {
        changed = look;
    }

    /** Loads the rules that are tried out, if there are any and they are not loaded yet. */
    private synchronized void tryOut() {
        if (named.silentRules() == null || tried != null) {
            return;
        }
        try {
            tried = reloading(named.silentRules());
            changed.run();
        } catch (RuntimeException e) {
            triedRefusal = e instanceof NotLoadedException refused
                    ? refused.report().refusal()
                    : Optional.of(new Refusal("", ""));
            if (!triedFault.equals(String.valueOf(e.getMessage()))) {
                triedFault = String.valueOf(e.getMessage());
                LOG.error("the rules that are tried out are not asked, the others answer: {}", triedFault);
            }
        }
    }

    private static Set<String> topics(ClinicalRules rules) {
        return rules.topics().stream().map(Topic::id).collect(Collectors.toSet());
    }

    boolean hasFolder() {
        return named.rules() != null;
    }

    boolean hasSilentRules() {
        return named.silentRules() != null;
    }

    /** How the watch of the folder of rules fares; only once they are loaded. */
    Looks looks() {
        ReloadingRules folder = watched;
        if (folder == null) {
            throw new IllegalStateException("the rules are not loaded");
        }
        return folder.looks();
    }

    /** The same of the folder of the rules that are tried out, whether or not they could be loaded. */
    Looks silentLooks() {
        ReloadingRules folder = tried;
        return folder == null ? new Looks(begun, 0, Optional.empty(), triedRefusal) : folder.looks();
    }

    Optional<ClinicalRules> silent() {
        return Optional.ofNullable(tried).map(ReloadingRules::current);
    }

    @Override
    public Operation current() {
        OperationFile file = operation;
        return file == null ? named.otherwise() : file.current();
    }

    @Override
    public Optional<String> fault() {
        return Optional.ofNullable(operation).flatMap(OperationFile::fault);
    }

    @Override
    public void close() {
        for (ReloadingRules one : new ReloadingRules[] {watched, tried}) {
            if (one != null) {
                one.close();
            }
        }
        Optional.ofNullable(operation).ifPresent(OperationFile::close);
        Optional.ofNullable(again).ifPresent(Watcher::close);
    }
}

package org.apposite.authoring.reload;

import java.io.Serial;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.advice.Advice;
import org.apposite.authoring.check.RuleCheck;
import org.apposite.authoring.reload.ReloadReport.Identity;
import org.apposite.authoring.reload.ReloadReport.Outcome;
import org.apposite.file.Looks;
import org.apposite.model.RuleIssue;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of a folder in a running host, exchanged without interruption: on request, or when the folder changes.
 *
 * <pre>{@code
 * ReloadingRules rules = ReloadingRules.of(folder);
 * rules.watch(Duration.ofSeconds(30));
 * Advice advice = rules.evaluate(patient);
 * }</pre>
 *
 * <ul>
 *   <li>New rules are read in the background and must pass a {@link Gate}, by default the cases beside the rules. Then
 *       they answer from one moment to the next; evaluations under way finish with the rules with which they began.
 *   <li>If anything goes wrong, the previous rules keep answering, and log, listener and {@link #lastReport} say why.
 *   <li>{@link #rollBack} goes back to the previous rules, which are kept for that; only one step.
 * </ul>
 *
 * <p>Thread-safe. Evaluations never wait for an exchange. Exchanges wait for each other.
 */
public final class ReloadingRules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingRules.class);

    private static final ZoneOffset LATEST = ZoneOffset.ofHours(14);

    private final Path folder;
    private final String[] topics;
    private final Gate gate;
    private final boolean checks;
    private final Clock clock;
    private final UnaryOperator<ClinicalRules> view;
    private final Consumer<ReloadReport> listener;

    private final FolderWatch watch;

    private volatile ClinicalRules current;
    private volatile ReloadReport lastReport;

    // Guarded by this.
    private @Nullable ClinicalRules previous;
    private @Nullable String rolledBackDigest;
    private String handled;
    private String lastLook;

    private ReloadingRules(Builder builder) {
        folder = builder.folder;
        topics = builder.topics.toArray(String[]::new);
        gate = builder.gate;
        checks = builder.checks;
        clock = builder.clock;
        view = builder.view;
        listener = builder.listener;
        watch = new FolderWatch(folder, builder.clock, this::poll);
        FolderLook look = FolderLook.at(folder);
        handled = look.digest();
        lastLook = handled;
        RuleSet read = RuleSet.read(folder, topics);
        List<String> reasons = List.of();
        ClinicalRules first = null;
        try {
            first = built(read);
        } catch (Refused e) {
            reasons = e.reasons;
        } catch (RuntimeException e) {
            reasons = List.of(fault(e));
        }
        if (first == null) {
            throw new NotLoadedException(tell(new ReloadReport(Outcome.KEPT, null, Identity.of(read), reasons)));
        }
        current = first;
        watch.tell(look.fault());
        lastReport = tell(new ReloadReport(Outcome.LOADED, Identity.of(first), Identity.of(first), List.of()));
    }

    /**
     * Loads a folder, with the cases beside the rules as the gate.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @return the rules of the folder
     * @throws NotLoadedException when they have errors or do not pass
     */
    public static ReloadingRules of(Path folder) {
        return builder(folder).load();
    }

    /**
     * Loads a folder with options.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @return a builder
     */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    /**
     * The rules that answer now. A host that must answer several cases by the same rules holds on to them meanwhile.
     *
     * @return rules, with name, version and digest
     */
    public ClinicalRules current() {
        return current;
    }

    /**
     * Answers a case by the current rules.
     *
     * @param patient what is known
     * @return the answer, whose provenance names the rules
     * @throws IllegalArgumentException when the case has a code that the vocabulary does not have
     * @throws org.apposite.EvaluationAborted when the limit of firings or the deadline is exceeded
     * @see ClinicalRules#evaluate
     */
    public Advice evaluate(PatientCase patient) {
        return current.evaluate(patient);
    }

    /**
     * What became of the last attempt to exchange the rules.
     *
     * @return the report
     */
    public ReloadReport lastReport() {
        return lastReport;
    }

    /**
     * Loads what the folder holds now, also if it was rolled back before. Takes seconds, in the calling thread. Content
     * that answers already is not built again.
     *
     * @return what became of it
     * @throws Error when the machine fails, such as for want of memory; the rules before go on answering, and that is
     *     reported first
     */
    public ReloadReport reload() {
        String look = watch.look();
        synchronized (this) {
            handled = look;
            lastLook = look;
            return exchange(false);
        }
    }

    /**
     * Looks at the folder once, as the watcher does at each interval. Changed content is loaded when two looks in a row
     * see the same, so that a copy under way is not read halfway. Content that was refused, or rolled back, is not tried
     * again before the folder changes.
     *
     * @return what became of an exchange, null when there was nothing to do
     * @throws Error as for {@link #reload}
     */
    public @Nullable ReloadReport poll() {
        String look = watch.look();
        synchronized (this) {
            boolean settled = look.equals(lastLook);
            lastLook = look;
            if (!settled || look.equals(handled)) {
                return null;
            }
            handled = look;
            return exchange(true);
        }
    }

    /**
     * Begins to watch the folder, in a daemon thread, until {@link #close}. Works on network mounts, too: it reads the
     * files at every look.
     *
     * @param interval the time between two looks, positive
     * @throws IllegalArgumentException when the interval is not positive
     * @throws IllegalStateException when it is already being watched, or closed
     */
    public void watch(Duration interval) {
        watch.every(interval);
    }

    /**
     * How the looks at the folder fare: a look fails when anything in it cannot be read. Rules go on answering meanwhile, and what
     * can be read is loaded when it changes.
     *
     * @return when everything could be seen last, how many looks failed, why the last one did, and where it lies that what the folder
     *     holds was refused
     */
    public Looks looks() {
        Looks looks = watch.looks();
        return new Looks(looks.lastGood(), looks.failed(), looks.fault(), lastReport.refusal());
    }

    /**
     * Goes back to the rules before the last exchange. The watcher then ignores the content of the folder until it changes.
     *
     * @return what became of it
     * @throws IllegalStateException when there are no previous rules, or they are already in use again
     */
    public synchronized ReloadReport rollBack() {
        ClinicalRules target = previous;
        if (target == null) {
            throw new IllegalStateException(
                    "there are no previous rules to go back to; " + Identity.of(current) + " stays in use");
        }
        rolledBackDigest = current.digest();
        previous = null;
        current = target;
        return told(new ReloadReport(Outcome.ROLLED_BACK, Identity.of(target), Identity.of(target), List.of()));
    }

    /**
     * Ends the watch, without waiting for a look or an exchange under way. The current rules keep answering, and can still be
     * exchanged on request.
     */
    @Override
    public void close() {
        watch.close();
    }

    private ReloadReport exchange(boolean unasked) {
        Identity attempted = Identity.UNREAD;
        try {
            RuleSet read = RuleSet.read(folder, topics);
            attempted = Identity.of(read);
            if (read.issues().isEmpty() && read.digest().equals(current.digest())) {
                return told(new ReloadReport(Outcome.UNCHANGED, attempted, attempted, List.of()));
            }
            if (unasked && read.digest().equals(rolledBackDigest)) {
                return kept(attempted, List.of("this content was rolled back; change it, or reload it explicitly"));
            }
            ClinicalRules built = built(read);
            previous = current;
            rolledBackDigest = null;
            current = built;
            return told(new ReloadReport(Outcome.LOADED, attempted, attempted, List.of()));
        } catch (Refused e) {
            return kept(attempted, e.reasons);
        } catch (RuntimeException e) {
            return kept(attempted, List.of(fault(e)));
        } catch (Error e) {
            kept(attempted, List.of(fault(e)));
            throw e;
        }
    }

    private ClinicalRules built(RuleSet read) {
        if (!read.issues().isEmpty()) {
            throw new Refused(read.issues().stream().map(RuleIssue::toString).toList());
        }
        // A recall must not wait for cases that expect what is withdrawn: they judge the rules without it.
        RuleSet asWritten = read.withoutWithdrawals();
        if (checks) {
            // Whoever reviewed rules today did so where it is the latest day.
            List<String> errors = RuleCheck.errors(asWritten, folder, LocalDate.ofInstant(clock.instant(), LATEST));
            if (!errors.isEmpty()) {
                throw new Refused(errors);
            }
        }
        List<String> objections = gate.objections(folder, ClinicalRules.of(asWritten));
        if (!objections.isEmpty()) {
            throw new Refused(objections);
        }
        return view.apply(ClinicalRules.of(read));
    }

    private ReloadReport kept(Identity attempted, List<String> reasons) {
        return told(new ReloadReport(Outcome.KEPT, Identity.of(current), attempted, reasons));
    }

    private ReloadReport told(ReloadReport report) {
        lastReport = report;
        return tell(report);
    }

    private ReloadReport tell(ReloadReport report) {
        if (report.outcome() == Outcome.KEPT) {
            LOG.error("{} Folder: {}", report, folder);
        } else if (report.outcome() == Outcome.ROLLED_BACK) {
            LOG.warn("{} Folder: {}", report, folder);
        } else {
            LOG.info("{} Folder: {}", report, folder);
        }
        try {
            listener.accept(report);
        } catch (RuntimeException e) {
            LOG.warn("The listener for reports on rules failed; the rules are not affected.", e);
        }
        return report;
    }

    private static String fault(Throwable fault) {
        return "the build failed: " + fault;
    }

    /** Rules that must not answer. */
    private static final class Refused extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient List<String> reasons;

        Refused(List<String> reasons) {
            this.reasons = List.copyOf(reasons);
        }
    }

    /** How to load a folder. Not thread-safe. */
    public static final class Builder {

        private final Path folder;
        private List<String> topics = List.of();
        private Gate gate = Gate.CASES;
        private UnaryOperator<ClinicalRules> view = UnaryOperator.identity();
        private Consumer<ReloadReport> listener = report -> {};
        private boolean checks;
        private Clock clock = Clock.systemUTC();

        private Builder(Path folder) {
            this.folder = Objects.requireNonNull(folder, "folder");
        }

        /**
         * Loads some topics only.
         *
         * @param ids their ids; all topics when none is named
         * @return this
         */
        public Builder topics(String... ids) {
            topics = List.of(ids);
            return this;
        }

        /**
         * Sets what new rules must pass; {@link Gate#CASES} unless set.
         *
         * @param newGate the gate
         * @return this
         */
        public Builder gate(Gate newGate) {
            gate = Objects.requireNonNull(newGate, "newGate");
            return this;
        }

        /**
         * Refuses rules, too, of which the check says an error: see {@link RuleCheck#errors}.
         *
         * @return this
         */
        public Builder checked() {
            checks = true;
            return this;
        }

        /**
         * Sets how rules that have passed are to answer, such as {@code ClinicalRules::withBlockingQuestionsOnly}.
         *
         * @param newView takes the rules and returns a view of them
         * @return this
         */
        public Builder answering(UnaryOperator<ClinicalRules> newView) {
            view = Objects.requireNonNull(newView, "newView");
            return this;
        }

        /**
         * Sets the listener to every attempt, called in the thread that made it and before the next one begins.
         *
         * @param newListener takes the reports; what it throws is logged
         * @return this
         */
        public Builder listener(Consumer<ReloadReport> newListener) {
            listener = Objects.requireNonNull(newListener, "newListener");
            return this;
        }

        /**
         * Sets the clock that tells when a look at the folder was a good one, and which day it is; the system's unless set.
         *
         * @param newClock the clock
         * @return this
         */
        public Builder clock(Clock newClock) {
            clock = Objects.requireNonNull(newClock, "newClock");
            return this;
        }

        /**
         * Loads the folder.
         *
         * @return the rules of the folder
         * @throws NotLoadedException when they have errors or do not pass the gate
         */
        public ReloadingRules load() {
            return new ReloadingRules(this);
        }
    }
}

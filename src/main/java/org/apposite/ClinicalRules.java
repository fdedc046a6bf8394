package org.apposite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apposite.advice.Advice;
import org.apposite.advice.Provenance;
import org.apposite.advice.WhyNot;
import org.apposite.circuit.Circuit;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Bundle;
import org.apposite.internal.engine.NoAnswer;
import org.apposite.internal.engine.RuleEngine;
import org.apposite.internal.engine.RuleEngine.Options;
import org.apposite.internal.explain.WhyNotAnalysis;
import org.apposite.language.Examination;
import org.apposite.language.Known;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.apposite.withdrawal.WithdrawnRules;

/**
 * A rule set: put in what is known about a patient, get advice. This is the entry of the library.
 *
 * <pre>{@code
 * ClinicalRules rules = ClinicalRules.bundled();
 * Advice advice = rules.evaluate(PatientCase.builder()
 *         .age(Age.ofYears(9)).complaint("back-pain").region("thoracic")
 *         .present("fever", "night-pain").build());
 * }</pre>
 *
 * <ul>
 *   <li>An evaluation may fire 10,000 rules and take 10 seconds; {@link #withLimits} changes that.
 *   <li>The answer lists everything unknown that could change it; {@link #withBlockingQuestionsOnly} leaves that out.
 *   <li>Every answer is checked by a second reading of the same rules; {@link #withoutAnswerCheck} leaves that out.
 * </ul>
 *
 * <p>Immutable and thread-safe. Build it once and share it: building costs a second or less for the bundled rules and a
 * few seconds for a folder, an evaluation well under a millisecond.
 */
public final class ClinicalRules {

    private final RuleEngine engine;
    private final Options options;
    private final Listeners listeners;

    private ClinicalRules(RuleEngine engine, Options options, Listeners listeners) {
        this.engine = engine;
        this.options = options;
        this.listeners = listeners;
    }

    /**
     * The rules that come with the library, read and checked when it was built.
     *
     * @return the bundled rules
     */
    public static ClinicalRules bundled() {
        return new ClinicalRules(RuleEngine.bundled(), Options.DEFAULT, Listeners.NONE);
    }

    /**
     * Reads and checks a folder of rules, laid out as the bundled one, or a zip or jar of it. All of it is loaded, or nothing.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @param topics ids of the topics to load; all when none is named
     * @return the rules of the folder
     * @throws RuleSetException when the folder has errors; it lists all of them
     * @throws IllegalStateException when the class path lacks what reads rules
     */
    public static ClinicalRules from(Path folder, String... topics) {
        return of(RuleSet.read(folder, topics));
    }

    /**
     * Reads and checks rules from anywhere. All of it is loaded, or nothing.
     *
     * @param source where they come from
     * @param topics ids of the topics to load; all when none is named
     * @return the rules of the source
     * @throws RuleSetException when the rules have errors; it lists all of them
     * @throws IllegalStateException when the class path lacks what reads rules
     */
    public static ClinicalRules from(RuleSource source, String... topics) {
        return of(RuleSet.read(source, topics));
    }

    /**
     * Rules that have been read.
     *
     * @param ruleSet the rules
     * @return the same rules, ready to evaluate
     * @throws RuleSetException when the rule set has issues; it lists them
     */
    public static ClinicalRules of(RuleSet ruleSet) {
        return new ClinicalRules(RuleEngine.of(ruleSet.sound()), Options.DEFAULT, Listeners.NONE);
    }

    /**
     * Rules as they once were.
     *
     * @param kept what {@link #toBytes} gave; from a place that only those can write whom the rules are trusted to
     * @return rules that answer as those did
     * @throws IllegalArgumentException when these are no such bytes, they are damaged, or another version of the library or its
     *     engine made them, which alone answers as it did
     */
    public static ClinicalRules ofBytes(byte[] kept) {
        return new ClinicalRules(RuleEngine.made(Bundle.kept(kept)), Options.DEFAULT, Listeners.NONE);
    }

    /**
     * Checks a folder of rules.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @return all errors, by file and line; empty when {@link #from} would load it
     */
    public static List<RuleIssue> check(Path folder) {
        return RuleSet.read(folder).issues();
    }

    /**
     * Answers a case. The same case and content give an equal answer, whatever the thread, the order of the facts or the
     * machine.
     *
     * @param patient what is known
     * @return the answer, never null
     * @throws NullPointerException when the case is null
     * @throws IllegalArgumentException when the case states what the vocabulary does not have, such as a code, a unit or a
     *     value out of its range, or several complaints
     * @throws EvaluationAborted when the limit of firings or the deadline is exceeded, or a second reading of the rules does
     *     not confirm the answer; there is no partial one, but {@linkplain EvaluationAborted#emergencies emergencies} stand
     */
    public Advice evaluate(PatientCase patient) {
        Objects.requireNonNull(patient, "patient");
        return listeners.around(patient, () -> withinLimits(() -> engine.evaluate(patient, options)));
    }

    /**
     * Answers each complaint of a case by itself.
     *
     * @param patient what is known, with one complaint or several
     * @return an answer for each complaint, in the order of the statement
     * @throws NullPointerException when the case is null
     * @throws IllegalArgumentException when the case states what the vocabulary does not have
     * @throws EvaluationAborted when there is no answer to any of them
     */
    public List<Advice> evaluateEach(PatientCase patient) {
        return Objects.requireNonNull(patient, "patient").perComplaint().stream()
                .map(this::evaluate)
                .toList();
    }

    /**
     * Answers a case and shows what each rule contributed, for coverage of rules by cases and the like.
     *
     * @param patient what is known
     * @return the answer, and how every question of every rule was answered
     * @throws NullPointerException when the case is null
     * @throws IllegalArgumentException when the case has a code that the vocabulary does not have
     * @throws EvaluationAborted when there is no answer
     */
    public Examination examine(PatientCase patient) {
        return new Examination(evaluate(patient), withinLimits(() -> engine.examine(patient, options)));
    }

    /**
     * Why the answer to a case has not a variant that somebody expected, or does not prefer a study: the rules that would conclude
     * it, condition by condition what holds, fails or is not known, and which lower step of the routing went first.
     *
     * @param patient what is known
     * @param code the id of a variant of a loaded topic, or its number in the topic that answers; or the code of a procedure that
     *     a loaded topic rates
     * @return why not; or that the variant matched, or the study is preferred
     * @throws NullPointerException when the case or the code is null
     * @throws IllegalArgumentException when there is no such variant or procedure, with what may be meant; or the case states
     *     what the vocabulary does not have, or several complaints
     * @throws EvaluationAborted when there is no answer
     */
    public WhyNot whyNot(PatientCase patient, String code) {
        return whyNot(patient, List.of(Objects.requireNonNull(code, "code"))).get(0);
    }

    /**
     * The same of several variants or procedures, with one evaluation.
     *
     * @param patient what is known
     * @param codes variants and procedures
     * @return why not, in the order of the codes
     * @throws IllegalArgumentException when there is no such variant or procedure, with what may be meant; or the case states
     *     what the vocabulary does not have, or several complaints
     * @throws EvaluationAborted when there is no answer
     */
    public List<WhyNot> whyNot(PatientCase patient, List<String> codes) {
        Advice advice = withBlockingQuestionsOnly().evaluate(patient);
        Map<String, Known> known = new HashMap<>();
        return codes.stream()
                .map(code -> {
                    Topic topic = WhyNotAnalysis.topicOf(code, advice, topics(), vocabulary());
                    Known facts = known.computeIfAbsent(
                            topic.id(), id -> withinLimits(() -> engine.known(id, patient, options)));
                    return WhyNotAnalysis.of(code, facts.patient().scope(), advice, facts);
                })
                .toList();
    }

    private static <T> T withinLimits(Supplier<T> evaluation) {
        try {
            return evaluation.get();
        } catch (NoAnswer met) {
            throw new EvaluationAborted(met);
        }
    }

    /**
     * The same rules, but with the rules of a model for one topic, for tools that ask what a changed rule would do.
     * Of that topic the circuit says which rules fire. It is ready at once, and with the rules unchanged its
     * answers are the same.
     *
     * @param topic a model with the id of a loaded topic
     * @return rules that keep name, version and digest, so they are not for use on patients
     * @throws IllegalArgumentException when no such topic is loaded, or a rule of the model asks or concludes what the
     *     rule language does not have
     */
    public ClinicalRules supposing(Topic topic) {
        return new ClinicalRules(engine.supposing(topic), options, listeners);
    }

    /**
     * The same rules restricted to one topic, for a host that knows which topic a patient belongs to, and for the
     * cases of a topic, which say what this topic answers whatever other topics are loaded.
     *
     * @param topic the id of a loaded topic
     * @return a view of these rules; its digest stays that of the whole rule set
     * @throws IllegalArgumentException when there is no such topic
     */
    public ClinicalRules only(String topic) {
        return new ClinicalRules(engine.only(Objects.requireNonNull(topic, "topic")), options, listeners);
    }

    /**
     * The same rules without some topics, also without their emergencies, for a host that tries these topics out.
     *
     * @param topics the ids of topics; one that is not loaded makes no difference
     * @return a view of these rules; its digest stays that of the whole rule set
     * @throws IllegalArgumentException when no topic is left
     */
    public ClinicalRules without(Set<String> topics) {
        return new ClinicalRules(engine.without(topics), options, listeners);
    }

    /**
     * The same rules with other limits.
     *
     * @param maxFirings how many rules may fire in one run, at least 1
     * @param deadline how long an answer may take, positive
     * @return a view of these rules
     * @throws IllegalArgumentException when out of range
     */
    public ClinicalRules withLimits(int maxFirings, Duration deadline) {
        return new ClinicalRules(engine, options.within(maxFirings, deadline), listeners);
    }

    /**
     * The same rules without the analysis of what else is unknown and could change the answer: the missing data of an
     * answer are then the blocking ones only. It makes an answer cheaper; benchmarks/ measures how much.
     *
     * @return a view of these rules
     */
    public ClinicalRules withBlockingQuestionsOnly() {
        return new ClinicalRules(engine, options.withBlockingOnly(), listeners);
    }

    /**
     * The same rules without the check of answers. Otherwise every answer is compared with a second reading of the same
     * rules, and withheld when the two differ; benchmarks/ measures what that costs.
     *
     * @return a view of these rules
     */
    public ClinicalRules withoutAnswerCheck() {
        return new ClinicalRules(engine, options.unchecked(), listeners);
    }

    /**
     * The same rules, of whose evaluations a listener is told, besides those who are told already.
     *
     * @param listener is told
     * @return a view of these rules
     */
    public ClinicalRules withListener(EvaluationListener listener) {
        return new ClinicalRules(engine, options, listeners.and(listener));
    }

    /**
     * What the rules of a topic mean, as a circuit, for tools that ask many cases at once.
     *
     * @param topic the id of a loaded topic
     * @return the circuit
     * @throws IllegalArgumentException when there is no such topic
     */
    public Circuit circuit(String topic) {
        return engine.circuit(Objects.requireNonNull(topic, "topic"));
    }

    /**
     * The rules as they are, to be kept: with all that they build on and what is withdrawn of them, whatever becomes of their files.
     * The same rules give the same bytes.
     *
     * @return some hundred kilobytes for {@link #ofBytes} of this version of the library; without the limits, listeners and other
     *     options of this view
     */
    public byte[] toBytes() {
        return Bundle.keep(engine.asWritten());
    }

    /**
     * The loaded topics, as they speak: where something is withdrawn of them, its notice stands in its place.
     *
     * @return read-only models, by id
     */
    public List<Topic> topics() {
        return engine.content().topics();
    }

    /**
     * Of what the rules are made when they are a layer on others.
     *
     * @return the layers, the lowest first and the rule set itself last; none when it is no layer
     */
    public List<Provenance.Layer> layers() {
        return engine.content().layers();
    }

    /**
     * What of the rules no longer speaks. Every answer that it would have changed says so in an alert.
     *
     * @return the withdrawals
     */
    public List<Withdrawal> withdrawals() {
        return engine.content().withdrawals();
    }

    /**
     * What of the rules was withdrawn before and speaks again, with who ended it.
     *
     * @return the withdrawals that are over
     */
    public List<Lifted> liftedWithdrawals() {
        return engine.content().lifted();
    }

    /**
     * Those of the withdrawals that took away a rule which told an emergency. Where it would have told one, the answer has a
     * critical alert that says that it is withdrawn.
     *
     * @return some of {@link #withdrawals}
     */
    public List<Withdrawal> withdrawnEmergencies() {
        return WithdrawnRules.ofEmergencies(withdrawals(), topics());
    }

    /**
     * The codes that cases and rules may use.
     *
     * @return the vocabulary
     */
    public Vocabulary vocabulary() {
        return engine.content().vocabulary();
    }

    /**
     * The name of the rule set.
     *
     * @return a name
     */
    public String name() {
        return engine.content().name();
    }

    /**
     * The version of the rule set.
     *
     * @return a version
     */
    public String version() {
        return engine.content().version();
    }

    /**
     * The digest of the rule set's content.
     *
     * @return {@code sha256:} and hexadecimal digits
     */
    public String digest() {
        return engine.content().digest();
    }
}

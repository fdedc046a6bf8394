package org.apposite.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.Provenance;
import org.apposite.advice.Trace;
import org.apposite.circuit.Circuit;
import org.apposite.internal.bundle.Bundle;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.bundle.EngineVersion;
import org.apposite.internal.bundle.Shared;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.language.Known;
import org.apposite.language.Scope;
import org.apposite.model.Datum;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.apposite.text.Spelling;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawnRules;
import org.jspecify.annotations.Nullable;

/** A rule set, ready to evaluate. Immutable and thread-safe. */
public final class RuleEngine {

    /**
     * How cases are answered.
     *
     * @param maxFirings rules that may fire in one run of the session
     * @param deadline time for the whole answer, the analysis of missing data included
     * @param blockingOnly whether what else could change the answer is left out
     * @param checked whether every answer is compared with the circuit of the rules
     */
    public record Options(int maxFirings, Duration deadline, boolean blockingOnly, boolean checked) {

        /**
         * The characters of an answer, its trace included: more than twenty times as many as the longest of the shipped topics
         * has.
         */
        static final int MOST_CHARACTERS = 1_000_000;

        /** All of it, within far more than any topic needs, and short enough that a hanging call is noticed. */
        public static final Options DEFAULT = new Options(10_000, Duration.ofSeconds(10), false, true);

        /** Checks the range. */
        public Options {
            if (maxFirings < 1) {
                throw new IllegalArgumentException("maxFirings " + maxFirings + ": must be at least 1");
            }
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("deadline " + deadline + ": must be positive");
            }
        }

        /** The same within other limits. */
        public Options within(int firings, Duration time) {
            return new Options(firings, time, blockingOnly, checked);
        }

        /** The same without what else could change the answer. */
        public Options withBlockingOnly() {
            return new Options(maxFirings, deadline, true, checked);
        }

        /** The same without the check. */
        public Options unchecked() {
            return new Options(maxFirings, deadline, blockingOnly, false);
        }
    }

    private static final Shared<String, RuleEngine> IN_USE = new Shared<>();

    private final Content content;
    private final List<TopicEngine> topics;
    private final Map<String, List<TopicEngine>> byComplaint = new LinkedHashMap<>();
    private final Emergencies emergencies;
    /** The same rules with nothing withdrawn, as far as they can be told to fire by their circuits; null when nothing is. */
    private final @Nullable RuleEngine written;

    RuleEngine(Content content, List<TopicEngine> topics) {
        this(content, topics, null);
    }

    private RuleEngine(Content content, List<TopicEngine> topics, @Nullable RuleEngine written) {
        this.content = content;
        this.topics = List.copyOf(topics);
        this.written = written;
        this.emergencies = new Emergencies(this.topics);
        for (TopicEngine topic : topics) {
            topic.topic()
                    .complaints()
                    .forEach(complaint -> byComplaint
                            .computeIfAbsent(complaint, any -> new ArrayList<>())
                            .add(topic));
        }
    }

    /** The rules that the jar carries. */
    public static RuleEngine bundled() {
        return IN_USE.get("bundled", () -> made(Bundle.read()));
    }

    /** Of content that has been read and checked; tenants of equal content share one engine. */
    public static RuleEngine of(Content content) {
        String topics = content.topics().stream().map(Topic::id).collect(Collectors.joining(" "));
        return IN_USE.get(content.digest() + " " + topics, () -> made(content));
    }

    /** Of content whose digest only says of what it was made: nobody else may get this engine for it. */
    public static RuleEngine made(Content content) {
        String engine = EngineVersion.described();
        Content speaking = content.speaking();
        List<TopicEngine> topics = speaking.topics().stream()
                .map(topic -> TopicEngine.of(Scope.of(topic, content.vocabulary()), provenance(content, topic, engine)))
                .toList();
        RuleEngine made = new RuleEngine(speaking, topics);
        if (content.withdrawals().isEmpty()) {
            return made;
        }
        RuleEngine written = made;
        for (Topic topic : content.topics()) {
            if (!content.withdrawalsOf(topic.id()).isEmpty()) {
                written = written.supposing(topic);
            }
        }
        return new RuleEngine(speaking, topics, written);
    }

    static Provenance provenance(Content content, Topic topic, String engine) {
        Map<String, String> sources = new TreeMap<>();
        for (Source source : content.vocabulary().sources().values()) {
            sources.put(source.key(), source.title());
        }
        return new Provenance(
                content.name(),
                content.version(),
                topic.status(),
                content.digest(),
                engine,
                sources,
                content.notice(),
                content.layers());
    }

    /** The same rule set with another model of one topic, which only its circuit reads. */
    public RuleEngine supposing(Topic supposed) {
        if (topics.stream().noneMatch(topic -> topic.topic().id().equals(supposed.id()))) {
            throw notLoaded(supposed.id());
        }
        List<TopicEngine> changed = new ArrayList<>();
        for (TopicEngine topic : topics) {
            changed.add(topic.topic().id().equals(supposed.id()) ? topic.supposing(supposed) : topic);
        }
        return with(changed, null);
    }

    /** The same rule set with one topic alone. */
    public RuleEngine only(String id) {
        List<TopicEngine> one =
                topics.stream().filter(topic -> topic.topic().id().equals(id)).toList();
        if (one.isEmpty()) {
            throw notLoaded(id);
        }
        return with(one, written == null ? null : written.only(id));
    }

    /** The same rule set without some topics. */
    public RuleEngine without(Set<String> ids) {
        List<TopicEngine> left = topics.stream()
                .filter(topic -> !ids.contains(topic.topic().id()))
                .toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("without " + ids + " no topic is left");
        }
        return with(left, written == null ? null : written.without(ids));
    }

    private RuleEngine with(List<TopicEngine> others, @Nullable RuleEngine otherWritten) {
        return new RuleEngine(
                content.with(others.stream().map(TopicEngine::topic).toList()), others, otherWritten);
    }

    private IllegalArgumentException notLoaded(String id) {
        List<String> loaded = topics.stream().map(topic -> topic.topic().id()).toList();
        String near = Spelling.didYouMean(id, loaded);
        return new IllegalArgumentException("topic \"" + id + "\" is not loaded." + (near == null ? "" : " " + near));
    }

    /** The circuit of a loaded topic. */
    public Circuit circuit(String id) {
        return topic(id).circuit();
    }

    private TopicEngine topic(String id) {
        return topics.stream()
                .filter(topic -> topic.topic().id().equals(id))
                .findFirst()
                .orElseThrow(() -> notLoaded(id));
    }

    /** How every rule of the topics that are asked came to its part in an evaluation; without one that answers, of all. */
    public List<RuleAnswers> examine(PatientCase patient, Options options) {
        Evaluation.Budget budget = Evaluation.Budget.of(options);
        List<TopicEngine> answering = Claims.of(candidates(patient), patient).answering();
        List<RuleAnswers> examined = new ArrayList<>();
        for (TopicEngine topic : answering.isEmpty() ? topics : answering) {
            examined.addAll(topic.examine(patient, emergencies.besides(topic, budget, options.checked())));
        }
        return examined;
    }

    /** All facts of an evaluation under a topic that is loaded, whether it is the one that answers or not. */
    public Known known(String topic, PatientCase patient, Options options) {
        TopicEngine one = topic(topic);
        Evaluation.Budget budget = Evaluation.Budget.of(options);
        boolean emergency =
                !emergencies.besides(one, budget, false).raised(patient).isEmpty();
        return Evaluation.run(one, patient, budget, Evaluation.Beside.askingNothing(emergency))
                .known();
    }

    /** The content as its files have it, also what is withdrawn of it. */
    public Content asWritten() {
        return written == null ? content : content.with(written.content.topics());
    }

    /** The content that answers. */
    public Content content() {
        return content;
    }

    /**
     * Answers a case.
     *
     * @throws IllegalArgumentException when the case states several complaints, or what the vocabulary does not have
     */
    public Advice evaluate(PatientCase patient, Options options) {
        if (written == null) {
            return answer(patient, options);
        }
        long began = System.nanoTime();
        Advice advice;
        try {
            advice = answer(patient, options);
        } catch (NoAnswer none) {
            throw none.with(lostEmergencies(patient).map(List::of).orElse(List.of()));
        }
        Advice told = lostEmergencies(patient)
                .map(lost -> AdviceAssembly.with(lost, advice))
                .orElse(advice);
        boolean isTold = told.alerts().stream()
                .map(Alert::code)
                .anyMatch(code -> code.equals(Alert.WITHDRAWN) || code.equals(Alert.WITHDRAWN_EMERGENCY));
        if (isTold || isAsWritten(advice, patient, options, began)) {
            return told;
        }
        List<Withdrawal> ofTopic = advice.topic() == null ? List.of() : content.withdrawalsOf(advice.topic());
        return AdviceAssembly.with(
                WithdrawnRules.ofOtherAnswer(ofTopic.isEmpty() ? content.withdrawals() : ofTopic), advice);
    }

    /**
     * What is told in place of emergencies that rest on what is withdrawn. A withdrawn rule says itself where it would have told
     * one; a rule that is not withdrawn is silent when its ground is gone.
     */
    private Optional<Alert> lostEmergencies(PatientCase patient) {
        List<TopicEngine> answering = Claims.of(candidates(patient), patient).answering();
        TopicEngine one = answering.size() == 1 ? answering.get(0) : null;
        Evaluation.Budget budget = Evaluation.Budget.unlimited();
        Emergencies.Watch others =
                one == null ? emergencies.all(budget, false) : emergencies.besides(one, budget, false);
        List<String> lost = new ArrayList<>();
        for (TopicEngine topic : topics) {
            if (!content.withdrawalsOf(topic.topic().id()).isEmpty()) {
                PatientCase stated = topic == one ? patient : others.ofNoTopic(patient);
                Map<String, String> before = Objects.requireNonNull(written)
                        .topic(topic.topic().id())
                        .emergencyRules(stated);
                before.keySet().removeAll(topic.emergencyRules(stated).keySet());
                lost.addAll(before.values());
            }
        }
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(WithdrawnRules.ofLostEmergencies(content.withdrawals(), lost));
    }

    /** Whether the rules as their files have them answer the same; where they give no answer in time, nobody knows. */
    private boolean isAsWritten(Advice advice, PatientCase patient, Options options, long began) {
        Duration left = options.deadline().minusNanos(System.nanoTime() - began);
        try {
            return !left.isNegative()
                    && !left.isZero()
                    && said(Objects.requireNonNull(written)
                                    .answer(
                                            patient,
                                            options.within(options.maxFirings(), left)
                                                    .unchecked()))
                            .equals(said(advice));
        } catch (NoAnswer none) {
            return false;
        }
    }

    /** All that an answer says, but for why and by what. */
    private static List<@Nullable Object> said(Advice advice) {
        return Arrays.asList(
                advice.headlines(),
                advice.outcome(),
                advice.variant(),
                advice.alsoMatches(),
                advice.exclusion(),
                advice.redFlags(),
                advice.differential(),
                advice.recommendations(),
                advice.alerts(),
                advice.nextSteps(),
                advice.missing(),
                advice.order());
    }

    private Advice answer(PatientCase patient, Options options) {
        if (!patient.furtherComplaints().isEmpty()) {
            throw new IllegalArgumentException("the case states "
                    + (patient.furtherComplaints().size() + 1)
                    + " complaints; they are answered one by one, by evaluateEach");
        }
        content.vocabulary().check(patient);
        Claims claims = Claims.of(candidates(patient), patient);
        if (options.checked()) {
            checkRefusals(patient, claims);
        }
        TopicEngine answering =
                claims.answering().size() == 1 ? claims.answering().get(0) : null;
        Evaluation.Budget budget = Evaluation.Budget.of(options);
        try {
            return answering == null
                    ? unanswered(patient, claims, emergencies.all(budget, options.checked()), budget)
                    : answering.evaluate(
                            patient, emergencies.besides(answering, budget, options.checked()), budget, options);
        } catch (NoAnswer none) {
            throw none.with(emergenciesOfCircuits(patient, answering));
        }
    }

    /** A topic that is passed over must be one that does not answer this patient by its circuit either. */
    private void checkRefusals(PatientCase patient, Claims claims) {
        for (TopicEngine topic : claims.refusing()) {
            if (!topic.isRefusedByCircuit(patient)) {
                throw new NoAnswer(
                                NoAnswer.Reason.DIFFERENCE,
                                "two readings differ in whom the topic "
                                        + topic.topic().id() + " answers",
                                List.of())
                        .with(emergenciesOfCircuits(patient, topic));
            }
        }
    }

    /** What can be said without the rule engine when it gives no answer: an emergency must stand all the same. */
    private List<Alert> emergenciesOfCircuits(PatientCase patient, @Nullable TopicEngine answering) {
        List<Alert> alerts = new ArrayList<>();
        Emergencies.Watch others = emergencies.all(Evaluation.Budget.unlimited(), false);
        if (answering != null) {
            alerts.addAll(answering.emergenciesOfCircuit(patient));
            others = emergencies.besides(answering, Evaluation.Budget.unlimited(), false);
        }
        others.raisedByCircuits(patient).forEach(raised -> alerts.addAll(raised.alerts()));
        return alerts;
    }

    /** The topics of the complaint; a topic that is loaded alone is asked whatever the complaint is. */
    private List<TopicEngine> candidates(PatientCase patient) {
        List<TopicEngine> ofComplaint =
                patient.complaint().map(byComplaint::get).orElse(null);
        return ofComplaint != null ? ofComplaint : topics.size() == 1 ? topics : List.of();
    }

    /**
     * No topic answers, or it is not decided which: the complaint or what decides between topics is not stated, or no topic
     * answers this patient's complaint. Emergencies of every topic stand all the same.
     */
    private Advice unanswered(PatientCase patient, Claims claims, Emergencies.Watch watch, Evaluation.Budget budget) {
        List<Alert> alerts = new ArrayList<>();
        List<Trace.Step> steps = new ArrayList<>();
        for (Emergencies.Raised raised : watch.raised(patient)) {
            alerts.addAll(raised.alerts());
            steps.addAll(raised.steps());
        }
        boolean undecided = patient.complaint().isEmpty() || !claims.answering().isEmpty();
        Set<String> asked = claims.answering().isEmpty() ? Set.of(Datum.COMPLAINT.code()) : claims.deciding();
        return new Advice(
                patient.id().orElse(null),
                null,
                List.of(),
                undecided ? Outcome.DATA_REQUIRED : Outcome.NOT_APPLICABLE,
                null,
                List.of(),
                undecided ? null : exclusion(patient, claims),
                List.of(),
                List.of(),
                List.of(),
                AdviceAssembly.merged(alerts, List.of(), budget),
                List.of(),
                undecided ? questions(asked) : List.of(),
                null,
                new Trace(steps),
                ofNoTopic());
    }

    /** Where an answer comes from that no topic gives: it claims no more than the least approved of the topics does. */
    private Provenance ofNoTopic() {
        return topics.stream()
                .map(TopicEngine::provenance)
                .min(Comparator.comparing(Provenance::status))
                .orElseThrow();
    }

    private Exclusion exclusion(PatientCase patient, Claims claims) {
        return claims.refusing().isEmpty()
                ? topics.get(0).unansweredComplaint(patient)
                : Claims.refusal(claims.refusing());
    }

    private List<MissingDatum> questions(Set<String> data) {
        List<MissingDatum> questions = new ArrayList<>();
        for (String datum : data) {
            Term term = content.vocabulary().terms().get(datum);
            questions.add(
                    new MissingDatum(datum, term == null ? datum : term.question(), true, List.of(Effect.VARIANT)));
        }
        return questions;
    }
}

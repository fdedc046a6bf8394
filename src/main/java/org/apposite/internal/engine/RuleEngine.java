package org.apposite.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apposite.Examination.RuleAnswers;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.Effect;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Outcome;
import org.apposite.advice.Provenance;
import org.apposite.advice.Severity;
import org.apposite.internal.read.Content;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.apposite.text.Spelling;
import org.drools.model.Model;

/** A rule set, ready to evaluate. Immutable and thread-safe. */
public final class RuleEngine {

    private static final Set<Kind> SYMPTOMS = EnumSet.of(Kind.SYMPTOM);
    private static final Set<Kind> STATED_SINGLY = EnumSet.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION);
    private static final Set<Kind> CONDITIONS = EnumSet.of(Kind.CONDITION);
    private static final Set<Kind> SUSPICIONS = EnumSet.of(Kind.SUSPICION);

    private final Content content;
    private final Map<String, TopicEngine> bySymptom = new LinkedHashMap<>();
    private final List<TopicEngine> topics = new ArrayList<>();

    private RuleEngine(Content content, List<TopicEngine> topics) {
        this.content = content;
        for (TopicEngine topic : topics) {
            this.topics.add(topic);
            topic.topic().symptoms().forEach(symptom -> bySymptom.put(symptom, topic));
        }
    }

    private static RuleEngine of(Content content, Map<String, Model> models) {
        String engine = engineName();
        List<TopicEngine> topics = new ArrayList<>();
        for (Topic topic : content.topics()) {
            Model model = models.get(topic.id());
            if (model == null) {
                throw new IllegalStateException("the topic " + topic.id() + " has not been compiled");
            }
            Provenance provenance = provenance(content, topic, engine);
            topics.add(new TopicEngine(topic, content.vocabulary(), provenance, new DroolsReasoner(model)));
        }
        return new RuleEngine(content, topics);
    }

    /** The rules that were compiled when the jar was built. */
    public static RuleEngine bundled() {
        Bundle bundle = Bundle.read();
        Map<String, Model> models = new TreeMap<>();
        bundle.modelClasses()
                .forEach((topic, name) -> models.put(topic, model(name, RuleEngine.class.getClassLoader())));
        return of(bundle.content(), models);
    }

    /** Compiles content that has been read and checked. */
    public static RuleEngine compile(Content content) {
        Map<String, Model> models = new TreeMap<>();
        for (Topic topic : content.topics()) {
            CompiledTopic compiled = TopicCompiler.compile(topic);
            models.put(topic.id(), model(compiled.modelClass(), new TopicClasses(compiled.classes())));
        }
        return of(content, models);
    }

    private static Model model(String name, ClassLoader loader) {
        try {
            return (Model) loader.loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled rules " + name + " cannot be loaded", e);
        }
    }

    private static Provenance provenance(Content content, Topic topic, String engine) {
        Map<String, String> sources = new TreeMap<>();
        for (Source source : content.vocabulary().sources().values()) {
            sources.put(source.key(), source.title());
        }
        return new Provenance(
                content.name(), content.version(), topic.status(), content.digest(), engine, sources, content.notice());
    }

    private static String engineName() {
        Properties versions = new Properties();
        try (InputStream in = RuleEngine.class.getResourceAsStream("/org/apposite/version.properties")) {
            if (in == null) {
                throw new IllegalStateException("the library's jar is incomplete: version.properties is missing");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "apposite " + versions.getProperty("apposite") + ", drools " + versions.getProperty("drools");
    }

    /** The same rule set with another model of one topic, which is interpreted. */
    public RuleEngine supposing(Topic supposed) {
        if (topics.stream().noneMatch(topic -> topic.topic().id().equals(supposed.id()))) {
            throw notLoaded(supposed.id());
        }
        List<TopicEngine> changed = new ArrayList<>();
        for (TopicEngine topic : topics) {
            changed.add(
                    topic.topic().id().equals(supposed.id())
                            ? new TopicEngine(
                                    supposed, topic.vocabulary(), topic.provenance(), new Interpreter(supposed))
                            : topic);
        }
        return with(changed);
    }

    /** The same rule set with one topic alone. */
    public RuleEngine only(String id) {
        List<TopicEngine> one =
                topics.stream().filter(topic -> topic.topic().id().equals(id)).toList();
        if (one.isEmpty()) {
            throw notLoaded(id);
        }
        return with(one);
    }

    private RuleEngine with(List<TopicEngine> others) {
        Content otherContent = new Content(
                content.name(),
                content.version(),
                content.notice(),
                content.digest(),
                content.vocabulary(),
                others.stream().map(TopicEngine::topic).toList());
        return new RuleEngine(otherContent, others);
    }

    private IllegalArgumentException notLoaded(String id) {
        List<String> loaded = topics.stream().map(topic -> topic.topic().id()).toList();
        String near = Spelling.didYouMean(id, loaded);
        return new IllegalArgumentException("topic \"" + id + "\" is not loaded." + (near == null ? "" : " " + near));
    }

    /** How every rule of the topics that are asked came to its part in an evaluation. */
    public List<RuleAnswers> examine(PatientCase patient, Limits limits) {
        long deadline = System.nanoTime() + limits.deadline().toNanos();
        List<RuleAnswers> examined = new ArrayList<>();
        for (TopicEngine topic : topics) {
            if (topics.size() == 1 || topic.claims(patient) || !isAnswered(patient)) {
                examined.addAll(topic.examine(patient, limits, deadline));
            }
        }
        return examined;
    }

    private boolean isAnswered(PatientCase patient) {
        return patient.symptom().map(bySymptom::containsKey).orElse(false);
    }

    /** The content that answers. */
    public Content content() {
        return content;
    }

    /**
     * Answers a case.
     *
     * @throws IllegalArgumentException when the case has a code that the vocabulary does not have
     */
    public Advice evaluate(PatientCase patient, Limits limits, boolean blockingOnly) {
        checkCodes(patient);
        long deadline = System.nanoTime() + limits.deadline().toNanos();
        TopicEngine claimed = patient.symptom().map(bySymptom::get).orElse(null);
        if (claimed == null && topics.size() == 1) {
            claimed = topics.get(0);
        }
        return claimed != null
                ? claimed.evaluate(patient, limits, deadline, blockingOnly)
                : unclaimed(patient, limits, deadline);
    }

    /**
     * The complaint decides no topic: it is not stated, or no topic answers it. Every topic is asked all the same, for an
     * emergency must not be lost.
     */
    private Advice unclaimed(PatientCase patient, Limits limits, long deadline) {
        boolean stated = patient.symptom().isPresent();
        Term complaint = content.vocabulary().terms().get("complaint");
        Map<String, Alert> emergencies = new TreeMap<>();
        List<Advice> answers = new ArrayList<>();
        for (TopicEngine topic : topics) {
            Advice advice = topic.evaluate(patient, limits, deadline, true);
            List<Alert> critical = advice.alerts().stream()
                    .filter(alert -> alert.severity() == Severity.CRITICAL)
                    .toList();
            critical.forEach(alert -> emergencies.putIfAbsent(alert.code(), alert));
            answers.add(critical.isEmpty() ? answers.size() : 0, advice);
        }
        Advice shown = answers.get(0);
        return new Advice(
                patient.id().orElse(null),
                stated ? Outcome.NOT_APPLICABLE : Outcome.DATA_REQUIRED,
                null,
                List.of(),
                stated ? topics.get(0).unansweredComplaint(patient) : null,
                List.of(),
                List.of(),
                List.of(),
                emergencies.values().stream()
                        .sorted(Comparator.comparing(Alert::code))
                        .toList(),
                List.of(),
                stated || complaint == null
                        ? List.of()
                        : List.of(new MissingDatum("complaint", complaint.question(), true, List.of(Effect.VARIANT))),
                null,
                shown.trace(),
                shown.provenance());
    }

    private void checkCodes(PatientCase patient) {
        patient.symptom().ifPresent(code -> check("symptom", code, SYMPTOMS));
        for (String code : patient.findings().keySet()) {
            check("finding", code, STATED_SINGLY);
        }
        patient.conditions().ifPresent(codes -> codes.forEach(code -> check("condition", code, CONDITIONS)));
        patient.suspicions().ifPresent(codes -> codes.forEach(code -> check("suspicion", code, SUSPICIONS)));
        patient.conditions().ifPresent(listed -> checkComplete(listed, patient));
    }

    /** A list of conditions is complete, so a condition that is stated by itself must stand in it, too. */
    private void checkComplete(Set<String> listed, PatientCase patient) {
        Vocabulary vocabulary = content.vocabulary();
        for (String code : vocabulary.codes(Kind.CONDITION)) {
            if (patient.present(code) && !listed.contains(code)) {
                throw new IllegalArgumentException("condition \"" + code
                        + "\" is stated present, but the list of conditions, which is complete, does not name it");
            }
        }
    }

    private void check(String name, String code, Set<Kind> kinds) {
        Vocabulary vocabulary = content.vocabulary();
        Term term = vocabulary.terms().get(code);
        if (term != null && kinds.contains(term.kind())) {
            return;
        }
        List<String> known = new ArrayList<>();
        kinds.forEach(kind -> known.addAll(vocabulary.codes(kind)));
        String near = Spelling.didYouMean(code, known);
        throw new IllegalArgumentException(
                name + " \"" + code + "\" is not in the vocabulary of the rules." + (near == null ? "" : " " + near));
    }
}

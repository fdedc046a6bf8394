package org.apposite.fhir.questionnaire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.Canonical;
import org.apposite.fhir.mapping.DatumCodes;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;

/**
 * The questionnaire of a topic, generated from its vocabulary: everything that a rule of the topic may ask, each finding
 * with the answers present, absent and unknown. No question is required: what is not answered is unknown. {@code
 * FhirCases} reads the responses. Thread-safe.
 */
public final class CaseQuestionnaire {

    private final Vocabulary vocabulary;
    private final Topic topic;

    private CaseQuestionnaire(Vocabulary vocabulary, Topic topic) {
        this.vocabulary = vocabulary;
        this.topic = topic;
    }

    /**
     * The questionnaire of a topic.
     *
     * @param vocabulary the vocabulary of the rules
     * @param topic a topic of the same rules
     * @param version the version of the rules
     * @return a new resource
     */
    public static Questionnaire of(Vocabulary vocabulary, Topic topic, String version) {
        return new CaseQuestionnaire(
                        Objects.requireNonNull(vocabulary, "vocabulary"), Objects.requireNonNull(topic, "topic"))
                .build(Objects.requireNonNull(version, "version"));
    }

    private Questionnaire build(String version) {
        Canonical canonical = new Canonical(Urls.QUESTIONNAIRE + topic.id(), version);
        Questionnaire questionnaire =
                canonical.describe(new Questionnaire(), topic.title(), Canonical.status(topic.status()));
        questionnaire.setName(canonical.name());
        questionnaire.setPurpose(topic.purpose());
        questionnaire.addSubjectType("Patient");
        List<QuestionnaireItemComponent> groups = List.of(
                Questions.group("patient-and-complaint", "Patient and complaint", complaint()),
                Questions.group("red-flags", "Red flags", findings(topic.redFlags()::contains)),
                Questions.group(
                        "other-findings",
                        "Other findings",
                        findings(code -> !topic.redFlags().contains(code))),
                Questions.group("suspicions", "What is strongly suspected", suspicions()),
                Questions.group("imaging-so-far", "Imaging in this illness", imaging()),
                Questions.group("conditions", "What matters for a study", conditions()));
        groups.stream().filter(QuestionnaireItemComponent::hasItem).forEach(questionnaire::addItem);
        return questionnaire;
    }

    private List<QuestionnaireItemComponent> complaint() {
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        asked(DatumCodes.AGE).map(Questions::time).ifPresent(items::add);
        asked(DatumCodes.COMPLAINT)
                .map(term -> Questions.choice(term, all(Kind.SYMPTOM).toList()))
                .ifPresent(items::add);
        asked(DatumCodes.REGION)
                .map(term -> Questions.choice(DatumCodes.REGION, term.question(), OwnCodes.REGION, Region::isOfPain))
                .map(this::ofThisComplaint)
                .ifPresent(items::add);
        asked(DatumCodes.DURATION)
                .map(Questions::time)
                .map(this::ofThisComplaint)
                .ifPresent(items::add);
        items.add(ofThisComplaint(Questions.choice(
                LinkIds.EXAMINATION_REGION,
                "If there are neurologic signs, at which level are they?",
                OwnCodes.REGION,
                Region::isLocalized)));
        asked(Kind.CIRCUMSTANCE)
                .map(Questions::presence)
                .map(this::ofThisComplaint)
                .forEach(items::add);
        return items;
    }

    private List<QuestionnaireItemComponent> findings(Predicate<String> kept) {
        return asked(Kind.FINDING)
                .filter(term -> kept.test(term.code()))
                .map(Questions::presence)
                .toList();
    }

    private List<QuestionnaireItemComponent> suspicions() {
        return topic.asks().contains(DatumCodes.SUSPECTED)
                ? all(Kind.SUSPICION).map(Questions::presence).toList()
                : List.of();
    }

    private List<QuestionnaireItemComponent> imaging() {
        return StudyQuestions.ALL.stream()
                .flatMap(study -> asked(study.datum()).map(study::items).stream())
                .flatMap(List::stream)
                .toList();
    }

    private List<QuestionnaireItemComponent> conditions() {
        return Stream.concat(
                        asked(Kind.CONDITION).map(Questions::presence),
                        asked(DatumCodes.EGFR)
                                .map(term -> Questions.number(term, "mL/min/{1.73_m2}", "mL/min/1.73 m²"))
                                .stream())
                .toList();
    }

    private Stream<Term> asked(Kind kind) {
        return topic.asks().stream().flatMap(code -> asked(code).stream()).filter(term -> term.kind() == kind);
    }

    private Optional<Term> asked(String code) {
        return Optional.ofNullable(
                topic.asks().contains(code) ? vocabulary.terms().get(code) : null);
    }

    private Stream<Term> all(Kind kind) {
        return vocabulary.terms().values().stream().filter(term -> term.kind() == kind);
    }

    private QuestionnaireItemComponent ofThisComplaint(QuestionnaireItemComponent item) {
        for (String symptom : topic.symptoms()) {
            Term term = Objects.requireNonNull(vocabulary.terms().get(symptom), symptom);
            Questions.when(item, DatumCodes.COMPLAINT, OwnCodes.term(term));
        }
        if (topic.symptoms().size() > 1) {
            item.setEnableBehavior(EnableWhenBehavior.ANY);
        }
        return item;
    }
}

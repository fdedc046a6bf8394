package org.apposite.fhir.questionnaire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.Canonical;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Choice;
import org.apposite.model.Datum;
import org.apposite.model.Region;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
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
    private final AskedBeside beside;

    private CaseQuestionnaire(Vocabulary vocabulary, Topic topic) {
        this.vocabulary = vocabulary;
        this.topic = topic;
        this.beside = new AskedBeside(topic);
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
                Questions.group("conditions", "What matters for a study", presences(Kind.CONDITION)),
                Questions.group("measurements", "What was measured", quantities()));
        groups.stream().filter(QuestionnaireItemComponent::hasItem).forEach(questionnaire::addItem);
        return questionnaire;
    }

    private List<QuestionnaireItemComponent> complaint() {
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        asked(Datum.AGE)
                .map(term -> Questions.time(term, topic.question(term), false))
                .ifPresent(items::add);
        asked(Datum.SEX)
                .map(term -> Questions.choice(term, topic.question(term), OwnCodes.SEX))
                .ifPresent(items::add);
        asked(Datum.COMPLAINT)
                .map(term -> Questions.choice(
                        term, topic.question(term), all(Kind.COMPLAINT).toList()))
                .ifPresent(items::add);
        asked(Datum.REGION).ifPresent(term -> items.addAll(place(term)));
        asked(Datum.DURATION)
                .map(term -> Questions.time(term, topic.question(term), beside.shortTimes()))
                .map(this::ofThisComplaint)
                .ifPresent(items::add);
        if (beside.examination()) {
            items.add(ofThisComplaint(Questions.choice(
                    LinkIds.EXAMINATION_REGION,
                    "If the examination shows signs, where are they?",
                    OwnCodes.regions(vocabulary),
                    regions(region -> region.ofComplaints() && region.isPlace()))));
        }
        presences(Kind.CIRCUMSTANCE).stream().map(this::ofThisComplaint).forEach(items::add);
        return items;
    }

    /** Where the complaint is, and on which side where its region can have one. */
    private List<QuestionnaireItemComponent> place(Term term) {
        List<String> possible = topic.complaints().stream()
                .flatMap(code -> Optional.ofNullable(vocabulary.terms().get(code)).stream())
                .flatMap(complaint -> complaint.place().regions().isEmpty()
                        ? vocabulary.regionsOfComplaints().stream()
                        : complaint.place().regions().stream())
                .distinct()
                .toList();
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        items.add(ofThisComplaint(
                Questions.choice(term.code(), topic.question(term), OwnCodes.regions(vocabulary), possible)));
        if (!regions(region -> region.sided() && possible.contains(region.code()))
                .isEmpty()) {
            items.add(ofThisComplaint(Questions.choice(
                    LinkIds.SIDE,
                    "On which side is it?",
                    OwnCodes.SIDE,
                    OwnCodes.SIDE.displays().keySet())));
        }
        return items;
    }

    private List<String> regions(Predicate<Region> kept) {
        return vocabulary.regions().values().stream()
                .filter(kept)
                .map(Region::code)
                .toList();
    }

    private List<QuestionnaireItemComponent> findings(Predicate<String> kept) {
        return topic.asks().stream()
                .filter(kept)
                .flatMap(code -> asked(code).stream())
                .flatMap(term -> finding(term).stream())
                .toList();
    }

    private Optional<QuestionnaireItemComponent> finding(Term term) {
        Choice choice = vocabulary.choices().get(term.code());
        if (choice != null) {
            return Optional.of(Questions.choice(term, topic.question(term), OwnCodes.values(choice)));
        }
        return term.kind() == Kind.FINDING ? Optional.of(presence(term)) : Optional.empty();
    }

    private QuestionnaireItemComponent presence(Term term) {
        return Questions.presence(term, topic.question(term));
    }

    private List<QuestionnaireItemComponent> presences(Kind kind) {
        return asked(kind).map(this::presence).toList();
    }

    private List<QuestionnaireItemComponent> suspicions() {
        return asked(Datum.SUSPECTED).isPresent()
                ? all(Kind.SUSPICION).map(this::presence).toList()
                : List.of();
    }

    private List<QuestionnaireItemComponent> imaging() {
        return StudyKinds.asked(vocabulary).stream()
                .flatMap(study -> asked(String.valueOf(study.datum()))
                        .map(term -> new StudyQuestions(vocabulary, beside, study, term, ownQuestion(term)).items())
                        .stream())
                .flatMap(List::stream)
                .toList();
    }

    private String ownQuestion(Term term) {
        return Optional.ofNullable(topic.wording().get(term.code()))
                .map(Topic.Wording::question)
                .orElse("");
    }

    private List<QuestionnaireItemComponent> quantities() {
        return asked(Kind.QUANTITY)
                .flatMap(term -> Optional.ofNullable(vocabulary.quantities().get(term.code()))
                        .map(quantity -> Questions.quantity(term, topic.question(term), quantity))
                        .stream())
                .toList();
    }

    private Optional<Term> asked(Datum datum) {
        return asked(datum.code());
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
        for (String complaint : topic.complaints()) {
            Term term = Objects.requireNonNull(vocabulary.terms().get(complaint), complaint);
            Questions.when(item, Datum.COMPLAINT.code(), OwnCodes.term(term));
        }
        if (topic.complaints().size() > 1) {
            item.setEnableBehavior(EnableWhenBehavior.ANY);
        }
        return item;
    }
}

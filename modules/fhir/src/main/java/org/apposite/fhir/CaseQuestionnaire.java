package org.apposite.fhir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Coded;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;

/**
 * The questionnaire of a topic, generated from its vocabulary: everything that a rule of the topic may ask, each finding
 * with the answers present, absent and unknown. No question is required: what is not answered is unknown. {@link
 * FhirCases} reads the responses. Thread-safe.
 */
public final class CaseQuestionnaire {

    private static final String UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
    private static final String UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";

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
        Questionnaire questionnaire = new Questionnaire();
        questionnaire.setId(topic.id());
        questionnaire.setUrl(Names.QUESTIONNAIRE + topic.id());
        questionnaire.setVersion(version);
        questionnaire.setName(Names.camelCase(topic.id()));
        questionnaire.setTitle(topic.title());
        questionnaire.setPurpose(topic.purpose());
        questionnaire.setStatus(Names.status(topic.status()));
        questionnaire.setExperimental(false);
        questionnaire.addSubjectType("Patient");
        List<QuestionnaireItemComponent> groups = List.of(
                group("patient-and-complaint", "Patient and complaint", complaint()),
                group("red-flags", "Red flags", findings(topic.redFlags()::contains)),
                group(
                        "other-findings",
                        "Other findings",
                        findings(code -> !topic.redFlags().contains(code))),
                group("suspicions", "What is strongly suspected", suspicions()),
                group("imaging-so-far", "Imaging in this illness", imaging()),
                group("conditions", "What matters for a study", conditions()));
        groups.stream().filter(QuestionnaireItemComponent::hasItem).forEach(questionnaire::addItem);
        return questionnaire;
    }

    private List<QuestionnaireItemComponent> complaint() {
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        asked(Items.AGE).ifPresent(term -> items.add(quantity(Items.AGE, term)));
        asked(Items.COMPLAINT).ifPresent(term -> {
            QuestionnaireItemComponent item = question(Items.COMPLAINT, term, QuestionnaireItemType.CHOICE);
            for (String code : vocabulary.codes(Kind.SYMPTOM)) {
                item.addAnswerOption().setValue(coding(term(code)));
            }
            items.add(item);
        });
        asked(Items.REGION)
                .ifPresent(term -> items.add(ofThisComplaint(
                        choice(Items.REGION, term.question(), Names.REGION, values(Region.class, Region::isOfPain)))));
        asked(Items.DURATION).ifPresent(term -> items.add(ofThisComplaint(quantity(Items.DURATION, term))));
        items.add(ofThisComplaint(choice(
                Items.EXAMINATION_REGION,
                "If there are neurologic signs, at which level are they?",
                Names.REGION,
                values(Region.class, Region::isLocalized))));
        terms(Kind.CIRCUMSTANCE).map(term -> ofThisComplaint(presence(term))).forEach(items::add);
        return items;
    }

    private List<QuestionnaireItemComponent> findings(Predicate<String> kept) {
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        terms(Kind.FINDING)
                .filter(term -> kept.test(term.code()))
                .map(CaseQuestionnaire::presence)
                .forEach(items::add);
        return items;
    }

    private List<QuestionnaireItemComponent> suspicions() {
        return topic.asks().contains("suspected")
                ? vocabulary.codes(Kind.SUSPICION).stream()
                        .map(code -> presence(term(code)))
                        .toList()
                : List.of();
    }

    private List<QuestionnaireItemComponent> conditions() {
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        terms(Kind.CONDITION).map(CaseQuestionnaire::presence).forEach(items::add);
        asked(Items.EGFR).ifPresent(term -> {
            QuestionnaireItemComponent item = question(Items.EGFR, term, QuestionnaireItemType.DECIMAL);
            item.addExtension(new Extension(UNIT, new Coding(Names.UCUM, "mL/min/{1.73_m2}", "mL/min/1.73 m²")));
            items.add(item);
        });
        return items;
    }

    private List<QuestionnaireItemComponent> imaging() {
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        asked(Items.RADIOGRAPHS).ifPresent(term -> {
            items.add(done(Items.RADIOGRAPHS, term, "Were radiographs taken?"));
            items.addAll(study(
                    Items.RADIOGRAPHS, "do the radiographs", "When were the radiographs taken?", Study.RADIOGRAPHY));
            QuestionnaireItemComponent finding = choice(
                    Items.RADIOGRAPHS + Items.STUDY_FINDING,
                    "Which finding do the radiographs show?",
                    Names.IMAGING_FINDING,
                    values(ImagingFinding.class, any -> true));
            finding.addEnableWhen()
                    .setQuestion(Items.RADIOGRAPHS + Items.STUDY_RESULT)
                    .setOperator(QuestionnaireItemOperator.EQUAL)
                    .setAnswer(OwnCodeSystems.coding(Names.IMAGING_RESULT, ImagingResult.POSITIVE));
            items.add(finding);
        });
        asked(Items.MRI).ifPresent(term -> {
            items.add(done(Items.MRI, term, "Was an MRI done?"));
            items.addAll(study(Items.MRI, "does the MRI", "When was the MRI done?", Study.MRI));
            items.add(when(
                    choice(
                            Items.MRI + Items.STUDY_SITE,
                            "Where does the MRI show the lesion, if it shows one?",
                            Names.LESION_SITE,
                            values(LesionSite.class, any -> true)),
                    Items.MRI));
        });
        return items;
    }

    private static QuestionnaireItemComponent done(String linkId, Term term, String text) {
        QuestionnaireItemComponent item = choice(linkId, text, Names.PRESENCE, values(Presence.class, any -> true));
        item.addCode(coding(term));
        return item;
    }

    private static List<QuestionnaireItemComponent> study(String linkId, String name, String when, Study study) {
        List<QuestionnaireItemComponent> items = List.of(
                choice(
                        linkId + Items.STUDY_REGION,
                        "Which part " + name + " show?",
                        Names.REGION,
                        values(Region.class, region -> region != Region.DIFFUSE)),
                new QuestionnaireItemComponent()
                        .setLinkId(linkId + Items.STUDY_DATE)
                        .setText(when)
                        .setType(QuestionnaireItemType.DATE),
                choice(
                        linkId + Items.STUDY_RESULT,
                        "What is the result?",
                        Names.IMAGING_RESULT,
                        values(ImagingResult.class, result -> result.isOf(study))));
        items.forEach(item -> when(item, linkId));
        return items;
    }

    private Stream<Term> terms(Kind kind) {
        return topic.asks().stream()
                .map(vocabulary.terms()::get)
                .filter(Objects::nonNull)
                .filter(term -> term.kind() == kind);
    }

    private Optional<Term> asked(String code) {
        return Optional.ofNullable(
                topic.asks().contains(code) ? vocabulary.terms().get(code) : null);
    }

    private Term term(String code) {
        return Objects.requireNonNull(vocabulary.terms().get(code), code);
    }

    private QuestionnaireItemComponent ofThisComplaint(QuestionnaireItemComponent item) {
        for (String symptom : topic.symptoms()) {
            item.addEnableWhen()
                    .setQuestion(Items.COMPLAINT)
                    .setOperator(QuestionnaireItemOperator.EQUAL)
                    .setAnswer(coding(term(symptom)));
        }
        if (topic.symptoms().size() > 1) {
            item.setEnableBehavior(EnableWhenBehavior.ANY);
        }
        return item;
    }

    private static QuestionnaireItemComponent when(QuestionnaireItemComponent item, String linkId) {
        item.addEnableWhen()
                .setQuestion(linkId)
                .setOperator(QuestionnaireItemOperator.EQUAL)
                .setAnswer(OwnCodeSystems.coding(Names.PRESENCE, Presence.PRESENT));
        return item;
    }

    private static QuestionnaireItemComponent presence(Term term) {
        QuestionnaireItemComponent item =
                choice(term.code(), term.question(), Names.PRESENCE, values(Presence.class, any -> true));
        item.addCode(coding(term));
        return item;
    }

    private static QuestionnaireItemComponent quantity(String linkId, Term term) {
        QuestionnaireItemComponent item = question(linkId, term, QuestionnaireItemType.QUANTITY);
        for (String[] unit : new String[][] {{"d", "days"}, {"wk", "weeks"}, {"mo", "months"}, {"a", "years"}}) {
            item.addExtension(new Extension(UNIT_OPTION, new Coding(Names.UCUM, unit[0], unit[1])));
        }
        return item;
    }

    private static QuestionnaireItemComponent question(String linkId, Term term, QuestionnaireItemType type) {
        QuestionnaireItemComponent item = new QuestionnaireItemComponent();
        item.setLinkId(linkId);
        item.setText(term.question());
        item.setType(type);
        item.addCode(coding(term));
        return item;
    }

    private static <E extends Enum<E> & Coded> QuestionnaireItemComponent choice(
            String linkId, String text, String system, List<E> values) {
        QuestionnaireItemComponent item = new QuestionnaireItemComponent();
        item.setLinkId(linkId);
        item.setText(text);
        item.setType(QuestionnaireItemType.CHOICE);
        values.forEach(value -> item.addAnswerOption().setValue(OwnCodeSystems.coding(system, value)));
        return item;
    }

    private static QuestionnaireItemComponent group(
            String linkId, String text, List<QuestionnaireItemComponent> items) {
        QuestionnaireItemComponent group = new QuestionnaireItemComponent();
        group.setLinkId(linkId);
        group.setText(text);
        group.setType(QuestionnaireItemType.GROUP);
        items.forEach(group::addItem);
        return group;
    }

    private static <E extends Enum<E> & Coded> List<E> values(Class<E> list, Predicate<E> kept) {
        return Arrays.stream(list.getEnumConstants()).filter(kept).toList();
    }

    private static Coding coding(Term term) {
        return new Coding(Names.TERMS, term.code(), term.display());
    }
}

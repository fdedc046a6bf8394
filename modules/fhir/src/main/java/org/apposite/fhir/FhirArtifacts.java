package org.apposite.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.AppropriatenessCategory;
import org.apposite.advice.Radiation;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Coded;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.ActivityDefinition.ActivityDefinitionKind;
import org.hl7.fhir.r4.model.ActivityDefinition.RequestIntent;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.ActionGroupingBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;

/**
 * The knowledge of a topic as FHIR R4 resources, generated from the rules. They describe what the rules say; the rules
 * themselves run here alone, so no other engine can apply the plan by itself. Thread-safe.
 */
public final class FhirArtifacts {

    private static final String LIBRARY_TYPE = "http://terminology.hl7.org/CodeSystem/library-type";
    private static final String PLAN_TYPE = "http://terminology.hl7.org/CodeSystem/plan-definition-type";

    private final ClinicalRules rules;
    private final Vocabulary vocabulary;
    private final Topic topic;
    private final String version;

    private FhirArtifacts(ClinicalRules rules, Topic topic) {
        this.rules = rules;
        this.vocabulary = rules.vocabulary();
        this.topic = topic;
        this.version = rules.version();
    }

    /**
     * All that describes a topic: the Library of the rule set, a PlanDefinition with the variants and their ratings, an
     * ActivityDefinition of each procedure, the Questionnaire, and the code systems, value sets and extensions that they
     * use.
     *
     * @param rules the rules
     * @param topic a topic of them
     * @return new resources, each with a URL and a version of its own
     */
    public static List<MetadataResource> of(ClinicalRules rules, Topic topic) {
        return new FhirArtifacts(Objects.requireNonNull(rules, "rules"), Objects.requireNonNull(topic, "topic"))
                .build();
    }

    private List<MetadataResource> build() {
        List<MetadataResource> all = new ArrayList<>();
        all.add(library());
        all.add(plan());
        vocabulary.procedures().values().forEach(procedure -> all.add(activity(procedure)));
        all.add(CaseQuestionnaire.of(vocabulary, topic, version));
        List<CodeSystem> systems = OwnCodeSystems.of(vocabulary, version);
        all.addAll(systems);
        systems.forEach(system -> all.add(valueSet(system)));
        all.add(terms("red-flags", "Red flags", topic.redFlags()));
        all.add(terms("asks", "What may be asked", topic.asks()));
        all.addAll(OwnExtensions.of(version));
        return all;
    }

    private Library library() {
        Library library = new Library();
        describe(library, Names.LIBRARY + rules.name(), rules.name());
        library.getType().addCoding(new Coding(LIBRARY_TYPE, "logic-library", "Logic Library"));
        library.addIdentifier().setSystem(Names.DIGEST).setValue(rules.digest());
        // Every answer carries the notice, also that to a case of which nothing is known.
        String notice =
                rules.evaluate(PatientCase.builder().build()).provenance().notice();
        library.setDescription(notice);
        vocabulary.sources().values().forEach(source -> library.addRelatedArtifact(citation(source)));
        return library;
    }

    private PlanDefinition plan() {
        PlanDefinition plan = new PlanDefinition();
        describe(plan, Names.PLAN_DEFINITION + topic.id(), topic.title());
        plan.getType().addCoding(new Coding(PLAN_TYPE, "eca-rule", "ECA Rule"));
        plan.setDescription(topic.purpose().isEmpty() ? topic.title() : topic.purpose());
        plan.setPurpose(topic.purpose());
        plan.setUsage(Stream.of(topic.use(), topic.misuse())
                .filter(text -> !text.isEmpty())
                .reduce((use, misuse) -> use + "\n\n" + misuse)
                .orElse(null));
        plan.setCopyright(topic.edition());
        plan.setLastReviewDateElement(new DateType(topic.lastReviewed().toString()));
        plan.addLibrary(library(rules.name()));
        PlanDefinitionActionComponent variants = plan.addAction();
        variants.setTitle("Variants");
        variants.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        variants.setSelectionBehavior(ActionSelectionBehavior.ATMOSTONE);
        topic.variants().forEach(variant -> variants.addAction(action(variant)));
        return plan;
    }

    private PlanDefinitionActionComponent action(Variant variant) {
        PlanDefinitionActionComponent action = new PlanDefinitionActionComponent();
        action.setId(variant.id());
        action.setPrefix(Integer.toString(variant.number()));
        action.setTitle(variant.title());
        // Without a condition a reader would take every variant as matching. R4 has no language for these rules, so the
        // condition has no expression: whoever cannot ask them cannot tell that it holds.
        action.addCondition().setKind(ActionConditionKind.APPLICABILITY);
        action.setTextEquivalent(
                "Applies when the rules of " + rules.name() + " match the variant " + variant.id() + ".");
        action.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        action.setSelectionBehavior(ActionSelectionBehavior.ATMOSTONE);
        for (Rule rule : topic.rules()) {
            if (isOf(rule, variant)) {
                rule.then().stream()
                        .filter(consequence -> consequence.verb().equals("rate"))
                        .forEach(consequence -> action.addAction(rated(consequence)));
            }
        }
        return action;
    }

    private static boolean isOf(Rule rule, Variant variant) {
        return rule.when().stream()
                .flatMap(pattern -> pattern.conditions().stream())
                .anyMatch(condition -> condition instanceof Question question
                        && question.name().equals("matched")
                        && question.arguments().get(0).text().equals(variant.id()));
    }

    /** The arguments of "rate" are procedure, category, median, radiation and sources. */
    private PlanDefinitionActionComponent rated(Consequence rate) {
        List<String> texts = rate.arguments().stream().map(Literal::text).toList();
        String[] category = texts.get(1).split(", ", -1);
        List<String> sources = texts.subList(4, texts.size());
        RelativeRadiationLevel level = Coded.of(RelativeRadiationLevel.class, texts.get(3));
        // "Varies" has no range in a scale.
        Radiation radiation = vocabulary
                .radiationScales()
                .getOrDefault(topic.radiationScale(), Map.of())
                .getOrDefault(level.code(), new Radiation(level, null, null));
        boolean transcribed = sources.stream().allMatch(key -> source(key).trust() == Trust.TRANSCRIBED);
        Rating rating = new Rating(
                Coded.of(AppropriatenessCategory.class, category[0]),
                category.length > 1,
                Integer.parseInt(texts.get(2)),
                null,
                radiation,
                transcribed,
                sources);
        Procedure procedure = Objects.requireNonNull(vocabulary.procedures().get(texts.get(0)), "procedure");
        PlanDefinitionActionComponent action = new PlanDefinitionActionComponent();
        action.addExtension(rating.extension(vocabulary));
        action.setTitle(procedure.display());
        action.addCode(ProcedureCodes.own(procedure.code(), procedure.display()));
        sources.forEach(key -> action.addDocumentation(citation(source(key))));
        action.setDefinition(new CanonicalType(Names.versioned(Names.ACTIVITY_DEFINITION + procedure.code(), version)));
        return action;
    }

    private ActivityDefinition activity(Procedure procedure) {
        ActivityDefinition activity = new ActivityDefinition();
        describe(activity, Names.ACTIVITY_DEFINITION + procedure.code(), procedure.display());
        activity.setDescription(procedure.display() + ", as a proposal that a clinician may order.");
        activity.addLibrary(library(rules.name()));
        activity.setKind(ActivityDefinitionKind.SERVICEREQUEST);
        activity.setIntent(RequestIntent.PROPOSAL);
        activity.setCode(ProcedureCodes.own(procedure.code(), procedure.display()));
        if (procedure.area() == Area.COMPLETE_SPINE) {
            activity.addBodySite().addCoding(OwnCodeSystems.coding(Names.REGION, Region.COMPLETE_SPINE));
        }
        return activity;
    }

    private ValueSet valueSet(CodeSystem system) {
        ValueSet set = new ValueSet();
        describe(set, Names.VALUE_SET + Names.id(system.getUrl()), system.getTitle());
        set.setStatus(system.getStatus());
        set.setDescription("All codes of " + system.getUrl() + ".");
        set.getCompose().addInclude().setSystem(system.getUrl()).setVersion(version);
        return set;
    }

    private ValueSet terms(String name, String title, List<String> codes) {
        ValueSet set = new ValueSet();
        describe(set, Names.VALUE_SET + topic.id() + "-" + name, title + ": " + topic.title());
        set.setDescription(title + " of the topic " + topic.id() + ".");
        ConceptSetComponent terms = set.getCompose().addInclude();
        terms.setSystem(Names.TERMS);
        terms.setVersion(version);
        codes.forEach(code -> terms.addConcept().setCode(code));
        return set;
    }

    private void describe(MetadataResource resource, String url, String title) {
        resource.setId(Names.id(url));
        resource.setUrl(url);
        resource.setVersion(version);
        resource.setName("Apposite" + Names.camelCase(Names.id(url)));
        resource.setTitle(title);
        resource.setStatus(Names.status(topic.status()));
        resource.setExperimental(false);
        resource.setPublisher(topic.owner());
        resource.setDateElement(new DateTimeType(topic.lastReviewed().toString()));
    }

    private String library(String name) {
        return Names.versioned(Names.LIBRARY + name, version);
    }

    private Source source(String key) {
        return Objects.requireNonNull(vocabulary.sources().get(key), key);
    }

    private static RelatedArtifact citation(Source source) {
        return new RelatedArtifact()
                .setType(RelatedArtifactType.CITATION)
                .setLabel(source.key())
                .setCitation(source.title());
    }
}

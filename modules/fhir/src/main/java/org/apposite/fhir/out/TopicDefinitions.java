package org.apposite.fhir.out;

import java.util.ArrayList;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.fhir.mapping.Canonical;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.ActivityDefinition.ActivityDefinitionKind;
import org.hl7.fhir.r4.model.ActivityDefinition.RequestIntent;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;

/** The definitions that describe a topic: the rule set that it is of, its plan, its procedures and its lists. */
public final class TopicDefinitions {

    private static final String LIBRARY_TYPE = "http://terminology.hl7.org/CodeSystem/library-type";

    private final ClinicalRules rules;
    private final Vocabulary vocabulary;
    private final Topic topic;
    private final String version;

    public TopicDefinitions(ClinicalRules rules, Topic topic) {
        this.rules = rules;
        this.vocabulary = rules.vocabulary();
        this.topic = topic;
        this.version = rules.version();
    }

    /** The rule set. */
    public Library library() {
        Library library = described(new Library(), Urls.LIBRARY + rules.name(), rules.name());
        library.getType().addCoding(new Coding(LIBRARY_TYPE, "logic-library", "Logic Library"));
        library.addIdentifier().setSystem(Urls.DIGEST).setValue(rules.digest());
        // Every answer carries the notice, also that to a case of which nothing is known.
        String notice =
                rules.evaluate(PatientCase.builder().build()).provenance().notice();
        library.setDescription(notice);
        vocabulary
                .sources()
                .values()
                .forEach(source -> library.addRelatedArtifact(Sources.citation(source.key(), source.title())));
        return library;
    }

    /** The variants with their ratings. */
    public PlanDefinition plan() {
        PlanDefinition plan = described(new PlanDefinition(), Urls.PLAN_DEFINITION + topic.id(), topic.title());
        new TopicPlan(rules, topic).fill(plan);
        plan.addLibrary(ruleSet());
        return plan;
    }

    /** The procedures, in the order of the vocabulary. */
    public List<ActivityDefinition> activities() {
        return vocabulary.procedures().values().stream().map(this::activity).toList();
    }

    private ActivityDefinition activity(Procedure procedure) {
        ActivityDefinition activity =
                described(new ActivityDefinition(), Urls.ACTIVITY_DEFINITION + procedure.code(), procedure.display());
        activity.setDescription(procedure.display() + ", as a proposal that a clinician may order.");
        activity.addLibrary(ruleSet());
        activity.setKind(ActivityDefinitionKind.SERVICEREQUEST);
        activity.setIntent(RequestIntent.PROPOSAL);
        activity.setCode(ProcedureCodes.own(procedure.code(), procedure.display()));
        if (procedure.area() == Area.REGION) {
            activity.addBodySite().addCoding(OwnCodes.regions(vocabulary).coding(procedure.region()));
        }
        return activity;
    }

    /** A set of all codes of each system, then the sets of the topic's terms. */
    public List<ValueSet> valueSets(List<CodeSystem> systems) {
        List<ValueSet> sets = new ArrayList<>();
        systems.forEach(system -> sets.add(valueSet(system)));
        sets.add(terms("red-flags", "Red flags", topic.redFlags()));
        sets.add(terms("asks", "What may be asked", topic.asks()));
        return sets;
    }

    private ValueSet valueSet(CodeSystem system) {
        ValueSet set = described(new ValueSet(), Urls.VALUE_SET + Urls.id(system.getUrl()), system.getTitle());
        set.setStatus(system.getStatus());
        set.setDescription("All codes of " + system.getUrl() + ".");
        set.getCompose().addInclude().setSystem(system.getUrl()).setVersion(version);
        return set;
    }

    private ValueSet terms(String name, String title, List<String> codes) {
        ValueSet set =
                described(new ValueSet(), Urls.VALUE_SET + topic.id() + "-" + name, title + ": " + topic.title());
        set.setDescription(title + " of the topic " + topic.id() + ".");
        ConceptSetComponent terms = set.getCompose().addInclude();
        terms.setSystem(Urls.TERMS);
        terms.setVersion(version);
        codes.forEach(code -> terms.addConcept().setCode(code));
        return set;
    }

    private <R extends MetadataResource> R described(R resource, String url, String title) {
        new Canonical(url, version).describe(resource, title, Canonical.status(topic.status()));
        resource.setPublisher(topic.owner());
        resource.setDateElement(new DateTimeType(topic.lastReviewed().toString()));
        return resource;
    }

    private String ruleSet() {
        return new Canonical(Urls.LIBRARY + rules.name(), version).toString();
    }
}

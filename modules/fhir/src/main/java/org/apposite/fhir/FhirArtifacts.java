package org.apposite.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apposite.ClinicalRules;
import org.apposite.fhir.out.Narratives;
import org.apposite.fhir.out.OwnCodeSystems;
import org.apposite.fhir.out.OwnExtensions;
import org.apposite.fhir.out.TopicDefinitions;
import org.apposite.fhir.questionnaire.CaseQuestionnaire;
import org.apposite.model.Topic;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;

/**
 * The knowledge of a topic as FHIR R4 resources, generated from the rules. They describe what the rules say; the rules
 * themselves run here alone, so no other engine can apply the plan by itself. Thread-safe.
 */
public final class FhirArtifacts {

    private FhirArtifacts() {}

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
        TopicDefinitions definitions =
                new TopicDefinitions(Objects.requireNonNull(rules, "rules"), Objects.requireNonNull(topic, "topic"));
        List<CodeSystem> systems = new ArrayList<>(OwnCodeSystems.of(rules.vocabulary(), rules.version()));
        systems.add(OwnCodeSystems.topics(rules.topics(), rules.version()));
        List<MetadataResource> all = new ArrayList<>();
        all.add(definitions.library());
        all.add(definitions.plan());
        all.addAll(definitions.activities());
        all.add(CaseQuestionnaire.of(rules.vocabulary(), topic, rules.version()));
        all.addAll(systems);
        all.addAll(definitions.valueSets(systems));
        all.addAll(OwnExtensions.of(rules.version()));
        all.forEach(Narratives::tell);
        return all;
    }
}

package org.apposite.fhir.out;

import java.util.ArrayList;
import java.util.List;
import org.apposite.fhir.mapping.Canonical;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;

/**
 * The project's own code systems: the terms, procedures and sources of a vocabulary, and the closed lists of cases and
 * answers. They hold what no confirmed code of a standard terminology names. Thread-safe.
 */
public final class OwnCodeSystems {

    private OwnCodeSystems() {}

    /**
     * All of them.
     *
     * @param vocabulary the vocabulary of the rules
     * @param version the version of the rules
     * @return new resources, the terms first
     */
    public static List<CodeSystem> of(Vocabulary vocabulary, String version) {
        List<CodeSystem> all = new ArrayList<>();
        all.add(system(
                new Canonical(Urls.TERMS, version),
                "Terms of Apposite",
                vocabulary.terms().values().stream()
                        .map(term -> concept(term.code(), term.display()).setDefinition(term.definition()))
                        .toList()));
        all.add(system(
                new Canonical(Urls.PROCEDURE, version),
                "Procedures that are rated",
                vocabulary.procedures().values().stream()
                        .map(procedure -> concept(procedure.code(), procedure.display()))
                        .toList()));
        all.add(system(
                new Canonical(Urls.SOURCE, version),
                "Sources that rules cite",
                vocabulary.sources().values().stream()
                        .map(source -> concept(source.key(), source.title()))
                        .toList()));
        for (OwnCodes list : OwnCodes.all(vocabulary)) {
            all.add(system(
                    new Canonical(list.url(), version),
                    list.title(),
                    list.displays().entrySet().stream()
                            .map(value -> concept(value.getKey(), value.getValue()))
                            .toList()));
        }
        return List.copyOf(all);
    }

    /**
     * The topics of a rule set, by which cards name the one that answered.
     *
     * @param topics the topics
     * @param version the version of the rules
     * @return a new resource
     */
    public static CodeSystem topics(List<Topic> topics, String version) {
        return system(
                new Canonical(Urls.TOPIC, version),
                "Topics of rules",
                topics.stream().map(topic -> concept(topic.id(), topic.title())).toList());
    }

    private static CodeSystem system(Canonical canonical, String title, List<ConceptDefinitionComponent> concepts) {
        CodeSystem system = canonical.describe(new CodeSystem(), title, PublicationStatus.ACTIVE);
        system.setCaseSensitive(true);
        system.setContent(CodeSystemContentMode.COMPLETE);
        concepts.forEach(system::addConcept);
        system.setCount(concepts.size());
        return system;
    }

    private static ConceptDefinitionComponent concept(String code, String display) {
        return new ConceptDefinitionComponent().setCode(code).setDisplay(display);
    }
}

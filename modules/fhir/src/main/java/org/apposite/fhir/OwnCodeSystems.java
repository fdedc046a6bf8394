package org.apposite.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apposite.Vocabulary;
import org.apposite.patient.Coded;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.jspecify.annotations.Nullable;

/**
 * The project's own code systems: the terms of a vocabulary, and the closed lists that answers are taken from. They
 * hold what no confirmed code of a standard terminology names. Thread-safe.
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
        CodeSystem terms = system(Names.TERMS, "Term", "Terms of Apposite", version);
        Objects.requireNonNull(vocabulary, "vocabulary")
                .terms()
                .values()
                .forEach(term -> terms.addConcept(concept(term.code(), term.display(), term.definition())));
        terms.setCount(terms.getConcept().size());
        return List.of(
                terms,
                list(Names.PRESENCE, "Presence", "What is known of a term", Presence.class, version),
                list(Names.REGION, "Region", "Regions of pain and of studies", Region.class, version),
                list(Names.IMAGING_RESULT, "ImagingResult", "Results of studies", ImagingResult.class, version),
                list(Names.IMAGING_FINDING, "ImagingFinding", "What films show", ImagingFinding.class, version),
                list(Names.LESION_SITE, "LesionSite", "Where MRI shows a lesion", LesionSite.class, version));
    }

    /** How a code of a closed list is shown. */
    static String display(Coded value) {
        return value.code().replace('-', ' ');
    }

    private static <E extends Enum<E> & Coded> CodeSystem list(
            String url, String name, String title, Class<E> values, String version) {
        CodeSystem system = system(url, name, title, version);
        Arrays.stream(values.getEnumConstants())
                .forEach(value -> system.addConcept(concept(value.code(), display(value), null)));
        system.setCount(system.getConcept().size());
        return system;
    }

    private static CodeSystem system(String url, String name, String title, String version) {
        CodeSystem system = new CodeSystem();
        system.setId(url.substring(url.lastIndexOf('/') + 1));
        system.setUrl(url);
        system.setVersion(version);
        system.setName("Apposite" + name);
        system.setTitle(title);
        system.setStatus(PublicationStatus.ACTIVE);
        system.setExperimental(false);
        system.setCaseSensitive(true);
        system.setContent(CodeSystemContentMode.COMPLETE);
        return system;
    }

    private static ConceptDefinitionComponent concept(String code, String display, @Nullable String definition) {
        ConceptDefinitionComponent concept = new ConceptDefinitionComponent();
        concept.setCode(code);
        concept.setDisplay(display);
        if (definition != null) {
            concept.setDefinition(definition);
        }
        return concept;
    }
}

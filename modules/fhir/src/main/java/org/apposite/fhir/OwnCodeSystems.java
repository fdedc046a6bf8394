package org.apposite.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apposite.advice.AppropriatenessCategory;
import org.apposite.advice.Effect;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.advice.Severity;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Coded;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.jspecify.annotations.Nullable;

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
        CodeSystem terms = system(Names.TERMS, "Term", "Terms of Apposite", version);
        Objects.requireNonNull(vocabulary, "vocabulary")
                .terms()
                .values()
                .forEach(term -> terms.addConcept(concept(term.code(), term.display(), term.definition())));
        CodeSystem procedures = system(Names.PROCEDURE, "Procedure", "Procedures that are rated", version);
        vocabulary
                .procedures()
                .values()
                .forEach(procedure -> procedures.addConcept(concept(procedure.code(), procedure.display(), null)));
        CodeSystem sources = system(Names.SOURCE, "Source", "Sources that rules cite", version);
        vocabulary
                .sources()
                .values()
                .forEach(source -> sources.addConcept(concept(source.key(), source.title(), null)));
        for (CodeSystem system : List.of(terms, procedures, sources)) {
            system.setCount(system.getConcept().size());
        }
        return List.of(
                terms,
                procedures,
                sources,
                list(
                        Names.CATEGORY,
                        "AppropriatenessCategory",
                        "How appropriate a procedure is",
                        AppropriatenessCategory.class,
                        version),
                list(
                        Names.RADIATION,
                        "RelativeRadiationLevel",
                        "Relative radiation levels",
                        RelativeRadiationLevel.class,
                        version),
                list(Names.SEVERITY, "Severity", "How much an alert matters", Severity.class, version),
                list(Names.EFFECT, "Effect", "What an unknown could change", Effect.class, version),
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

    /** A code of a closed list. */
    static Coding coding(String system, Coded value) {
        return new Coding(system, value.code(), display(value));
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
        system.setId(Names.id(url));
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

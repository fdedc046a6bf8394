package org.apposite.fhir.out;

import java.util.List;
import java.util.Objects;
import org.apposite.fhir.mapping.Canonical;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.ExtensionContextType;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of the project's own extensions: what FHIR R4 has no element for. Each holds parts with a name of
 * their own. Thread-safe.
 */
public final class OwnExtensions {

    private static final String EXTENSION = "Extension";

    private OwnExtensions() {}

    /**
     * All of them, as differentials.
     *
     * @param version the version of the rules
     * @return new resources, the rating of a procedure first
     */
    public static List<StructureDefinition> of(String version) {
        Objects.requireNonNull(version, "version");
        return List.of(
                definition(
                        Urls.RATING,
                        version,
                        "Appropriateness rating",
                        "How appropriate a procedure is in a clinical variant, as a panel rated it.",
                        List.of("ServiceRequest", "RequestGroup.action", "PlanDefinition.action"),
                        List.of(
                                coded("category", "The appropriateness category", 1, "1", OwnCodes.CATEGORY.url()),
                                part("disagreement", "Whether the panel disagreed on the category", 1, "1", "boolean"),
                                part(
                                        "median",
                                        "The panel's median rating, 1 to 9; left out when the source does not state it",
                                        0,
                                        "1",
                                        "integer"),
                                part(
                                        "preferred",
                                        "Whether it is the study to do next, or one of several equals; left out without a case",
                                        0,
                                        "1",
                                        "boolean"),
                                coded(
                                        "radiationLevel",
                                        "The relative radiation level; left out when the source does not state it",
                                        0,
                                        "1",
                                        OwnCodes.RADIATION.url()),
                                part("setAside", "Why it cannot be done, or need not be", 0, "1", "string"),
                                part("radiationDose", "The effective dose; left out when it varies", 0, "1", "Range"),
                                part(
                                        "transcribed",
                                        "Whether the rating was seen only in a transcription and has to be confirmed",
                                        1,
                                        "1",
                                        "boolean"),
                                coded("source", "A source of the rating or of its reasons", 0, "*", Urls.SOURCE))),
                definition(
                        Urls.ALERT,
                        version,
                        "Alert",
                        "That a note is an alert that the clinician should see whatever the outcome.",
                        List.of("Annotation"),
                        List.of(
                                part("code", "Which alert it is", 1, "1", "code"),
                                coded("severity", "How much it matters", 1, "1", OwnCodes.SEVERITY.url()),
                                coded("source", "A source of it", 0, "*", Urls.SOURCE))),
                definition(
                        Urls.MISSING_DATUM,
                        version,
                        "Missing datum",
                        "What to ask for data that nobody stated, and what they could change.",
                        List.of("DataRequirement"),
                        List.of(
                                part("code", "The code of the datum", 1, "1", "code"),
                                part("question", "What to ask", 1, "1", "string"),
                                part("blocking", "Whether no variant can be chosen without it", 1, "1", "boolean"),
                                coded(
                                        "couldChange",
                                        "What it could change on its own",
                                        0,
                                        "*",
                                        OwnCodes.EFFECT.url()))));
    }

    /**
     * A part of an extension.
     *
     * @param valueSet what its codes are from, null when it has no codes
     */
    private record Part(
            String name,
            String meaning,
            int min,
            String max,
            String type,
            @Nullable String valueSet) {}

    private static Part part(String name, String meaning, int min, String max, String type) {
        return new Part(name, meaning, min, max, type, null);
    }

    private static Part coded(String name, String meaning, int min, String max, String system) {
        return new Part(name, meaning, min, max, "Coding", Urls.VALUE_SET + Urls.id(system));
    }

    private static StructureDefinition definition(
            String url, String version, String title, String description, List<String> contexts, List<Part> parts) {
        StructureDefinition definition =
                new Canonical(url, version).describe(new StructureDefinition(), title, PublicationStatus.ACTIVE);
        definition.setDescription(description);
        definition.setFhirVersion(FHIRVersion._4_0_1);
        definition.setKind(StructureDefinitionKind.COMPLEXTYPE);
        definition.setAbstract(false);
        contexts.forEach(context ->
                definition.addContext().setType(ExtensionContextType.ELEMENT).setExpression(context));
        definition.setType(EXTENSION);
        definition.setBaseDefinition("http://hl7.org/fhir/StructureDefinition/Extension");
        definition.setDerivation(TypeDerivationRule.CONSTRAINT);
        ElementDefinition root = element(definition, EXTENSION, EXTENSION);
        root.setShort(title);
        root.setDefinition(description);
        for (Part part : parts) {
            add(definition, part);
        }
        element(definition, "Extension.url", "Extension.url").setFixed(new UriType(url));
        element(definition, "Extension.value[x]", "Extension.value[x]").setMax("0");
        return definition;
    }

    private static void add(StructureDefinition definition, Part part) {
        String id = "Extension.extension:" + part.name();
        String path = "Extension.extension";
        ElementDefinition slice = element(definition, id, path);
        slice.setSliceName(part.name());
        slice.setShort(part.meaning());
        slice.setMin(part.min());
        slice.setMax(part.max());
        element(definition, id + ".extension", path + ".extension").setMax("0");
        element(definition, id + ".url", path + ".url").setFixed(new UriType(part.name()));
        ElementDefinition value = element(definition, id + ".value[x]", path + ".value[x]");
        value.setMin(1);
        value.addType().setCode(part.type());
        if (part.valueSet() != null) {
            value.getBinding().setStrength(BindingStrength.REQUIRED).setValueSet(part.valueSet());
        }
    }

    private static ElementDefinition element(StructureDefinition definition, String id, String path) {
        ElementDefinition element = definition.getDifferential().addElement();
        element.setId(id);
        element.setPath(path);
        return element;
    }
}

package org.apposite.fhir;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.Amount;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Type;

/** Finds what a mapping does not understand of resources: the codes of those elements that records are read by. For one use. */
final class NotUnderstood {

    private final Mapping mapping;
    private final CodeMeanings meanings;
    private final MappingReview.Unknowns unknowns = new MappingReview.Unknowns();

    NotUnderstood(Mapping mapping) {
        this.mapping = mapping;
        this.meanings = new CodeMeanings(mapping);
    }

    List<MappingReview.Unknown> of(Collection<? extends Resource> resources) {
        resources.forEach(this::read);
        return unknowns.all();
    }

    private void read(Resource resource) {
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(Objects::nonNull)
                    .forEach(this::read);
        } else if (resource instanceof Condition one) {
            look("Condition.code", Stream.of(one.getCode()));
            look("Condition.bodySite", one.getBodySite().stream());
        } else if (resource instanceof Observation one) {
            look("Observation", one.getCode(), one.getValue());
            one.getComponent().forEach(part -> look("Observation.component", part.getCode(), part.getValue()));
        } else if (resource instanceof AllergyIntolerance one) {
            look("AllergyIntolerance.code", Stream.of(one.getCode()));
            look(
                    "AllergyIntolerance.reaction.substance",
                    one.getReaction().stream()
                            .map(AllergyIntolerance.AllergyIntoleranceReactionComponent::getSubstance));
        } else if (resource instanceof Device one) {
            look("Device.type", Stream.of(one.getType()));
        } else if (resource instanceof DiagnosticReport one) {
            look("DiagnosticReport.code", Stream.of(one.getCode()));
            if (mapping.study(one.getCode()).isPresent()) {
                look("DiagnosticReport.conclusionCode", one.getConclusionCode().stream());
            }
        } else if (resource instanceof ImagingStudy one) {
            look("ImagingStudy.procedureCode", one.getProcedureCode().stream());
            look(
                    "ImagingStudy.series.bodySite",
                    one.getSeries().stream()
                            .map(ImagingStudy.ImagingStudySeriesComponent::getBodySite)
                            .map(site -> new CodeableConcept().addCoding(site)));
        } else if (resource instanceof Procedure one) {
            look("Procedure.code", Stream.of(one.getCode()));
        } else if (resource instanceof ServiceRequest one) {
            look("ServiceRequest.code", Stream.of(one.getCode()));
            look("ServiceRequest.reasonCode", one.getReasonCode().stream());
            look("ServiceRequest.bodySite", one.getBodySite().stream());
        } else if (resource instanceof Encounter one) {
            look("Encounter.reasonCode", one.getReasonCode().stream());
        }
    }

    private void look(String element, CodeableConcept code, Type value) {
        look(element + ".code", Stream.of(code));
        if (isUnderstood(code) && value instanceof CodeableConcept answer) {
            look(element + ".value", Stream.of(answer));
        }
        if (isUnderstood(code)
                && value instanceof Quantity quantity
                && quantity.hasValue()
                && Amount.unitOf(quantity, mapping.units()).isEmpty()) {
            unknowns.add(
                    element + ".value, its unit",
                    text(quantity.getSystem()),
                    text(quantity.getCode()),
                    text(quantity.getUnit()));
        }
    }

    private void look(String element, Stream<CodeableConcept> concepts) {
        concepts.filter(concept -> !isUnderstood(concept)).forEach(concept -> {
            List<Coding> codings = concept.getCoding();
            codings.forEach(coding -> unknowns.add(
                    element,
                    text(coding.getSystem()),
                    text(coding.getCode()),
                    coding.getDisplay() == null ? text(concept.getText()) : coding.getDisplay()));
            if (codings.isEmpty() && concept.getText() != null) {
                unknowns.add(element, "", "", concept.getText());
            }
        });
    }

    private boolean isUnderstood(CodeableConcept concept) {
        List<TerminologyCode> codes = mapping.systems().of(concept);
        Set<String> meant = meanings.of(codes);
        return !meant.isEmpty() || codes.stream().anyMatch(code -> Urls.isOwn(code.system()));
    }

    private static String text(String words) {
        return Objects.requireNonNullElse(words, "");
    }
}

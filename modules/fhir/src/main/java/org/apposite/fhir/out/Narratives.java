package org.apposite.fhir.out;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.text.Characters;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceDeviceNameComponent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;

/** The narrative of each resource, for a reader whose software does not know what is in it: what it says, in a few lines. */
public final class Narratives {

    private Narratives() {}

    /** Gives each resource of a bundle its narrative. */
    static void tell(Bundle bundle) {
        bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(DomainResource.class::isInstance)
                .map(DomainResource.class::cast)
                .forEach(Narratives::tell);
    }

    /** Gives a resource its narrative. */
    public static void tell(DomainResource resource) {
        String paragraphs = Stream.concat(Stream.of(resource.fhirType()), lines(resource))
                .filter(line -> line != null && !line.isBlank())
                .distinct()
                .map(line -> "<p>" + escaped(line) + "</p>")
                .collect(Collectors.joining());
        resource.getText().setStatus(NarrativeStatus.GENERATED);
        resource.getText().setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">" + paragraphs + "</div>");
    }

    private static Stream<String> lines(DomainResource resource) {
        if (resource instanceof GuidanceResponse response) {
            return texts(response.getNote());
        }
        if (resource instanceof OperationOutcome outcome) {
            return outcome.getIssue().stream()
                    .map(OperationOutcomeIssueComponent::getDetails)
                    .map(Narratives::words);
        }
        if (resource instanceof RequestGroup group) {
            return Stream.concat(group.getAction().stream().map(Narratives::action), texts(group.getNote()));
        }
        if (resource instanceof ServiceRequest order) {
            return Stream.of(Stream.of(order.getCode()), order.getBodySite().stream())
                    .flatMap(concepts -> concepts)
                    .map(Narratives::words);
        }
        if (resource instanceof Task task) {
            return Stream.of(task.getDescription());
        }
        if (resource instanceof Device device) {
            return device.getDeviceName().stream().map(DeviceDeviceNameComponent::getName);
        }
        if (resource instanceof Provenance provenance) {
            return provenance.getEntity().stream()
                    .map(ProvenanceEntityComponent::getWhat)
                    .map(Narratives::words);
        }
        return resource instanceof MetadataResource described
                ? Stream.of(described.getTitle(), described.getDescription())
                : Stream.of();
    }

    private static Stream<String> texts(List<Annotation> notes) {
        return notes.stream().map(Annotation::getText);
    }

    /** An action with those in it: "Studies: 1 MRI ...; 2 ...". */
    private static String action(RequestGroupActionComponent action) {
        String inner = action.getAction().stream().map(Narratives::action).collect(Collectors.joining("; "));
        String own = (action.hasPrefix() ? action.getPrefix() + " " : "") + action.getTitle();
        return inner.isEmpty() ? own : own + ": " + inner;
    }

    private static String words(CodeableConcept concept) {
        return concept.hasText()
                ? concept.getText()
                : concept.getCoding().stream()
                        .map(Coding::getDisplay)
                        .findFirst()
                        .orElse("");
    }

    private static String words(Reference reference) {
        return reference.hasDisplay() ? reference.getDisplay() : reference.getReference();
    }

    /** A text as XML has it; what nobody sees becomes a blank, and so what no document of XML can hold. */
    private static String escaped(String text) {
        return Characters.shown(text, " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}

package org.apposite.fhir;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;

/** The validator of FHIR R4 with the definitions of a topic, without any network. Built once: that takes seconds. */
final class Validation {

    static final List<MetadataResource> ARTIFACTS =
            FhirArtifacts.of(Records.RULES, Records.RULES.topics().get(0));

    private static final Validation SHIPPED = new Validation(ARTIFACTS);

    private final FhirValidator validator;

    Validation(List<MetadataResource> artifacts) {
        this.validator = validator(artifacts);
    }

    private static FhirValidator validator(List<MetadataResource> artifacts) {
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(Records.FHIR) {
            @Override
            public <T extends IBaseResource> @Nullable T fetchResource(@Nullable Class<T> type, String uri) {
                for (MetadataResource artifact : artifacts) {
                    if (artifact instanceof Questionnaire
                            && type != null
                            && type.isInstance(artifact)
                            && uri.startsWith(artifact.getUrl())) {
                        return type.cast(artifact);
                    }
                }
                return super.fetchResource(type, uri);
            }
        };
        for (MetadataResource artifact : artifacts) {
            if (artifact instanceof CodeSystem system) {
                own.addCodeSystem(system);
            } else if (artifact instanceof ValueSet set) {
                own.addValueSet(set);
            } else if (artifact instanceof StructureDefinition definition) {
                own.addStructureDefinition(definition);
            }
        }
        ValidationSupportChain chain = new ValidationSupportChain(
                new DefaultProfileValidationSupport(Records.FHIR),
                own,
                new CommonCodeSystemsTerminologyService(Records.FHIR),
                new InMemoryTerminologyServerValidationSupport(Records.FHIR),
                new SnapshotGeneratingValidationSupport(Records.FHIR));
        return Records.FHIR.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
    }

    /** What is wrong with a resource by the definitions of the shipped topic. */
    static List<String> problems(Resource resource) {
        return SHIPPED.of(resource);
    }

    /** Errors and warnings, without that there is no narrative. */
    List<String> of(Resource resource) {
        return validator.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.WARNING) >= 0)
                .map(Validation::line)
                .filter(message -> !message.contains("dom-6"))
                .toList();
    }

    private static String line(SingleValidationMessage message) {
        return message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage();
    }
}

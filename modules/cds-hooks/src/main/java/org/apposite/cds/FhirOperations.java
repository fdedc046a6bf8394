package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert.Severity;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.fhir.FhirAdvice;
import org.apposite.fhir.FhirResources;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;

/**
 * The rules as an operation of FHIR: a patient's record in, answers as bundles out. As the operation {@code $apply} of <a
 * href="http://hl7.org/fhir/uv/cpg/">Clinical Practice Guidelines</a> has it. Immutable and thread-safe.
 */
final class FhirOperations {

    private static final String FHIR_JSON = "application/fhir+json";
    private static final Pattern APPLY = Pattern.compile("/PlanDefinition/([a-z0-9-]{1,64})/\\$apply");
    private static final Pattern SUBJECT = Pattern.compile("(?:(https?://.{1,500})/)?Patient/([A-Za-z0-9\\-.]{1,64})");

    private final Clock clock;

    FhirOperations(Clock clock) {
        this.clock = clock;
    }

    /** The topic whose plan a path asks to apply. */
    static Optional<String> applied(String path) {
        return Optional.of(APPLY.matcher(path)).filter(Matcher::matches).map(found -> found.group(1));
    }

    /** Whether a client would rather have FHIR than the format of all answers. */
    static boolean wantsFhir(CdsRequest request) {
        return request.header("Accept")
                .filter(accept -> accept.contains(FHIR_JSON))
                .isPresent();
    }

    /**
     * Applies the plan of a topic to a subject, by the data that are sent along.
     *
     * @param body Parameters with {@code subject} and {@code data}
     * @throws Refused when there is no such topic, or the parameters cannot be read
     */
    CdsResponse apply(String topic, ObjectNode body, String request, Guideline guideline) {
        Topic applied = guideline.topics().stream()
                .filter(one -> one.id().equals(topic))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("there is no plan of this name"));
        Parameters parameters = FhirResources.read(body)
                .filter(Parameters.class::isInstance)
                .map(Parameters.class::cast)
                .orElseThrow(() -> Refused.invalid("the body is not a Parameters resource of FHIR R4"));
        Matcher subject = subject(parameters);
        List<Resource> data = data(parameters);
        FhirRecord record = FhirRecord.of(data);
        FhirRecord own = subject.group(1) == null
                ? record.ofPatient(subject.group(2))
                : record.ofPatient(subject.group(2), subject.group(1));
        return answered(own, new Reference(subject.group()), request, guideline, patient -> {
            Advice advice = guideline.rules().evaluate(patient);
            // An emergency stands whichever topic was asked; beyond that, the one that was asked answers for itself.
            return topic.equals(advice.topic())
                            || !advice.alerts(Severity.CRITICAL).isEmpty()
                    ? advice
                    : guideline.rules().only(applied.id()).evaluate(patient);
        });
    }

    private static Matcher subject(Parameters parameters) {
        List<Matcher> subjects = named("subject", parameters)
                .map(one -> SUBJECT.matcher(text(one.getValue())))
                .toList();
        if (subjects.size() != 1 || !subjects.get(0).matches()) {
            throw Refused.invalid("there must be one parameter subject, such as Patient/17");
        }
        return subjects.get(0);
    }

    private static List<Resource> data(Parameters parameters) {
        return named("data", parameters)
                .map(one -> Optional.ofNullable(one.getResource())
                        .orElseThrow(() ->
                                Refused.invalid("a parameter data holds no resource of FHIR R4 that can be read")))
                .toList();
    }

    private static Stream<ParametersParameterComponent> named(String name, Parameters parameters) {
        return parameters.getParameter().stream().filter(one -> name.equals(one.getName()));
    }

    private static String text(Type value) {
        String text = value instanceof Reference reference ? reference.getReference() : String.valueOf(value);
        return text == null ? "" : text;
    }

    /** Answers the record in a bundle, whichever topics it is about. */
    CdsResponse answer(FhirRecord record, String request, Guideline guideline) {
        return answered(
                record,
                new Reference().setDisplay("The patient of this request"),
                request,
                guideline,
                guideline.rules()::evaluate);
    }

    private interface Answering {
        Advice answer(PatientCase patient);
    }

    /** One bundle, or, of a record with several complaints, Parameters with one for each. */
    private CdsResponse answered(
            FhirRecord record, Reference patient, String request, Guideline guideline, Answering answering) {
        FhirAdvice writer = new FhirAdvice(guideline.rules().vocabulary(), guideline.mapping());
        List<Bundle> answers = guideline.readEach(record).stream()
                .map(one -> writer.of(
                        answering.answer(one.patient()),
                        one,
                        patient,
                        new Identifier().setValue(request),
                        clock.instant()))
                .toList();
        if (answers.size() == 1) {
            return fhir(answers.get(0));
        }
        Parameters several = new Parameters();
        answers.forEach(answer -> several.addParameter().setName("return").setResource(answer));
        return fhir(several);
    }

    private static CdsResponse fhir(Resource resource) {
        return CdsResponse.text(FHIR_JSON + ";charset=utf-8", Json.text(resource));
    }
}

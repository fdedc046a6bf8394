package org.apposite.fhir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.AppropriatenessCategory;
import org.apposite.advice.Differential;
import org.apposite.advice.Exclusion;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Outcome;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Severity;
import org.apposite.advice.Urgency;
import org.apposite.advice.VariantMatch;
import org.apposite.fhir.FhirAdvice.ReadParts;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.Device.FHIRDeviceStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.ActionGroupingBehavior;
import org.hl7.fhir.r4.model.RequestGroup.ActionPrecheckBehavior;
import org.hl7.fhir.r4.model.RequestGroup.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.RequestGroup.RequestIntent;
import org.hl7.fhir.r4.model.RequestGroup.RequestPriority;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Builds the bundle of one answer; used once. */
final class AdviceBundle {

    private static final String TRANSCRIBED = "seen only in a transcription: confirm before clinical use";
    private static final Pattern REFERENCE = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");

    private final Vocabulary vocabulary;
    private final ProcedureCodes procedures;
    private final Advice advice;
    private final ReadParts read;
    private final Reference subject;
    private final Identifier request;
    private final String when;
    private final String seed;
    private final Bundle bundle = new Bundle();
    private final Reference engine;

    AdviceBundle(
            Vocabulary vocabulary,
            ProcedureCodes procedures,
            Advice advice,
            ReadParts read,
            Reference subject,
            Identifier request,
            Instant when) {
        this.vocabulary = vocabulary;
        this.procedures = procedures;
        this.advice = advice;
        this.read = read;
        this.subject = subject;
        this.request = request;
        this.when = when.truncatedTo(ChronoUnit.MILLIS).toString();
        this.seed = String.join(
                "\n",
                advice.toString(),
                read.toString(),
                String.valueOf(subject.getReference()),
                String.valueOf(subject.getIdentifier().getSystem()),
                String.valueOf(subject.getIdentifier().getValue()),
                String.valueOf(request.getSystem()),
                String.valueOf(request.getValue()),
                this.when);
        this.engine =
                new Reference(urn("device")).setDisplay(advice.provenance().engine());
    }

    Bundle build() {
        bundle.setId(uuid("bundle"));
        bundle.setType(BundleType.COLLECTION);
        bundle.setTimestampElement(instant());
        GuidanceResponse response = response();
        add("response", response);
        if (!advice.alerts().isEmpty()) {
            response.addEvaluationMessage(add("messages", messages()));
        }
        if (!advice.recommendations().isEmpty() || !advice.nextSteps().isEmpty()) {
            RequestGroup group = group();
            response.setResult(add("group", group));
            addActions(group);
        }
        List<Reference> targets = bundle.getEntry().stream()
                .map(entry -> new Reference(entry.getFullUrl()))
                .toList();
        add("device", device());
        add("provenance", provenance(targets));
        return bundle;
    }

    private GuidanceResponse response() {
        Provenance content = advice.provenance();
        GuidanceResponse response = new GuidanceResponse();
        response.setRequestIdentifier(request.copy());
        response.addIdentifier().setSystem(Names.URI).setValue(urn("response"));
        if (advice.id() != null) {
            response.addIdentifier().setValue(advice.id());
        }
        response.setModule(new CanonicalType(ruleSet()));
        response.setStatus(
                advice.outcome() == Outcome.DATA_REQUIRED
                        ? GuidanceResponseStatus.DATAREQUIRED
                        : GuidanceResponseStatus.SUCCESS);
        response.setSubject(subject.copy());
        response.setOccurrenceDateTimeElement(dateTime());
        response.setPerformer(engine.copy());
        response.setReasonCode(reasons());
        advice.alerts().forEach(alert -> response.addNote(note(alert)));
        notes().forEach(text -> response.addNote().setText(text));
        response.addNote()
                .setText("Content " + content.ruleSet() + " " + content.version() + ", status "
                        + content.status().code() + ". " + content.notice());
        advice.missing().forEach(datum -> response.addDataRequirement(requirement(datum)));
        return response;
    }

    /** The alerts once more where R4 has a place for messages, for hosts that look there alone. */
    private OperationOutcome messages() {
        OperationOutcome messages = new OperationOutcome();
        for (Alert alert : advice.alerts()) {
            OperationOutcomeIssueComponent issue = messages.addIssue();
            issue.setSeverity(
                    switch (alert.severity()) {
                        case INFO -> IssueSeverity.INFORMATION;
                        case WARNING -> IssueSeverity.WARNING;
                        case CRITICAL -> IssueSeverity.ERROR;
                    });
            issue.setCode(IssueType.INFORMATIONAL);
            issue.getDetails().setText(alert.text());
            issue.setDiagnostics(alert.code());
        }
        return messages;
    }

    /** An alert says by itself how much it matters, for hosts that do not know the extension. */
    private Annotation note(Alert alert) {
        Annotation note = new Annotation();
        note.setText(OwnCodeSystems.display(alert.severity()) + ": " + alert.text());
        Extension kind = note.addExtension().setUrl(Names.ALERT);
        kind.addExtension("code", new CodeType(alert.code()));
        kind.addExtension("severity", OwnCodeSystems.coding(Names.SEVERITY, alert.severity()));
        alert.sources().forEach(key -> kind.addExtension("source", OwnExtensions.source(vocabulary, key)));
        return note;
    }

    private List<Annotation> warnings() {
        return advice.alerts().stream()
                .filter(alert -> alert.severity() != Severity.INFO)
                .map(this::note)
                .toList();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        Exclusion exclusion = advice.exclusion();
        if (exclusion != null) {
            notes.add("Not applicable: " + exclusion.text() + " See instead: " + exclusion.seeInstead());
        }
        VariantMatch variant = advice.variant();
        if (variant != null) {
            notes.add("Variant " + variant.number() + ": " + variant.title());
        }
        if (!advice.alsoMatches().isEmpty()) {
            notes.add("Other variants that match: " + String.join(", ", advice.alsoMatches()));
        }
        for (Differential one : advice.differential()) {
            notes.add("In question: " + one.text()
                    + (one.because().isEmpty() ? "" : " Raised by: " + String.join(", ", one.because())));
        }
        OrderReview order = advice.order();
        if (order != null) {
            notes.add(review(order));
        }
        read.notes().forEach(note -> notes.add("Not taken as it stands: " + note));
        return notes;
    }

    private String review(OrderReview order) {
        Vocabulary.Procedure procedure = vocabulary.procedures().get(order.procedure());
        AppropriatenessCategory category = order.category();
        return "The proposed order" + (procedure == null ? "" : ", " + procedure.display() + ",") + " is "
                + (category == null ? "not rated" : OwnCodeSystems.display(category))
                + (order.disagreement() ? " (the panel disagreed)" : "")
                + (order.preferred() ? " and a preferred study." : ".");
    }

    private DataRequirement requirement(MissingDatum datum) {
        DataRequirement requirement = new DataRequirement();
        Extension missing = requirement.addExtension().setUrl(Names.MISSING_DATUM);
        missing.addExtension("code", new CodeType(datum.code()));
        missing.addExtension("question", new StringType(datum.question()));
        missing.addExtension("blocking", new BooleanType(datum.blocking()));
        datum.couldChange()
                .forEach(effect -> missing.addExtension("couldChange", OwnCodeSystems.coding(Names.EFFECT, effect)));
        Term term = vocabulary.terms().get(datum.code());
        String type = term == null ? "Observation" : type(term);
        requirement.setType(type);
        if (term != null && type.equals("Patient")) {
            requirement.addMustSupport("birthDate");
        } else if (term != null) {
            requirement.addCodeFilter().setPath("code").addCode(coding(term));
        }
        return requirement;
    }

    private static String type(Term term) {
        return switch (term.kind()) {
            case CONDITION, SUSPICION, SYMPTOM -> "Condition";
            case FINDING, CIRCUMSTANCE -> "Observation";
            case DATUM ->
                switch (term.code()) {
                    case Items.AGE -> "Patient";
                    case Items.COMPLAINT, "suspected" -> "Condition";
                    case "radiographs", "mri" -> "DiagnosticReport";
                    default -> "Observation";
                };
        };
    }

    private RequestGroup group() {
        RequestGroup group = new RequestGroup();
        advice.matched()
                .ifPresent(variant -> group.addInstantiatesCanonical(Names.versioned(
                        Names.PLAN_DEFINITION + variant.topic(),
                        advice.provenance().version())));
        group.setStatus(RequestStatus.DRAFT);
        group.setIntent(RequestIntent.PROPOSAL);
        group.setSubject(subject.copy());
        group.setAuthoredOnElement(dateTime());
        group.setAuthor(engine.copy());
        group.setReasonCode(reasons());
        warnings().forEach(group::addNote);
        group.addNote().setText(advice.provenance().notice());
        return group;
    }

    private void addActions(RequestGroup group) {
        boolean isEmergency = advice.nextSteps().stream().anyMatch(step -> step.urgency() == Urgency.EMERGENT);
        if (isEmergency) {
            addSteps(group);
            addStudies(group);
        } else {
            addStudies(group);
            addSteps(group);
        }
    }

    private void addStudies(RequestGroup group) {
        if (advice.recommendations().isEmpty()) {
            return;
        }
        RequestGroupActionComponent studies = group.addAction();
        VariantMatch variant = advice.variant();
        studies.setTitle(variant == null ? "Studies" : "Studies: " + variant.title());
        studies.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        studies.setSelectionBehavior(ActionSelectionBehavior.ATMOSTONE);
        int rank = 0;
        for (Recommendation one : advice.recommendations()) {
            rank++;
            RequestGroupActionComponent action = studies.addAction();
            action.addExtension(Rating.of(one).extension(vocabulary));
            action.setPrefix(Integer.toString(rank));
            action.setTitle(one.display());
            action.setTextEquivalent(text(one));
            action.addCode(ProcedureCodes.own(one.procedure(), one.display()));
            one.sources().forEach(key -> action.addDocumentation(documentation(key)));
            // Also a single preferred study is to be chosen, not to be found chosen.
            action.setPrecheckBehavior(ActionPrecheckBehavior.NO);
            action.setResource(isProposed(one) ? add("order-" + one.procedure(), order(one)) : definition(one));
        }
    }

    /** Whatever rules prefer, what is usually not appropriate is never proposed as an order. */
    private static boolean isProposed(Recommendation one) {
        return one.preferred() && one.category() != AppropriatenessCategory.USUALLY_NOT_APPROPRIATE;
    }

    private static String text(Recommendation one) {
        String rating = OwnCodeSystems.display(one.category())
                + (one.disagreement() ? " (the panel disagreed)" : "")
                + ", median " + one.median() + ", radiation " + one.radiation()
                + (one.transcribed() ? ", " + TRANSCRIBED : "");
        return one.reasons().isEmpty() ? rating : rating + ". " + String.join(" ", one.reasons());
    }

    /** R4 asks every action for a resource. This one is a definition, known by its URL: it orders nothing. */
    private Reference definition(Recommendation one) {
        Reference definition = new Reference();
        definition.setType("ActivityDefinition");
        definition.setIdentifier(new Identifier().setSystem(Names.URI).setValue(activity(one)));
        definition.setDisplay(one.display());
        return definition;
    }

    private String activity(Recommendation one) {
        return Names.versioned(
                Names.ACTIVITY_DEFINITION + one.procedure(), advice.provenance().version());
    }

    private ServiceRequest order(Recommendation one) {
        ServiceRequest order = new ServiceRequest();
        order.addExtension(Rating.of(one).extension(vocabulary));
        order.addInstantiatesCanonical(activity(one));
        order.setStatus(ServiceRequestStatus.DRAFT);
        order.setIntent(ServiceRequestIntent.PROPOSAL);
        order.setCode(procedures.of(one));
        order.setSubject(subject.copy());
        order.setAuthoredOnElement(dateTime());
        order.setRequester(engine.copy());
        order.setReasonCode(reasons());
        Region region = one.region();
        if (region != null) {
            order.addBodySite().addCoding(OwnCodeSystems.coding(Names.REGION, region));
        }
        // An order goes its own way from here, so what warns of it goes with it.
        warnings().forEach(order::addNote);
        if (one.transcribed()) {
            order.addNote().setText("This rating was " + TRANSCRIBED);
        }
        one.reasons().forEach(reason -> order.addNote().setText(reason));
        return order;
    }

    private void addSteps(RequestGroup group) {
        if (advice.nextSteps().isEmpty()) {
            return;
        }
        RequestGroupActionComponent steps = group.addAction();
        steps.setTitle("Next steps");
        steps.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        steps.setSelectionBehavior(ActionSelectionBehavior.ANY);
        int number = 0;
        for (NextStep step : advice.nextSteps()) {
            number++;
            RequestGroupActionComponent action = steps.addAction();
            action.setTitle(step.text());
            action.setPriority(priority(step.urgency()));
            action.addCode().setText(step.code());
            action.addDocumentation(documentation(step.source()));
            action.setResource(add("step-" + number, task(step)));
        }
    }

    private Task task(NextStep step) {
        Task task = new Task();
        task.setStatus(TaskStatus.DRAFT);
        task.setIntent(TaskIntent.PROPOSAL);
        task.setPriority(TaskPriority.fromCode(priority(step.urgency()).toCode()));
        task.getCode().setText(step.code());
        task.setDescription(step.text());
        task.setFor(subject.copy());
        task.setAuthoredOnElement(dateTime());
        task.setRequester(engine.copy());
        return task;
    }

    private static RequestPriority priority(Urgency urgency) {
        return switch (urgency) {
            case EMERGENT -> RequestPriority.STAT;
            case URGENT -> RequestPriority.URGENT;
            case ROUTINE -> RequestPriority.ROUTINE;
        };
    }

    private RelatedArtifact documentation(String key) {
        RelatedArtifact source = new RelatedArtifact();
        source.setType(RelatedArtifactType.CITATION);
        source.setLabel(key);
        source.setCitation(
                Objects.requireNonNullElse(advice.provenance().sources().get(key), key));
        return source;
    }

    private List<CodeableConcept> reasons() {
        return advice.redFlags().stream()
                .map(flag -> {
                    CodeableConcept reason = new CodeableConcept().setText(flag.text());
                    Term term = vocabulary.terms().get(flag.code());
                    return term == null ? reason : reason.addCoding(coding(term));
                })
                .toList();
    }

    private Device device() {
        Device device = new Device();
        device.setStatus(FHIRDeviceStatus.ACTIVE);
        device.addDeviceName().setName("Apposite").setType(DeviceNameType.USERFRIENDLYNAME);
        device.addVersion().setValue(advice.provenance().engine());
        return device;
    }

    private org.hl7.fhir.r4.model.Provenance provenance(List<Reference> targets) {
        Provenance content = advice.provenance();
        org.hl7.fhir.r4.model.Provenance provenance = new org.hl7.fhir.r4.model.Provenance();
        provenance.setTarget(new ArrayList<>(targets));
        provenance.setOccurred(dateTime());
        provenance.setRecordedElement(instant());
        provenance.addPolicy(ruleSet());
        provenance
                .addAgent()
                .setWho(engine.copy())
                .getType()
                .addCoding(new Coding(
                        "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler", "Assembler"));
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(new Reference()
                        .setType("Library")
                        .setIdentifier(new Identifier().setSystem(Names.DIGEST).setValue(content.digest()))
                        .setDisplay(content.ruleSet() + " " + content.version() + ", status "
                                + content.status().code()));
        for (String resource : read.resources()) {
            Reference what = REFERENCE.matcher(resource).matches()
                    ? new Reference(resource)
                    : new Reference().setDisplay(resource);
            provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(what);
        }
        return provenance;
    }

    private String ruleSet() {
        return Names.versioned(
                Names.LIBRARY + advice.provenance().ruleSet(),
                advice.provenance().version());
    }

    private static Coding coding(Term term) {
        return new Coding(Names.TERMS, term.code(), term.display());
    }

    private Reference add(String name, Resource resource) {
        // An id of this form stays out of what is written: the server that stores a resource names it.
        resource.setId(urn(name));
        bundle.addEntry().setFullUrl(urn(name)).setResource(resource);
        return new Reference(urn(name));
    }

    private String urn(String name) {
        return "urn:uuid:" + uuid(name);
    }

    private String uuid(String name) {
        return UUID.nameUUIDFromBytes((seed + "\n" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private DateTimeType dateTime() {
        return new DateTimeType(when);
    }

    private InstantType instant() {
        return new InstantType(when);
    }
}

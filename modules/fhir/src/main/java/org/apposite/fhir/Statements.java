package org.apposite.fhir;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.Mapping.Relation;
import org.apposite.fhir.Terms.Match;
import org.apposite.model.Vocabulary.Kind;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.ServiceRequest;

/** Reads resources that say of a term that it is so: conditions, allergies, devices, procedures, reasons of requests. */
final class Statements {

    private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");

    private final Terms terms;

    Statements(Terms terms) {
        this.terms = terms;
    }

    void read(Condition condition, String name, Reading reading) {
        Optional<Days> since = Days.of(condition.getOnset(), reading.zone, reading.today);
        Optional<Days> days = latest(List.of(
                since,
                Days.of(condition.getRecordedDateElement(), reading.zone),
                Days.of(condition.getAbatement(), reading.zone, reading.today)));
        Certainty certainty = certainty(condition.getVerificationStatus(), condition.getCode());
        String status = Certainty.status(condition.getClinicalStatus());
        for (Match match : terms.of(condition.getCode())) {
            state(match, certainty, status, days, name, reading)
                    .ifPresent(present -> complain(present, since, name, reading));
        }
    }

    void read(AllergyIntolerance allergy, String name, Reading reading) {
        Optional<Days> days = latest(List.of(
                Days.of(allergy.getRecordedDateElement(), reading.zone),
                Days.of(allergy.getOnset(), reading.zone, reading.today),
                Days.of(allergy.getLastOccurrenceElement(), reading.zone)));
        Certainty certainty = certainty(allergy.getVerificationStatus(), allergy.getCode());
        String status = Certainty.status(allergy.getClinicalStatus());
        for (Match match : terms.of(allergy.getCode())) {
            state(match, certainty, status, days, name, reading);
        }
    }

    void read(Device device, String name, Reading reading) {
        String status = device.hasStatus() ? device.getStatus().toCode() : "";
        Certainty certainty = switch (status) {
            case "active" -> Certainty.CONFIRMED;
            case "entered-in-error" -> Certainty.ENTERED_IN_ERROR;
            default -> Certainty.DOUBTFUL;
        };
        for (Match match : terms.of(device.getType())) {
            state(match, certainty, status, Optional.empty(), name, reading);
        }
    }

    void read(Procedure procedure, String name, Reading reading) {
        String status = procedure.hasStatus() ? procedure.getStatus().toCode() : "";
        Certainty certainty = switch (status) {
            case "completed", "in-progress" -> Certainty.CONFIRMED;
            case "entered-in-error" -> Certainty.ENTERED_IN_ERROR;
            default -> Certainty.DOUBTFUL;
        };
        Optional<Days> days = Days.of(procedure.getPerformed(), reading.zone, reading.today);
        for (Match match : terms.of(procedure.getCode())) {
            state(match, certainty, "active", days, name, reading);
        }
    }

    /** The reasons of a request tell the complaint and what is suspected, nothing else: they may be what is sought. */
    void readReasons(ServiceRequest request, String name, Reading reading) {
        Optional<Days> days = Days.of(request.getAuthoredOnElement(), reading.zone);
        for (CodeableConcept reason : request.getReasonCode()) {
            for (Match match : terms.of(reason)) {
                Kind kind = match.term().kind();
                if (kind == Kind.SYMPTOM || kind == Kind.SUSPICION) {
                    state(match, Certainty.CONFIRMED, "active", days, name, reading)
                            .ifPresent(present -> complain(present, Optional.empty(), name, reading));
                }
            }
        }
    }

    private static Certainty certainty(CodeableConcept verification, CodeableConcept code) {
        return isAbsent(code) ? Certainty.DOUBTFUL : Certainty.of(verification);
    }

    static boolean isAbsent(Element element) {
        return element.hasExtension(Names.DATA_ABSENT_REASON);
    }

    private static Optional<Match> state(
            Match match, Certainty certainty, String status, Optional<Days> days, String name, Reading reading) {
        Mapping.Term term = match.term();
        switch (certainty) {
            case ENTERED_IN_ERROR -> reading.note(name, "was entered in error; it is ignored");
            case DOUBTFUL -> doubt(term, "is not confirmed", name, reading);
            case REFUTED -> refute(match, days, name, reading);
            case CONFIRMED -> {
                Set<String> counting = match.relation() == Relation.PAST ? OVER : term.clinicalStatuses();
                if (status.isEmpty()) {
                    doubt(term, "has no clinical status", name, reading);
                } else if (!counting.contains(status)) {
                    reading.note(name, "is " + status + ", which does not make " + term.display() + " present");
                } else if (days.isEmpty() && term.window().days() != null && OVER.contains(status)) {
                    reading.note(name, "is " + status + " since nobody knows when; it is not counted");
                } else if (days.isEmpty() || reading.counts(term.window(), days.get(), term.display(), name)) {
                    reading.of(term.code()).present.add(name);
                    return Optional.of(match);
                }
            }
        }
        return Optional.empty();
    }

    static void doubt(Mapping.Term term, String why, String name, Reading reading) {
        reading.of(term.code()).doubtful.add(name);
        reading.note(name, why + "; it does not tell whether " + term.display() + " is there");
    }

    static void refute(Match match, Optional<Days> days, String name, Reading reading) {
        Mapping.Term term = match.term();
        if (match.relation() != Relation.TERM) {
            reading.note(name, "denies a kind of " + term.display() + ", not all of it");
        } else if (days.isEmpty()) {
            reading.note(name, "denies " + term.display() + " without a date; it is not counted");
        } else if (reading.counts(
                reading.mapping.absenceWindow(), days.get(), "the absence of " + term.display(), name)) {
            reading.of(term.code()).absent.add(name);
        }
    }

    static void complain(Match match, Optional<Days> since, String name, Reading reading) {
        if (match.term().kind() == Kind.SYMPTOM) {
            reading.complaints.add(new Reading.Complaint(
                    match.term().code(),
                    Optional.ofNullable(match.term().regions().get(match.code())),
                    since,
                    name));
        }
    }

    private static Optional<Days> latest(List<Optional<Days>> days) {
        return days.stream().flatMap(Optional::stream).max(Comparator.comparing(Days::first));
    }
}

package org.apposite.fhir.in;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.in.TermIndex.Chosen;
import org.apposite.fhir.in.TermIndex.Match;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.Mapping.Relation;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary.Kind;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Reads resources that say of a term that it is so: conditions, allergies, devices, procedures, reasons of requests. */
final class Statements {

    private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");
    private static final Set<String> SURE = Set.of("confirmed");
    private static final Set<String> ACTIVE = Set.of("active", "recurrence", "relapse");
    private static final Set<String> IN_USE = Set.of("active");
    private static final Set<String> DONE = Set.of("completed", "in-progress");

    private final TermIndex terms;
    private final CaseDraft draft;

    Statements(TermIndex terms, CaseDraft draft) {
        this.terms = terms;
        this.draft = draft;
    }

    /** How sure a statement is. */
    private enum Certainty {
        CONFIRMED,
        REFUTED,
        /** Unconfirmed, provisional, one of several, or of a status that cannot be read. */
        DOUBTFUL,
        ENTERED_IN_ERROR
    }

    void read(Condition condition, String name) {
        Certainty certainty = certainty(condition.getVerificationStatus());
        String status = clinicalStatus(condition);
        Optional<Days> since = draft.days(condition.getOnset());
        // What is active on the list of problems is so today, however long ago it was written down.
        boolean isOfToday = ACTIVE.contains(status) && !isVisitDiagnosis(condition);
        Optional<Days> days = latest(condition.getOnset(), condition.getRecordedDateElement(), condition.getAbatement())
                .map(known -> isOfToday ? known.upTo(draft.now) : known);
        for (Match match : terms.of(condition.getCode())) {
            if (state(match, certainty, status, days, name)) {
                draft.complain(match, since, name);
            }
        }
        for (Chosen chosen : terms.values(condition.getCode())) {
            if (holds(chosen.term(), Relation.TERM, certainty, status, days, name)) {
                draft.choose(chosen.term(), chosen.value(), days, name);
            }
        }
    }

    /** What is named by a resource of which it is not clear whose it is: it does not count, and is not ruled out. */
    void doubt(Resource resource, String name) {
        if (resource instanceof Condition condition) {
            Certainty certainty = certainty(condition.getVerificationStatus());
            if (certainty == Certainty.CONFIRMED || certainty == Certainty.DOUBTFUL) {
                doubt(condition.getCode(), name);
            }
        } else if (resource instanceof Observation observation
                && observation.getValue() instanceof BooleanType answer
                && Boolean.TRUE.equals(answer.getValue())) {
            doubt(observation.getCode(), name);
        }
    }

    private void doubt(CodeableConcept named, String name) {
        terms.of(named).forEach(match -> draft.of(match.term().code()).doubtful.add(name));
    }

    void read(AllergyIntolerance allergy, String name) {
        Certainty certainty = certainty(allergy.getVerificationStatus());
        String status = status(allergy.getClinicalStatus());
        Optional<Days> days =
                latest(allergy.getRecordedDateElement(), allergy.getOnset(), allergy.getLastOccurrenceElement());
        for (Match match : terms.of(allergy.getCode())) {
            state(match, certainty, status, days, name);
        }
    }

    void read(Device device, String name) {
        String status = device.hasStatus() ? device.getStatus().toCode() : "";
        Certainty certainty = certainty(status, IN_USE);
        for (Match match : terms.of(device.getType())) {
            state(match, certainty, status, Optional.empty(), name);
        }
    }

    void read(Procedure procedure, String name) {
        String status = procedure.hasStatus() ? procedure.getStatus().toCode() : "";
        Certainty certainty = certainty(status, DONE);
        Optional<Days> days = draft.days(procedure.getPerformed());
        for (Match match : terms.of(procedure.getCode())) {
            state(match, certainty, "active", days, name);
        }
    }

    /** The reasons of a request tell the complaint and what is suspected, nothing else: they may be what is sought. */
    void readReasons(ServiceRequest request, String name) {
        Optional<Days> days = draft.days(request.getAuthoredOnElement());
        for (CodeableConcept reason : request.getReasonCode()) {
            for (Match match : terms.of(reason)) {
                Kind kind = match.term().kind();
                boolean isTold = kind == Kind.COMPLAINT || kind == Kind.SUSPICION;
                if (isTold && state(match, Certainty.CONFIRMED, "active", days, name)) {
                    draft.complain(match, Optional.empty(), name);
                }
            }
        }
    }

    /** A diagnosis of a visit is active unless it says something else; other conditions have to say that they are. */
    private static String clinicalStatus(Condition condition) {
        boolean isUntold = isUntold(condition.getClinicalStatus());
        return isUntold && isVisitDiagnosis(condition) && !condition.hasAbatement()
                ? "active"
                : status(condition.getClinicalStatus());
    }

    private static boolean isVisitDiagnosis(Condition condition) {
        Set<String> categories = condition.getCategory().stream()
                .flatMap(category -> TerminologyCode.of(category).stream())
                .filter(code -> code.system().equals(Urls.CONDITION_CATEGORY))
                .map(TerminologyCode::code)
                .collect(Collectors.toSet());
        return categories.contains("encounter-diagnosis") && !categories.contains("problem-list-item");
    }

    private static boolean isUntold(CodeableConcept status) {
        return !status.hasCoding() && !status.hasText();
    }

    /** FHIR asks for no verification: what is stated without it is meant. */
    private static Certainty certainty(CodeableConcept verification) {
        if (isUntold(verification)) {
            return Certainty.CONFIRMED;
        }
        String status = status(verification);
        return status.equals("refuted") ? Certainty.REFUTED : certainty(status, SURE);
    }

    private static Certainty certainty(String status, Set<String> sure) {
        if (status.equals("entered-in-error")) {
            return Certainty.ENTERED_IN_ERROR;
        }
        return sure.contains(status) ? Certainty.CONFIRMED : Certainty.DOUBTFUL;
    }

    /** The code of a status; empty when there is none, or when its codings do not agree. */
    private static String status(CodeableConcept concept) {
        String found = "";
        for (TerminologyCode code : TerminologyCode.of(concept)) {
            if (!code.system().startsWith("http://terminology.hl7.org/CodeSystem/")) {
                continue;
            }
            if (!found.isEmpty() && !found.equals(code.code())) {
                return "";
            }
            found = code.code();
        }
        return found;
    }

    /** Takes what is said of a term; true when it is present by it. */
    private boolean state(Match match, Certainty certainty, String status, Optional<Days> days, String name) {
        if (certainty == Certainty.REFUTED) {
            draft.refute(match, days, name);
            return false;
        }
        boolean holds = holds(match.term(), match.relation(), certainty, status, days, name);
        if (holds) {
            draft.of(match.term().code()).present.add(name);
        }
        return holds;
    }

    /** Whether a statement that is not refuted holds now; a note says why it does not. */
    private boolean holds(
            Mapping.Term term,
            Relation relation,
            Certainty certainty,
            String status,
            Optional<Days> days,
            String name) {
        Set<String> counting = relation == Relation.PAST ? OVER : term.clinicalStatuses();
        if (certainty == Certainty.ENTERED_IN_ERROR) {
            draft.note(name, "was entered in error; it is ignored");
        } else if (certainty != Certainty.CONFIRMED) {
            draft.doubt(term, "is not confirmed", name);
        } else if (status.isEmpty()) {
            draft.doubt(term, "has no clinical status", name);
        } else if (!counting.contains(status) && !ACTIVE.contains(status) && !OVER.contains(status)) {
            draft.doubt(term, "has a clinical status that is not known", name);
        } else if (!counting.contains(status)) {
            draft.note(name, "is " + status + ", which does not make " + term.display() + " present");
        } else if (days.isEmpty() && term.window().days() != null && OVER.contains(status)) {
            draft.note(name, "is " + status + " since an unknown date; it is not counted");
        } else {
            return days.isEmpty() || draft.counts(term.window(), days.get(), term.display(), name);
        }
        return false;
    }

    private Optional<Days> latest(@Nullable Type... values) {
        return Stream.of(values).flatMap(value -> draft.days(value).stream()).max(Comparator.comparing(Days::first));
    }
}

package org.apposite.fhir.in;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.in.CaseDraft.Diagnosis;
import org.apposite.fhir.in.TermIndex.Chosen;
import org.apposite.fhir.in.TermIndex.Match;
import org.apposite.fhir.mapping.ImagingCodes.CodedResult;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.fhir.mapping.Mapping.Relation;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Vocabulary.Kind;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceCategory;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceReactionComponent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Reads resources that say of a term that it is so: conditions, allergies, devices, procedures, reasons of requests. */
final class Statements {

    private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");
    private static final Set<String> ACTIVE = Set.of("active", "recurrence", "relapse");
    private static final Set<AllergyIntoleranceCategory> NO_MEDICINE =
            Set.of(AllergyIntoleranceCategory.FOOD, AllergyIntoleranceCategory.ENVIRONMENT);
    private static final int LONGEST_NAME = 80;
    private static final Set<String> IN_USE = Set.of("active");
    private static final Set<String> DONE = Set.of("completed", "in-progress");

    private final TermIndex terms;
    private final CaseDraft draft;

    Statements(TermIndex terms, CaseDraft draft) {
        this.terms = terms;
        this.draft = draft;
    }

    /** How sure a statement is, in the words of FHIR. */
    private enum Certainty {
        CONFIRMED("confirmed"),
        PROVISIONAL("provisional"),
        DIFFERENTIAL("differential"),
        UNCONFIRMED("unconfirmed"),
        REFUTED("refuted"),
        ENTERED_IN_ERROR("entered-in-error"),
        UNTOLD("");

        private final String code;

        Certainty(String code) {
            this.code = code;
        }

        static Certainty of(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst()
                    .orElse(UNTOLD);
        }
    }

    void read(Condition condition, String name) {
        Certainty certainty = certainty(condition.getVerificationStatus());
        String status = clinicalStatus(condition);
        Optional<Days> since = draft.days(condition.getOnset());
        // What is active on the list of problems is so today, however long ago it was written down; what was refuted is
        // not.
        boolean isOfToday = certainty != Certainty.REFUTED && ACTIVE.contains(status) && !isVisitDiagnosis(condition);
        Optional<Days> days = latest(condition.getOnset(), condition.getRecordedDateElement(), condition.getAbatement())
                .map(known -> isOfToday ? known.upTo(draft.now) : known);
        for (Match match : terms.of(condition.getCode())) {
            if (state(match, certainty, status, days, name)) {
                draft.complain(match, condition.getBodySite(), since, name);
            }
        }
        for (Chosen chosen : terms.values(condition.getCode())) {
            if (holds(chosen.term(), Relation.TERM, certainty, status, days, name)) {
                draft.choose(chosen.term(), chosen.value(), days, name);
            }
        }
        if (mayHold(certainty, status)) {
            unread(condition.getCode(), name);
        }
    }

    private static boolean mayHold(Certainty certainty, String status) {
        return certainty != Certainty.REFUTED
                && certainty != Certainty.ENTERED_IN_ERROR
                && (status.isEmpty() || ACTIVE.contains(status));
    }

    /** What a diagnosis says beside the complaint that no term has. */
    private void unread(CodeableConcept diagnosis, String name) {
        List<TerminologyCode> codes = draft.mapping.systems().of(diagnosis);
        boolean isTerm = terms.of(codes).stream().anyMatch(match -> match.term().kind() != Kind.COMPLAINT)
                || !terms.values(codes).isEmpty();
        List<CodedResult> shown = draft.mapping.imaging().shown(codes);
        if (!isTerm && !shown.isEmpty()) {
            draft.diagnoses.add(new Diagnosis(shown, named(diagnosis), name));
        } else if (codes.isEmpty() && diagnosis.hasText()) {
            draft.note(name, Remark.of("words-alone", named(diagnosis)));
        }
    }

    /** What is named by a resource of which it is not clear whose it is: it does not count, and is not ruled out. */
    void doubt(Resource resource, String name) {
        if (resource instanceof Condition condition) {
            Certainty certainty = certainty(condition.getVerificationStatus());
            if (certainty != Certainty.REFUTED && certainty != Certainty.ENTERED_IN_ERROR) {
                doubt(condition.getCode(), name);
            }
        } else if (resource instanceof Observation observation
                && observation.getValue() instanceof BooleanType answer
                && Boolean.TRUE.equals(answer.getValue())) {
            doubt(observation.getCode(), name);
        }
    }

    private void doubt(CodeableConcept named, String name) {
        terms.of(named).stream()
                .filter(match -> match.relation() != Relation.ABSENCE)
                .forEach(match -> draft.of(match.term().code()).doubtful.add(name));
    }

    void read(AllergyIntolerance allergy, String name) {
        Certainty certainty = certainty(allergy.getVerificationStatus());
        String status = status(allergy.getClinicalStatus());
        Optional<Days> days =
                latest(allergy.getRecordedDateElement(), allergy.getOnset(), allergy.getLastOccurrenceElement());
        List<CodeableConcept> substances = Stream.concat(
                        Stream.of(allergy.getCode()),
                        allergy.getReaction().stream().map(AllergyIntoleranceReactionComponent::getSubstance))
                .toList();
        List<TerminologyCode> codes = draft.mapping.codes(substances);
        List<Match> matches = terms.of(codes);
        for (Match match : matches) {
            state(match, certainty, status, days, name);
        }
        boolean isStated = certainty != Certainty.REFUTED && certainty != Certainty.ENTERED_IN_ERROR;
        if (matches.isEmpty() && isStated && !isKnown(codes) && !isOfNoMedicine(allergy)) {
            draft.note(Concern.SCAN_SAFETY, name, Remark.of("allergy-not-understood", named(allergy.getCode())));
        }
    }

    /** A category that is neither medicine nor unknown: a contrast agent is a medicine. */
    private static boolean isOfNoMedicine(AllergyIntolerance allergy) {
        List<AllergyIntoleranceCategory> categories =
                allergy.getCategory().stream().map(PrimitiveType::getValue).toList();
        return !categories.isEmpty() && categories.stream().allMatch(NO_MEDICINE::contains);
    }

    private boolean isKnown(List<TerminologyCode> codes) {
        return codes.stream().anyMatch(draft.mapping.known()::contains);
    }

    /** How people name a concept, at least by its code. */
    static String named(CodeableConcept concept) {
        return Stream.concat(
                        Stream.ofNullable(concept.getText()),
                        concept.getCoding().stream()
                                .flatMap(coding -> Stream.of(coding.getDisplay(), coding.getCode())))
                .filter(words -> words != null && !words.isBlank())
                .findFirst()
                .map(name ->
                        "\"" + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name) + "\"")
                .orElse("without a name");
    }

    void read(Device device, String name) {
        String status = device.hasStatus() ? device.getStatus().toCode() : "";
        Certainty certainty = certainty(status, IN_USE);
        List<TerminologyCode> codes = draft.mapping.systems().of(device.getType());
        List<Match> matches = terms.of(codes);
        for (Match match : matches) {
            state(match, certainty, status, Optional.empty(), name);
        }
        boolean mayBeInUse = !status.equals("inactive") && !status.equals("entered-in-error");
        if (matches.isEmpty() && mayBeInUse && !isKnown(codes)) {
            draft.note(Concern.SCAN_SAFETY, name, Remark.of("device-not-understood", named(device.getType())));
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

    /**
     * The reasons of a request tell the complaint and what is suspected, nothing else: they may be what is sought. A
     * condition that the request itself contains is one like any other.
     */
    void readReasons(ServiceRequest request, String name) {
        Optional<Days> days = draft.days(request.getAuthoredOnElement());
        for (CodeableConcept reason : request.getReasonCode()) {
            for (Match match : terms.of(reason)) {
                Mapping.Term term = match.term();
                if (term.kind() == Kind.COMPLAINT || term.isSuspicion()) {
                    Certainty certainty = term.isSuspicion() ? Certainty.PROVISIONAL : Certainty.CONFIRMED;
                    if (state(match, certainty, "active", days, name)) {
                        draft.complain(match, request.getBodySite(), Optional.empty(), name);
                    }
                } else if (term.concern() == Concern.EMERGENCY && match.relation() != Relation.ABSENCE) {
                    draft.setAside(term, Remark.of("reason-sought", term.display()), name);
                }
            }
        }
        readContained(request.getReasonReference(), request.getSubject(), name);
    }

    /** The reason of a visit is what the patient came with. */
    void read(Encounter visit, String name) {
        String status = visit.hasStatus() ? visit.getStatus().toCode() : "";
        if (status.equals("entered-in-error")) {
            draft.note(name, Remark.of("entered-in-error"));
            return;
        }
        Optional<Days> days = draft.days(visit.getPeriod().getStartElement());
        boolean isCounted = draft.mapping.visitStatuses().contains(status)
                && days.map(begun -> draft.counts(draft.mapping.visitWindow(), begun, Remark.of("visit"), name))
                        .orElse(true);
        if (!isCounted) {
            return;
        }
        for (Match match : terms.of(draft.mapping.codes(visit.getReasonCode()))) {
            if (state(match, Certainty.CONFIRMED, "active", days, name)) {
                draft.complain(match, List.of(), Optional.empty(), name);
            }
        }
        readContained(visit.getReasonReference(), visit.getSubject(), name);
    }

    private void readContained(List<Reference> reasons, Reference subject, String name) {
        for (Reference reason : reasons) {
            String reference = reason.getReference();
            if (reference != null && reference.startsWith("#") && reason.getResource() instanceof Condition condition) {
                String whose = condition.getSubject().getReference();
                if (whose == null || !whose.equals(subject.getReference())) {
                    draft.setAside(name, Remark.of("reason-of-whom"));
                } else if (condition.hasModifierExtension()) {
                    draft.note(name, Remark.of("reason-modified"));
                } else {
                    read(condition, name);
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
        return isUntold(verification) ? Certainty.CONFIRMED : Certainty.of(status(verification));
    }

    private static Certainty certainty(String status, Set<String> sure) {
        return sure.contains(status)
                ? Certainty.CONFIRMED
                : status.equals("entered-in-error") ? Certainty.ENTERED_IN_ERROR : Certainty.UNTOLD;
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
        Mapping.Term term = match.term();
        boolean isRefuted = certainty == Certainty.REFUTED;
        if (match.relation() == Relation.HINT) {
            boolean mayHold = status.isEmpty() || term.clinicalStatuses().contains(status);
            if (!isRefuted && certainty != Certainty.ENTERED_IN_ERROR && mayHold) {
                draft.hint(term, name);
            }
            return false;
        }
        if (match.relation() == Relation.ABSENCE) {
            if (certainty == Certainty.CONFIRMED && ACTIVE.contains(status)) {
                draft.deny(term, days, name);
            }
            return false;
        }
        if (isRefuted) {
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
            draft.note(name, Remark.of("entered-in-error"));
        } else if (!term.verificationStatuses().contains(certainty.code)) {
            // What is confirmed is more than the suspicion that some terms are.
            if (certainty != Certainty.CONFIRMED) {
                draft.doubt(term, Remark.of("not-confirmed"), name);
            }
        } else if (status.isEmpty()) {
            draft.doubt(term, Remark.of("no-clinical-status"), name);
        } else if (!counting.contains(status) && !ACTIVE.contains(status) && !OVER.contains(status)) {
            draft.doubt(term, Remark.of("clinical-status-not-known"), name);
        } else if (!counting.contains(status)) {
            draft.note(name, Remark.of("status-not-present", status, term.display()));
        } else if (days.isEmpty() && term.window().days() != null && OVER.contains(status)) {
            draft.note(name, Remark.of("status-undated", status));
        } else {
            return days.isEmpty() || draft.counts(term, days.get(), name);
        }
        return false;
    }

    private Optional<Days> latest(@Nullable Type... values) {
        return Stream.of(values).flatMap(value -> draft.days(value).stream()).max(Comparator.comparing(Days::first));
    }
}

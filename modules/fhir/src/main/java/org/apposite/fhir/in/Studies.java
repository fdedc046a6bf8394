package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.ImagingCodes;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;

/** Reads studies that were done: reports first, then studies and procedures that no report tells of. */
final class Studies {

    private static final Set<String> READ = Set.of("final", "amended", "corrected", "appended");
    private static final Set<String> UNREAD = Set.of("registered", "partial", "preliminary");

    private final ImagingCodes codes;
    private final CaseDraft draft;

    Studies(CaseDraft draft) {
        this.codes = draft.mapping.imaging();
        this.draft = draft;
    }

    void read(List<FhirRecord.Entry> entries) {
        Set<String> reported = new HashSet<>();
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof DiagnosticReport report) {
                read(report, entry.name(), entries, reported);
            }
        }
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof ImagingStudy study && !reported.contains(entry.name())) {
                read(study, entry.name());
            } else if (entry.resource() instanceof Procedure procedure) {
                read(procedure, entry.name());
            }
        }
        List<Value<PriorImaging>> once = withoutRepeats(draft.studies);
        draft.studies.clear();
        draft.studies.addAll(once);
    }

    private void read(DiagnosticReport report, String name, List<FhirRecord.Entry> entries, Set<String> reported) {
        Optional<CodedStudy> coded = codes.study(report.getCode());
        Optional<Days> days = draft.days(report.getEffective());
        List<String> linked = new ArrayList<>();
        for (Reference reference : report.getImagingStudy()) {
            for (FhirRecord.Entry entry : entries) {
                if (entry.resource() instanceof ImagingStudy study && Subjects.names(reference, entry.name())) {
                    linked.add(entry.name());
                    coded = coded.or(() -> first(study.getProcedureCode()));
                    days = days.or(() -> draft.days(study.getStartedElement()));
                }
            }
        }
        CodedStudy study = coded.filter(Studies::isKept).orElse(null);
        if (study == null) {
            return;
        }
        String status = report.hasStatus() ? report.getStatus().toCode() : "";
        if (status.equals("entered-in-error")) {
            draft.note(name, "was entered in error; it is ignored");
        } else if (status.equals("cancelled")) {
            draft.note(name, "was cancelled; it is ignored");
        } else {
            reported.addAll(linked);
            Conclusion conclusion;
            if (READ.contains(status)) {
                conclusion = conclusion(report, study.study(), name);
            } else {
                draft.note(name, "is not final; the study counts as not read yet");
                conclusion = UNREAD.contains(status)
                        ? Conclusion.of(ImagingResult.PENDING)
                        : Conclusion.untold(study.study());
            }
            add(study, days, conclusion, name);
        }
    }

    private void read(ImagingStudy done, String name) {
        first(done.getProcedureCode()).filter(Studies::isKept).ifPresent(study -> {
            String status = done.hasStatus() ? done.getStatus().toCode() : "";
            if (status.equals("available")) {
                add(study, draft.days(done.getStartedElement()), Conclusion.untold(study.study()), name);
            } else {
                draft.note(
                        name, status.isEmpty() ? "has no status; it is ignored" : "is " + status + "; it is ignored");
            }
        });
    }

    private void read(Procedure done, String name) {
        codes.study(done.getCode()).filter(Studies::isKept).ifPresent(study -> {
            if (done.hasStatus() && done.getStatus().toCode().equals("completed")) {
                add(study, draft.days(done.getPerformed()), Conclusion.untold(study.study()), name);
            } else {
                draft.note(name, "is not completed; it is ignored");
            }
        });
    }

    private void add(CodedStudy study, Optional<Days> days, Conclusion conclusion, String name) {
        String what = "the " + study.study().code();
        if (days.isEmpty()) {
            draft.note(name, what + " has no date, so it may be of another illness; it is not counted");
        } else if (draft.counts(codes.window(), days.get(), what, name)) {
            PriorImaging done = StudyKinds.done(
                    study.study(),
                    study.region(),
                    days.get().isOneDay() ? days.get().first() : null,
                    conclusion.result(),
                    conclusion.finding(),
                    conclusion.site());
            draft.studies.add(new Value<>(done, name));
        }
    }

    private record Conclusion(ImagingResult result, Optional<ImagingFinding> finding, Optional<LesionSite> site) {

        static Conclusion of(ImagingResult result) {
            return new Conclusion(result, Optional.empty(), Optional.empty());
        }

        static Conclusion untold(Study study) {
            return of(StudyKinds.untold(study));
        }
    }

    private Conclusion conclusion(DiagnosticReport report, Study study, String name) {
        Set<TerminologyCode> told = new HashSet<>();
        report.getConclusionCode().stream()
                .filter(concept -> !concept.hasExtension(Urls.DATA_ABSENT_REASON))
                .forEach(concept -> told.addAll(TerminologyCode.of(concept)));
        Optional<ImagingFinding> finding = OwnCodes.IMAGING_FINDING.named(told);
        Optional<LesionSite> site = OwnCodes.LESION_SITE.named(told);
        return codes.result(study, told)
                .map(result -> new Conclusion(
                        result.result(), Optional.ofNullable(result.finding()).or(() -> finding), site))
                .or(() -> OwnCodes.IMAGING_RESULT
                        .named(told)
                        .filter(result -> result.isOf(study))
                        .map(result -> new Conclusion(result, finding, site)))
                .orElseGet(() -> {
                    draft.note(name, "has no coded conclusion that can be read; what it shows is not known");
                    return Conclusion.untold(study);
                });
    }

    private Optional<CodedStudy> first(List<CodeableConcept> concepts) {
        return concepts.stream()
                .flatMap(concept -> codes.study(concept).stream())
                .findFirst();
    }

    private static boolean isKept(CodedStudy study) {
        return StudyKinds.isKept(study.study());
    }

    /** A study and a procedure without a result are left out when a read study of the same day and region is there. */
    private static List<Value<PriorImaging>> withoutRepeats(List<Value<PriorImaging>> studies) {
        List<Value<PriorImaging>> kept = new ArrayList<>();
        for (Value<PriorImaging> one : studies) {
            boolean repeats = !one.value().result().isKnown()
                    && studies.stream().anyMatch(other -> !other.equals(one) && repeats(one, other, kept));
            if (!repeats) {
                kept.add(one);
            }
        }
        return kept;
    }

    private static boolean repeats(Value<PriorImaging> one, Value<PriorImaging> other, List<Value<PriorImaging>> kept) {
        PriorImaging mine = one.value();
        PriorImaging theirs = other.value();
        return mine.study() == theirs.study()
                && mine.region() == theirs.region()
                && mine.when().isPresent()
                && mine.when().equals(theirs.when())
                && (theirs.result().isKnown() || kept.contains(other));
    }
}

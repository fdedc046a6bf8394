package org.apposite.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.Reading.Seen;
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

    private final Mapping.Imaging mapping;

    Studies(Mapping mapping) {
        this.mapping = mapping.imaging();
    }

    void read(List<FhirRecord.Entry> entries, Reading reading) {
        Set<String> reported = new HashSet<>();
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof DiagnosticReport report) {
                read(report, entry.name(), entries, reported, reading);
            }
        }
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof ImagingStudy study && !reported.contains(entry.name())) {
                read(study, entry.name(), reading);
            } else if (entry.resource() instanceof Procedure procedure) {
                read(procedure, entry.name(), reading);
            }
        }
        List<Seen> once = withoutRepeats(reading.studies);
        reading.studies.clear();
        reading.studies.addAll(once);
    }

    private void read(
            DiagnosticReport report,
            String name,
            List<FhirRecord.Entry> entries,
            Set<String> reported,
            Reading reading) {
        Optional<Mapping.Procedure> procedure = procedure(report.getCode());
        Optional<Days> days = Days.of(report.getEffective(), reading.zone, reading.today);
        List<String> linked = new ArrayList<>();
        for (Reference reference : report.getImagingStudy()) {
            for (FhirRecord.Entry entry : entries) {
                if (entry.resource() instanceof ImagingStudy study && Subjects.names(reference, entry.name())) {
                    linked.add(entry.name());
                    procedure = procedure.or(() -> procedure(study.getProcedureCode()));
                    days = days.or(() -> Days.of(study.getStartedElement(), reading.zone));
                }
            }
        }
        if (procedure.isEmpty() || !isKept(procedure.get().study())) {
            return;
        }
        String status = report.hasStatus() ? report.getStatus().toCode() : "";
        if (status.equals("entered-in-error")) {
            reading.note(name, "was entered in error; it is ignored");
        } else if (status.equals("cancelled")) {
            reading.note(name, "was cancelled; it is ignored");
        } else {
            reported.addAll(linked);
            Study study = procedure.get().study();
            Conclusion conclusion;
            if (READ.contains(status)) {
                conclusion = conclusion(report, study, name, reading);
            } else {
                reading.note(name, "is not final; the study counts as not read yet");
                conclusion = UNREAD.contains(status)
                        ? new Conclusion(ImagingResult.PENDING, Optional.empty(), Optional.empty())
                        : Conclusion.none(study);
            }
            add(procedure.get(), days, conclusion, name, reading);
        }
    }

    private void read(ImagingStudy study, String name, Reading reading) {
        Optional<Mapping.Procedure> procedure = procedure(study.getProcedureCode());
        String status = study.hasStatus() ? study.getStatus().toCode() : "";
        if (procedure.isEmpty() || !isKept(procedure.get().study())) {
            return;
        }
        if (status.equals("available")) {
            add(
                    procedure.get(),
                    Days.of(study.getStartedElement(), reading.zone),
                    Conclusion.none(procedure.get().study()),
                    name,
                    reading);
        } else {
            reading.note(name, status.isEmpty() ? "has no status; it is ignored" : "is " + status + "; it is ignored");
        }
    }

    private void read(Procedure done, String name, Reading reading) {
        Optional<Mapping.Procedure> procedure = procedure(done.getCode());
        if (procedure.isEmpty() || !isKept(procedure.get().study())) {
            return;
        }
        if (done.hasStatus() && done.getStatus().toCode().equals("completed")) {
            add(
                    procedure.get(),
                    Days.of(done.getPerformed(), reading.zone, reading.today),
                    Conclusion.none(procedure.get().study()),
                    name,
                    reading);
        } else {
            reading.note(name, "is not completed; it is ignored");
        }
    }

    private void add(
            Mapping.Procedure procedure, Optional<Days> days, Conclusion conclusion, String name, Reading reading) {
        String what = "the " + procedure.study().code();
        if (days.isEmpty()) {
            reading.note(name, what + " has no date, so it may be of another illness; it is not counted");
        } else if (reading.counts(mapping.window(), days.get(), what, name)) {
            boolean silent = !conclusion.result().isKnown() || conclusion.result() == ImagingResult.NEGATIVE;
            reading.studies.add(new Seen(
                    new PriorImaging(
                            procedure.study(),
                            procedure.region(),
                            days.get().isOneDay() ? days.get().first() : null,
                            conclusion.result(),
                            silent || procedure.study() == Study.MRI
                                    ? null
                                    : conclusion.finding().orElse(null),
                            silent || procedure.study() != Study.MRI
                                    ? null
                                    : conclusion.site().orElse(null)),
                    name));
        }
    }

    private record Conclusion(ImagingResult result, Optional<ImagingFinding> finding, Optional<LesionSite> site) {

        /** The list of an MRI has no unknown result; one that is not told counts as not read. */
        static Conclusion none(Study study) {
            return new Conclusion(
                    study == Study.MRI ? ImagingResult.PENDING : ImagingResult.UNKNOWN,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private Conclusion conclusion(DiagnosticReport report, Study study, String name, Reading reading) {
        Set<Code> codes = new HashSet<>();
        report.getConclusionCode().stream()
                .filter(concept -> !Statements.isAbsent(concept))
                .forEach(concept -> codes.addAll(Code.of(concept)));
        Optional<ImagingFinding> finding = Codes.find(ImagingFinding.class, Names.IMAGING_FINDING, codes);
        Optional<LesionSite> site = Codes.find(LesionSite.class, Names.LESION_SITE, codes);
        for (Mapping.Result result : mapping.results()) {
            if (result.studies().contains(study) && result.codes().stream().anyMatch(codes::contains)) {
                return new Conclusion(
                        result.result(), Optional.ofNullable(result.finding()).or(() -> finding), site);
            }
        }
        Optional<ImagingResult> own = Codes.find(ImagingResult.class, Names.IMAGING_RESULT, codes);
        if (own.isPresent() && own.get().isOf(study)) {
            return new Conclusion(own.get(), finding, site);
        }
        reading.note(name, "has no coded conclusion that can be read; what it shows is not known");
        return Conclusion.none(study);
    }

    private Optional<Mapping.Procedure> procedure(List<CodeableConcept> concepts) {
        return concepts.stream().flatMap(concept -> procedure(concept).stream()).findFirst();
    }

    private Optional<Mapping.Procedure> procedure(CodeableConcept concept) {
        return Codes.procedure(mapping, concept);
    }

    private static boolean isKept(Study study) {
        return study == Study.RADIOGRAPHY || study == Study.CT || study == Study.MRI;
    }

    /** A study and a procedure without a result are left out when a read study of the same day and region is there. */
    private static List<Seen> withoutRepeats(List<Seen> studies) {
        List<Seen> kept = new ArrayList<>();
        for (Seen one : studies) {
            boolean repeats = !one.imaging().result().isKnown()
                    && studies.stream().anyMatch(other -> !other.equals(one) && repeats(one, other, kept));
            if (!repeats) {
                kept.add(one);
            }
        }
        return kept;
    }

    private static boolean repeats(Seen one, Seen other, List<Seen> kept) {
        PriorImaging mine = one.imaging();
        PriorImaging theirs = other.imaging();
        return mine.study() == theirs.study()
                && mine.region() == theirs.region()
                && mine.when().isPresent()
                && mine.when().equals(theirs.when())
                && (theirs.result().isKnown() || kept.contains(other));
    }
}

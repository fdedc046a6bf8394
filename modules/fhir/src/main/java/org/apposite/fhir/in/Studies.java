package org.apposite.fhir.in;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.identity.Entries;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.ImagingCodes;
import org.apposite.fhir.mapping.ImagingCodes.CodedResult;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Reads studies that were done: reports first, then studies and procedures that no report tells of. */
final class Studies {

    private static final Set<String> READ = Set.of("final", "amended", "corrected", "appended");
    /** Statuses of what was not done, or does not count as having been. */
    private static final Set<String> NOT_DONE = Set.of("entered-in-error", "cancelled", "not-done", "preparation");

    private static final Set<String> UNREAD = Set.of("registered", "partial", "preliminary");

    private final Vocabulary vocabulary;
    private final ImagingCodes codes;
    private final CaseDraft draft;
    private final Map<Link, Linked> links = new HashMap<>();
    private final Set<Link> reportedLinks = new HashSet<>();
    private final Set<Entry> reported = new HashSet<>();

    Studies(Vocabulary vocabulary, CaseDraft draft) {
        this.vocabulary = vocabulary;
        this.codes = draft.mapping.imaging();
        this.draft = draft;
    }

    /** How a report refers to studies: the same text means the same in all reports of one server and bundle. */
    private record Link(
            @Nullable String reference, @Nullable String base, int bundle) {}

    /** The studies that a link leads to, and what the first that tells it tells. Found out once, however many reports have it. */
    private record Linked(List<Entry> studies, Optional<CodedStudy> coded, Optional<Days> days) {}

    void read(List<Entry> entries, Entries record) {
        for (Entry entry : entries) {
            if (entry.resource() instanceof DiagnosticReport report) {
                read(report, entry, record);
            }
        }
        for (Entry entry : entries) {
            if (entry.resource() instanceof ImagingStudy study && !reported.contains(entry)) {
                read(study, entry.name());
            } else if (entry.resource() instanceof Procedure procedure) {
                read(procedure, entry.name());
            }
        }
        List<Value<PriorImaging>> once = withoutRepeats(draft.studies);
        draft.studies.clear();
        draft.studies.addAll(once);
    }

    private void read(DiagnosticReport report, Entry from, Entries record) {
        String name = from.name();
        Optional<CodedStudy> coded = draft.mapping.study(report.getCode());
        Optional<Days> days = draft.days(report.getEffective());
        Set<Link> linked = new LinkedHashSet<>();
        for (Reference reference : report.getImagingStudy()) {
            Link link = new Link(reference.getReference(), from.base(), from.bundle());
            if (linked.add(link)) {
                Linked found = links.computeIfAbsent(link, any -> linked(record.targets(from, reference)));
                coded = coded.or(found::coded);
                days = days.or(found::days);
            }
        }
        CodedStudy study = coded.filter(this::isKept).orElse(null);
        String status = report.hasStatus() ? report.getStatus().toCode() : "";
        if (coded.isEmpty() && !NOT_DONE.contains(status) && mayBeImaging(report)) {
            unclear(report.getCode(), days, name);
        }
        if (study == null) {
            return;
        }
        if (status.equals("entered-in-error")) {
            draft.note(name, Remark.of("entered-in-error"));
        } else if (status.equals("cancelled")) {
            draft.note(name, Remark.of("cancelled"));
        } else {
            linked.forEach(this::report);
            Conclusion conclusion;
            if (READ.contains(status)) {
                conclusion = conclusion(report, kind(study), name);
            } else {
                draft.note(name, Remark.of("report-not-final"));
                conclusion = UNREAD.contains(status) ? Conclusion.AWAITED : Conclusion.UNTOLD;
            }
            add(study, days, conclusion, name);
        }
    }

    private Linked linked(List<Entry> targets) {
        List<Entry> studies = targets.stream()
                .filter(entry -> entry.resource() instanceof ImagingStudy)
                .toList();
        return new Linked(
                studies,
                studies.stream()
                        .flatMap(one -> first((ImagingStudy) one.resource()).stream())
                        .findFirst(),
                studies.stream()
                        .flatMap(one -> draft.days(((ImagingStudy) one.resource()).getStartedElement()).stream())
                        .findFirst());
    }

    /** Studies that a report tells of are not told of once more. */
    private void report(Link link) {
        if (reportedLinks.add(link)) {
            reported.addAll(Objects.requireNonNull(links.get(link)).studies());
        }
    }

    private void read(ImagingStudy done, String name) {
        String status = done.hasStatus() ? done.getStatus().toCode() : "";
        Optional<CodedStudy> coded = first(done);
        if (coded.isEmpty() && !NOT_DONE.contains(status)) {
            CodeableConcept said = new CodeableConcept().setText(done.getDescription());
            unclear(
                    done.hasProcedureCode() ? done.getProcedureCodeFirstRep() : said,
                    draft.days(done.getStartedElement()),
                    name);
        }
        coded.filter(this::isKept).ifPresent(study -> {
            if (status.equals("available")) {
                add(study, draft.days(done.getStartedElement()), Conclusion.UNTOLD, name);
            } else {
                draft.note(name, status.isEmpty() ? Remark.of("no-status") : Remark.of("of-status", status));
                unclear(study, status);
            }
        });
    }

    private void read(Procedure done, String name) {
        draft.mapping
                .study(done.getCode(), done.getBodySite())
                .filter(this::isKept)
                .ifPresent(study -> {
                    String status = done.hasStatus() ? done.getStatus().toCode() : "";
                    if (status.equals("completed")) {
                        add(study, draft.days(done.getPerformed()), Conclusion.UNTOLD, name);
                    } else {
                        draft.note(name, Remark.of("not-completed"));
                        unclear(study, status);
                    }
                });
    }

    /** What may be any study of this illness must not look as if none had been done. */
    private void unclear(CodeableConcept code, Optional<Days> days, String name) {
        Integer most = codes.window().days();
        if (most != null
                && days.filter(one -> one.last().isBefore(draft.today.minusDays(most)))
                        .isPresent()) {
            return;
        }
        draft.note(name, Remark.of("study-not-understood", Statements.named(code)));
        draft.imagingUnclear = true;
    }

    private void unclear(CodedStudy study, String status) {
        if (!NOT_DONE.contains(status)) {
            draft.studiesUnclear.add(study.study());
        }
    }

    /**
     * Whether a report without a code that is understood may be of imaging: its category is of nothing else, or it has none,
     * and its code is not of LOINC, where laboratories have theirs.
     */
    private boolean mayBeImaging(DiagnosticReport report) {
        List<TerminologyCode> category = draft.mapping.codes(report.getCategory());
        return category.isEmpty()
                ? draft.mapping.systems().of(report.getCode()).stream()
                        .noneMatch(code -> code.system().equals(Urls.LOINC))
                : category.stream().noneMatch(codes.notImaging()::contains);
    }

    private void add(CodedStudy coded, Optional<Days> days, Conclusion conclusion, String name) {
        Study study = kind(coded);
        Remark what = Remark.of("study", study.code());
        Optional<String> result = conclusion.result().apply(study);
        if (days.isEmpty()) {
            draft.note(name, Remark.of("study-undated", what));
            draft.studiesUnclear.add(study.code());
        } else if (result.isEmpty()) {
            draft.note(name, Remark.of("study-without-result", what));
            draft.studiesUnclear.add(study.code());
        } else if (draft.counts(codes.window(), days.get(), what, name)) {
            PriorImaging done = StudyKinds.done(
                    coded,
                    study,
                    days.get().isOneDay() ? days.get().first() : null,
                    result.get(),
                    conclusion.finding(),
                    conclusion.site());
            draft.studies.add(new Value<>(done, name));
        }
    }

    /**
     * What is told of what a study shows.
     *
     * @param result the result, by the kind of study
     */
    private record Conclusion(
            Function<Study, Optional<String>> result, Optional<String> finding, Optional<String> site) {

        static final Conclusion AWAITED = new Conclusion(StudyKinds::awaited, Optional.empty(), Optional.empty());
        static final Conclusion UNTOLD = new Conclusion(StudyKinds::untold, Optional.empty(), Optional.empty());
    }

    private Conclusion conclusion(DiagnosticReport report, Study study, String name) {
        List<CodeableConcept> concepts = report.getConclusionCode();
        List<TerminologyCode> told = draft.mapping.codes(concepts);
        Set<String> phrases = Stream.concat(
                        Stream.ofNullable(report.getConclusion()),
                        concepts.stream().flatMap(concept -> Stream.ofNullable(concept.getText())))
                .map(ImagingCodes::phrase)
                .collect(Collectors.toSet());
        Optional<CodedResult> coded = codes.result(study.code(), told, phrases);
        Optional<String> result = coded.map(CodedResult::result)
                .or(() -> OwnCodes.results(vocabulary)
                        .named(told)
                        .filter(own -> study.results().containsKey(own)));
        if (result.isEmpty()) {
            draft.note(name, Remark.of("no-conclusion"));
            return Conclusion.UNTOLD;
        }
        return new Conclusion(
                any -> result,
                coded.flatMap(one -> Optional.ofNullable(one.finding()))
                        .or(() -> OwnCodes.findings(vocabulary).named(told)),
                OwnCodes.sites(vocabulary).named(told));
    }

    private Optional<CodedStudy> first(ImagingStudy done) {
        List<CodeableConcept> sites = done.getSeries().stream()
                .map(ImagingStudySeriesComponent::getBodySite)
                .filter(Coding::hasCode)
                .distinct()
                .map(site -> new CodeableConcept().addCoding(site))
                .toList();
        return done.getProcedureCode().stream()
                .flatMap(concept -> draft.mapping.study(concept, sites).stream())
                .findFirst()
                .or(() -> codes.ofModality(modality(done), draft.mapping.codes(sites)));
    }

    private List<TerminologyCode> modality(ImagingStudy done) {
        return Stream.concat(
                        done.getModality().stream(),
                        done.getSeries().stream().map(ImagingStudySeriesComponent::getModality))
                .flatMap(coding -> draft.mapping.systems().of(coding).stream())
                .toList();
    }

    private Study kind(CodedStudy coded) {
        return Objects.requireNonNull(vocabulary.studies().get(coded.study()), coded.study());
    }

    private boolean isKept(CodedStudy coded) {
        return kind(coded).isPrior();
    }

    /** A study and a procedure without a result are left out when a read study of the same day and region is there. */
    private List<Value<PriorImaging>> withoutRepeats(List<Value<PriorImaging>> studies) {
        Set<Shown> read = studies.stream()
                .map(Value::value)
                .filter(this::isRead)
                .map(Shown::of)
                .collect(Collectors.toSet());
        Map<Shown, Value<PriorImaging>> unread = new HashMap<>();
        List<Value<PriorImaging>> kept = new ArrayList<>();
        for (Value<PriorImaging> one : studies) {
            Shown shown = Shown.of(one.value());
            boolean repeats = !isRead(one.value())
                    && one.value().when().isPresent()
                    && (read.contains(shown)
                            || !unread.computeIfAbsent(shown, any -> one).equals(one));
            if (!repeats) {
                kept.add(one);
            }
        }
        return kept;
    }

    /** What two studies have in common of which one may be the other once more. */
    private record Shown(
            String kind, String region, @Nullable Side side, Optional<LocalDate> when) {

        static Shown of(PriorImaging done) {
            return new Shown(done.kind(), done.region(), done.side(), done.when());
        }
    }

    private boolean isRead(PriorImaging done) {
        Study study = vocabulary.studies().get(done.study());
        return study != null
                && study.result(done.result()).filter(Study.Result::isRead).isPresent();
    }
}

package org.apposite.fhir.questionnaire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.QuantityCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.questionnaire.CaseAnswers.StudyAnswer;
import org.apposite.fhir.questionnaire.FilledCase.Change;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;

/**
 * Lays the answers of a form over a case. An answer takes the place of what the case states of its datum, a question that stands
 * in the response without an answer takes it back, and what is not in the response stays as it was. For one use.
 */
public final class AnswersOver {

    private static final String EXAMINATION = "examination";
    private static final String CONDITIONS = "conditions";
    private static final String IMAGING = "imaging";

    private final Vocabulary vocabulary;
    private final Mapping mapping;
    private final PatientCase stated;
    private final Set<String> redFlags;
    private final QuestionnaireResponse response;

    private final Set<Remark> notes = new LinkedHashSet<>();
    /** The data that the answers say something of. */
    private final Set<String> touched = new HashSet<>();

    private CaseAnswers answers;
    private PatientCaseBuilder builder = PatientCase.builder();
    private String contradiction = "";

    public AnswersOver(
            Vocabulary vocabulary,
            Mapping mapping,
            PatientCase stated,
            Set<String> redFlags,
            QuestionnaireResponse response) {
        this.vocabulary = vocabulary;
        this.mapping = mapping;
        this.stated = stated;
        this.redFlags = redFlags;
        this.response = response;
        this.answers = new CaseAnswers(vocabulary, response);
    }

    /**
     * The case with the answers.
     *
     * @throws IllegalArgumentException when the answers contradict each other
     */
    public FilledCase filled() {
        Optional<PatientCase> consistent = over(Set.of());
        PatientCase patient = consistent.isPresent() ? consistent.get() : givingWay();
        answers.untaken().forEach(linkId -> notes.add(Remark.of("answer-not-taken", name(linkId))));
        return new FilledCase(patient, changes(patient), List.copyOf(notes));
    }

    /** An answer counts, so what contradicts it gives way: as little as can be. */
    private PatientCase givingWay() {
        Set<String> without = new LinkedHashSet<>(statedData());
        without.removeAll(touched);
        PatientCase patient = over(without)
                .orElseThrow(() -> new IllegalArgumentException("the answers contradict each other: " + contradiction));
        for (String datum : List.copyOf(without)) {
            Set<String> fewer = new LinkedHashSet<>(without);
            fewer.remove(datum);
            Optional<PatientCase> more = over(fewer);
            if (more.isPresent()) {
                without = fewer;
                patient = more.get();
            }
        }
        without.forEach(datum -> notes.add(Remark.of("contradicts-answer", name(datum))));
        return patient;
    }

    /** What the case states, by the codes that take it back; findings first, as they are what red flags rest on. */
    private Set<String> statedData() {
        Set<String> data = new LinkedHashSet<>(new TreeSet<>(stated.findings().keySet()));
        data.addAll(stated.choices().keySet());
        data.addAll(stated.measurements().keySet());
        data.addAll(List.of(
                Datum.COMPLAINT.code(),
                Datum.AGE.code(),
                Datum.REGION.code(),
                LinkIds.SIDE,
                Datum.DURATION.code(),
                EXAMINATION,
                CONDITIONS,
                IMAGING));
        return data;
    }

    /** The case but for some data, with the answers laid over it; empty where what comes out contradicts itself. */
    private Optional<PatientCase> over(Set<String> without) {
        try {
            PatientCase patient = laid(without);
            vocabulary.check(patient);
            checkTogether(patient);
            return Optional.of(patient);
        } catch (IllegalArgumentException e) {
            contradiction = String.valueOf(e.getMessage());
            return Optional.empty();
        }
    }

    /** What cannot be true together although the rules would answer it. */
    private void checkTogether(PatientCase patient) {
        patient.duration()
                .ifPresent(lasted -> patient.measurements().forEach((code, all) -> {
                    Quantity quantity = vocabulary.quantities().get(code);
                    if (quantity != null && all.stream().anyMatch(one -> quantity.outlasts(one, lasted.to()))) {
                        throw new IllegalArgumentException(
                                name(code) + " cannot be longer than the complaint has lasted");
                    }
                }));
    }

    private PatientCase laid(Set<String> without) {
        answers = new CaseAnswers(vocabulary, response);
        builder = stated.toBuilder();
        touched.clear();
        without.forEach(datum -> {
            switch (datum) {
                case CONDITIONS -> builder.conditionsNotStated();
                case IMAGING -> builder.imagingNotStated();
                default -> builder.notStated(datum);
            }
        });
        lay(Datum.AGE.code(), answers.age(), builder::age);
        lay(Datum.SEX.code(), answers.sex(), builder::sex);
        lay(Datum.COMPLAINT.code(), answers.complaint(), builder::complaint);
        lay(Datum.REGION.code(), answers.region(), builder::region);
        lay(LinkIds.SIDE, answers.side(), builder::side);
        lay(Datum.DURATION.code(), answers.duration(), builder::duration);
        lay(LinkIds.EXAMINATION_REGION, EXAMINATION, answers.examinedAt(), builder::examinedAt);
        findings();
        suspicions();
        vocabulary
                .choices()
                .forEach((code, choice) -> lay(code, answers.chosen(choice), value -> builder.chosen(code, value)));
        for (Map.Entry<String, QuantityCodes> quantity : mapping.quantities().entrySet()) {
            lay(
                    quantity.getKey(),
                    answers.measured(quantity.getValue(), mapping.units()),
                    measured -> builder.measured(quantity.getKey(), measured));
        }
        side();
        return withImaging(builder.build());
    }

    private <T> void lay(String linkId, Optional<T> answer, Consumer<T> state) {
        lay(linkId, linkId, answer, state);
    }

    private <T> void lay(String linkId, String datum, Optional<T> answer, Consumer<T> state) {
        if (answer.isPresent() || answers.leftEmpty().contains(linkId)) {
            touched.add(datum);
            builder.notStated(datum);
            answer.ifPresent(state);
        }
    }

    /** What is answered of a term; unknown where it is taken back, empty where nothing can be read. */
    private Optional<Presence> presence(String code) {
        return answers.leftEmpty().contains(code) ? Optional.of(Presence.UNKNOWN) : answers.presence(code);
    }

    private void side() {
        PatientCase known = builder.build();
        Side side = known.side().orElse(null);
        if (side != null
                && StudyKinds.sideOf(StudyKinds.place(known, vocabulary).orElse(null), side, vocabulary) == null) {
            notes.add(Remark.of("region-has-none", name(LinkIds.SIDE)));
            builder.notStated(LinkIds.SIDE);
        }
    }

    private void findings() {
        Map<String, Presence> told = new LinkedHashMap<>();
        for (Term term : vocabulary.terms().values()) {
            if (term.isFinding()) {
                presence(term.code()).ifPresent(presence -> told.put(term.code(), presence));
            }
        }
        oneByOne(told);
        told.forEach((code, presence) -> {
            touched.add(code);
            builder.notStated(code).finding(code, presence);
        });
    }

    /** A list that tells all of many data is told datum by datum where the answers say otherwise of one of them. */
    private void oneByOne(Map<String, Presence> told) {
        List<String> conditions = vocabulary.codes(Kind.CONDITION);
        if (stated.conditions().isPresent() && told.keySet().stream().anyMatch(conditions::contains)) {
            Set<String> listed = stated.conditions().get();
            touched.add(CONDITIONS);
            builder.conditionsNotStated();
            conditions.forEach(code ->
                    builder.notStated(code).finding(code, listed.contains(code) ? Presence.PRESENT : Presence.ABSENT));
        }
        boolean isFlagOpen = told.entrySet().stream()
                .anyMatch(one -> one.getValue() == Presence.UNKNOWN && redFlags.contains(one.getKey()));
        if (stated.allOtherRedFlagsAbsent() && isFlagOpen) {
            builder.otherRedFlagsNotStated();
            redFlags.stream()
                    .filter(code -> !stated.findings().containsKey(code))
                    .forEach(code -> builder.finding(code, Presence.ABSENT));
        }
    }

    /** The list of suspicions is complete or not there: none is stated absent as long as one is not answered. */
    private void suspicions() {
        Map<String, Presence> told = new TreeMap<>();
        List<String> all = vocabulary.codes(Kind.SUSPICION);
        all.forEach(code -> presence(code).ifPresent(presence -> told.put(code, presence)));
        if (told.isEmpty()) {
            return;
        }
        stated.suspected()
                .ifPresent(listed -> (listed.isEmpty() ? all : listed)
                        .forEach(
                                code -> told.putIfAbsent(code, listed.isEmpty() ? Presence.ABSENT : Presence.PRESENT)));
        List<String> suspected = told.entrySet().stream()
                .filter(one -> one.getValue() == Presence.PRESENT)
                .map(Map.Entry::getKey)
                .toList();
        long denied = told.values().stream()
                .filter(presence -> presence == Presence.ABSENT)
                .count();
        touched.add(Datum.SUSPECTED.code());
        builder.notStated(Datum.SUSPECTED.code());
        if (!suspected.isEmpty() || denied == all.size()) {
            builder.suspected(suspected.toArray(String[]::new));
        }
    }

    /**
     * The case with the studies that the answers tell of. The list of studies is complete or not there: as long as nobody has
     * said so, a kind of study of which nothing shows the area of the complaint goes in as one of an unknown region.
     */
    private PatientCase withImaging(PatientCase patient) {
        PatientCase done = patient;
        Optional<Region> area = StudyKinds.area(patient, vocabulary);
        boolean isElsewhere = !area.equals(StudyKinds.area(stated, vocabulary));
        for (Study study : StudyKinds.asked(vocabulary)) {
            List<PriorImaging> studies = new ArrayList<>(done.imaging().orElse(List.of()));
            Optional<Presence> told = told(study);
            boolean isOpen;
            if (told.isPresent()) {
                touched.add(IMAGING);
                isOpen = take(study, told.get(), studies);
            } else {
                isOpen = isElsewhere && new StatedStudies(vocabulary, study, stated).isMentioned();
            }
            if (told.isPresent() || isOpen) {
                List<PriorImaging> open = StudyKinds.open(study);
                studies.removeAll(open);
                if (isOpen) {
                    List<PriorImaging> known = List.copyOf(studies);
                    open.stream()
                            .filter(one -> known.stream()
                                    .noneMatch(other -> other.kind().equals(one.kind())
                                            && StudyKinds.tellsOf(other, study, area, vocabulary)))
                            .forEach(studies::add);
                }
                done = with(done, studies);
            }
        }
        return done;
    }

    private PatientCase with(PatientCase patient, List<PriorImaging> studies) {
        PatientCaseBuilder changed = patient.toBuilder().imagingNotStated();
        if (patient.imaging().isEmpty()) {
            // Of the other kinds nobody has said anything yet.
            for (Study other : StudyKinds.asked(vocabulary)) {
                if (told(other).isEmpty()) {
                    studies.addAll(StudyKinds.open(other));
                }
            }
        }
        return changed.imaging(studies).build();
    }

    /** What the answers say of whether a study was done; what they tell of one says that it was. */
    private Optional<Presence> told(Study study) {
        String datum = String.valueOf(study.datum());
        boolean isDetailed = details(study).stream()
                .anyMatch(linkId -> answers.has(linkId) || answers.leftEmpty().contains(linkId));
        Optional<Presence> done = presence(datum);
        return done.isEmpty() && isDetailed ? Optional.of(Presence.PRESENT) : done;
    }

    /** Puts what is answered of a study into the place of the one that the form showed; whether it stays open that one was done. */
    private boolean take(Study study, Presence told, List<PriorImaging> studies) {
        Optional<PriorImaging> shown = new StatedStudies(vocabulary, study, stated).asked();
        int place = shown.map(studies::indexOf).orElse(-1);
        if (told != Presence.PRESENT) {
            shown.ifPresent(studies::remove);
            return told == Presence.UNKNOWN;
        }
        Optional<PriorImaging> done = done(study, shown);
        if (done.isEmpty()) {
            notes.add(Remark.of(shown.isPresent() ? "result-missing-known-before" : "result-missing", study.display()));
            return shown.isEmpty();
        }
        if (place < 0) {
            studies.add(done.get());
        } else {
            studies.set(place, done.get());
        }
        return false;
    }

    private Optional<PriorImaging> done(Study study, Optional<PriorImaging> shown) {
        Map<String, Type> all = new TreeMap<>();
        shown.ifPresent(one -> all.putAll(new StatedStudies(vocabulary, study, stated).answersOf(one)));
        details(study).forEach(linkId -> {
            List<Type> given = answers.of(linkId);
            if (answers.leftEmpty().contains(linkId)) {
                all.remove(linkId);
            } else if (given.size() == 1) {
                all.put(linkId, given.get(0));
            }
        });
        StudyAnswer answer = new CaseAnswers(vocabulary, all).study(study);
        answers.study(study);
        return answer.result()
                .map(result -> StudyKinds.done(
                        sided(answer.done()),
                        study,
                        answer.date().flatMap(AnswersOver::day).orElse(null),
                        result,
                        answer.finding(),
                        answer.site()));
    }

    private CodedStudy sided(CodedStudy one) {
        return new CodedStudy(
                one.study(),
                one.technique(),
                one.region(),
                StudyKinds.sideOf(one.region(), one.side(), vocabulary),
                one.contrast());
    }

    private static Optional<LocalDate> day(BaseDateTimeType date) {
        try {
            return Optional.of(LocalDate.parse(date.getValueAsString()));
        } catch (DateTimeException e) {
            // A month or a year is no day.
            return Optional.empty();
        }
    }

    private static List<String> details(Study study) {
        return LinkIds.OF_STUDY.stream().map(part -> study.datum() + part).toList();
    }

    private List<Change> changes(PatientCase patient) {
        Map<String, StatedAnswer> before = byLinkId(stated);
        Map<String, StatedAnswer> now = byLinkId(patient);
        Set<String> linkIds = new LinkedHashSet<>(before.keySet());
        linkIds.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String linkId : linkIds) {
            StatedAnswer old = before.get(linkId);
            StatedAnswer other = now.get(linkId);
            String was = old == null ? "" : old.value();
            String is = other == null ? "" : other.value();
            if (!was.equals(is)) {
                changes.add(new Change(linkId, old == null ? name(linkId) : old.name(), was, is));
            }
        }
        return changes;
    }

    private Map<String, StatedAnswer> byLinkId(PatientCase patient) {
        Map<String, StatedAnswer> all = new LinkedHashMap<>();
        StatedAnswers.of(vocabulary, patient, redFlags).forEach(one -> all.putIfAbsent(one.linkId(), one));
        return all;
    }

    /** The datum of a question; that of a part of a study is the study. */
    private String name(String linkId) {
        int part = linkId.indexOf('.');
        Term term = vocabulary.terms().get(part < 0 ? linkId : linkId.substring(0, part));
        return term == null ? linkId : term.display();
    }
}

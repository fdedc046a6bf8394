package org.apposite.fhir.in;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.in.TermIndex.Match;
import org.apposite.fhir.mapping.ImagingCodes.CodedResult;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.fhir.mapping.Mapping.Relation;
import org.apposite.fhir.mapping.Window;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** What has been read so far of one record. For one use. */
final class CaseDraft {

    final Mapping mapping;
    final LocalDate today;
    final Days now;

    /** When the order was placed, or now: the time at which durations are reckoned. */
    Days asked;

    final Map<String, Said> said = new HashMap<>();
    final List<Complaint> complaints = new ArrayList<>();
    final List<Value<PriorImaging>> studies = new ArrayList<>();
    final Set<String> studiesNotDone = new TreeSet<>();
    /** Of which kinds of study something is there that does not tell what was done. */
    final Set<String> studiesUnclear = new TreeSet<>();

    /** Whether anything is there, or missing, that may be a study of any kind. */
    boolean imagingUnclear;

    /** Whether the host says that all imaging is there, so that each thing that may be a study matters. */
    boolean allImaging;

    final List<Ordered> orders = new ArrayList<>();

    /** Of which day each resource is, by its name; two of one name and of different days have none. */
    final Map<String, String> dates = new HashMap<>();

    /** What was set aside because it is not clear whose it is. */
    final List<Entry> unclaimed = new ArrayList<>();

    /** What was measured of each quantity, and what was chosen of each choice, by code. */
    final Map<String, List<Dated<Measurement>>> measured = new HashMap<>();

    final Map<String, List<Dated<String>>> chosen = new HashMap<>();

    @Nullable
    Value<Range<Age>> age;

    @Nullable
    Value<Sex> sex;

    @Nullable
    Value<String> complaint;

    @Nullable
    Value<String> region;

    @Nullable
    Value<Side> side;

    @Nullable
    Value<Range<Duration>> duration;

    @Nullable
    Value<String> examinedAt;

    private final ZoneId zone;
    private final Set<FhirCase.Note> notes = new LinkedHashSet<>();

    CaseDraft(Mapping mapping, Instant now, ZoneId zone) {
        this.mapping = mapping;
        this.now = Days.at(now, zone);
        this.today = this.now.first();
        this.zone = zone;
        this.asked = this.now;
    }

    /** A value and the resource that says it. */
    record Value<T>(T value, String resource) {}

    /** An order and the requests that ask for it or a part of it. */
    record Ordered(ImagingOrder order, List<String> resources) {}

    /** A value, when it was so, and the resource that says it. */
    record Dated<T>(T value, Days when, String resource) {

        /** Those after which there is none for sure. */
        static <T> List<Dated<T>> latest(List<Dated<T>> all) {
            return all.stream()
                    .map(Dated::when)
                    .max(Comparator.comparing(Days::from))
                    .map(last -> all.stream()
                            .filter(one -> !last.isAfter(one.when()))
                            .toList())
                    .orElse(List.of());
        }
    }

    /** A complaint, with the region and the first day of it where they are told. */
    record Complaint(String code, Optional<String> region, Optional<Days> since, String resource) {}

    /** The diagnoses that name what only imaging shows. */
    final List<Diagnosis> diagnoses = new ArrayList<>();

    /** What only imaging shows, as the results that it would be, and how people name it. */
    record Diagnosis(List<CodedResult> shown, String named, String resource) {}

    /** What was said of one term, by resource. */
    static final class Said {
        final Set<String> present = new LinkedHashSet<>();
        final Set<String> absent = new LinkedHashSet<>();
        final Set<String> doubtful = new LinkedHashSet<>();
        /** What only hints at it: unlike a doubt it says nothing against a denial. */
        final Set<String> hints = new LinkedHashSet<>();
        /** Measurements in range, by their name; only all of them together are an absence. */
        final Map<String, Set<String>> inRange = new LinkedHashMap<>();
    }

    Said of(String term) {
        return said.computeIfAbsent(term, code -> new Said());
    }

    void note(String resource, Remark text) {
        note(Concern.NONE, resource, text);
    }

    void note(Concern concern, String resource, Remark text) {
        notes.add(new FhirCase.Note(resource, text, concern, false));
    }

    /** Notes that a resource is, or may be, of somebody else. */
    void setAside(String resource, Remark text) {
        notes.add(new FhirCase.Note(resource, text, Concern.NONE, true));
    }

    List<FhirCase.Note> notes() {
        return List.copyOf(notes);
    }

    /** Takes back the notes of one complaint before the next one. */
    void notesOnly(List<FhirCase.Note> kept) {
        notes.clear();
        notes.addAll(kept);
    }

    /** The days of a point in time or a period, where the patient is. */
    Optional<Days> days(@Nullable Type value) {
        return Days.of(value, zone, today);
    }

    /** Takes over when the order was placed; not a time that is still to come. */
    void order(Days placed) {
        if (!placed.from().isAfter(now.to())) {
            asked = placed.to().isAfter(now.to()) ? new Days(placed.first(), today, placed.from(), now.to()) : placed;
        }
    }

    /** Whether a dated statement counts; a note says why it does not. */
    boolean counts(Window window, Days days, Remark what, String resource) {
        return counts(window, days, what, Concern.NONE, resource);
    }

    /** Whether a statement of a term counts. */
    boolean counts(Mapping.Term term, Days days, String resource) {
        return counts(term.window(), days, Remark.words(term.display()), term.concern(), resource);
    }

    private boolean counts(Window window, Days days, Remark what, Concern concern, String resource) {
        if (days.first().isAfter(today)) {
            note(concern, resource, Remark.of("after-today", what, days.told()));
            return false;
        }
        if (window.days() != null && days.first().isBefore(today.minusDays(window.days()))) {
            note(concern, resource, Remark.of("too-old", what, days.told(), Remark.of("days", window.days())));
            return false;
        }
        return true;
    }

    void doubt(Mapping.Term term, Remark why, String resource) {
        of(term.code()).doubtful.add(resource);
        note(term.concern(), resource, Remark.of("doubtful", why, term.display()));
    }

    /** What only hints at a term leaves it unknown. */
    void hint(Mapping.Term term, String resource) {
        setAside(term, Remark.of("hint", term.display()), resource);
    }

    /** What names a term, and is not counted, leaves it unknown. */
    void setAside(Mapping.Term term, Remark text, String resource) {
        of(term.code()).hints.add(resource);
        note(term.concern(), resource, text);
    }

    void refute(Match match, Optional<Days> days, String resource) {
        Mapping.Term term = match.term();
        if (match.relation() != Relation.TERM) {
            note(resource, Remark.of("denies-a-kind", term.display()));
        } else {
            deny(term, days, resource);
        }
    }

    void deny(Mapping.Term term, Optional<Days> days, String resource) {
        if (days.isEmpty()) {
            note(resource, Remark.of("denied-undated", term.display()));
        } else if (counts(mapping.absenceWindow(), days.get(), Remark.of("absence-of", term.display()), resource)) {
            of(term.code()).absent.add(resource);
        }
    }

    /** A complaint that is present is one of the patient's, in the region of its code, or else of the body sites. */
    void complain(Match match, List<CodeableConcept> sites, Optional<Days> since, String resource) {
        Mapping.Term term = match.term();
        if (term.kind() == Kind.COMPLAINT) {
            Optional<String> region = Optional.ofNullable(match.region())
                    .or(() -> mapping.imaging().region(mapping.codes(sites)));
            complaints.add(new Complaint(term.code(), region, since, resource));
        }
    }

    /** The value of a choice; one of an unknown day counts where any age does. */
    void choose(Mapping.Term term, String value, Optional<Days> days, String resource) {
        if (days.isEmpty() && term.window().days() != null) {
            note(resource, Remark.of("stated-undated", term.display()));
        } else if (days.isEmpty() || counts(term, days.get(), resource)) {
            chosen.computeIfAbsent(term.code(), code -> new ArrayList<>())
                    .add(new Dated<>(value, days.orElseGet(() -> Days.until(today, zone)), resource));
        }
    }
}

package org.apposite.fhir.in;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.fhir.in.TermIndex.Match;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.Mapping.Relation;
import org.apposite.fhir.mapping.Window;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Sex;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** What has been read so far of one record. For one use. */
final class CaseDraft {

    final Mapping mapping;
    final LocalDate today;

    final Map<String, Said> said = new HashMap<>();
    final List<Complaint> complaints = new ArrayList<>();
    final List<Value<PriorImaging>> studies = new ArrayList<>();
    final Set<Study> studiesNotDone = new TreeSet<>();
    final List<Value<ImagingOrder>> orders = new ArrayList<>();

    @Nullable
    Value<Age> age;

    @Nullable
    Value<Sex> sex;

    @Nullable
    Value<Double> egfr;

    @Nullable
    LocalDate egfrDay;

    @Nullable
    Value<String> symptom;

    @Nullable
    Value<Region> region;

    @Nullable
    Value<Integer> durationDays;

    @Nullable
    Value<Region> examinedAt;

    private final ZoneId zone;
    private final Set<FhirCase.Note> notes = new LinkedHashSet<>();

    CaseDraft(Mapping mapping, LocalDate today, ZoneId zone) {
        this.mapping = mapping;
        this.today = today;
        this.zone = zone;
    }

    /** A value and the resource that says it. */
    record Value<T>(T value, String resource) {}

    /** A complaint, with the region and the first day of it where they are told. */
    record Complaint(String symptom, Optional<Region> region, Optional<Days> since, String resource) {}

    /** What was said of one term, by resource. */
    static final class Said {
        final Set<String> present = new LinkedHashSet<>();
        final Set<String> absent = new LinkedHashSet<>();
        final Set<String> doubtful = new LinkedHashSet<>();
        /** Measurements in range, by their name; only all of them together are an absence. */
        final Map<String, Set<String>> inRange = new LinkedHashMap<>();
    }

    Said of(String term) {
        return said.computeIfAbsent(term, code -> new Said());
    }

    void note(String resource, String text) {
        notes.add(new FhirCase.Note(resource, text));
    }

    List<FhirCase.Note> notes() {
        return List.copyOf(notes);
    }

    /** The days of a point in time or a period, where the patient is. */
    Optional<Days> days(@Nullable Type value) {
        return Days.of(value, zone, today);
    }

    /** Whether a dated statement counts; a note says why it does not. */
    boolean counts(Window window, Days days, String what, String resource) {
        if (days.first().isAfter(today)) {
            note(resource, what + " is of " + days + ", after today; it is not counted");
            return false;
        }
        if (window.days() != null && days.first().isBefore(today.minusDays(window.days()))) {
            note(resource, what + " is of " + days + ", more than " + window + " ago; it is not counted");
            return false;
        }
        return true;
    }

    void doubt(Mapping.Term term, String why, String resource) {
        of(term.code()).doubtful.add(resource);
        note(resource, why + "; it does not tell whether " + term.display() + " is there");
    }

    void refute(Match match, Optional<Days> days, String resource) {
        Mapping.Term term = match.term();
        if (match.relation() != Relation.TERM) {
            note(resource, "denies a kind of " + term.display() + ", not all of it");
        } else if (days.isEmpty()) {
            note(resource, "denies " + term.display() + " without a date; it is not counted");
        } else if (counts(mapping.absenceWindow(), days.get(), "the absence of " + term.display(), resource)) {
            of(term.code()).absent.add(resource);
        }
    }

    /** A symptom that is present is a complaint. */
    void complain(Match match, Optional<Days> since, String resource) {
        Mapping.Term term = match.term();
        if (term.kind() == Kind.SYMPTOM) {
            complaints.add(new Complaint(
                    term.code(), Optional.ofNullable(term.regions().get(match.code())), since, resource));
        }
    }
}

package org.apposite.fhir;

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
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Sex;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;

/** What has been read so far of one record. For one use. */
final class Reading {

    final Mapping mapping;
    final LocalDate today;
    final ZoneId zone;

    final Map<String, Said> said = new HashMap<>();
    final List<Complaint> complaints = new ArrayList<>();
    final List<Seen> studies = new ArrayList<>();
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

    private final Set<FhirCase.Note> notes = new LinkedHashSet<>();

    Reading(Mapping mapping, LocalDate today, ZoneId zone) {
        this.mapping = mapping;
        this.today = today;
        this.zone = zone;
    }

    /** A value and the resource that says it. */
    record Value<T>(T value, String resource) {}

    /** A complaint, with the region and the first day of it where they are told. */
    record Complaint(String symptom, Optional<Region> region, Optional<Days> since, String resource) {}

    /** A study that was done. */
    record Seen(PriorImaging imaging, String resource) {}

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

    /** Whether a dated statement counts; a note says why it does not. */
    boolean counts(Window window, Days days, String what, String resource) {
        Window.Place place = window.place(days, today);
        if (place == Window.Place.FUTURE) {
            note(resource, what + " is of " + days + ", after today; it is not counted");
        } else if (place == Window.Place.BEFORE) {
            note(resource, what + " is of " + days + ", more than " + window + " ago; it is not counted");
        }
        return place == Window.Place.IN;
    }
}

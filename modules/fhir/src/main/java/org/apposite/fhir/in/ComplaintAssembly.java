package org.apposite.fhir.in;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.in.CaseDraft.Complaint;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Datum;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Range;
import org.apposite.patient.Side;

/** Puts together the complaint: which it is, where, since when, and at what level its signs are. */
final class ComplaintAssembly {

    private final Vocabulary vocabulary;
    private final CaseDraft draft;
    private final SourcedCase made;
    private final Told told;

    /**
     * One of the complaints that a record tells of.
     *
     * @param code its code, empty where the record tells of none
     * @param statements what resources state of it
     * @param resources the resources that tell it, or the form that does
     * @param isOfForm whether the place, the side and the duration that a form tells are those of this complaint
     */
    record Told(Optional<String> code, List<Complaint> statements, Set<String> resources, boolean isOfForm) {

        /** All of a record: the one that was answered first, the others in the order of the mapping; one when there is none. */
        static List<Told> all(CaseDraft draft) {
            Set<String> codes = new LinkedHashSet<>();
            if (draft.complaint != null) {
                codes.add(draft.complaint.value());
            }
            draft.mapping.terms().stream()
                    .filter(term -> term.kind() == Kind.COMPLAINT)
                    .map(Mapping.Term::code)
                    .filter(code ->
                            draft.complaints.stream().anyMatch(one -> one.code().equals(code)))
                    .forEach(codes::add);
            if (codes.isEmpty()) {
                return List.of(new Told(Optional.empty(), List.of(), Set.of(), true));
            }
            List<Told> all = new ArrayList<>();
            for (String code : codes) {
                List<Complaint> statements = draft.complaints.stream()
                        .filter(one -> one.code().equals(code))
                        .toList();
                Set<String> resources = new LinkedHashSet<>();
                if (draft.complaint != null && draft.complaint.value().equals(code)) {
                    resources.add(draft.complaint.resource());
                } else {
                    statements.forEach(one -> resources.add(one.resource()));
                }
                all.add(new Told(Optional.of(code), statements, resources, all.isEmpty()));
            }
            return all;
        }
    }

    ComplaintAssembly(Vocabulary vocabulary, CaseDraft draft, SourcedCase made, Told told) {
        this.told = told;
        this.vocabulary = vocabulary;
        this.draft = draft;
        this.made = made;
    }

    void assemble() {
        told.code().ifPresent(code -> {
            made.builder.complaint(code);
            made.origin(Datum.COMPLAINT.code(), code, told.resources());
        });
        region(told.statements());
        duration(told.statements());
        Value<Side> side = draft.side;
        String place = StudyKinds.place(made.builder.build(), vocabulary).orElse(null);
        if (side != null && told.isOfForm() && StudyKinds.sideOf(place, side.value(), vocabulary) == null) {
            draft.note(side.resource(), Remark.of("side-of-none"));
        } else if (side != null && told.isOfForm()) {
            made.builder.side(side.value());
            made.origin("side", side.value().code(), side);
        }
    }

    /** The level of the signs, once it is known whether there are signs. */
    void level() {
        Value<String> examined = draft.examinedAt;
        if (examined == null || !told.isOfForm()) {
            return;
        }
        if (vocabulary.deniesSigns(made.builder.build())) {
            draft.note(examined.resource(), Remark.of("level-of-none"));
        } else {
            made.builder.examinedAt(examined.value());
            made.origin("examination", examined.value(), examined);
        }
    }

    private static Set<String> resources(Collection<Complaint> complaints) {
        Set<String> resources = new LinkedHashSet<>();
        complaints.forEach(one -> resources.add(one.resource()));
        return resources;
    }

    private void region(List<Complaint> complaints) {
        Value<String> answered = draft.region;
        if (answered != null && told.isOfForm()) {
            region(answered.value(), List.of(answered.resource()));
            return;
        }
        List<Complaint> placed =
                complaints.stream().filter(one -> one.region().isPresent()).toList();
        placed.stream()
                .flatMap(one -> one.region().map(vocabulary.regions()::get).stream())
                .reduce(vocabulary::joined)
                .flatMap(this::ofComplaints)
                .ifPresent(region -> region(region.code(), resources(placed)));
    }

    /** A region where the complaint cannot be leaves the region unknown: which of the two is wrong cannot be told. */
    private void region(String region, Collection<String> resources) {
        String complaint = made.builder.build().complaint().orElse("");
        if (vocabulary.canBeIn(complaint, region)) {
            made.builder.region(region);
            made.origin(Datum.REGION.code(), region, resources);
        } else {
            made.builder.region(Region.UNKNOWN);
            resources.forEach(
                    resource -> draft.note(resource, Remark.of("region-of-none", words(region), complaint(complaint))));
        }
    }

    private String words(String region) {
        Region known = vocabulary.regions().get(region);
        return known == null ? region : known.display();
    }

    private String complaint(String code) {
        Vocabulary.Term term = vocabulary.terms().get(code);
        return term == null ? code : term.display();
    }

    /** A region that is of studies only stands for the one of complaints that a study of it covers. */
    private Optional<Region> ofComplaints(Region region) {
        return region.ofComplaints()
                ? Optional.of(region)
                : vocabulary.regions().values().stream()
                        .filter(one -> one.ofComplaints() && one.coveredBy().contains(region.code()))
                        .findFirst();
    }

    /** Of several the one counts that has lasted longest for sure; one that is not told to the day is known in part. */
    private void duration(List<Complaint> complaints) {
        Value<Range<Duration>> longest = told.isOfForm() ? draft.duration : null;
        if (longest == null) {
            for (Complaint one : complaints) {
                Range<Duration> lasted = one.since().flatMap(this::lasted).orElse(null);
                if (lasted != null
                        && (longest == null
                                || lasted.from().compareTo(longest.value().from()) > 0)) {
                    longest = new Value<>(lasted, one.resource());
                }
            }
        }
        if (longest != null) {
            if (isOlderThanPatient(longest.value())) {
                draft.note(longest.resource(), Remark.of("older-than-patient"));
                return;
            }
            made.builder.duration(longest.value());
            made.origin(Datum.DURATION.code(), words(longest.value()), longest);
        }
    }

    private boolean isOlderThanPatient(Range<Duration> lasted) {
        Value<Range<Age>> age = draft.age;
        try {
            PatientCaseBuilder tried = PatientCase.builder().duration(lasted);
            return age != null && tried.age(age.value()).buildIfConsistent().isEmpty();
        } catch (IllegalArgumentException e) {
            // Longer than anybody lives.
            return true;
        }
    }

    /** Until the order was placed: to the minute where both times are told, and otherwise in days. */
    private Optional<Range<Duration>> lasted(Days since) {
        Days asked = draft.asked;
        if (since.from().isAfter(asked.to())) {
            return Optional.empty();
        }
        return Optional.of(
                since.isInstant() && asked.isInstant()
                        ? Range.exactly(Duration.between(since.from(), asked.from()))
                        : new Range<>(days(since.last(), asked.first()), days(since.first(), asked.last())));
    }

    private static Duration days(LocalDate from, LocalDate to) {
        return Duration.ofDays(Math.max(0, to.toEpochDay() - from.toEpochDay()));
    }

    private static String words(Range<Duration> lasted) {
        return lasted.isExact() ? words(lasted.from()) : words(lasted.from()) + " to " + words(lasted.to());
    }

    private static String words(Duration lasted) {
        long minutes = lasted.minusDays(lasted.toDays()).toMinutes();
        return lasted.toDays() > 0 && minutes > 0
                ? counted(lasted.toDays(), "day") + " " + counted(minutes, "minute")
                : minutes > 0 ? counted(minutes, "minute") : counted(lasted.toDays(), "day");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}

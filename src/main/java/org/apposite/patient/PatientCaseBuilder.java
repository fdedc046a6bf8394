package org.apposite.patient;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apposite.patient.PatientCase.Sex;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is known about a patient. Whatever is not stated stays unknown.
 *
 * <ul>
 *   <li>Nothing is stated by default; sex is {@link Sex#UNKNOWN}.
 *   <li>A list of conditions, suspicions or studies that is given, even an empty one, is exhaustive; the rest is stated
 *       absent. A list that is not given is unknown. It can be given in several calls, each of which adds to it.
 *   <li>Codes are checked against the vocabulary of the rules when the case is evaluated.
 * </ul>
 *
 * <p>Not thread-safe; the case it builds is.
 */
public final class PatientCaseBuilder {

    private static final Pattern CODE = Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+");
    private static final Duration LONGEST = Duration.ofDays(130 * 366L);
    private static final int LONGEST_MONTH = 31;
    private static final int LAST_YEAR = 9999;

    /** One order of measurements, so that it does not matter in which they are stated. */
    private static final Comparator<Measurement> ANY_ORDER = Comparator.comparing(Measurement::unit)
            .thenComparing(Measurement.BY_LEAST)
            .thenComparing(Measurement.BY_MOST);

    @Nullable
    String id;

    @Nullable
    Range<Age> age;

    Sex sex = Sex.UNKNOWN;

    @Nullable
    LocalDate asOf;

    @Nullable
    String complaint;

    @Nullable
    String region;

    @Nullable
    Side side;

    @Nullable
    Range<Duration> duration;

    List<Complaint> furtherComplaints = List.of();
    Set<String> circumstances = Set.of();

    @Nullable
    String examinedAt;

    final Map<String, Presence> findings;
    boolean allOtherRedFlagsAbsent;

    @Nullable
    Set<String> suspected;

    @Nullable
    Set<String> conditions;

    final Map<String, String> choices;
    final Map<String, List<Measurement>> measurements;

    @Nullable
    List<PriorImaging> imaging;

    @Nullable
    ImagingOrder order;

    PatientCaseBuilder() {
        findings = new HashMap<>();
        choices = new TreeMap<>();
        measurements = new TreeMap<>();
    }

    PatientCaseBuilder(PatientCaseBuilder other) {
        id = other.id;
        age = other.age;
        sex = other.sex;
        asOf = other.asOf;
        complaint = other.complaint;
        region = other.region;
        side = other.side;
        duration = other.duration;
        furtherComplaints = other.furtherComplaints;
        circumstances = other.circumstances;
        examinedAt = other.examinedAt;
        findings = new HashMap<>(other.findings);
        allOtherRedFlagsAbsent = other.allOtherRedFlagsAbsent;
        suspected = other.suspected;
        conditions = other.conditions;
        choices = new TreeMap<>(other.choices);
        measurements = new TreeMap<>(other.measurements);
        imaging = other.imaging;
        order = other.order;
    }

    /**
     * The host's own name of the case; it comes back in the answer and in errors.
     *
     * @param newId any text
     * @return this
     */
    public PatientCaseBuilder id(String newId) {
        id = Objects.requireNonNull(newId, "id");
        return this;
    }

    /**
     * The age.
     *
     * @param newAge the completed age
     * @return this
     */
    public PatientCaseBuilder age(Age newAge) {
        return age(Range.exactly(Objects.requireNonNull(newAge, "age")));
    }

    /**
     * The age, as far as it is known, for example from a year of birth.
     *
     * @param newAge the youngest and the oldest that the patient can be
     * @return this
     */
    public PatientCaseBuilder age(Range<Age> newAge) {
        age = Objects.requireNonNull(newAge, "age");
        return this;
    }

    /**
     * The administrative sex.
     *
     * @param newSex the sex
     * @return this
     */
    public PatientCaseBuilder sex(Sex newSex) {
        sex = Objects.requireNonNull(newSex, "sex");
        return this;
    }

    /**
     * The day at which the case is stated; no study may be later.
     *
     * @param day the day
     * @return this
     * @throws IllegalArgumentException when its year is not 0 to 9999
     */
    public PatientCaseBuilder asOf(LocalDate day) {
        int year = Objects.requireNonNull(day, "asOf").getYear();
        if (year < 0 || year > LAST_YEAR) {
            throw new IllegalArgumentException("date of the case, " + day + ": a year is 0 to " + LAST_YEAR);
        }
        asOf = day;
        return this;
    }

    /**
     * What the patient complains of.
     *
     * @param code the code of the complaint, such as {@code back-pain}
     * @return this
     * @throws IllegalArgumentException when it is not written as a code
     */
    public PatientCaseBuilder complaint(String code) {
        complaint = checkedCode("complaint", code);
        return this;
    }

    /**
     * Several complaints, such as the head and the back after a fall. They are answered one by one, by {@link
     * org.apposite.ClinicalRules#evaluateEach}; each keeps its own region, duration and circumstances.
     *
     * @param complaints at least one
     * @return this
     * @throws IllegalArgumentException when none is given, or a circumstance of the first contradicts an earlier statement
     */
    public PatientCaseBuilder complaints(List<Complaint> complaints) {
        if (complaints.isEmpty()) {
            throw new IllegalArgumentException("complaints: at least one");
        }
        Complaint first = complaints.get(0);
        about(first);
        furtherComplaints = List.copyOf(complaints.subList(1, complaints.size()));
        circumstances =
                furtherComplaints.isEmpty() ? Set.of() : first.circumstances().keySet();
        return this;
    }

    private void about(Complaint one) {
        complaint = one.code();
        region = one.region();
        side = one.side();
        duration = one.duration();
        one.circumstances().forEach(this::finding);
    }

    List<PatientCase> perComplaint() {
        List<PatientCase> cases = new ArrayList<>();
        cases.add(new PatientCase(withoutFurtherComplaints()));
        for (Complaint one : furtherComplaints) {
            PatientCaseBuilder other = withoutFurtherComplaints();
            circumstances.forEach(other.findings::remove);
            other.about(one);
            cases.add(new PatientCase(other));
        }
        return List.copyOf(cases);
    }

    private PatientCaseBuilder withoutFurtherComplaints() {
        PatientCaseBuilder single = new PatientCaseBuilder(this);
        single.furtherComplaints = List.of();
        single.circumstances = Set.of();
        return single;
    }

    /**
     * Where the complaint is.
     *
     * @param code the code of a region in which a complaint can be
     * @return this
     * @throws IllegalArgumentException when it is not written as a code
     */
    public PatientCaseBuilder region(String code) {
        region = checkedCode("region", code);
        return this;
    }

    /**
     * On which side the complaint is, where its region has two.
     *
     * @param newSide the side
     * @return this
     */
    public PatientCaseBuilder side(Side newSide) {
        side = Objects.requireNonNull(newSide, "side");
        return this;
    }

    /**
     * How long the complaint has lasted, in days.
     *
     * @param days 0 to 130 years
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public PatientCaseBuilder durationDays(int days) {
        if (days < 0 || days > LONGEST.toDays()) {
            throw new IllegalArgumentException("duration of " + days + " days: a duration is 0 days to 130 years");
        }
        return duration(Duration.ofDays(days));
    }

    /**
     * How long the complaint has lasted.
     *
     * @param newDuration 0 to 130 years
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public PatientCaseBuilder duration(Duration newDuration) {
        return duration(Range.exactly(Objects.requireNonNull(newDuration, "duration")));
    }

    /**
     * How long the complaint has lasted, as far as it is known; seconds are dropped.
     *
     * @param newDuration the shortest and the longest that it can have lasted, 0 to 130 years
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public PatientCaseBuilder duration(Range<Duration> newDuration) {
        Objects.requireNonNull(newDuration, "duration");
        if (newDuration.from().isNegative() || newDuration.to().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration of " + newDuration.from() + " to " + newDuration.to()
                    + ": a duration is 0 days to 130 years");
        }
        duration = new Range<>(
                newDuration.from().truncatedTo(ChronoUnit.MINUTES),
                newDuration.to().truncatedTo(ChronoUnit.MINUTES));
        return this;
    }

    /**
     * The level of the signs found at examination.
     *
     * @param code the code of a region in which a complaint can be
     * @return this
     * @throws IllegalArgumentException when it is not written as a code
     */
    public PatientCaseBuilder examinedAt(String code) {
        examinedAt = checkedCode("examination region", code);
        return this;
    }

    /**
     * States findings or conditions present.
     *
     * @param codes their codes
     * @return this
     * @throws IllegalArgumentException when one is already stated absent, or is not written as a code
     */
    public PatientCaseBuilder present(String... codes) {
        return state(Presence.PRESENT, listed(codes, "codes"));
    }

    /**
     * States findings or conditions absent.
     *
     * @param codes their codes
     * @return this
     * @throws IllegalArgumentException when one is already stated present, or is not written as a code
     */
    public PatientCaseBuilder absent(String... codes) {
        return state(Presence.ABSENT, listed(codes, "codes"));
    }

    /**
     * States what is known of one finding or condition. Unknown takes back what was stated of it before.
     *
     * @param code its code
     * @param presence what is known
     * @return this
     * @throws IllegalArgumentException when the opposite is already stated, or it is not written as a code
     */
    public PatientCaseBuilder finding(String code, Presence presence) {
        if (presence == Presence.UNKNOWN) {
            findings.remove(checkedCode("finding", code));
            return this;
        }
        return state(Objects.requireNonNull(presence, "presence"), List.of(code));
    }

    /**
     * States absent every red flag of the topic that answers, where it is not stated otherwise. Flags of other topics stay
     * unknown.
     *
     * @return this
     */
    public PatientCaseBuilder allOtherRedFlagsAbsent() {
        allOtherRedFlagsAbsent = true;
        return this;
    }

    /**
     * Diagnoses that the clinician strongly suspects, exhaustive together with other calls; none when called without codes.
     *
     * @param codes their codes
     * @return this
     * @throws IllegalArgumentException when one is not written as a code, or when it is stated both that there is none and one
     */
    public PatientCaseBuilder suspected(String... codes) {
        suspected = added("suspected", suspected, codeSet("suspicion", codes));
        return this;
    }

    /**
     * Conditions that the patient is known to have, exhaustive together with other calls; none when called without codes. To
     * state one condition and leave the others unknown use {@link #present} and {@link #absent}.
     *
     * @param codes their codes
     * @return this
     * @throws IllegalArgumentException when one is not written as a code, or when it is stated both that there is none and one
     */
    public PatientCaseBuilder conditions(String... codes) {
        conditions = added("conditions", conditions, codeSet("condition", codes));
        return this;
    }

    private static Set<String> added(String list, @Nullable Set<String> before, Set<String> more) {
        if (before == null) {
            return more;
        }
        checkAddition(list, before, more);
        Set<String> all = new TreeSet<>(before);
        all.addAll(more);
        return Collections.unmodifiableSet(all);
    }

    /** A list that says of nothing that it is there can be said again, but not added to. */
    private static void checkAddition(String list, Collection<?> before, Collection<?> more) {
        if (before.isEmpty() != more.isEmpty()) {
            Object named = (before.isEmpty() ? more : before).iterator().next();
            throw new IllegalArgumentException(list + ": it is stated both that there is none and " + named
                    + ". Clear the list before stating it anew.");
        }
    }

    /**
     * The value of a choice, such as whether consciousness was lost: none, suspected or present.
     *
     * @param choice the code of the choice
     * @param value the code of one of its values
     * @return this
     * @throws IllegalArgumentException when another value of it is already stated, or a code is not written as one
     */
    public PatientCaseBuilder chosen(String choice, String value) {
        String before = choices.putIfAbsent(checkedCode("choice", choice), checkedCode("value", value));
        if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException(
                    "\"" + choice + "\" is stated both \"" + before + "\" and \"" + value + "\"");
        }
        return this;
    }

    /**
     * A measured quantity in the only unit that the vocabulary declares for it.
     *
     * @param quantity the code of the quantity
     * @param value the number, finite
     * @return this
     * @throws IllegalArgumentException when it is not finite, or the code is not written as one
     */
    public PatientCaseBuilder measured(String quantity, double value) {
        return measured(quantity, Measurement.of(value, ""));
    }

    /**
     * A measured quantity. It may be stated once in each unit system, and several times in one where the vocabulary says
     * that the lowest, the highest or any counts. Where the latest counts, only that one can be stated: a case has no times.
     *
     * @param quantity the code of the quantity
     * @param measurement what was measured
     * @return this
     * @throws IllegalArgumentException when the code is not written as one
     */
    public PatientCaseBuilder measured(String quantity, Measurement measurement) {
        List<Measurement> all =
                new ArrayList<>(measurements.getOrDefault(checkedCode("quantity", quantity), List.of()));
        if (!all.contains(Objects.requireNonNull(measurement, "measurement"))) {
            all.add(measurement);
            all.sort(ANY_ORDER);
        }
        measurements.put(quantity, List.copyOf(all));
        return this;
    }

    /**
     * Takes back what was stated of a datum. What a list says of it stands.
     *
     * @param datum the code of a finding, condition, choice or quantity, or one of {@code complaint}, {@code age}, {@code
     *     sex}, {@code duration}, {@code region}, {@code side}, {@code examination} and {@code suspected}
     * @return this
     */
    public PatientCaseBuilder notStated(String datum) {
        findings.remove(datum);
        choices.remove(datum);
        measurements.remove(datum);
        switch (datum) {
            case "complaint" -> complaint = null;
            case "age" -> age = null;
            case "sex" -> sex = Sex.UNKNOWN;
            case "duration" -> duration = null;
            case "region" -> region = null;
            case "side" -> side = null;
            case "examination" -> examinedAt = null;
            case "suspected" -> suspected = null;
            default -> {
                // Of another datum there is no more.
            }
        }
        return this;
    }

    /**
     * Takes back the list of conditions.
     *
     * @return this
     */
    public PatientCaseBuilder conditionsNotStated() {
        conditions = null;
        return this;
    }

    /**
     * Takes back that every other red flag is absent.
     *
     * @return this
     */
    public PatientCaseBuilder otherRedFlagsNotStated() {
        allOtherRedFlagsAbsent = false;
        return this;
    }

    /**
     * Takes back the list of studies.
     *
     * @return this
     */
    public PatientCaseBuilder imagingNotStated() {
        imaging = null;
        return this;
    }

    /**
     * Studies of this illness that have been done, exhaustive together with other calls; none when called without studies.
     *
     * @param studies the studies, in any order
     * @return this
     * @throws IllegalArgumentException when it is stated both that there is none and one
     */
    public PatientCaseBuilder imaging(PriorImaging... studies) {
        return imaging(listed(studies, "studies"));
    }

    /**
     * Studies of this illness that have been done, exhaustive together with other calls.
     *
     * @param studies the studies, in any order; an empty list says that none was done
     * @return this
     * @throws IllegalArgumentException when it is stated both that there is none and one
     */
    public PatientCaseBuilder imaging(Collection<PriorImaging> studies) {
        Objects.requireNonNull(studies, "studies").forEach(study -> Objects.requireNonNull(study, "study"));
        List<PriorImaging> all = new ArrayList<>();
        if (imaging != null) {
            checkAddition("imaging", imaging, studies);
            all.addAll(imaging);
        }
        all.addAll(studies);
        imaging = List.copyOf(all);
        return this;
    }

    /**
     * The study that the clinician proposes to order.
     *
     * @param newOrder the order
     * @return this
     */
    public PatientCaseBuilder order(ImagingOrder newOrder) {
        order = Objects.requireNonNull(newOrder, "order");
        return this;
    }

    /**
     * Builds the case.
     *
     * @return an immutable case
     * @throws IllegalArgumentException when a study is later than the day of the case, a complaint is older than the
     *     patient, or a finding or condition is stated absent and present
     */
    public PatientCase build() {
        contradiction().ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
        return new PatientCase(new PatientCaseBuilder(this));
    }

    /**
     * Builds the case unless what is stated contradicts itself.
     *
     * @return an immutable case, empty where {@link #build} would throw
     */
    public Optional<PatientCase> buildIfConsistent() {
        return contradiction().isPresent() ? Optional.empty() : Optional.of(build());
    }

    private Optional<String> contradiction() {
        if (asOf != null && imaging != null) {
            for (PriorImaging study : imaging) {
                if (study.date() != null && study.date().isAfter(asOf)) {
                    return Optional.of("imaging: a " + study.study() + " on " + study.date()
                            + " is after the date of the case, " + asOf);
                }
            }
        }
        Optional<String> older = olderThanThePatient(duration);
        for (Complaint one : furtherComplaints) {
            older = older.or(() -> olderThanThePatient(one.duration())).or(() -> contradicted(one));
        }
        if (older.isPresent()) {
            return older;
        }
        if (conditions != null) {
            for (String condition : conditions) {
                if (findings.get(condition) == Presence.ABSENT) {
                    return Optional.of("condition \"" + condition + "\" is stated both present and absent");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> olderThanThePatient(@Nullable Range<Duration> lasting) {
        if (age == null || lasting == null) {
            return Optional.empty();
        }
        Age oldest = age.to();
        long shortest = lasting.from().toDays();
        return shortest > (oldest.months() + 1L) * LONGEST_MONTH
                ? Optional.of("duration of " + shortest + " days: the patient is only " + oldest + " old")
                : Optional.empty();
    }

    /** Whether a further complaint states otherwise what is stated of the patient whatever the complaint. */
    private Optional<String> contradicted(Complaint one) {
        return one.circumstances().entrySet().stream()
                .filter(circumstance -> !circumstances.contains(circumstance.getKey()))
                .filter(circumstance -> circumstance.getValue() != Presence.UNKNOWN)
                .filter(circumstance -> findings.getOrDefault(circumstance.getKey(), circumstance.getValue())
                        != circumstance.getValue())
                .findFirst()
                .map(circumstance -> "finding \"" + circumstance.getKey() + "\" is stated both present and absent");
    }

    /** What is stated, by name, for equality and for reading; what is not stated has no entry. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        state(values, "id", id);
        state(values, "age", age);
        state(values, "sex", sex);
        state(values, "asOf", asOf);
        state(values, "complaint", complaint);
        state(values, "region", region);
        state(values, "side", side);
        state(values, "duration", duration);
        state(values, "furtherComplaints", furtherComplaints);
        state(values, "circumstances", circumstances);
        state(values, "examinedAt", examinedAt);
        state(values, "findings", findings);
        state(values, "allOtherRedFlagsAbsent", allOtherRedFlagsAbsent);
        state(values, "suspected", suspected);
        state(values, "conditions", conditions);
        state(values, "choices", choices);
        state(values, "measurements", measurements);
        state(values, "imaging", imaging);
        state(values, "order", order);
        return values;
    }

    private static void state(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static <T> List<T> listed(T[] values, String name) {
        return Arrays.asList(Objects.requireNonNull(values, name));
    }

    private PatientCaseBuilder state(Presence presence, List<String> codes) {
        for (String code : codes) {
            Presence before = findings.put(checkedCode("finding", code), presence);
            if (before != null && before != presence) {
                findings.put(code, before);
                throw new IllegalArgumentException("finding \"" + code + "\" is stated both present and absent");
            }
        }
        return this;
    }

    private static Set<String> codeSet(String name, String... codes) {
        Set<String> set = new TreeSet<>();
        for (String code : Objects.requireNonNull(codes, "codes")) {
            set.add(checkedCode(name, code));
        }
        return Collections.unmodifiableSet(set);
    }

    static String checkedCode(String name, String code) {
        if (!CODE.matcher(Objects.requireNonNull(code, name)).matches()) {
            throw new IllegalArgumentException(
                    name + " \"" + code + "\": a code is lower case letters, digits and single hyphens");
        }
        return code;
    }
}

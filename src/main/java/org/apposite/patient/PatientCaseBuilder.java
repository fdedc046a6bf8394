package org.apposite.patient;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is known about a patient. Whatever is not stated stays unknown.
 *
 * <ul>
 *   <li>Nothing is stated by default; sex is {@link Sex#UNKNOWN}.
 *   <li>A list of conditions, suspicions or studies that is given, even an empty one, is complete: what it does not
 *       name is stated not to be there. A list that is not given is unknown.
 *   <li>Codes are checked against the vocabulary of the rules when the case is evaluated.
 * </ul>
 *
 * <p>Not thread-safe; the case it builds is.
 */
public final class PatientCaseBuilder {

    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_DURATION_DAYS = 130 * 366;
    private static final int MAX_EGFR = 300;
    private static final int LONGEST_MONTH = 31;

    @Nullable
    String id;

    @Nullable
    Age age;

    Sex sex = Sex.UNKNOWN;

    @Nullable
    LocalDate asOf;

    @Nullable
    String symptom;

    @Nullable
    Region region;

    @Nullable
    Integer durationDays;

    @Nullable
    Region examinedAt;

    final Map<String, Presence> findings;
    boolean allOtherRedFlagsAbsent;

    @Nullable
    Set<String> suspected;

    @Nullable
    Set<String> conditions;

    @Nullable
    Double egfr;

    @Nullable
    List<PriorImaging> imaging;

    @Nullable
    ImagingOrder order;

    PatientCaseBuilder() {
        findings = new HashMap<>();
    }

    PatientCaseBuilder(PatientCaseBuilder other) {
        id = other.id;
        age = other.age;
        sex = other.sex;
        asOf = other.asOf;
        symptom = other.symptom;
        region = other.region;
        durationDays = other.durationDays;
        examinedAt = other.examinedAt;
        findings = new HashMap<>(other.findings);
        allOtherRedFlagsAbsent = other.allOtherRedFlagsAbsent;
        suspected = other.suspected;
        conditions = other.conditions;
        egfr = other.egfr;
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
     */
    public PatientCaseBuilder asOf(LocalDate day) {
        asOf = Objects.requireNonNull(day, "asOf");
        return this;
    }

    /**
     * The complaint.
     *
     * @param code the code of the symptom, such as {@code back-pain}
     * @return this
     * @throws IllegalArgumentException when it is not written as a code
     */
    public PatientCaseBuilder symptom(String code) {
        symptom = checkedCode("symptom", code);
        return this;
    }

    /**
     * Where the pain is.
     *
     * @param newRegion a region of pain
     * @return this
     * @throws IllegalArgumentException when only a study has this region
     */
    public PatientCaseBuilder region(Region newRegion) {
        region = ofPain("region", newRegion);
        return this;
    }

    /**
     * How long the complaint has lasted.
     *
     * @param days 0 to 130 years
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public PatientCaseBuilder durationDays(int days) {
        if (days < 0 || days > MAX_DURATION_DAYS) {
            throw new IllegalArgumentException("duration of " + days + " days: a duration is 0 days to 130 years");
        }
        durationDays = days;
        return this;
    }

    /**
     * The level of the neurologic signs found at examination.
     *
     * @param newRegion a region of the spine
     * @return this
     * @throws IllegalArgumentException when only a study has this region
     */
    public PatientCaseBuilder examinedAt(Region newRegion) {
        examinedAt = ofPain("examination region", newRegion);
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
        return state(Presence.PRESENT, Arrays.asList(codes));
    }

    /**
     * States findings or conditions absent.
     *
     * @param codes their codes
     * @return this
     * @throws IllegalArgumentException when one is already stated present, or is not written as a code
     */
    public PatientCaseBuilder absent(String... codes) {
        return state(Presence.ABSENT, Arrays.asList(codes));
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
     * States absent every red flag of the topic that is not stated otherwise.
     *
     * @return this
     */
    public PatientCaseBuilder allOtherRedFlagsAbsent() {
        allOtherRedFlagsAbsent = true;
        return this;
    }

    /**
     * All diagnoses that the clinician strongly suspects; none when called without codes.
     *
     * @param codes their codes
     * @return this
     * @throws IllegalArgumentException when one is not written as a code
     */
    public PatientCaseBuilder suspected(String... codes) {
        suspected = codeSet("suspicion", codes);
        return this;
    }

    /**
     * All conditions that the patient is known to have; none when called without codes. To state one condition and
     * leave the others unknown use {@link #present} and {@link #absent}.
     *
     * @param codes their codes
     * @return this
     * @throws IllegalArgumentException when one is not written as a code
     */
    public PatientCaseBuilder conditions(String... codes) {
        conditions = codeSet("condition", codes);
        return this;
    }

    /**
     * The estimated glomerular filtration rate.
     *
     * @param rate mL/min/1.73 m2, 0 to 300
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public PatientCaseBuilder egfr(double rate) {
        if (!(rate >= 0 && rate <= MAX_EGFR)) {
            throw new IllegalArgumentException("egfr of " + rate + ": it is 0 to " + MAX_EGFR + " mL/min/1.73 m2");
        }
        egfr = rate;
        return this;
    }

    /**
     * All studies of this illness that have been done; none when called without studies.
     *
     * @param studies the studies, in any order
     * @return this
     */
    public PatientCaseBuilder imaging(PriorImaging... studies) {
        return imaging(Arrays.asList(studies));
    }

    /**
     * All studies of this illness that have been done.
     *
     * @param studies the studies, in any order; an empty list says that none was done
     * @return this
     */
    public PatientCaseBuilder imaging(Collection<PriorImaging> studies) {
        imaging = List.copyOf(studies);
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
     * @throws IllegalArgumentException when a study is later than the day of the case, the complaint is older than the
     *     patient, or a condition is stated absent and present
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
                    return Optional.of("imaging: a " + study.study().code() + " on " + study.date()
                            + " is after the date of the case, " + asOf);
                }
            }
        }
        if (age != null && durationDays != null && durationDays > (age.months() + 1) * LONGEST_MONTH) {
            return Optional.of("duration of " + durationDays + " days: the patient is " + age + " old");
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

    Map<String, Object> values() {
        return PatientCase.named(
                "id",
                id,
                "age",
                age,
                "sex",
                sex,
                "asOf",
                asOf,
                "symptom",
                symptom,
                "region",
                region,
                "durationDays",
                durationDays,
                "examinedAt",
                examinedAt,
                "findings",
                findings,
                "allOtherRedFlagsAbsent",
                allOtherRedFlagsAbsent,
                "suspected",
                suspected,
                "conditions",
                conditions,
                "egfr",
                egfr,
                "imaging",
                imaging,
                "order",
                order);
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

    private static Region ofPain(String name, Region region) {
        if (!Objects.requireNonNull(region, name).isOfPain()) {
            throw new IllegalArgumentException(name + " \"" + region.code() + "\" is of a study only; write one of "
                    + String.join(", ", Region.codesOfPain()));
        }
        return region;
    }

    private static Set<String> codeSet(String name, String... codes) {
        Set<String> set = new TreeSet<>();
        for (String code : codes) {
            set.add(checkedCode(name, code));
        }
        return Collections.unmodifiableSet(set);
    }

    private static String checkedCode(String name, String code) {
        if (!CODE.matcher(Objects.requireNonNull(code, name)).matches()) {
            throw new IllegalArgumentException(
                    name + " \"" + code + "\": a code is lower case letters, digits and single hyphens");
        }
        return code;
    }
}

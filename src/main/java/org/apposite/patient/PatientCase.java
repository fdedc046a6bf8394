package org.apposite.patient;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one patient with one complaint, and the questions that rules ask of it.
 *
 * <p>Everything is three-valued: what nobody stated is unknown, and no question takes an unknown for an absence unless
 * its name says so. {@code present}, {@code absent} and {@code unknown} exclude each other; {@code youngerThan} and
 * {@code agedAtLeast} are both false while the age is unknown, and so on for every pair.
 *
 * <p>Immutable and thread-safe. Built by {@link #builder()}; two cases are equal when they state the same.
 */
public final class PatientCase {

    private final PatientCaseBuilder stated;
    private final Region painful;
    private final AreaImaging radiography;
    private final AreaImaging ct;
    private final AreaImaging mri;

    PatientCase(PatientCaseBuilder stated) {
        this.stated = stated;
        this.painful = painfulRegion(stated);
        this.radiography = AreaImaging.of(Study.RADIOGRAPHY, stated.imaging, painful);
        this.ct = AreaImaging.of(Study.CT, stated.imaging, painful);
        this.mri = AreaImaging.of(Study.MRI, stated.imaging, painful);
    }

    /** Neck pain without a region is cervical; pain without a region is of unknown place. */
    private static Region painfulRegion(PatientCaseBuilder stated) {
        if (stated.region != null) {
            return stated.region;
        }
        return "neck-pain".equals(stated.symptom) ? Region.CERVICAL : Region.UNKNOWN;
    }

    /**
     * Starts a case in which everything is unknown.
     *
     * @return a new builder
     */
    public static PatientCaseBuilder builder() {
        return new PatientCaseBuilder();
    }

    /**
     * A builder that starts from what this case states.
     *
     * @return a new builder
     */
    public PatientCaseBuilder toBuilder() {
        return new PatientCaseBuilder(stated);
    }

    /**
     * The same case with its list statements spelt out: a stated list of conditions makes every other condition
     * absent, and "all other red flags absent" makes every red flag absent that is not stated otherwise.
     *
     * @param conditions the codes of all conditions there are
     * @param redFlags the codes of the findings that are red flags
     * @return a case in which only single findings are stated; this case when nothing was to be spelt out
     */
    public PatientCase spelledOut(Collection<String> conditions, Collection<String> redFlags) {
        if (stated.conditions == null && !stated.allOtherRedFlagsAbsent) {
            return this;
        }
        PatientCaseBuilder spelled = new PatientCaseBuilder(stated);
        if (stated.conditions != null) {
            for (String condition : conditions) {
                spelled.findings.putIfAbsent(
                        condition, stated.conditions.contains(condition) ? Presence.PRESENT : Presence.ABSENT);
            }
            spelled.conditions = null;
        }
        if (stated.allOtherRedFlagsAbsent) {
            redFlags.forEach(flag -> spelled.findings.putIfAbsent(flag, Presence.ABSENT));
            spelled.allOtherRedFlagsAbsent = false;
        }
        return new PatientCase(spelled);
    }

    // What is stated, for hosts and tools.

    /**
     * The host's own name of the case, echoed in the answer.
     *
     * @return the id, empty when there is none
     */
    public Optional<String> id() {
        return Optional.ofNullable(stated.id);
    }

    /**
     * The age.
     *
     * @return the age, empty when unknown
     */
    public Optional<Age> age() {
        return Optional.ofNullable(stated.age);
    }

    /**
     * The administrative sex.
     *
     * @return the sex, {@link Sex#UNKNOWN} by default
     */
    public Sex sex() {
        return stated.sex;
    }

    /**
     * The day at which the case is stated.
     *
     * @return the day, empty when not stated
     */
    public Optional<LocalDate> asOf() {
        return Optional.ofNullable(stated.asOf);
    }

    /**
     * The complaint.
     *
     * @return the code of the symptom, empty when unknown
     */
    public Optional<String> symptom() {
        return Optional.ofNullable(stated.symptom);
    }

    /**
     * Where the pain is.
     *
     * @return the painful region, {@link Region#UNKNOWN} when not stated
     */
    public Region region() {
        return painful;
    }

    /**
     * How long the complaint has lasted.
     *
     * @return days, empty when unknown
     */
    public OptionalInt durationDays() {
        return stated.durationDays == null ? OptionalInt.empty() : OptionalInt.of(stated.durationDays);
    }

    /**
     * The level of the neurologic signs found at examination.
     *
     * @return the region, empty when not stated
     */
    public Optional<Region> examinedAt() {
        return Optional.ofNullable(stated.examinedAt);
    }

    /**
     * The diagnoses that the clinician strongly suspects.
     *
     * @return their codes in alphabetical order, empty when nothing was said of suspicions
     */
    public Optional<Set<String>> suspicions() {
        return Optional.ofNullable(stated.suspected);
    }

    /**
     * The estimated glomerular filtration rate.
     *
     * @return mL/min/1.73 m2, empty when unknown
     */
    public OptionalDouble egfr() {
        return stated.egfr == null ? OptionalDouble.empty() : OptionalDouble.of(stated.egfr);
    }

    /**
     * The studies of this illness that have been done, as stated.
     *
     * @return the studies in the order of the statement, empty when nothing was said of imaging
     */
    public Optional<List<PriorImaging>> imaging() {
        return Optional.ofNullable(stated.imaging);
    }

    /**
     * The study that the clinician proposes to order.
     *
     * @return the order, empty when there is none
     */
    public Optional<ImagingOrder> order() {
        return Optional.ofNullable(stated.order);
    }

    /**
     * The findings, circumstances and conditions that were stated one by one; see {@link #spelledOut} for the lists.
     *
     * @return presence by code, never {@link Presence#UNKNOWN}; unmodifiable, in no order
     */
    public Map<String, Presence> findings() {
        return Collections.unmodifiableMap(stated.findings);
    }

    /**
     * The conditions that were stated as a complete list.
     *
     * @return their codes in alphabetical order, empty when no such list was given
     */
    public Optional<Set<String>> conditions() {
        return Optional.ofNullable(stated.conditions);
    }

    /**
     * What is known of a finding or condition that was stated by itself; see {@link #spelledOut} for the lists.
     *
     * @param code the code of the finding or condition
     * @return its presence
     */
    public Presence presence(String code) {
        return stated.findings.getOrDefault(code, Presence.UNKNOWN);
    }

    /**
     * The study that decides what imaging says of the painful area: the latest, or of several that cover a compound
     * area together the one with the gravest result.
     *
     * @param study radiography, CT or MRI
     * @return the deciding study, empty when the area has not been imaged so or nobody said
     */
    public Optional<PriorImaging> decidingImaging(Study study) {
        return Optional.ofNullable(area(study.code()).deciding());
    }

    /**
     * The studies that do not decide what imaging says of the painful area: those of another region, and those that a
     * later one has overtaken.
     *
     * @param study radiography, CT or MRI
     * @return the studies, oldest first
     */
    public List<PriorImaging> uncountedImaging(Study study) {
        return area(study.code()).uncounted();
    }

    // The questions of the rule language. Each takes codes as text, because rules are text.

    /**
     * Whether a finding or condition is stated present.
     *
     * @param code the code of the finding or condition
     * @return false when absent or unknown
     */
    public boolean present(String code) {
        return presence(code) == Presence.PRESENT;
    }

    /**
     * Whether a finding or condition is stated absent.
     *
     * @param code the code of the finding or condition
     * @return false when present or unknown
     */
    public boolean absent(String code) {
        return presence(code) == Presence.ABSENT;
    }

    /**
     * Whether nobody stated a finding or condition.
     *
     * @param code the code of the finding or condition
     * @return false when present or absent
     */
    public boolean unknown(String code) {
        return presence(code) == Presence.UNKNOWN;
    }

    /**
     * Whether a finding or condition is not stated present. This is the one question that knowingly treats an unknown
     * as if it were absent, for the places where a source says to go on so.
     *
     * @param code the code of the finding or condition
     * @return true when absent or unknown
     */
    public boolean absentOrUnknown(String code) {
        return presence(code) != Presence.PRESENT;
    }

    /**
     * Whether the complaint is this symptom.
     *
     * @param code the code of the symptom
     * @return false when another, or unknown
     */
    public boolean complaintIs(String code) {
        return code.equals(stated.symptom);
    }

    /**
     * Whether the complaint has not been stated.
     *
     * @return true when unknown
     */
    public boolean complaintUnknown() {
        return stated.symptom == null;
    }

    /**
     * Whether the age is under a limit.
     *
     * @param number how many units
     * @param unit {@code years} or {@code months}
     * @return false when the limit has been reached, or the age is unknown
     */
    public boolean youngerThan(int number, String unit) {
        return stated.age != null && stated.age.isUnder(number, unit);
    }

    /**
     * Whether the age has reached a limit.
     *
     * @param number how many units
     * @param unit {@code years} or {@code months}
     * @return false when under the limit, or the age is unknown
     */
    public boolean agedAtLeast(int number, String unit) {
        return stated.age != null && !stated.age.isUnder(number, unit);
    }

    /**
     * Whether the age has not been stated.
     *
     * @return true when unknown
     */
    public boolean ageUnknown() {
        return stated.age == null;
    }

    /**
     * Whether the complaint has lasted longer than a limit.
     *
     * @param number how many units
     * @param unit {@code weeks} or {@code days}
     * @return false when exactly the limit or shorter, or the duration is unknown
     */
    public boolean lastingMoreThan(int number, String unit) {
        return stated.durationDays != null && stated.durationDays > inDays(number, unit);
    }

    /**
     * Whether the complaint has lasted no longer than a limit.
     *
     * @param number how many units
     * @param unit {@code weeks} or {@code days}
     * @return false when longer, or the duration is unknown
     */
    public boolean lastingAtMost(int number, String unit) {
        return stated.durationDays != null && stated.durationDays <= inDays(number, unit);
    }

    /**
     * Whether the duration of the complaint has not been stated.
     *
     * @return true when unknown
     */
    public boolean durationUnknown() {
        return stated.durationDays == null;
    }

    private static int inDays(int number, String unit) {
        return switch (unit) {
            case "weeks", "week" -> Math.multiplyExact(number, 7);
            case "days", "day" -> number;
            default -> throw new IllegalArgumentException("unit \"" + unit + "\" of a duration: weeks or days");
        };
    }

    /**
     * Whether the pain is in this region.
     *
     * @param code the code of a region of pain
     * @return true when the painful region is this one; {@code unknown} also when no region was stated
     */
    public boolean painIn(String code) {
        return painful.code().equals(code);
    }

    /**
     * Whether the clinician strongly suspects a diagnosis.
     *
     * @param code the code of the suspicion
     * @return false when not, or nothing was said of suspicions
     */
    public boolean suspected(String code) {
        return stated.suspected != null && stated.suspected.contains(code);
    }

    /**
     * Whether a diagnosis is the only one that the clinician strongly suspects.
     *
     * @param code the code of the suspicion
     * @return false when others are suspected too, or none, or nothing was said of suspicions
     */
    public boolean suspectedOnly(String code) {
        return stated.suspected != null && stated.suspected.size() == 1 && stated.suspected.contains(code);
    }

    /**
     * Whether it is not so that a diagnosis is the only one that the clinician strongly suspects. The opposite of
     * {@link #suspectedOnly}: a rule cannot negate, and what holds in every other case needs a question of its own.
     *
     * @param code the code of the suspicion
     * @return true when others are suspected too, or none, or nothing was said of suspicions
     */
    public boolean suspectedOtherwise(String code) {
        return !suspectedOnly(code);
    }

    /**
     * Whether the estimated glomerular filtration rate is under a limit.
     *
     * @param limit mL/min/1.73 m2
     * @return false when it is not, or unknown
     */
    public boolean egfrBelow(int limit) {
        return stated.egfr != null && stated.egfr < limit;
    }

    /**
     * Whether the estimated glomerular filtration rate has reached a limit.
     *
     * @param limit mL/min/1.73 m2
     * @return false when it has not, or is unknown
     */
    public boolean egfrAtLeast(int limit) {
        return stated.egfr != null && stated.egfr >= limit;
    }

    /**
     * Whether the estimated glomerular filtration rate has not been stated.
     *
     * @return true when unknown
     */
    public boolean egfrUnknown() {
        return stated.egfr == null;
    }

    /**
     * Whether the painful area has been imaged in this way, and read.
     *
     * @param study {@code radiography}, {@code ct} or {@code mri}
     * @return false when not done, of another region only, not read, or unknown
     */
    public boolean imaged(String study) {
        return area(study).isRead();
    }

    /**
     * Whether it is stated that the painful area has not been imaged in this way; a study of another region is as good
     * as none.
     *
     * @param study {@code radiography}, {@code ct} or {@code mri}
     * @return false when done, read or not, or unknown
     */
    public boolean notImaged(String study) {
        return area(study).isNotDone();
    }

    /**
     * Whether nobody said if the painful area has been imaged in this way.
     *
     * @param study {@code radiography}, {@code ct} or {@code mri}
     * @return true when unknown
     */
    public boolean imagingUnknown(String study) {
        return area(study).isUnknown();
    }

    /**
     * Whether a study of the painful area has been done and its result is pending or not known.
     *
     * @param study {@code radiography}, {@code ct} or {@code mri}
     * @return true while the result is awaited
     */
    public boolean awaiting(String study) {
        return area(study).isAwaited();
    }

    /**
     * Whether studies of this kind were done, but none of the painful area.
     *
     * @param study {@code radiography}, {@code ct} or {@code mri}
     * @return true when another region only was imaged
     */
    public boolean imagedElsewhereOnly(String study) {
        return area(study).isElsewhereOnly();
    }

    /**
     * Whether the study that decides of the painful area has this result.
     *
     * @param study {@code radiography}, {@code ct} or {@code mri}
     * @param result the code of the result
     * @return false when it has another, or there is no such study
     */
    public boolean shows(String study, String result) {
        PriorImaging deciding = area(study).deciding();
        return deciding != null && deciding.result().code().equals(result);
    }

    /**
     * Whether a study has this result that does not decide of the painful area, because it is of another region or a
     * later one has overtaken it.
     *
     * @param study {@code radiography}, {@code ct} or {@code mri}
     * @param result the code of the result
     * @return true when any has
     */
    public boolean uncountedShows(String study, String result) {
        for (PriorImaging one : area(study).uncounted()) {
            if (one.result().code().equals(result)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether any MRI, of the painful area or not, shows this result at this site.
     *
     * @param result the code of the result
     * @param site the code of the site, or {@code not-stated}
     * @return true when any does
     */
    public boolean mriShowsAt(String result, String site) {
        if (stated.imaging == null) {
            return false;
        }
        for (PriorImaging one : stated.imaging) {
            LesionSite at = one.site();
            if (one.study() == Study.MRI
                    && one.result().code().equals(result)
                    && (at == null ? "not-stated" : at.code()).equals(site)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the clinician proposes to order a study of this kind.
     *
     * @param study the code of the kind of study
     * @return false when another is ordered, or none
     */
    public boolean orders(String study) {
        return stated.order != null && stated.order.study().code().equals(study);
    }

    /**
     * Whether the clinician proposes to order a study of this kind with this contrast.
     *
     * @param study {@code mri} or {@code ct}
     * @param contrast the code of the contrast
     * @return false when another is ordered, or none
     */
    public boolean ordersWithContrast(String study, String contrast) {
        return stated.order != null
                && stated.order.study().code().equals(study)
                && stated.order.contrast() != null
                && stated.order.contrast().code().equals(contrast);
    }

    /**
     * Whether the proposed order leaves out a part of the painful region.
     *
     * @return false when it covers all of it, covers the whole body, or nothing is ordered
     */
    public boolean orderMissesPain() {
        return stated.order != null
                && isOfRegion(stated.order)
                && !stated.order.region().covers(painful);
    }

    /**
     * Whether the proposed order leaves out the stated level of the neurologic signs.
     *
     * @return false when it covers it, no level is stated, or nothing is ordered
     */
    public boolean orderMissesExamination() {
        return stated.order != null
                && stated.examinedAt != null
                && isOfRegion(stated.order)
                && !stated.order.region().covers(stated.examinedAt);
    }

    private static boolean isOfRegion(ImagingOrder order) {
        return order.study() != Study.FDG_PET_CT;
    }

    private AreaImaging area(String study) {
        return switch (study) {
            case "radiography" -> radiography;
            case "ct" -> ct;
            case "mri" -> mri;
            default ->
                throw new IllegalArgumentException("study \"" + study + "\": prior imaging is radiography, ct or mri");
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PatientCase that && stated.values().equals(that.stated.values());
    }

    @Override
    public int hashCode() {
        return Objects.hash(stated.values());
    }

    /** All that is stated, for debugging. A log that must hold no patient data must not hold this either. */
    @Override
    public String toString() {
        Map<String, Object> values = new TreeMap<>(stated.values());
        return "PatientCase" + values;
    }

    /** What is stated, by name, for equality and for reading; what is not stated has no entry. */
    static Map<String, Object> named(@Nullable Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                values.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return values;
    }
}

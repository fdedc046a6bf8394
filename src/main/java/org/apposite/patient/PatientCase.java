package org.apposite.patient;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is stated about one patient with one complaint. Whatever nobody stated is unknown; what a statement means under the
 * rules of a topic (an exhaustive list of conditions, "all other red flags absent", a finding that is derived from others)
 * only the rules can tell, so a case returns what was stated and answers no clinical question.
 *
 * <p>Immutable and thread-safe. Built by {@link #builder()}; two cases are equal when they state the same.
 */
public final class PatientCase {

    private final PatientCaseBuilder stated;

    PatientCase(PatientCaseBuilder stated) {
        this.stated = stated;
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
     * The host's own name of the case, echoed in the answer.
     *
     * @return the id, empty when there is none
     */
    public Optional<String> id() {
        return Optional.ofNullable(stated.id);
    }

    /**
     * The age, known exactly or in part.
     *
     * @return the age, empty when unknown
     */
    public Optional<Range<Age>> age() {
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
     * What the patient complains of.
     *
     * @return the code of the complaint, empty when unknown
     */
    public Optional<String> complaint() {
        return Optional.ofNullable(stated.complaint);
    }

    /**
     * Where the complaint is, as stated.
     *
     * @return the code of the region, empty when not stated
     */
    public Optional<String> region() {
        return Optional.ofNullable(stated.region);
    }

    /**
     * On which side the complaint is.
     *
     * @return the side, empty when not stated
     */
    public Optional<Side> side() {
        return Optional.ofNullable(stated.side);
    }

    /**
     * How long the complaint has lasted, known exactly or in part.
     *
     * @return the duration, in whole minutes; empty when unknown
     */
    public Optional<Range<Duration>> duration() {
        return Optional.ofNullable(stated.duration);
    }

    /**
     * The complaints other than the one that this case is about.
     *
     * @return the others, in the order of the statement; empty for one complaint or none
     */
    public List<Complaint> furtherComplaints() {
        return stated.furtherComplaints;
    }

    /**
     * Which of the findings belong to the complaint that this case is about, and not to the further ones.
     *
     * @return the codes of its circumstances; empty when there are no further complaints
     */
    public Set<String> circumstances() {
        return stated.circumstances;
    }

    /**
     * This case once for each complaint: what is stated of the patient, and of that complaint alone.
     *
     * @return one case for each complaint, in the order of the statement; this case when there are no further ones
     */
    public List<PatientCase> perComplaint() {
        return stated.perComplaint();
    }

    /**
     * The level of the signs found at examination.
     *
     * @return the code of the region, empty when not stated
     */
    public Optional<String> examinedAt() {
        return Optional.ofNullable(stated.examinedAt);
    }

    /**
     * The findings, circumstances and conditions that were stated one by one. What the lists below say of the others is
     * not in it.
     *
     * @return presence by code, never {@link Presence#UNKNOWN}; unmodifiable, in no order
     */
    public Map<String, Presence> findings() {
        return Collections.unmodifiableMap(stated.findings);
    }

    /**
     * Whether every red flag of the topic that is not stated otherwise was stated absent.
     *
     * @return false when nobody said so
     */
    public boolean allOtherRedFlagsAbsent() {
        return stated.allOtherRedFlagsAbsent;
    }

    /**
     * The diagnoses that the clinician strongly suspects, an exhaustive list.
     *
     * @return their codes in alphabetical order, empty when nothing was said of suspicions
     */
    public Optional<Set<String>> suspected() {
        return Optional.ofNullable(stated.suspected);
    }

    /**
     * The conditions that were stated as an exhaustive list.
     *
     * @return their codes in alphabetical order, empty when no such list was given
     */
    public Optional<Set<String>> conditions() {
        return Optional.ofNullable(stated.conditions);
    }

    /**
     * The values that were chosen from closed lists.
     *
     * @return the code of the value by the code of the choice; unmodifiable, in alphabetical order
     */
    public Map<String, String> choices() {
        return Collections.unmodifiableMap(stated.choices);
    }

    /**
     * The measured quantities, with all that is stated of each; {@link org.apposite.model.Quantity#counting} tells what of
     * it counts.
     *
     * @return the measurements by the code of the quantity; unmodifiable, in alphabetical order, and each list in an order
     *     that does not depend on that of the statements
     */
    public Map<String, List<Measurement>> measurements() {
        return Collections.unmodifiableMap(stated.measurements);
    }

    /**
     * The studies that have been done, an exhaustive list.
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
        return "PatientCase" + new TreeMap<>(stated.values());
    }

    /** Administrative sex, as the host records it. */
    public enum Sex implements Coded {
        /** Female. */
        FEMALE("female"),
        /** Male. */
        MALE("male"),
        /** Recorded as neither. */
        OTHER("other"),
        /** Not recorded. */
        UNKNOWN("unknown");

        private final String code;

        Sex(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}

package org.apposite.patient;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One of several complaints of a patient, such as the head and the back after a fall. Immutable.
 *
 * @param code the code of the complaint
 * @param region where it is, a code; null when not stated
 * @param side on which side, null when not stated
 * @param duration how long it has lasted, null when not stated
 * @param circumstances what is known of its circumstances, such as trauma, by code
 */
public record Complaint(
        String code,
        @Nullable String region,
        @Nullable Side side,
        @Nullable Range<Duration> duration,
        Map<String, Presence> circumstances) {

    /**
     * Checks the codes and copies the map.
     *
     * @throws NullPointerException when the code is null
     * @throws IllegalArgumentException when a code is not written as one
     */
    public Complaint {
        PatientCaseBuilder.checkedCode("complaint", Objects.requireNonNull(code, "code"));
        if (region != null) {
            PatientCaseBuilder.checkedCode("region", region);
        }
        circumstances = Collections.unmodifiableMap(new TreeMap<>(circumstances));
        circumstances.keySet().forEach(one -> PatientCaseBuilder.checkedCode("circumstance", one));
    }

    /**
     * A complaint of which nothing else is stated.
     *
     * @param code its code
     * @return the complaint
     */
    public static Complaint of(String code) {
        return new Complaint(code, null, null, null, Map.of());
    }
}

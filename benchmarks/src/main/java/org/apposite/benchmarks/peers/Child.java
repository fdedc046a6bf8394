package org.apposite.benchmarks.peers;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is stated of a child, as a bean that every peer can read.
 *
 * @param complaint such as {@code back-pain}
 * @param ageYears age in years
 * @param durationDays how long the pain has lasted
 * @param findings {@code present} or {@code absent} by the finding's code; what is not there is unknown
 * @param suspected what is strongly suspected
 * @param radiographs {@code none}, {@code unknown}, {@code pending}, or their result for the painful area
 */
public record Child(
        String complaint,
        int ageYears,
        int durationDays,
        Map<String, String> findings,
        Set<String> suspected,
        String radiographs) {

    public String getComplaint() {
        return complaint;
    }

    public int getAgeYears() {
        return ageYears;
    }

    public int getDurationDays() {
        return durationDays;
    }

    public String getRadiographs() {
        return radiographs;
    }

    /** Whether a finding is stated present. */
    public boolean isPresent(String finding) {
        return "present".equals(findings.get(finding));
    }

    /** Whether a finding is stated absent. */
    public boolean isAbsent(String finding) {
        return "absent".equals(findings.get(finding));
    }

    /** Whether nobody stated a finding. */
    public boolean isUnknown(String finding) {
        return !findings.containsKey(finding);
    }

    /** Whether a diagnosis is strongly suspected. */
    public boolean isSuspected(String diagnosis) {
        return suspected.contains(diagnosis);
    }

    /** Whether there is no radiograph of the painful area that has been read. */
    public boolean isWithoutValidRadiograph() {
        return radiographs.equals("none") || radiographs.equals("unknown") || radiographs.equals("pending");
    }

    /** Whether radiographs are negative or non-diagnostic. */
    public boolean isNegative() {
        return radiographs.equals("negative") || radiographs.equals("non-diagnostic");
    }

    /** The same as maps, lists and plain values, for languages that know no beans. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("complaint", complaint);
        map.put("ageYears", (long) ageYears);
        map.put("durationDays", (long) durationDays);
        map.put("findings", findings);
        map.put("suspected", java.util.List.copyOf(suspected));
        map.put("radiographs", radiographs);
        return map;
    }
}

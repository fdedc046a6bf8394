package org.apposite.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A region of a complaint, of an examination or of a study. A region is made of parts; one that is not made of others is
 * a part itself. Immutable.
 *
 * @param code its code
 * @param display its name, in the middle of a sentence
 * @param parts the codes of the smallest regions that it is made of, in the order of the file; empty for what is not one place, such as diffuse pain
 * @param ofComplaints whether a complaint, or the level of signs, can be stated to be here
 * @param coveredBy codes of the regions whose study covers this one although their parts do not say so
 * @param suffices sets of regions whose studies cover this one together
 * @param shownBy for a part that only some studies of this region show: the codes of those studies
 * @param sided whether it has a left and a right side
 */
public record Region(
        String code,
        String display,
        Set<String> parts,
        boolean ofComplaints,
        Set<String> coveredBy,
        List<List<String>> suffices,
        Map<String, Set<String>> shownBy,
        boolean sided) {

    /** The region that nobody stated. */
    public static final String UNKNOWN = "unknown";

    /** Copies the collections. */
    public Region {
        parts = Collections.unmodifiableSet(new LinkedHashSet<>(parts));
        coveredBy = Collections.unmodifiableSet(new LinkedHashSet<>(coveredBy));
        suffices = suffices.stream().map(List::copyOf).toList();
        Map<String, Set<String>> shown = new TreeMap<>();
        shownBy.forEach((part, studies) -> shown.put(part, Set.copyOf(studies)));
        shownBy = Map.copyOf(shown);
    }

    /**
     * Whether it is a place, so that a study can be aimed at it.
     *
     * @return false for what is not one place, such as diffuse pain or an unknown region
     */
    public boolean isPlace() {
        return !parts.isEmpty();
    }

    /**
     * Whether a study of this region shows all of another.
     *
     * @param study the code of the kind of study
     * @param other the region that is to be shown
     * @return true when nothing of it is left out
     */
    public boolean covers(String study, Region other) {
        if (other.coveredBy.contains(code)) {
            return true;
        }
        return other.isPlace() && shows(study, other.parts);
    }

    /**
     * Whether a study of this region shows all of these parts.
     *
     * @param study the code of the kind of study
     * @param wanted codes of parts
     * @return true when none is left out
     */
    public boolean shows(String study, Collection<String> wanted) {
        for (String part : wanted) {
            if (!parts.contains(part) && !shownBy.getOrDefault(part, Set.of()).contains(study)) {
                return false;
            }
        }
        return true;
    }
}

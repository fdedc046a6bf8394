package org.apposite.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apposite.circuit.Dimension;
import org.apposite.language.Patient;
import org.apposite.patient.PatientCase;

/**
 * What is stated otherwise of a datum.
 *
 * @param datum the code of the datum
 * @param name its name in the middle of a sentence
 * @param before what is stated of it, in words
 * @param after what is stated of it otherwise
 */
public record Change(String datum, String name, String before, String after) {

    /** Stands for the list of all studies, where it is stated that none was done. */
    static final String IMAGING = "imaging";

    /** A list of studies is complete: whoever states one says that the others were not done, which is no change of its own. */
    private static final String NOT_DONE = "not done";

    /** In what two cases differ, as far as the rules of a topic ask. */
    static List<Change> between(PatientCase before, PatientCase after, Variations variations) {
        Patient one = Variations.plain(before, variations.circuit());
        Patient other = Variations.plain(after, variations.circuit());
        Set<String> data =
                new LinkedHashSet<>(variations.circuit().scope().topic().asks());
        variations.circuit().dimensions().stream()
                .map(Dimension::about)
                .filter(Objects::nonNull)
                .forEach(about -> variations.datum(about).ifPresent(data::add));
        List<Change> changes = new ArrayList<>();
        for (String datum : data) {
            String was = one.value(datum);
            String is = other.value(datum);
            if (!was.equals(is)) {
                changes.add(new Change(datum, variations.circuit().scope().display(datum), was, is));
            }
        }
        if (before.imaging().isEmpty() && after.imaging().isPresent()) {
            changes.removeIf(change ->
                    variations.isImaging(change.datum()) && change.after().equals(NOT_DONE));
            if (after.imaging().get().isEmpty()) {
                changes.add(new Change(IMAGING, "imaging", "not stated", "none done"));
            }
        }
        return changes;
    }
}

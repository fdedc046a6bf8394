package org.apposite.fhir.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The patient that a host means.
 *
 * @param id the id of the Patient
 * @param base the base of the server that the patient is of, without a slash at its end; null when it is not known
 */
public record Who(String id, @Nullable String base) {

    public Who {
        Objects.requireNonNull(id, "id");
        base = base == null ? null : base.replaceFirst("/+$", "");
    }
}

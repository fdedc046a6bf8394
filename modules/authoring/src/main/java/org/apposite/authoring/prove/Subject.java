package org.apposite.authoring.prove;

import java.util.Set;
import org.apposite.model.Claims;

/**
 * What a fault is about, so that an exception can name it.
 *
 * @param stating data that are stated when it shows
 * @param from the variant or exclusion before, empty for none
 * @param to the variant or exclusion then, empty for none
 */
record Subject(Set<String> stating, String from, String to) {

    static final Subject NOTHING = stating(Set.of());

    static Subject stating(Set<String> data) {
        return new Subject(data, "", "");
    }

    Subject leading(String before, String then) {
        return new Subject(stating, before, then);
    }

    /** Whether what an exception names is this, or it names nothing. */
    boolean isNamedBy(Claims.Exemption exception, Set<String> named) {
        return (named.isEmpty() || stating.stream().anyMatch(named::contains))
                && (exception.from().isEmpty() || exception.from().contains(from))
                && (exception.to().isEmpty() || exception.to().contains(to));
    }
}

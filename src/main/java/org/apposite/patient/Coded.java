package org.apposite.patient;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A value of a closed list, written everywhere as the same kebab-case code. Implementations are immutable. */
public interface Coded {

    /**
     * The code as it stands in case files, rules and answers.
     *
     * @return lower case letters, digits and single hyphens
     */
    String code();

    /**
     * Finds the value of a closed list by its code.
     *
     * @param <E> the closed list
     * @param list the closed list
     * @param code the code to look up
     * @return the value with that code
     * @throws IllegalArgumentException when the list has no such code; the message names it and lists the codes
     */
    static <E extends Enum<E> & Coded> E of(Class<E> list, String code) {
        E value = list.cast(CodeIndex.of(list).get(code));
        if (value != null) {
            return value;
        }
        throw new IllegalArgumentException(list.getSimpleName() + " has no code \"" + code + "\"; it has "
                + Arrays.stream(list.getEnumConstants()).map(Coded::code).collect(Collectors.joining(", ")));
    }
}

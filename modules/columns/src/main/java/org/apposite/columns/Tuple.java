package org.apposite.columns;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a row, or of a struct in it, in the order of its fields. */
public interface Tuple {

    /**
     * A value.
     *
     * @param index the place of its field
     * @return as {@link FieldType.Kind} has it, a {@link List} or a tuple; null when it is unknown
     */
    @Nullable
    Object at(int index);

    /**
     * Values.
     *
     * @param values the values of all fields
     * @return a tuple of them
     */
    static Tuple of(@Nullable Object... values) {
        return new Values(Collections.unmodifiableList(Arrays.asList(values.clone())));
    }

    /**
     * Values that are there.
     *
     * @param all the values
     */
    record Values(List<@Nullable Object> all) implements Tuple {

        @Override
        public @Nullable Object at(int index) {
            return all.get(index);
        }
    }
}

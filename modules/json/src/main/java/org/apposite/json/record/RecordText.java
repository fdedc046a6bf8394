package org.apposite.json.record;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apposite.text.Place;
import org.jspecify.annotations.Nullable;

/** The text of one record, in one of the two languages. Lines count from the first line of the text. */
sealed interface RecordText permits JsonText, YamlText {

    /** The deepest nesting. */
    int MAX_DEPTH = 32;
    /** The most values. */
    int MAX_VALUES = 20_000;
    /** The most characters of a key or a text. */
    int MAX_TEXT = 2_000;
    /** Keys whose values are texts even where they look like a number, such as a year of birth. */
    Set<String> TEXTS = Set.of("id", "birthDate");

    /**
     * Reads the tree.
     *
     * @throws Refusal when it is not one well-formed map
     */
    ObjectNode tree();

    /** The id, as far as it has been read; null when there is none. */
    @Nullable
    String id();

    /** The place of a value, or of its key; null when it is not there. */
    @Nullable
    Place placeOf(JsonPointer path, boolean ofKey);
}

package org.apposite.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Classes of characters. They are those of one version of Unicode, kept in {@code characters.txt}, and not those of the Java
 * platform, of which each knows another version: what is loaded and what is shown must not depend on it.
 */
enum CharacterClass {
    /**
     * Controls and formats, halves, private use, separators of lines, what is ignored by default and what is no character:
     * none shows anything by itself, and some change how what is round them reads.
     */
    HIDDEN("[[:Cc:][:Cf:][:Cs:][:Co:][:Zl:][:Zp:][:Default_Ignorable_Code_Point:][:Noncharacter_Code_Point:]]"),
    /** What stands above, below or round the character before it. */
    MARK("[[[:Mn:][:Me:]] - [:Default_Ignorable_Code_Point:]]"),
    /** Scripts that are written from right to left, with what is kept free for them. */
    RIGHT_TO_LEFT("[[[:Bidi_Class=R:][:Bidi_Class=AL:]] - [[:Cf:][:Default_Ignorable_Code_Point:]]]"),
    /** Patterns of dots, one of which has no dot. */
    BRAILLE("[:Script=Braille:]"),
    /** Letters of the Latin script. */
    LATIN("[[:Script=Latin:] & [:L:]]"),
    /** Letters of the Cyrillic script. */
    CYRILLIC("[[:Script=Cyrillic:] & [:L:]]"),
    /** Letters of the Greek script. */
    GREEK("[[:Script=Greek:] & [:L:]]");

    private final String definition;

    CharacterClass(String definition) {
        this.definition = definition;
    }

    /** The class in the words of Unicode's sets (UTS 18). */
    String definition() {
        return definition;
    }

    boolean has(int codePoint) {
        int[] bounds = Data.BOUNDS.get(this);
        int at = Arrays.binarySearch(bounds, codePoint);
        // Behind an even number of bounds nothing has begun.
        return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
    }

    /** Read when the first character needs it. */
    private static final class Data {

        private static final int HEXADECIMAL = 16;

        /** Where each run of a class begins, and where it has ended, in order. */
        static final Map<CharacterClass, int[]> BOUNDS = read();

        private static Map<CharacterClass, int[]> read() {
            Map<CharacterClass, int[]> all = new EnumMap<>(CharacterClass.class);
            text().lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> all.put(
                            valueOf(words[0]),
                            Arrays.stream(words)
                                    .skip(1)
                                    .mapToInt(word -> Integer.parseInt(word, HEXADECIMAL))
                                    .toArray()));
            return all;
        }

        private static String text() {
            try (InputStream file = Objects.requireNonNull(
                    CharacterClass.class.getResourceAsStream("characters.txt"), "characters.txt")) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

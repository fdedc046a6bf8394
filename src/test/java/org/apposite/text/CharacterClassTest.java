package org.apposite.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.UnicodeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classes are those of Unicode, and of no list. {@code -Dapposite.write-characters} writes their file anew. */
class CharacterClassTest {

    private static final Path FILE = Path.of("src/main/resources/org/apposite/text/characters.txt");

    @Test
    void the_file_holds_what_unicode_says_of_each_class() throws IOException {
        String made = "# Classes of characters of Unicode "
                + UCharacter.getUnicodeVersion().getMajor()
                + ": where each run of code points begins, and where it has ended. Made by CharacterClassTest.\n"
                + Arrays.stream(CharacterClass.values())
                        .map(one -> one + " " + runs(new UnicodeSet(one.definition())) + "\n")
                        .collect(Collectors.joining());
        if (System.getProperty("apposite.write-characters") != null) {
            Files.writeString(FILE, made);
        }

        assertThat(FILE).hasContent(made);
    }

    private static String runs(UnicodeSet set) {
        return IntStream.range(0, set.getRangeCount())
                .mapToObj(at -> String.format("%X %X", set.getRangeStart(at), set.getRangeEnd(at) + 1))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @EnumSource
    void each_character_is_in_the_classes_of_which_it_is(CharacterClass one) {
        UnicodeSet set = new UnicodeSet(one.definition());

        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(codePoint -> one.has(codePoint) != set.contains(codePoint))
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    /** Of what a platform knows, it knows the same; what it does not know yet has the class all the same. */
    @Test
    void no_platform_contradicts_the_file() {
        Set<Integer> hidden = Set.of(
                (int) Character.CONTROL,
                (int) Character.FORMAT,
                (int) Character.SURROGATE,
                (int) Character.PRIVATE_USE,
                (int) Character.LINE_SEPARATOR,
                (int) Character.PARAGRAPH_SEPARATOR);

        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(one -> hidden.contains(Character.getType(one)))
                        .filter(one -> one != '\n' && one != '\t' && !Characters.isHidden(one))
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }
}

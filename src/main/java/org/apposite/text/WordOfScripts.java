package org.apposite.text;

import java.util.OptionalInt;

/**
 * Follows a text word by word, and finds letters of other scripts among Latin ones (the first two restrictions of Unicode's
 * security mechanisms, UTS 39: Latin with Cyrillic, or with Greek, in one word). For one text.
 */
final class WordOfScripts {

    private static final int FIRST_BEYOND_ASCII = 0x80;

    private boolean hasLatin;
    private int cyrillic = -1;
    private int greek = -1;

    /** Takes up the next character, which is no mark; says where a letter of another script is, once it is among Latin ones. */
    OptionalInt next(int codePoint, int offset) {
        boolean ascii = codePoint < FIRST_BEYOND_ASCII;
        boolean latin = ascii ? Character.isLetter(codePoint) : CharacterClass.LATIN.has(codePoint);
        boolean isCyrillic = !ascii && CharacterClass.CYRILLIC.has(codePoint);
        boolean isGreek = !ascii && CharacterClass.GREEK.has(codePoint);
        if (!latin && !isCyrillic && !isGreek) {
            hasLatin = false;
            cyrillic = -1;
            greek = -1;
            return OptionalInt.empty();
        }
        // A Greek letter is within the word once Latin ones stand on both of its sides.
        boolean isWithin = latin && greek >= 0;
        hasLatin |= latin;
        cyrillic = isCyrillic && cyrillic < 0 ? offset : cyrillic;
        greek = isGreek && hasLatin && greek < 0 ? offset : greek;
        if (hasLatin && cyrillic >= 0) {
            return OptionalInt.of(cyrillic);
        }
        return isWithin ? OptionalInt.of(greek) : OptionalInt.empty();
    }
}

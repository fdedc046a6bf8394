package org.apposite.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apposite.text.Characters;

/**
 * A text that somebody wrote to be obeyed.
 *
 * @param name what it tries
 * @param text the text
 */
record HostileText(String name, String text) {

    private static final Path FILE = Path.of("..", "..", "src", "test", "resources", "hostile-texts.properties");
    private static final int LONG_WORD = 5_000;

    static List<HostileText> all() throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(FILE)) {
            texts.load(reader);
        }
        List<HostileText> all = texts.stringPropertyNames().stream()
                .sorted()
                .map(name -> new HostileText(name, texts.getProperty(name)))
                .collect(Collectors.toList());
        all.add(new HostileText("a very long word", "W".repeat(LONG_WORD)));
        return all;
    }

    /** All of them behind each other, and all that a text of rules may hold. */
    static List<HostileText> together() throws IOException {
        List<HostileText> all = all();
        return List.of(
                new HostileText(
                        "everything", all.stream().map(HostileText::text).collect(Collectors.joining(" "))),
                new HostileText(
                        "everything that rules may hold",
                        all.stream()
                                .map(HostileText::text)
                                .filter(text -> text.length() < LONG_WORD)
                                .filter(text -> text.chars().noneMatch(Character::isISOControl))
                                .filter(text -> Characters.firstDeception(text).isEmpty())
                                .collect(Collectors.joining(" "))));
    }

    /** As a text in double quotes of YAML, with nothing but ASCII. */
    String yaml() {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(one -> {
            if (one == '"' || one == '\\') {
                quoted.append('\\').appendCodePoint(one);
            } else if (one >= ' ' && one < 0x7F) {
                quoted.appendCodePoint(one);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08X", one));
            }
        });
        return quoted.append('"').toString();
    }

    /** As a text of JSON, with nothing but ASCII. */
    String json() {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(one -> {
            if (one == '"' || one == '\\') {
                quoted.append('\\').append((char) one);
            } else if (one >= ' ' && one < 0x7F) {
                quoted.append((char) one);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", one));
            }
        });
        return quoted.append('"').toString();
    }

    /** As much of it as the name of a file can be: its beginning, and each other character once. */
    String fileName() {
        int[] possible = text.codePoints()
                .filter(one -> one != 0 && one != '/' && Character.getType(one) != Character.SURROGATE)
                .toArray();
        int begins = Math.min(possible.length, 20);
        StringBuilder name = new StringBuilder("f").append(new String(possible, 0, begins));
        Arrays.stream(possible, begins, possible.length)
                .filter(one -> !Character.isLetterOrDigit(one))
                .distinct()
                .limit(30)
                .forEach(name::appendCodePoint);
        return name.toString();
    }

    /** As an argument of a command, which holds no zero. */
    String argument() {
        return text.replace("\0", "");
    }

    @Override
    public String toString() {
        return name;
    }
}

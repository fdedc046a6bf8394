package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.text.Characters;

/**
 * Words with their styles, to be set in lines. Immutable. What a terminal would obey instead of print, and what nobody would
 * see, becomes a question mark, wherever the words come from. Nothing else escapes for a terminal.
 */
public final class StyledText {

    static final StyledText NONE = new StyledText(List.of());

    /** A space at which no line breaks. */
    static final String FIRM_SPACE = "\u00a0";

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}&&[^" + FIRM_SPACE + "]]+");
    private static final String UNSEEN = "?";

    /** At the beginning of a line a workflow of GitHub obeys it, whatever is blank before it; and any word may begin a line. */
    private static final Pattern COMMAND = Pattern.compile("(?<!\\S)(?:::|##\\[)");

    private final List<Word> words;

    private StyledText(List<Word> words) {
        this.words = words;
    }

    static StyledText of(String text) {
        return NONE.and(text);
    }

    static StyledText of(Style style, String text) {
        return NONE.and(style, text);
    }

    /** Words that stay together as they stand, such as the name of a file, whose blanks count. */
    static StyledText whole(String text) {
        return text.isEmpty() ? NONE : new StyledText(List.of(new Word(Style.PLAIN, asItStands(text))));
    }

    /** Text on one line, safe to print. */
    public static String plain(String text) {
        return shown(SPACE.matcher(text).replaceAll(" ").strip());
    }

    /** The same, with all of its blanks and tabs. */
    static String asItStands(String line) {
        return shown(line.replace("\n", UNSEEN));
    }

    private static String shown(String line) {
        String shown = Characters.shown(line, UNSEEN);
        return COMMAND.matcher(shown)
                .replaceAll(
                        found -> Matcher.quoteReplacement(UNSEEN + found.group().substring(1)));
    }

    StyledText and(String text) {
        return and(Style.PLAIN, text);
    }

    StyledText and(Style style, String text) {
        String plain = plain(text);
        if (plain.isEmpty()) {
            return this;
        }
        List<Word> more = new ArrayList<>(words);
        for (String word : plain.split(" ", -1)) {
            more.add(new Word(style, word));
        }
        return new StyledText(List.copyOf(more));
    }

    StyledText and(StyledText others) {
        List<Word> more = new ArrayList<>(words);
        more.addAll(others.words);
        return new StyledText(List.copyOf(more));
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The words in lines of at most this width. A word that is longer goes on in the next line. */
    List<StyledText> inLinesOf(int width) {
        List<StyledText> lines = new ArrayList<>();
        List<Word> line = new ArrayList<>();
        int used = 0;
        for (Word whole : words) {
            Word word = whole;
            if (!line.isEmpty() && used + 1 + word.width() > width) {
                lines.add(new StyledText(List.copyOf(line)));
                line.clear();
                used = 0;
            }
            while (word.width() > width) {
                lines.add(new StyledText(List.of(word.start(width))));
                word = word.rest(width);
            }
            used += (line.isEmpty() ? 0 : 1) + word.width();
            line.add(word);
        }
        if (!line.isEmpty()) {
            lines.add(new StyledText(List.copyOf(line)));
        }
        return lines;
    }

    /** How many columns the words take in one line. */
    int width() {
        return words.stream().mapToInt(Word::width).sum() + Math.max(0, words.size() - 1);
    }

    /** The words in one line. */
    String print(boolean colour) {
        StringBuilder line = new StringBuilder();
        StringBuilder run = new StringBuilder();
        Style style = Style.PLAIN;
        for (Word word : words) {
            if (colour && word.style() != style) {
                line.append(style.on(run.toString()));
                run.setLength(0);
                line.append(line.isEmpty() ? "" : " ");
                style = word.style();
            } else if (!run.isEmpty()) {
                run.append(' ');
            }
            run.append(word.text().replace(FIRM_SPACE, " "));
        }
        return line.append(colour ? style.on(run.toString()) : run).toString();
    }

    private record Word(Style style, String text) {

        int width() {
            return text.codePointCount(0, text.length());
        }

        Word start(int width) {
            return new Word(style, text.substring(0, text.offsetByCodePoints(0, width)));
        }

        Word rest(int width) {
            return new Word(style, text.substring(text.offsetByCodePoints(0, width)));
        }
    }
}

package org.apposite.authoring.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The pages of {@code docs/findings} and the sections on cases of {@code docs/troubleshooting.md}, which travel with the
 * jar: for each code of a message why it matters, what is wrong and how it is right. Thread-safe.
 */
public final class CodePages {

    private static final Pattern HEADING = Pattern.compile("\\A# (\\S+) (.+)\n");
    private static final Pattern CASE_SECTION = Pattern.compile("(?ms)^## (CASE-\\d+)\n\n(.*?)(?=^##? |\\z)");
    private static final int FIRST = 100;
    private static final int LAST = 299;

    private CodePages() {}

    /**
     * Every code with its title.
     *
     * @return titles by code, in the order of the codes
     */
    public static Map<String, String> titles() {
        Map<String, String> titles = new TreeMap<>();
        IntStream.rangeClosed(FIRST, LAST)
                .mapToObj(number -> "APP-" + number)
                .forEach(code -> read("findings/" + code + ".md").ifPresent(page -> titles.put(code, title(page))));
        caseSections().forEach((code, text) -> titles.put(code, firstSentence(text)));
        return Collections.unmodifiableMap(titles);
    }

    private static String title(String page) {
        return HEADING.matcher(page)
                .results()
                .findFirst()
                .map(one -> one.group(2))
                .orElse("");
    }

    private static String firstSentence(String text) {
        String line = text.replace('\n', ' ');
        return line.replaceFirst("[.:] .*", "").strip().replaceFirst("\\.$", "");
    }

    /**
     * The page of a code.
     *
     * @param code a code, such as {@code APP-109} or {@code CASE-301}
     * @return Markdown, empty when there is no such code
     */
    public static Optional<String> page(String code) {
        if (code.matches("APP-\\d+")) {
            return read("findings/" + code + ".md");
        }
        return Optional.ofNullable(caseSections().get(code)).map(text -> "# " + code + "\n\n" + text);
    }

    private static Map<String, String> caseSections() {
        Map<String, String> sections = new TreeMap<>();
        for (MatchResult section : CASE_SECTION
                .matcher(read("troubleshooting.md").orElse(""))
                .results()
                .toList()) {
            sections.put(section.group(1), section.group(2).strip() + "\n");
        }
        return sections;
    }

    private static Optional<String> read(String name) {
        try (InputStream in = CodePages.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

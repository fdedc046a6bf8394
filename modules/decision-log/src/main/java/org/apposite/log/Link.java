package org.apposite.log;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a line is chained to the one before it, which it says at its own end:
 *
 * <pre>{@code {"id":...,"salt":"...","chain":{"log":"decisions","n":17,"key":"...","before":"...","body":"...","mac":"..."}}}</pre>
 *
 * <p>The mac is of the link's own text up to itself, and {@code body} is the keyed hash of all before the link. So a body
 * can be erased one day, and the chain still be verified; its salt goes with it, without which nobody, the owner of the
 * key included, can find out by trying what the hash was of.
 *
 * @param log the log
 * @param n the number of the line, from 1
 * @param key the id of the key
 * @param before the mac of the line before, {@link #START} for the first
 * @param body the keyed hash of the line up to the link
 * @param mac the keyed hash of the link
 */
record Link(String log, long n, String key, String before, String body, String mac) {

    /** No line that is chained has no salt, so that none has ever begun so. */
    private static final String TEXTLESS = "{\"erased\":true";

    static final String START = "0".repeat(64);

    private static final Pattern TEXT =
            Pattern.compile("(,\"chain\":\\{\"log\":\"([a-z0-9-]{1,40})\",\"n\":([1-9]\\d{0,17}),"
                    + "\"key\":\"([0-9a-f]{8})\",\"before\":\"([0-9a-f]{64})\",\"body\":\"([0-9a-f]{64})\")"
                    + ",\"mac\":\"([0-9a-f]{64})\"}}\\z");
    private static final int MOST_CHARACTERS = 360;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The mark of a line: its number and its mac. */
    record Mark(long n, String mac) {

        static final Mark START = new Mark(0, Link.START);
    }

    /** A line without its link, to which a salt was added. */
    record Body(byte[] bytes, String hash) {}

    /** A line as it is written, with its line break, and its mark. */
    record Chained(byte[] bytes, Mark mark) {}

    /** Prepares a JSON object for a chain. */
    static Body body(String line, LogKey key) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        String open = line.substring(0, line.length() - 1);
        byte[] bytes = (open + (open.equals("{") ? "" : ",") + "\"salt\":\""
                        + HexFormat.of().formatHex(salt) + "\"")
                .getBytes(StandardCharsets.UTF_8);
        return new Body(bytes, key.hash(LogKey.Purpose.BODY, bytes));
    }

    /** Chains a body to the line before it. */
    static Chained chain(Body body, String log, LogKey key, Mark before) {
        Link link = new Link(log, before.n() + 1, key.id(), before.mac(), body.hash(), "");
        String mac = link.hash(key);
        byte[] end = (link.text() + ",\"mac\":\"" + mac + "\"}}\n").getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(body.bytes(), body.bytes().length + end.length);
        System.arraycopy(end, 0, line, body.bytes().length, end.length);
        return new Chained(line, new Mark(link.n(), mac));
    }

    /** The link at the end of a line without its line break. */
    static Optional<Link> of(byte[] line) {
        Matcher end = end(line);
        return end.find()
                ? Optional.of(new Link(
                        end.group(2),
                        Long.parseLong(end.group(3)),
                        end.group(4),
                        end.group(5),
                        end.group(6),
                        end.group(7)))
                : Optional.empty();
    }

    private static Matcher end(byte[] line) {
        int from = Math.max(0, line.length - MOST_CHARACTERS);
        return TEXT.matcher(new String(line, from, line.length - from, StandardCharsets.ISO_8859_1));
    }

    private String text() {
        return ",\"chain\":{\"log\":\"" + log + "\",\"n\":" + n + ",\"key\":\"" + key + "\",\"before\":\"" + before
                + "\",\"body\":\"" + body + "\"";
    }

    private String hash(LogKey owner) {
        return owner.hash(LogKey.Purpose.CHAIN, text().getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the link is as somebody with the key wrote it. */
    boolean isBy(LogKey owner) {
        return hash(owner).equals(mac);
    }

    /** Whether the rest of the line is as somebody with the key wrote it. */
    boolean isOf(byte[] line, LogKey owner) {
        int length = line.length - text().length() - ",\"mac\":\"".length() - mac.length() - "\"}}".length();
        return owner.hash(LogKey.Purpose.BODY, Arrays.copyOf(line, length)).equals(body);
    }

    Mark mark() {
        return new Mark(n, mac);
    }

    /** What is left of a line whose text was erased, without its line break: its place in the chain, if it had one. */
    static byte[] textless(byte[] line) {
        Matcher end = end(line);
        String chain = end.find() ? end.group() : "}";
        return (TEXTLESS + chain).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the text of a line was erased. */
    static boolean isTextless(byte[] line) {
        return line.length > TEXTLESS.length() && Arrays.equals(line, textless(line));
    }
}

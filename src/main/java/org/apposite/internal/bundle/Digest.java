package org.apposite.internal.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/** Digests of rule content: of all of it, every file's name, length and text in the order of the names, and of its parts. */
public final class Digest {

    private static final int DIGITS = 12;

    private Digest() {}

    /**
     * The digest of some files.
     *
     * @param textByName their texts by name
     * @return {@code sha256:} and hexadecimal digits
     */
    public static String of(SortedMap<String, String> textByName) {
        MessageDigest digest = sha256();
        for (Map.Entry<String, String> file : textByName.entrySet()) {
            byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
            digest.update((file.getKey() + "\n" + text.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(text);
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The digest of some bytes.
     *
     * @param bytes bytes
     * @return {@code sha256:} and hexadecimal digits
     */
    public static String of(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /**
     * The short digest of a rule: of all that it says, and not of where and how it is written.
     *
     * @param rule a rule
     * @return {@value #DIGITS} hexadecimal digits
     */
    public static String of(Rule rule) {
        StringBuilder text = new StringBuilder();
        write(text, rule.id());
        write(text, rule.name());
        rule.sources().forEach(source -> write(text, source));
        text.append(conditions(rule));
        rule.then().forEach(one -> text.append(conclusion(one)));
        return shortOf(text);
    }

    /**
     * The short digest of a conclusion, such as a row of ratings.
     *
     * @param conclusion a conclusion
     * @return {@value #DIGITS} hexadecimal digits
     */
    public static String of(Consequence conclusion) {
        return shortOf(conclusion(conclusion));
    }

    /**
     * What a rule asks, in a form that is equal when it asks the same.
     *
     * @param rule a rule
     * @return a text for comparing alone
     */
    public static String conditions(Rule rule) {
        StringBuilder text = new StringBuilder();
        for (Pattern pattern : rule.when()) {
            write(text, pattern.fact());
            write(text, String.valueOf(pattern.exists()));
            pattern.conditions()
                    .forEach(one -> text.append(one.<String>fold(
                            question -> call("?", question.name(), question.arguments()),
                            all -> "&(" + String.join("", all) + ")",
                            any -> "|(" + String.join("", any) + ")")));
            text.append(';');
        }
        return text.toString();
    }

    private static CharSequence conclusion(Consequence one) {
        return call("!", one.verb(), one.arguments());
    }

    private static String call(String kind, String name, List<Literal> arguments) {
        StringBuilder text = new StringBuilder(kind);
        write(text, name);
        arguments.forEach(argument -> write(
                text,
                argument.isNumber() ? argument.decimal().stripTrailingZeros().toPlainString() : '"' + argument.text()));
        return text.append(')').toString();
    }

    /** The length before it, so that nothing can be taken for two. */
    private static void write(StringBuilder to, String text) {
        to.append(text.length()).append(':').append(text);
    }

    private static String shortOf(CharSequence text) {
        byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

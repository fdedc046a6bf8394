package org.apposite.withdrawal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.text.Place;
import org.apposite.text.Spelling;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * The file that withdraws parts of the rules beside which it lies. Immutable.
 *
 * @param entries what it withdraws, in the order of the file
 * @param lifted what it withdrew before, so that it can be seen later
 * @param problems what is wrong with it; with any it must not be used
 */
public record WithdrawalFile(List<Entry> entries, List<Lifted> lifted, List<Problem> problems) {

    /** Its name, in the rules folder. */
    public static final String NAME = "withdrawn.yaml";

    /** A file that withdraws nothing. */
    public static final WithdrawalFile EMPTY = new WithdrawalFile(List.of(), List.of(), List.of());

    private static final String HEAD = """
            # What of these rules no longer speaks, and why. Written by "apposite withdraw"; a service that watches the
            # folder takes it like any change. It needs no new version, for it is lifted when the rules are mended.
            """;

    private static final String TOP = "withdrawn";
    private static final String PART = "part";
    private static final String REASON = "reason";
    private static final String BY = "by";
    private static final String AT = "at";
    private static final String LIFTED = "lifted";
    private static final String LIFTED_BY = "lifted-by";
    private static final String LIFTED_AT = "lifted-at";
    private static final List<String> KEYS = List.of(PART, REASON, BY, AT);
    private static final List<String> KEYS_OF_LIFTED = List.of(PART, REASON, BY, AT, LIFTED_BY, LIFTED_AT);

    /** Copies the lists. */
    public WithdrawalFile {
        entries = List.copyOf(entries);
        lifted = List.copyOf(lifted);
        problems = List.copyOf(problems);
    }

    /**
     * A withdrawal of the file.
     *
     * @param withdrawal the withdrawal
     * @param place where it stands
     */
    public record Entry(Withdrawal withdrawal, Place place) {}

    /**
     * A withdrawal that is over.
     *
     * @param withdrawal the withdrawal
     * @param by who ended it
     * @param at when
     */
    public record Lifted(Withdrawal withdrawal, String by, Instant at) {}

    /**
     * What is wrong.
     *
     * @param place where
     * @param message what
     * @param suggestion what to do, null where nobody knows
     */
    public record Problem(
            Place place, String message, @Nullable String suggestion) {}

    /** What the file withdraws. */
    public List<Withdrawal> withdrawals() {
        return entries.stream().map(Entry::withdrawal).toList();
    }

    /**
     * Reads a file.
     *
     * @param text its text
     * @return what it says
     */
    public static WithdrawalFile read(String text) {
        Reader reader = new Reader();
        YamlDocument document = YamlDocument.read(text);
        document.problems()
                .forEach(one ->
                        reader.problem(one.place(), one.message(), one.kind().suggestion()));
        if (reader.problems.isEmpty()) {
            reader.read(document.root());
        }
        return new WithdrawalFile(reader.entries, reader.lifted, reader.problems);
    }

    /**
     * Writes a file.
     *
     * @param withdrawals what is withdrawn
     * @param lifted what was
     * @return the text of the file
     */
    public static String write(List<Withdrawal> withdrawals, List<Lifted> lifted) {
        StringBuilder text = new StringBuilder(HEAD).append(TOP).append(withdrawals.isEmpty() ? ": []\n" : ":\n");
        for (Withdrawal one : withdrawals) {
            entry(text, one);
            text.append('\n');
        }
        if (!lifted.isEmpty()) {
            text.append(LIFTED).append(":\n");
        }
        for (Lifted one : lifted) {
            entry(text, one.withdrawal());
            line(text, LIFTED_BY, one.by());
            line(text, LIFTED_AT, one.at().toString());
            text.append('\n');
        }
        return text.toString();
    }

    private static void entry(StringBuilder text, Withdrawal one) {
        text.append("  - ").append(PART).append(": ").append(one.part());
        line(text, REASON, one.reason());
        line(text, BY, one.by());
        line(text, AT, one.at().toString());
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append("\n    ")
                .append(key)
                .append(": \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }

    private static final class Reader {

        private static final Place TOP_OF_FILE = new Place(1, 1);
        private static final YamlValue NOTHING = new Sequence(List.of(), TOP_OF_FILE);

        private final List<Entry> entries = new ArrayList<>();
        private final List<Lifted> lifted = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<Part> seen = new HashSet<>();

        private void problem(Place place, String message, @Nullable String suggestion) {
            problems.add(new Problem(place, message, suggestion));
        }

        private void read(@Nullable YamlValue root) {
            if (root instanceof Mapping top
                    && Set.of(TOP, LIFTED).containsAll(top.entries().keySet())
                    && top.value(TOP).orElse(null) instanceof Sequence list
                    && top.value(LIFTED).orElse(NOTHING) instanceof Sequence over) {
                list.items().forEach(this::entry);
                over.items().forEach(this::lifted);
            } else {
                problem(
                        root == null ? TOP_OF_FILE : root.place(),
                        "the file has the key \"" + TOP + "\", and perhaps \"" + LIFTED + "\", each with a list",
                        "Write the file with apposite withdraw; \"" + TOP + ": []\" withdraws nothing.");
            }
        }

        private void entry(YamlValue item) {
            withdrawal(item, KEYS).ifPresent(entry -> {
                if (seen.add(entry.withdrawal().part())) {
                    entries.add(entry);
                } else {
                    problem(entry.place(), entry.withdrawal().part() + " is withdrawn twice", "Keep one of the two.");
                }
            });
        }

        private void lifted(YamlValue item) {
            Optional<Entry> entry = withdrawal(item, KEYS_OF_LIFTED);
            if (entry.isPresent() && item instanceof Mapping map) {
                Optional<String> by = text(map, LIFTED_BY, KEYS_OF_LIFTED);
                Optional<Instant> at = instant(map, LIFTED_AT, KEYS_OF_LIFTED);
                if (by.isPresent() && at.isPresent()) {
                    lifted.add(new Lifted(entry.get().withdrawal(), by.get(), at.get()));
                }
            }
        }

        private Optional<Entry> withdrawal(YamlValue item, List<String> keys) {
            if (!(item instanceof Mapping map)) {
                problem(
                        item.place(),
                        "keys with values are expected here",
                        "The keys are " + String.join(", ", keys) + ".");
                return Optional.empty();
            }
            int before = problems.size();
            map.entries().values().stream()
                    .filter(one -> !keys.contains(one.key().text()))
                    .forEach(one -> problem(
                            one.key().place(),
                            "the key \"" + one.key().text() + "\" is not known here",
                            Spelling.didYouMeanOneOf(one.key().text(), keys)));
            Optional<Part> part = text(map, PART, keys).flatMap(one -> part(map, one));
            Optional<String> reason = text(map, REASON, keys);
            Optional<String> by = text(map, BY, keys);
            Optional<Instant> at = instant(map, AT, keys);
            return problems.size() > before
                    ? Optional.empty()
                    : Optional.of(new Entry(
                            new Withdrawal(
                                    part.orElseThrow(), reason.orElseThrow(), by.orElseThrow(), at.orElseThrow()),
                            map.place()));
        }

        private Optional<String> text(Mapping map, String key, List<String> keys) {
            YamlValue value = map.value(key).orElse(null);
            if (value == null) {
                problem(
                        map.place(),
                        "the key \"" + key + "\" is missing",
                        "Add it; the keys are " + String.join(", ", keys) + ".");
                return Optional.empty();
            }
            if (!(value instanceof Scalar scalar) || scalar.type() == Scalar.Type.NOTHING) {
                problem(value.place(), "\"" + key + "\" must be a text", "Write it after the colon, in quotes.");
                return Optional.empty();
            }
            Optional<String> objection = Withdrawal.objection(scalar.text());
            objection.ifPresent(
                    wrong -> problem(value.place(), "the text of \"" + key + "\" " + wrong, "Write it anew."));
            return objection.isPresent() ? Optional.empty() : Optional.of(scalar.text());
        }

        private Optional<Part> part(Mapping map, String written) {
            Optional<Part> part = Part.of(written);
            if (part.isEmpty()) {
                problem(
                        map.value(PART).orElseThrow().place(),
                        "\"" + written + "\" is no part of rules",
                        "Write TOPIC, TOPIC/RULE or TOPIC/VARIANT/PROCEDURE.");
            }
            return part;
        }

        private Optional<Instant> instant(Mapping map, String key, List<String> keys) {
            return text(map, key, keys).flatMap(written -> instant(map, key, written));
        }

        private Optional<Instant> instant(Mapping map, String key, String written) {
            try {
                return Optional.of(Instant.parse(written));
            } catch (DateTimeException e) {
                problem(
                        map.value(key).orElseThrow().place(),
                        "\"" + written + "\" is no moment",
                        "Write it as 2026-11-27T14:30:00Z.");
                return Optional.empty();
            }
        }
    }
}

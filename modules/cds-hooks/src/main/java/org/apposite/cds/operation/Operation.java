package org.apposite.cds.operation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * What of a service is shown, and how often: what a hospital can change while the service runs. Immutable.
 *
 * @param silence whose cards are not shown, since rules are tried out
 * @param oncePerEncounter whether a card is shown once in an encounter, as long as no fact changes
 * @param overrideSilences whether a card that was overridden with a reason is not shown again for the patient, as long as neither facts
 *     nor rules change
 * @param note who last changed this, and why
 */
public record Operation(Silence silence, boolean oncePerEncounter, boolean overrideSilences, Note note) {

    /** All that is shown when nothing else is said: everything, always. */
    public static final Operation LIVE = new Operation(Silence.NONE, false, false, Note.NONE);

    /** Nothing is shown. */
    public static final Operation SILENT =
            new Operation(new Silence(true, Set.of(), Set.of(), 0), false, false, Note.NONE);

    private static final Set<String> KEYS = keys("silent", "repeat", "override", "by", "reason");
    private static final String ALL = "all";
    private static final Set<String> SILENT_KEYS = keys("topics", "issuers", "share");
    private static final List<String> REPEAT = List.of("always", "once-per-encounter");
    private static final List<String> OVERRIDE = List.of("shows", "silences");

    /** Whether cards may have to be known again. */
    public boolean remembers() {
        return oncePerEncounter || overrideSilences;
    }

    /**
     * Who last changed what is shown, and why.
     *
     * @param by who, null when nobody said so
     * @param reason why, null when nobody said so
     */
    public record Note(@Nullable String by, @Nullable String reason) {

        static final Note NONE = new Note(null, null);
    }

    /**
     * Whose cards are not shown.
     *
     * @param all whether it is everybody's
     * @param topics those of which topics
     * @param issuers those for which issuers of tokens
     * @param percent those of how many of a hundred patients, chosen by a keyed hash of their ids
     */
    public record Silence(boolean all, Set<String> topics, Set<String> issuers, int percent) {

        static final Silence NONE = new Silence(false, Set.of(), Set.of(), 0);

        /** Copies the sets. */
        public Silence {
            topics = Set.copyOf(topics);
            issuers = Set.copyOf(issuers);
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a share is from 0 to 100 percent, but is " + percent);
            }
        }

        /**
         * Whether nothing of a call is shown.
         *
         * @param issuer who calls, empty when nobody had to say so
         * @param hundredth in which hundredth of all patients the patient is, from 0 to 99; reckoned only where it matters
         */
        public boolean isOf(Optional<String> issuer, IntSupplier hundredth) {
            return all
                    || issuer.filter(issuers::contains).isPresent()
                    || (percent > 0 && hundredth.getAsInt() < percent);
        }

        /** What is silent, each part in words. */
        public List<String> parts() {
            List<String> parts = new ArrayList<>();
            if (all) {
                parts.add(ALL);
            }
            topics.stream().sorted().forEach(parts::add);
            issuers.stream().sorted().forEach(parts::add);
            if (percent > 0) {
                parts.add(percent + "% of patients");
            }
            return parts;
        }
    }

    /**
     * Reads what a file says.
     *
     * @param file the whole file
     * @param topics the topics that there are
     * @param issuers the issuers that there are
     */
    static Operation read(Setting file, Set<String> topics, Set<String> issuers) {
        Map<String, Setting> entries = file.entries(KEYS);
        return new Operation(
                Optional.ofNullable(entries.get("silent"))
                        .map(one -> silence(one, topics, issuers))
                        .orElse(Silence.NONE),
                REPEAT.indexOf(chosen(entries.get("repeat"), REPEAT)) > 0,
                OVERRIDE.indexOf(chosen(entries.get("override"), OVERRIDE)) > 0,
                new Note(text(entries.get("by")), text(entries.get("reason"))));
    }

    private static Set<String> keys(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    private static String chosen(@Nullable Setting setting, List<String> words) {
        return setting == null ? words.get(0) : setting.oneOf(words);
    }

    private static @Nullable String text(@Nullable Setting setting) {
        return setting == null ? null : setting.text();
    }

    private static Silence silence(Setting silent, Set<String> topics, Set<String> issuers) {
        if (silent.isText()) {
            String word = silent.oneOf(List.of(ALL, "none"));
            return word.equals(ALL) ? SILENT.silence : Silence.NONE;
        }
        Map<String, Setting> entries = silent.entries(SILENT_KEYS);
        return new Silence(
                false,
                known("topic", entries.get("topics"), topics),
                known("issuer", entries.get("issuers"), issuers),
                percent(entries.get("share")));
    }

    private static Set<String> known(String kind, @Nullable Setting list, Set<String> known) {
        if (list == null) {
            return Set.of();
        }
        Set<String> named = new LinkedHashSet<>();
        for (Setting one : list.items()) {
            String name = one.text();
            if (known.contains(name)) {
                named.add(name);
            } else if (!name.isEmpty()) {
                one.report("there is no " + kind + " \"" + name + "\"", Spelling.didYouMeanOneOf(name, known));
            }
        }
        return named;
    }

    private static int percent(@Nullable Setting share) {
        if (share == null) {
            return 0;
        }
        String text = share.text();
        if (text.matches("[0-9]{1,2}%|100%")) {
            return Integer.parseInt(text.substring(0, text.length() - 1));
        }
        share.report("a share is a whole number of percent from 0% to 100%", "Write it as 25%.");
        return 0;
    }
}

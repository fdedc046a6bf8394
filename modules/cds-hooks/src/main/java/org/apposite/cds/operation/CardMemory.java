package org.apposite.cds.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apposite.log.Decision.Why;

/**
 * Which cards were shown and overridden, to know them again: by keyed hashes of what they say, of whom, and on which facts, and nothing
 * of it in clear. It is bounded, forgets what is old, and ends with the process: what is forgotten is shown again. Thread-safe.
 */
public final class CardMemory {

    /** Of each kind: some megabytes. */
    private static final int MOST = 20_000;

    private static final Duration LONGEST = Duration.ofDays(7);

    private final UnaryOperator<String> code;
    private final Clock clock;

    // Guarded by this.
    private final Map<String, Instant> shown = new LinkedHashMap<>();
    private final Map<String, Instant> overridden = new LinkedHashMap<>();
    private final Map<String, String> byId = new LinkedHashMap<>();

    /**
     * A memory of nothing yet.
     *
     * @param code makes a code of a text under a key that nobody else has
     * @param clock the time
     */
    public CardMemory(UnaryOperator<String> code, Clock clock) {
        this.code = code;
        this.clock = clock;
    }

    /**
     * Whether a card is not to be shown again. One that is to be shown is remembered.
     *
     * @param now what the hospital wants
     * @param id the id of the card
     * @param encounter in which it would be shown, empty when that is not known; then it was never shown before
     * @param said all that makes the card what it is: what it says, of which patient, on which facts, by which rules
     * @return why it is not to be shown; empty when it is
     */
    public synchronized Optional<Why> suppressed(Operation now, String id, Optional<String> encounter, String said) {
        String card = code.apply(said);
        Optional<String> here = encounter.map(one -> code.apply(one + "\n" + said));
        if (now.overrideSilences() && isKnown(overridden, card)) {
            return Optional.of(Why.OVERRIDDEN);
        }
        if (now.oncePerEncounter() && here.isPresent() && isKnown(shown, here.get())) {
            return Optional.of(Why.SHOWN_BEFORE);
        }
        if (now.oncePerEncounter()) {
            here.ifPresent(one -> put(shown, one, clock.instant()));
        }
        if (now.overrideSilences()) {
            put(byId, id, card);
        }
        return Optional.empty();
    }

    /**
     * Remembers that a card was overridden with a reason. One that is not known any more makes no difference.
     *
     * @param id the id of the card
     */
    public synchronized void overridden(String id) {
        String card = byId.get(id);
        if (card != null) {
            put(overridden, card, clock.instant());
        }
    }

    private boolean isKnown(Map<String, Instant> all, String card) {
        Instant since = all.get(card);
        return since != null && clock.instant().isBefore(since.plus(LONGEST));
    }

    private static <T> void put(Map<String, T> all, String key, T value) {
        all.remove(key);
        all.put(key, value);
        if (all.size() > MOST) {
            all.remove(all.keySet().iterator().next());
        }
    }
}

package org.apposite.cds.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.apposite.cds.operation.Operation.Note;
import org.apposite.cds.operation.Operation.Silence;
import org.apposite.log.Decision.Why;
import org.junit.jupiter.api.Test;

/** What is remembered of cards is bounded in number and in time. */
class CardMemoryTest {

    private static final Operation BOTH =
            new Operation(new Silence(false, Set.of(), Set.of(), 0), true, true, new Note(null, null));

    private Instant now = Instant.parse("2026-11-23T11:00:00Z");
    private final CardMemory memory = new CardMemory(text -> "code of " + text, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private Optional<Why> shown(String id, String said) {
        return memory.suppressed(BOTH, id, Optional.of("visit"), said);
    }

    @Test
    void after_a_week_a_card_is_shown_again() {
        assertThat(shown("1", "a")).isEmpty();
        memory.overridden("1");
        assertThat(shown("2", "a")).contains(Why.OVERRIDDEN);
        now = now.plus(Duration.ofDays(7)).minusSeconds(1);
        assertThat(shown("3", "a")).contains(Why.OVERRIDDEN);
        now = now.plusSeconds(1);
        assertThat(shown("4", "a")).isEmpty();
        assertThat(shown("5", "a")).contains(Why.SHOWN_BEFORE);
    }

    @Test
    void of_too_many_the_oldest_is_shown_again() {
        for (int i = 0; i <= 20_000; i++) {
            assertThat(shown("id-" + i, "card " + i)).isEmpty();
        }
        assertThat(shown("again", "card 20000")).contains(Why.SHOWN_BEFORE);
        assertThat(shown("again", "card 0")).isEmpty();
        memory.overridden("id-1");
        assertThat(shown("again", "card 1")).as("its id is not known any more").isEmpty();
    }

    @Test
    void an_override_of_an_unknown_card_makes_no_difference() {
        memory.overridden("nobody's");
        assertThat(shown("1", "a")).isEmpty();
    }
}

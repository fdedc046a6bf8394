package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apposite.cds.request.Refused;
import org.junit.jupiter.api.Test;

/** Bytes that several hold, of whom none can take what is another's. */
class MemoryBudgetTest {

    private static final long ALL = Runtime.getRuntime().maxMemory() / 8;

    @Test
    void whoever_floods_takes_its_own_and_what_is_common_and_leaves_the_others_theirs() {
        MemoryBudget budget = MemoryBudget.ofArriving();
        MemoryBudget.Share a = budget.share();
        MemoryBudget.Share b = budget.share();
        MemoryBudget.Share c = budget.share();
        budget.share();
        long own = ALL / 8;
        long most = ALL / 2 + own;
        assertThat(a.tryTake(most + own)).isFalse();
        assertThat(a.tryTake(most - own)).isTrue();
        assertThat(a.tryTake(own - 8)).as("but for what rounding takes").isTrue();
        assertThat(a.tryTake(100)).isFalse();
        assertThat(b.tryTake(own - 1)).isTrue();
        assertThat(b.tryTake(100)).isFalse();
        assertThat(c.tryTake(own - 1)).isTrue();

        a.give(most - 8);

        assertThat(b.tryTake(100)).as("what is common was given back").isTrue();
        b.give(own + 99);
        assertThat(a.tryTake(most - 8)).isTrue();
    }

    @Test
    void what_is_held_is_given_back_together_and_nothing_is_taken_afterwards() {
        MemoryBudget.Share share = MemoryBudget.ofReading().share();
        MemoryBudget.Held late;
        try (MemoryBudget.Held held = share.held()) {
            late = held;
            assertThat(held.tryTake(share.most() - 1)).isTrue();
            assertThat(held.tryTake(2)).isFalse();
            assertThat(held.tryTake(1)).isTrue();
            assertThat(held.bytes()).isEqualTo(share.most());
            assertThat(share.tryTake(1)).isFalse();
        }
        assertThat(late.tryTake(1)).as("a read that was cut off and goes on").isFalse();
        assertThat(share.tryTake(share.most())).isTrue();
    }

    @Test
    void one_alone_has_all_and_a_body_that_is_larger_has_it_for_itself() {
        MemoryBudget.Share share = MemoryBudget.ofReading().share();
        String read = share.reading(Long.MAX_VALUE, () -> {
            assertThatThrownBy(() -> share.reading(1, () -> "other")).isInstanceOf(Refused.class);
            return "one";
        });
        assertThat(read).isEqualTo("one");
        assertThat(share.reading(1, () -> "other")).isEqualTo("other");
    }
}

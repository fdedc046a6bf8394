package org.apposite.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is compiled is compiled once for all tenants of equal rules. */
class SharedTest {

    private final Shared<String, Object> shared = new Shared<>();

    @Test
    void a_value_that_is_held_is_not_made_again() {
        Object held = shared.get("a", Object::new);

        assertThat(shared.get("a", Object::new)).isSameAs(held);
        assertThat(shared.get("b", Object::new)).isNotSameAs(held);
    }

    @Test
    void a_value_that_could_not_be_made_is_tried_again() {
        assertThatThrownBy(() -> shared.get("a", () -> {
                    throw new IllegalStateException("not now");
                }))
                .hasMessage("not now");

        assertThat(shared.get("a", () -> "made")).isEqualTo("made");
    }

    @Test
    void who_makes_a_value_does_not_hold_up_those_who_want_another() throws InterruptedException, ExecutionException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Object> slow = threads.submit(() -> shared.get("slow", () -> {
                begun.countDown();
                awaitQuietly(other);
                return "slow";
            }));
            begun.await();

            assertThat(shared.get("quick", () -> "quick")).isEqualTo("quick");
            other.countDown();
            assertThat(slow.get()).isEqualTo("slow");
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

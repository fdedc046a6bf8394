package org.apposite.cds.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of which none of several can take all. */
@Timeout(60)
class LanesTest {

    private static final int WAITING = 16;

    private final CountDownLatch go = new CountDownLatch(1);
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private Lanes lanes = new Lanes(List.of("a", "b", "c"), 4, 3 * WAITING);

    @AfterEach
    void end() {
        go.countDown();
        lanes.end();
    }

    private boolean work(String name) {
        return lanes.run(name, () -> {
            begun.add(name);
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.add(name);
        });
    }

    private int flood(String name) {
        int taken = 0;
        while (work(name)) {
            taken++;
        }
        return taken;
    }

    @Test
    void one_that_floods_has_half_of_the_threads_and_a_queue_of_its_own() throws InterruptedException {
        assertThat(flood("a")).isEqualTo(2 + WAITING);
        assertThat(work("b")).isTrue();
        assertThat(List.of(begun.take(), begun.take(), begun.take())).containsExactlyInAnyOrder("a", "a", "b");
        assertThat(work("c")).isTrue();
        assertThat(begun.take()).isEqualTo("c");
    }

    @Test
    void when_two_flood_the_third_is_the_next_whose_turn_it_is() throws InterruptedException {
        assertThat(flood("a")).isEqualTo(2 + WAITING);
        assertThat(flood("b")).isEqualTo(2 + WAITING);
        for (int i = 0; i < 4; i++) {
            begun.take();
        }
        assertThat(flood("c")).as("no thread is free, but its queue is").isEqualTo(WAITING);

        go.countDown();

        for (int i = 0; i < 2 * (2 + WAITING) + WAITING; i++) {
            ended.take();
        }
        assertThat(List.copyOf(begun).subList(0, 9)).contains("c");
        assertThat(work("a")).as("all are free again").isTrue();
    }

    @Test
    void one_alone_has_all() throws InterruptedException {
        lanes.end();
        lanes = new Lanes(List.of("a"), 4, 40);
        assertThat(flood("a")).isEqualTo(44);
        for (int i = 0; i < 4; i++) {
            assertThat(begun.take()).isEqualTo("a");
        }
    }

    @Test
    void what_comes_after_the_end_is_not_taken() {
        lanes.end();
        assertThat(work("a")).isFalse();
    }
}

package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.apposite.log.store.LogStore;
import org.junit.jupiter.api.Test;

/** A disk that hangs, such as a network mount, for as long as it pleases: nobody hangs with it. */
class AStoreThatDoesNotAnswerTest {

    private final CountDownLatch thawed = new CountDownLatch(1);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private volatile boolean isFull;

    private final LogStore frozen = new LogStore() {
        @Override
        public Optional<byte[]> newest(Predicate<byte[]> condition) {
            return Optional.empty();
        }

        @Override
        public int append(Batches batches) throws IOException {
            try {
                thawed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (isFull) {
                throw new IOException("no space left");
            }
            List<List<Line>> all = batches.after(Set.of(), Optional.empty());
            all.forEach(batch -> batch.forEach(line -> kept.writeBytes(line.bytes())));
            return all.size();
        }

        @Override
        public Optional<Outlived> outlived() {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> newest(String part, Predicate<byte[]> condition) {
            return Optional.empty();
        }

        @Override
        public void remove(List<String> parts) {}

        @Override
        public void close() {}
    };

    @Test
    void nobody_waits_for_it_for_long_and_what_was_said_is_written_in_its_order_once_it_answers() throws IOException {
        try (DurableLog log = DurableLog.open("decisions", frozen, null, Duration.ofMillis(1))) {
            assertThat(log.writing()).isEqualTo(new Writing(0, false));
            for (int i = 0; i < 100; i++) {
                String line = "{\"n\":" + i + "}";
                assertThatThrownBy(() -> log.append(List.of(line)))
                        .isInstanceOf(DurableLog.LateException.class)
                        .hasMessageContaining("does not answer");
            }
            assertThat(log.writing()).isEqualTo(new Writing(0, true));
            thawed.countDown();
            while (log.writing().isFailing()) {
                Thread.onSpinWait();
            }
        }
        assertThat(kept.toString(StandardCharsets.UTF_8).lines())
                .hasSize(100)
                .isSortedAccordingTo((one, other) -> Integer.compare(number(one), number(other)));
    }

    private static int number(String line) {
        return Integer.parseInt(line.replaceAll("\\D", ""));
    }

    @Test
    void what_could_not_be_written_in_the_end_is_counted_although_nobody_waits_any_more() throws IOException {
        try (DurableLog log = DurableLog.open("decisions", frozen, null, Duration.ofMillis(1))) {
            isFull = true;
            assertThatIOException().isThrownBy(() -> log.append(List.of("{\"n\":1}", "{\"n\":2}")));
            thawed.countDown();
            while (log.writing().unwritten() == 0) {
                Thread.onSpinWait();
            }
            assertThat(log.writing()).isEqualTo(new Writing(2, true));
            isFull = false;
            try {
                log.append(List.of("{\"n\":3}"));
            } catch (DurableLog.LateException e) {
                assertThat(e).as("in a millisecond").hasMessageContaining("once it does");
            }
            while (log.writing().isFailing()) {
                Thread.onSpinWait();
            }
            assertThat(log.writing()).isEqualTo(new Writing(2, false));
        }
        assertThat(kept.toString(StandardCharsets.UTF_8)).isEqualTo("{\"n\":3}\n");
    }

    @Test
    void what_waits_for_it_does_not_fill_the_memory() throws IOException {
        String large = "{\"text\":\"" + "x".repeat(1 << 20) + "\"}";
        try (DurableLog log = DurableLog.open("decisions", frozen, null, Duration.ofMillis(1))) {
            long refused = 0;
            for (int i = 0; i < 100; i++) {
                try {
                    log.append(List.of(large));
                } catch (DurableLog.LateException e) {
                    assertThat(refused)
                            .as("one that waits after one that could not")
                            .isZero();
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("too much waits");
                    refused++;
                }
            }
            assertThat(refused).isGreaterThan(50);
            assertThat(log.writing()).isEqualTo(new Writing(refused, true));
            thawed.countDown();
        }
    }
}

package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.log.file.FileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody puts into the folder of a log, nothing outside is changed, and nobody waits. */
@Timeout(60)
class WhateverStandsInThePlaceOfALogTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final FileStore.Keeping KEEPING = new FileStore.Keeping(20_000, true, 5);
    private static final String ASIDE = "feedback-20260101T000000Z-000001.jsonl";
    private static final String OUTSIDE = "what stands outside";

    @TempDir
    private Path home;

    private enum Kind {
        LINK_TO_A_FILE {
            @Override
            void put(Path place, Path outside) throws IOException {
                Files.createSymbolicLink(place, outside);
            }
        },
        LINK_TO_NOTHING {
            @Override
            void put(Path place, Path outside) throws IOException {
                Files.createSymbolicLink(place, outside.resolveSibling("new"));
            }
        },
        PIPE {
            @Override
            void put(Path place, Path outside) throws IOException, InterruptedException {
                assertThat(new ProcessBuilder("mkfifo", place.toString())
                                .start()
                                .waitFor())
                        .isZero();
            }
        },
        FOLDER {
            @Override
            void put(Path place, Path outside) throws IOException {
                Files.createDirectory(place);
            }
        };

        abstract void put(Path place, Path outside) throws IOException, InterruptedException;
    }

    static Stream<Arguments> kindsAndPlaces() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Stream.of(
                                "feedback.jsonl", "feedback.lock", "feedback.torn", "feedback.unfinished", ASIDE)
                        .map(place -> Arguments.of(kind, place)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndPlaces")
    void a_log_is_kept_in_its_folder_or_the_fault_is_told(Kind kind, String place) throws Exception {
        Path outside = Files.writeString(home.resolve("outside"), OUTSIDE);
        Path folder = Files.createDirectory(home.resolve("log"));
        Path current = folder.resolve("feedback.jsonl");
        // A torn line, which goes to another file.
        Files.writeString(current, "{\"a\":1}\n{\"b\":");
        Path taken = folder.resolve(place);
        Files.deleteIfExists(taken);
        kind.put(taken, outside);

        try {
            FileStore store = FileStore.open(folder, "feedback", KEEPING, NOON);
            try (DurableLog log = DurableLog.open("feedback", store, null)) {
                log.append(List.of("{\"c\":2}"));
            }
            assertThat(Files.readString(current)).endsWith("{\"c\":2}\n");
        } catch (IOException told) {
            assertThat(told).hasMessageContaining("feedback");
        }

        assertThat(Files.readString(outside)).isEqualTo(OUTSIDE);
        assertThat(home.resolve("new")).doesNotExist();
    }

    @Test
    void nothing_is_copied_into_a_log_that_stands_elsewhere() throws Exception {
        Path outside = Files.writeString(home.resolve("outside"), OUTSIDE);
        Path folder = Files.createDirectory(home.resolve("log"));
        Path aside = Files.createSymbolicLink(folder.resolve(ASIDE), outside);
        FileStore store = FileStore.open(folder, "feedback", new FileStore.Keeping(20_000, true, null), NOON);
        try {
            store.replace(ASIDE, Map.of());
        } catch (IOException told) {
            assertThat(told).hasMessageContaining(ASIDE);
        } finally {
            store.close();
        }

        assertThat(aside).isSymbolicLink();
    }
}

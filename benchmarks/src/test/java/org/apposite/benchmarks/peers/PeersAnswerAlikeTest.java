package org.apposite.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is timed side by side finds the same. */
class PeersAnswerAlikeTest {

    @ParameterizedTest
    @EnumSource
    void every_peer_finds_the_seven_variants_and_their_ratings(PeerKind kind) {
        assertThatCode(() -> PeersBenchmark.answersAreEqual(kind)).doesNotThrowAnyException();
    }
}

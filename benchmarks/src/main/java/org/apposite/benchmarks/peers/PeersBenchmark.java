package org.apposite.benchmarks.peers;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apposite.advice.Advice;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The seven children, answered by each peer; the time is that of one child. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeersBenchmark {

    private static final int CHILDREN = 7;

    private final List<SevenChildren.Stated> children = SevenChildren.all();
    private final AppositePeer apposite = new AppositePeer();

    /** Apposite: the full answer, with trace, alerts and provenance. */
    @Benchmark
    @OperationsPerInvocation(CHILDREN)
    public void apposite(Blackhole sink) {
        for (SevenChildren.Stated child : children) {
            Advice advice = apposite.advice(child);
            sink.consume(advice);
        }
    }

    /** A peer, built once for each fork, and refused when it does not find what Apposite finds. */
    @State(Scope.Thread)
    public static class Chosen {

        /** Which one. */
        @org.openjdk.jmh.annotations.Param
        public PeerKind kind = PeerKind.HAND_WRITTEN;

        private Peer peer = new HandWritten();

        /** Builds the peer and compares its answers. */
        @Setup
        public void build() {
            peer = kind.build();
            answersAreEqual(kind);
        }
    }

    /** A peer: the variant and its ratings, nothing else. */
    @Benchmark
    @OperationsPerInvocation(CHILDREN)
    public void peer(Chosen chosen, Blackhole sink) {
        for (SevenChildren.Stated child : children) {
            sink.consume(chosen.peer.answer(child));
        }
    }

    /** Compares every answer of a peer with that of Apposite. */
    static void answersAreEqual(PeerKind kind) {
        Peer peer = kind.build();
        Peer apposite = new AppositePeer();
        for (SevenChildren.Stated child : SevenChildren.all()) {
            Answer expected = apposite.answer(child);
            Answer found = peer.answer(child);
            boolean equal = expected.end().equals(child.variant())
                    && found.end().equals(child.variant())
                    && found.ratings().size() == expected.ratings().size()
                    && new HashSet<>(found.ratings()).equals(new HashSet<>(expected.ratings()));
            if (!equal) {
                throw new IllegalStateException(
                        kind + " answers " + found + " for " + child.variant() + ", Apposite " + expected);
            }
        }
    }
}

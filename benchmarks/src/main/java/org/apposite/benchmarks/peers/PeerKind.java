package org.apposite.benchmarks.peers;

import java.util.function.Supplier;

/** What users would pick instead. */
public enum PeerKind {
    HAND_WRITTEN("hand-written Java", HandWritten::new),
    EASY_RULES("Easy Rules", EasyRulesPeer::new),
    CEL("CEL-java", CelPeer::new),
    EVRETE("Evrete", EvretePeer::new),
    DROOLS_SESSION("Drools, same rules, session per call", PlainDrools::sessionPerCall),
    DMN("DMN on kie-dmn", DmnPeer::new),
    CQL("CQL on FHIR R4 objects", CqlPeer::new),
    DROOLS_CONTAINER("Drools, same rules, container per call", PlainDrools::containerPerCall);

    private final String display;
    private final Supplier<Peer> builder;

    PeerKind(String display, Supplier<Peer> builder) {
        this.display = display;
        this.builder = builder;
    }

    String display() {
        return display;
    }

    Peer build() {
        return builder.get();
    }
}

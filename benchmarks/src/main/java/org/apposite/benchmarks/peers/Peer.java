package org.apposite.benchmarks.peers;

/** One way to answer, built once and used by one thread. */
interface Peer {

    /** Answers one of the seven children. */
    Answer answer(SevenChildren.Stated child);
}

package org.apposite.internal.engine;

/** The rules of a topic, to be asked stage by stage. Thread-safe. */
interface Reasoner {

    /** Begins a run; the evaluation hears what the rules conclude. */
    Run begin(Evaluation evaluation);

    /** One run through the rules. */
    interface Run extends AutoCloseable {

        /** Lets the rules of a stage speak. */
        void stage(int number);

        @Override
        void close();
    }
}

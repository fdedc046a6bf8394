package org.apposite.authoring.prove;

import java.util.List;
import org.apposite.proof.Trials.Extent;
import org.jspecify.annotations.Nullable;

/**
 * What came out for one property of one topic.
 *
 * @param topic the id of the topic
 * @param property the property
 * @param verdict what is known of it
 * @param questions how many questions the solver was asked
 * @param faults what is not as it should be; none unless it is broken
 * @param open what could be neither proved nor broken, a sentence each
 * @param explained what the topic accepts, with its reason
 * @param tested on whom was tried what could be neither proved nor broken by the solver; null where nothing was
 */
public record Proof(
        String topic,
        Claim property,
        Verdict verdict,
        int questions,
        List<Fault> faults,
        List<String> open,
        List<Explained> explained,
        @Nullable Extent tested) {

    /** Copies the lists. */
    public Proof {
        faults = List.copyOf(faults);
        open = List.copyOf(open);
        explained = List.copyOf(explained);
    }

    /** What is known of a property. */
    public enum Verdict {
        /** It holds for every patient. */
        PROVED("proved"),
        /** It holds but for what the topic accepts, with a reason. */
        EXPLAINED("explained"),
        /** It does not hold. */
        BROKEN("broken"),
        /** It could be neither proved nor broken. */
        OPEN("not proved");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /**
         * The verdict for a reader.
         *
         * @return words
         */
        public String words() {
            return words;
        }
    }

    /**
     * Something that is not as it should be.
     *
     * @param sentence what it is
     * @param file the file of the rule that it is about, null when it is about none in particular
     * @param line the line where the rule begins, 0 without a file
     * @param witnesses the smallest patient for whom it is so, as a case file; two that differ in one datum where it takes
     *     two; none where it is that there is no patient
     * @param confirmed whether the rule engine shows it of these patients; if it does not, that is an error of Apposite
     */
    public record Fault(String sentence, @Nullable String file, int line, List<Witness> witnesses, boolean confirmed) {

        /** Copies the list. */
        public Fault {
            witnesses = List.copyOf(witnesses);
        }
    }

    /**
     * What is or may be not as it should be, and is accepted.
     *
     * @param reason why
     * @param sources the keys of its sources
     * @param file the file of the topic
     * @param line the line where the exception stands
     * @param sentences what it accepts, a sentence each
     */
    public record Explained(String reason, List<String> sources, String file, int line, List<String> sentences) {

        /** Copies the lists. */
        public Explained {
            sources = List.copyOf(sources);
            sentences = List.copyOf(sentences);
        }
    }

    /**
     * A patient.
     *
     * @param file a name for a case file, without a folder
     * @param text its text
     * @param stated what is stated, in short
     */
    public record Witness(String file, String text, String stated) {}
}

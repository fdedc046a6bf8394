package org.apposite.advice;

import java.util.List;
import org.apposite.patient.Coded;

/**
 * Something that nobody stated and that matters.
 *
 * @param code the code of the finding, condition or other datum
 * @param question what to ask
 * @param blocking whether no variant can be chosen without it
 * @param couldChange what it could change on its own, found by asking the rules with every value it can take; effects that
 *     several unknowns have only together are not listed. A blocking datum can always change the variant, if need be
 *     together with the other blocking ones
 */
public record MissingDatum(String code, String question, boolean blocking, List<Effect> couldChange) {

    /** Copies the list. */
    public MissingDatum {
        couldChange = List.copyOf(couldChange);
    }

    /** What an unknown could change in the answer if it became known. */
    public enum Effect implements Coded {
        /** The outcome or the variant. */
        VARIANT("variant"),
        /** Which studies are preferred. */
        PREFERRED("preferred"),
        /** Whether there is an emergency, or how soon a next step is due. */
        URGENCY("urgency");

        private final String code;

        Effect(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}

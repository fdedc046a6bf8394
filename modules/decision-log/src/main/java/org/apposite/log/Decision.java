package org.apposite.log;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.patient.Coded;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * What was decided in a call of a hook.
 *
 * @param id the id of the decision, which is also the consult id of a rating
 * @param call what was asked
 * @param told what was shown of the answer, or would have been
 * @param read what is known of the patient
 * @param asking how the rules were asked
 * @param advice the answer
 */
public record Decision(UUID id, Call call, Told told, Read read, Asking asking, Advice advice) {

    /** A decision by rules that were asked for all that could change their answer. */
    public Decision(UUID id, Call call, Told told, Read read, Advice advice) {
        this(id, call, told, read, Asking.WHOLE, advice);
    }

    /**
     * A call, as far as a decision is about it.
     *
     * @param hook the name of the hook
     * @param instance the id of the call
     * @param orders the orders that the decision is about
     */
    public record Call(String hook, String instance, List<Order> orders) {

        /** Copies the list. */
        public Call {
            orders = List.copyOf(orders);
        }
    }

    /**
     * An order.
     *
     * @param id its id, null when it has none
     * @param asked the code of the procedure as which it was understood, or else of its kind of study; null when it was not understood
     * @param supersedes the id of the earlier decision that the order bears, as its sender has it; null when it bears none
     */
    public record Order(
            @Nullable String id,
            @Nullable String asked,
            @Nullable UUID supersedes) {}

    /**
     * What of an answer was shown.
     *
     * @param mode whether it was
     * @param beside the id of the decision of the same call in the log beside which this one was made; null when there is none
     * @param cards the cards that tell of it; of a decision that was not shown, those that would
     * @param suppressed the cards that would have told of it as well
     */
    public record Told(Mode mode, @Nullable UUID beside, List<Card> cards, List<Suppressed> suppressed) {

        /** Copies the lists. */
        public Told {
            cards = List.copyOf(cards);
            suppressed = List.copyOf(suppressed);
        }

        /**
         * Cards that were all shown.
         *
         * @param cards the cards
         */
        public static Told by(List<Card> cards) {
            return new Told(Mode.SHOWN, null, cards, List.of());
        }
    }

    /** Whether an answer was shown. */
    public enum Mode {
        /** It was. */
        SHOWN,
        /** It was not: the rules answer, but they, their topic, the caller or the patient are silent. */
        SILENT,
        /** It was not: other rules were only asked beside those that answer. */
        TRIED_OUT
    }

    /** What a card is about. */
    public enum CardKind implements Coded {
        /** An emergency. */
        EMERGENCY("emergency"),
        /** What would be an emergency if it held. */
        POSSIBLE_EMERGENCY("possible-emergency"),
        /** A study: the one that is ordered, or the one to do next. */
        STUDY("study"),
        /** What has to be answered first. */
        QUESTIONS("questions"),
        /** Why there is no answer. */
        NO_ANSWER("no-answer");

        private final String code;

        CardKind(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /**
     * A card.
     *
     * @param id its id, by which feedback names it
     * @param indicator how urgent it is, as CDS Hooks has it
     * @param kind what it is about
     */
    public record Card(String id, String indicator, CardKind kind) {}

    /** Why a card was not shown. */
    public enum Why implements Coded {
        /** It was shown before in the same encounter, and no fact has changed. */
        SHOWN_BEFORE("shown-before"),
        /** It was overridden with a reason, and no fact has changed. */
        OVERRIDDEN("overridden");

        private final String code;

        Why(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /**
     * A card that was not shown again.
     *
     * @param card the card
     * @param why why not
     */
    public record Suppressed(Card card, Why why) {}

    /**
     * How rules were asked, so that they can be asked in the same way again.
     *
     * @param blockingOnly whether only for what blocks an answer, and not for all that could change it
     * @param without the topics that were left out
     */
    public record Asking(boolean blockingOnly, Set<String> without) {

        /** For all of it, of all topics. */
        public static final Asking WHOLE = new Asking(false, Set.of());

        /** Copies the set. */
        public Asking {
            without = Set.copyOf(without);
        }

        /** The rules as they were asked. */
        public ClinicalRules of(ClinicalRules whole) {
            ClinicalRules rules = without.isEmpty() ? whole : whole.without(without);
            return blockingOnly ? rules.withBlockingQuestionsOnly() : rules;
        }
    }

    /**
     * What is known of a patient.
     *
     * @param patient the case
     * @param untaken how much of the record was not taken into the case
     */
    public record Read(PatientCase patient, int untaken) {}
}

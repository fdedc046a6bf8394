package org.apposite.advice;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * Why a variant did not match, or a study is not the one to do next: the rules that would conclude it, condition by condition,
 * and what went first. Immutable and thread-safe; equal for equal cases and content.
 *
 * @param topic the id of the topic that the code belongs to
 * @param code the id of a variant, or the code of a procedure
 * @param title the variant or the procedure, for a reader
 * @param standing how it stands in the answer
 * @param summary the same in one sentence or two
 * @param decidedBy the rules that decided the routing instead: of the variant or exclusion of the answer, or of the questions that
 *     must be answered first; none when the variant asked about matched, and when no rule decided
 * @param rules the rules that conclude it. Of a procedure only those whose variant matched, as long as one of them rates it
 */
public record WhyNot(
        String topic,
        String code,
        String title,
        Standing standing,
        String summary,
        List<RuleState> decidedBy,
        List<RuleState> rules) {

    /** Copies the lists. */
    public WhyNot {
        decidedBy = List.copyOf(decidedBy);
        rules = List.copyOf(rules);
    }

    /**
     * The rule that comes nearest to concluding it: of those that do not hold the one with the fewest conditions in the way.
     *
     * @return empty when a rule holds, or there is none
     */
    public Optional<RuleState> nearest() {
        return rules.stream().anyMatch(rule -> rule.answer() == Answer.HOLDS)
                ? Optional.empty()
                : rules.stream()
                        .min((one, other) -> Integer.compare(
                                one.inTheWay().size(), other.inTheWay().size()));
    }

    /** How a variant or a study stands in an answer. */
    public enum Standing implements Coded {
        /** The variant matched. */
        MATCHED("matched"),
        /** The definition of the variant holds, but something went first. */
        PASSED_OVER("passed-over"),
        /** No rule that would conclude the variant, or rate the procedure, holds. */
        NOT_MET("not-met"),
        /** The procedure is preferred. */
        PREFERRED("preferred"),
        /** The procedure is rated, and not preferred. */
        RATED("rated"),
        /** The procedure is rated, and set aside. */
        SET_ASIDE("set-aside"),
        /** The topic of the code did not answer the case. */
        NOT_ASKED("not-asked");

        private final String code;

        Standing(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** What a condition comes to. */
    public enum Answer implements Coded {
        /** It holds. */
        HOLDS("holds"),
        /** It does not hold, and what it asks for is known. */
        FAILS("fails"),
        /** It does not hold, and what it asks for is not known. */
        UNKNOWN("unknown");

        private final String code;

        Answer(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /**
     * A rule, and what its conditions come to.
     *
     * @param rule the rule's id
     * @param name the rule's name, a sentence
     * @param file the rule's file, relative to the rules folder, with {@code /}
     * @param line the line where the rule begins, from 1
     * @param step its step in the routing; null when it takes no part in it
     * @param answer what its conditions come to together
     * @param concludes what it concludes, or would
     * @param conditions its conditions, which must all hold; none when they are told before
     */
    public record RuleState(
            String rule,
            String name,
            String file,
            int line,
            @Nullable Integer step,
            Answer answer,
            List<Trace.Conclusion> concludes,
            List<Condition> conditions) {

        /** Copies the lists. */
        public RuleState {
            concludes = List.copyOf(concludes);
            conditions = List.copyOf(conditions);
        }

        /**
         * The conditions in which it does not hold.
         *
         * @return its own, and of conditions that must all hold the parts
         */
        public List<Condition> inTheWay() {
            return conditions.stream().flatMap(Condition::inTheWay).toList();
        }
    }

    /**
     * A condition of a rule.
     *
     * @param answer what it comes to
     * @param text what must hold in plain words, and in brackets what is known of it
     * @param kind what it asks for: {@link Trace.Kind#DATUM} for what is known of the patient, or what rules conclude
     * @param codes which data, or which conclusion. Of a group those members that make it hold or fail, or that are not known;
     *     empty where no code tells it
     * @param join whether all or any of its parts must hold; null when it is one question
     * @param parts the conditions that it consists of; none when it is one question
     * @param rules where it does not hold and asks for what rules conclude, these rules
     */
    public record Condition(
            Answer answer,
            String text,
            Trace.Kind kind,
            List<String> codes,
            @Nullable Join join,
            List<Condition> parts,
            List<RuleState> rules) {

        /** Copies the lists. */
        public Condition {
            codes = List.copyOf(codes);
            parts = List.copyOf(parts);
            rules = List.copyOf(rules);
        }

        private Stream<Condition> inTheWay() {
            if (answer == Answer.HOLDS) {
                return Stream.of();
            }
            return join == Join.ALL ? parts.stream().flatMap(Condition::inTheWay) : Stream.of(this);
        }
    }

    /** How the parts of a condition are joined. */
    public enum Join implements Coded {
        /** All must hold. */
        ALL("all"),
        /** One must hold. */
        ANY("any");

        private final String code;

        Join(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}

package org.apposite.language;

import java.util.List;
import org.apposite.advice.Advice;

/**
 * An answer, and how every question of every rule was answered on the way to it. Immutable and thread-safe.
 *
 * @param advice the answer
 * @param rules the rules of the topics that were asked, in the order of the topics' models
 */
public record Examination(Advice advice, List<RuleAnswers> rules) {

    /** Copies the list. */
    public Examination {
        rules = List.copyOf(rules);
    }

    /**
     * One rule in this evaluation.
     *
     * @param rule the rule's id
     * @param fired whether it fired
     * @param questions the answers to the questions of its conditions, in the order in which they are written
     */
    public record RuleAnswers(String rule, boolean fired, List<Answer> questions) {

        /** Copies the list. */
        public RuleAnswers {
            questions = List.copyOf(questions);
        }
    }
}

package org.apposite.advice;

import java.util.List;

/**
 * Which rules fired, on which facts, and what they concluded.
 *
 * @param steps in the order of reasoning: red flags, exclusions and variants, ratings, differential, alerts, steps; within
 *     a kind by file and line
 */
public record Trace(List<Step> steps) {

    /**
     * The id in place of a rule's, of the one step that is no rule: nothing said where the case belongs, and nothing asked,
     * so the engine asks for what is not stated. The topic lacks a rule then.
     */
    public static final String ASKED_BY_NO_RULE = "asked-by-no-rule";

    /** Copies the list. */
    public Trace {
        steps = List.copyOf(steps);
    }

    /**
     * One rule that fired.
     *
     * @param rule the rule's id
     * @param name the rule's name, a sentence
     * @param file the rule's file, relative to the rules folder, with {@code /}
     * @param line the line where the rule begins, from 1
     * @param because the facts it fired on, in plain words
     * @param concluded what it concluded, in plain words
     */
    public record Step(String rule, String name, String file, int line, List<String> because, List<String> concluded) {

        /** Copies the lists. */
        public Step {
            because = List.copyOf(because);
            concluded = List.copyOf(concluded);
        }
    }
}

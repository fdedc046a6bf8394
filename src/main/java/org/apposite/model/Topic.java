package org.apposite.model;

import java.time.LocalDate;
import java.util.List;
import org.apposite.advice.Status;
import org.apposite.text.Place;

/**
 * A read-only model of one topic's content, for whoever builds tools on it. Immutable and thread-safe. What is compiled
 * is this model, not the text of the files: a rule can do nothing that has no place here.
 *
 * @param id the topic's id, its folder's name
 * @param title the topic, for a reader
 * @param purpose what the topic is for, for a reader; empty when its file does not say
 * @param use for whom and when; empty when its file does not say
 * @param misuse for whom and when not; empty when its file does not say
 * @param owner who answers for the content
 * @param edition the edition of the guideline that it follows
 * @param status how far the content has come
 * @param lastReviewed when it was last reviewed
 * @param reviewDue when the next review is due
 * @param symptoms the complaints that the topic answers
 * @param radiationScale the scale of radiation levels that fits its patients
 * @param redFlags what can be a red flag, most urgent first: findings, and data from which one is derived
 * @param asks everything that may be asked, most urgent first
 * @param variants the variants, by number
 * @param rules the rules, by file and line
 */
public record Topic(
        String id,
        String title,
        String purpose,
        String use,
        String misuse,
        String owner,
        String edition,
        Status status,
        LocalDate lastReviewed,
        LocalDate reviewDue,
        List<String> symptoms,
        String radiationScale,
        List<String> redFlags,
        List<String> asks,
        List<Variant> variants,
        List<Rule> rules) {

    /** Copies the lists. */
    public Topic {
        symptoms = List.copyOf(symptoms);
        redFlags = List.copyOf(redFlags);
        asks = List.copyOf(asks);
        variants = List.copyOf(variants);
        rules = List.copyOf(rules);
    }

    /**
     * A clinical variant.
     *
     * @param id its id
     * @param number its number in the source
     * @param title what it is, for a reader
     */
    public record Variant(String id, int number, String title) {}

    /**
     * A rule.
     *
     * @param id its id, unique in the rule set
     * @param name its name, a sentence
     * @param file its file, relative to the rules folder, with {@code /}
     * @param line the line where it begins, from 1
     * @param sources the keys of its sources
     * @param when its patterns, which must all hold
     * @param then what it concludes, in order
     */
    public record Rule(
            String id,
            String name,
            String file,
            int line,
            List<String> sources,
            List<Pattern> when,
            List<Consequence> then) {

        /** Copies the lists. */
        public Rule {
            sources = List.copyOf(sources);
            when = List.copyOf(when);
            then = List.copyOf(then);
        }
    }

    /**
     * A fact that a rule asks for.
     *
     * @param fact the kind of fact, such as {@code PatientCase}
     * @param exists whether it matters only that there is one, not which
     * @param conditions what it must answer, all of it
     */
    public record Pattern(String fact, boolean exists, List<Condition> conditions) {

        /** Copies the list. */
        public Pattern {
            conditions = List.copyOf(conditions);
        }
    }

    /** A condition on a fact. */
    public sealed interface Condition permits Question, AllOf, AnyOf {}

    /**
     * A question to a fact.
     *
     * @param name its name, such as {@code present}
     * @param arguments its arguments
     * @param place where it stands in the file of its rule
     */
    public record Question(String name, List<Literal> arguments, Place place) implements Condition {

        /** Copies the list. */
        public Question {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Conditions that must all hold.
     *
     * @param conditions two or more
     */
    public record AllOf(List<Condition> conditions) implements Condition {

        /** Copies the list. */
        public AllOf {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * Conditions of which one must hold.
     *
     * @param conditions two or more
     */
    public record AnyOf(List<Condition> conditions) implements Condition {

        /** Copies the list. */
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * What a rule concludes.
     *
     * @param verb the verb, such as {@code alert}
     * @param arguments its arguments
     * @param place where it stands in the file of its rule
     */
    public record Consequence(String verb, List<Literal> arguments, Place place) {

        /** Copies the list. */
        public Consequence {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A literal text or whole number.
     *
     * @param text the text, or the number in digits
     * @param isNumber whether it is a number
     */
    public record Literal(String text, boolean isNumber) {

        /**
         * The number.
         *
         * @return the value
         * @throws NumberFormatException when it is not a number
         */
        public int number() {
            return Integer.parseInt(text);
        }
    }
}

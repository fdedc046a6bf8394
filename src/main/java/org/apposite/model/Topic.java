package org.apposite.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apposite.advice.Provenance;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * A read-only model of one topic's content, for whoever builds tools on it. Immutable and thread-safe. What is asked
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
 * @param complaints the codes of the complaints that the topic answers
 * @param applies whom of those with such a complaint the topic answers
 * @param region the code of the region that every complaint of the topic has; empty when the case states it
 * @param area what texts call that which a study must show to count, in the middle of a sentence
 * @param onset the code of the datum that tells when the illness began, so that an earlier study is none of it: {@code
 *     duration} or a quantity of time; empty when every study counts
 * @param onsetFor the codes of the studies that the onset counts for; empty when it counts for all
 * @param shows what a study of each kind must show to count, by the code of the study; the region of the complaint for a
 *     study that is not named
 * @param groups findings and other data that rules ask together, by the name of the group
 * @param scores the scores, by code
 * @param wording how the topic words data in its own way, by code
 * @param radiationScale the scale of radiation levels that fits its patients
 * @param redFlags what can be a red flag, most urgent first: findings, and data from which one is derived
 * @param asks everything that may be asked, most urgent first
 * @param alerts codes of alerts that are told in this order, before the others of their severity
 * @param variants the variants, by number
 * @param claims what is claimed of all its patients
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
        Provenance.Status status,
        LocalDate lastReviewed,
        LocalDate reviewDue,
        List<String> complaints,
        Applies applies,
        String region,
        String area,
        String onset,
        Set<String> onsetFor,
        Map<String, Shown> shows,
        Map<String, List<String>> groups,
        Map<String, Score> scores,
        Map<String, Wording> wording,
        String radiationScale,
        List<String> redFlags,
        List<String> asks,
        List<String> alerts,
        List<Variant> variants,
        Claims claims,
        List<Rule> rules) {

    /** The group of everything that can be a red flag; every topic has it. */
    public static final String RED_FLAGS = "red-flags";

    /** Copies the lists. */
    public Topic {
        complaints = List.copyOf(complaints);
        Map<String, List<String>> copied = new TreeMap<>();
        groups.forEach((name, codes) -> copied.put(name, List.copyOf(codes)));
        copied.put(RED_FLAGS, List.copyOf(redFlags));
        groups = Collections.unmodifiableMap(copied);
        onsetFor = Collections.unmodifiableSet(new LinkedHashSet<>(onsetFor));
        shows = Collections.unmodifiableMap(new TreeMap<>(shows));
        alerts = List.copyOf(alerts);
        scores = Collections.unmodifiableMap(new TreeMap<>(scores));
        wording = Collections.unmodifiableMap(new TreeMap<>(wording));
        redFlags = List.copyOf(redFlags);
        asks = List.copyOf(asks);
        variants = List.copyOf(variants);
        rules = List.copyOf(rules);
    }

    /**
     * The same topic with other rules.
     *
     * @param others the rules
     * @return a copy
     */
    public Topic withRules(List<Rule> others) {
        return new Topic(
                id,
                title,
                purpose,
                use,
                misuse,
                owner,
                edition,
                status,
                lastReviewed,
                reviewDue,
                complaints,
                applies,
                region,
                area,
                onset,
                onsetFor,
                shows,
                groups,
                scores,
                wording,
                radiationScale,
                redFlags,
                asks,
                alerts,
                variants,
                claims,
                others);
    }

    /**
     * What a study must show to count for a complaint.
     *
     * @param study the code of a kind of study
     * @return the region of the complaint when the topic says nothing of it
     */
    public Shown shows(String study) {
        return shows.getOrDefault(study, Shown.COMPLAINT);
    }

    /**
     * What to ask when a datum is missing.
     *
     * @param term the term of the datum
     * @return the question in the topic's words, or in those of the vocabulary
     */
    public String question(Term term) {
        Wording own = wording.get(term.code());
        return own == null || own.question().isEmpty() ? term.question() : own.question();
    }

    /**
     * What to call a datum in the middle of a sentence.
     *
     * @param term the term of the datum
     * @return the name in the topic's words, or in those of the vocabulary
     */
    public String display(Term term) {
        Wording own = wording.get(term.code());
        return own == null || own.display().isEmpty() ? term.display() : own.display();
    }

    /**
     * Whom a topic answers. What is not limited holds for everybody.
     *
     * @param youngerThan the age that is too old, null for none
     * @param atLeast the least age, null for none
     * @param sex the sex, null for any
     * @param present findings that must be present
     * @param absent findings that must be absent
     * @param otherwise where to look for a patient whom it does not answer; empty when the topic does not say
     */
    public record Applies(
            @Nullable Age youngerThan,
            @Nullable Age atLeast,
            @Nullable Sex sex,
            List<String> present,
            List<String> absent,
            String otherwise) {

        /** To everybody. */
        public static final Applies TO_ALL = new Applies(null, null, null, List.of(), List.of(), "");

        /** Copies the lists. */
        public Applies {
            present = List.copyOf(present);
            absent = List.copyOf(absent);
        }

        /**
         * What is asked to know whether a patient is one of them.
         *
         * @return the codes of data
         */
        public List<String> data() {
            Stream<String> findings = Stream.concat(present.stream(), absent.stream());
            Stream<String> age = youngerThan == null && atLeast == null ? Stream.of() : Stream.of(Datum.AGE.code());
            return Stream.of(age, sex == null ? Stream.<String>of() : Stream.of(Datum.SEX.code()), findings)
                    .flatMap(one -> one)
                    .toList();
        }
    }

    /** What a study must show to count for a complaint. */
    public enum Shown {
        /** The region of the complaint. */
        COMPLAINT,
        /** The region of the complaint, and the level of the signs found at examination. */
        EXAMINATION
    }

    /**
     * A score: the sum of the points of all questions that are answered with yes.
     *
     * @param code its code
     * @param display its name, in the middle of a sentence
     * @param items its questions
     */
    public record Score(String code, String display, List<Item> items) {

        /** Copies the list. */
        public Score {
            items = List.copyOf(items);
        }

        /**
         * One question of a score.
         *
         * @param condition what is asked of the patient
         * @param points what a yes adds
         */
        public record Item(Condition condition, BigDecimal points) {}
    }

    /**
     * A datum in the words of a topic.
     *
     * @param display its name, in the middle of a sentence; empty for that of the vocabulary
     * @param question what to ask when it is missing; empty for that of the vocabulary
     */
    public record Wording(String display, String question) {}

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

        /**
         * What the rule's conclusions are all of.
         *
         * @return the verb
         */
        public String verb() {
            return then.get(0).verb();
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
    public sealed interface Condition permits Question, AllOf, AnyOf {

        /**
         * What the condition comes to, from what its questions come to.
         *
         * @param <R> what it comes to
         * @param question what a question comes to
         * @param all what conditions that must all hold come to
         * @param any what conditions of which one must hold come to
         * @return what this condition comes to
         */
        default <R> R fold(Function<Question, R> question, Function<List<R>, R> all, Function<List<R>, R> any) {
            if (this instanceof AllOf every) {
                return all.apply(every.conditions().stream()
                        .map(one -> one.fold(question, all, any))
                        .toList());
            }
            if (this instanceof AnyOf some) {
                return any.apply(some.conditions().stream()
                        .map(one -> one.fold(question, all, any))
                        .toList());
            }
            return question.apply((Question) this);
        }

        /**
         * The questions of the condition, in the order in which they are written.
         *
         * @return at least one
         */
        default List<Question> questions() {
            return fold(List::of, Condition::flattened, Condition::flattened);
        }

        private static List<Question> flattened(List<List<Question>> lists) {
            return lists.stream().flatMap(List::stream).toList();
        }
    }

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
     * A literal text or number.
     *
     * @param text the text, or the number in digits
     * @param isNumber whether it is a number
     */
    public record Literal(String text, boolean isNumber) {

        /**
         * The whole number.
         *
         * @return the value
         * @throws NumberFormatException when it is no whole number
         */
        public int number() {
            return Integer.parseInt(text);
        }

        /**
         * The number, which may have a fraction.
         *
         * @return the value
         * @throws NumberFormatException when it is not a number
         */
        public BigDecimal decimal() {
            return new BigDecimal(text);
        }
    }
}

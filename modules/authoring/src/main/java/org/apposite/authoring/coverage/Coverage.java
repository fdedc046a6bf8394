package org.apposite.authoring.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.json.RuleCase;
import org.apposite.language.Answer;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;

/**
 * What cases have seen of rules: how often each rule fired, and how often each of its questions was answered yes, no, or
 * not at all, since what it asks for was unknown. Immutable and thread-safe.
 *
 * @param rules every rule, in the order of the topics and their files
 * @param cases how many cases were looked at
 * @param left how many were not, since there are too many: what these would have seen counts as not seen
 */
public record Coverage(List<RuleCoverage> rules, int cases, int left) {

    /** How many answers of questions are looked at in each topic. */
    private static final long MOST_ANSWERS = 50_000_000;

    /** Copies the list. */
    public Coverage {
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param rule the rule
     * @param fired in how many cases it fired
     * @param asked in how many cases its topic was asked
     * @param questions the questions of its conditions, in the order in which they are written
     */
    public record RuleCoverage(Rule rule, int fired, int asked, List<QuestionCoverage> questions) {

        /** Copies the list. */
        public RuleCoverage {
            questions = List.copyOf(questions);
        }
    }

    /**
     * One question.
     *
     * @param question the question
     * @param fact the fact that is asked
     * @param canBeUnknown whether what it asks for can be unknown; of what rules conclude, and of a question for the
     *     unknown itself, it cannot
     * @param seen how often each answer was given
     */
    public record QuestionCoverage(Question question, String fact, boolean canBeUnknown, Map<Answer, Integer> seen) {

        /** Copies the map. */
        public QuestionCoverage {
            seen = Map.copyOf(seen);
        }

        /**
         * How often an answer was given.
         *
         * @param answer the answer
         * @return 0 or more
         */
        public int seen(Answer answer) {
            return seen.getOrDefault(answer, 0);
        }

        /**
         * The answers that can be given to this question.
         *
         * @return two or three
         */
        public List<Answer> possible() {
            return canBeUnknown ? List.of(Answer.values()) : List.of(Answer.YES, Answer.NO);
        }

        /**
         * The possible answers that no case gave.
         *
         * @return none when all were seen
         */
        public List<Answer> unseen() {
            return possible().stream().filter(answer -> seen(answer) == 0).toList();
        }

        /** The question as it is written in a rule. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(question.name()).append('(');
            for (int i = 0; i < question.arguments().size(); i++) {
                Topic.Literal argument = question.arguments().get(i);
                text.append(i == 0 ? " " : ", ")
                        .append(argument.isNumber() ? argument.text() : '"' + argument.text() + '"');
            }
            return text.append(question.arguments().isEmpty() ? ")" : " )").toString();
        }
    }

    /**
     * Looks at cases.
     *
     * @param rules the rules
     * @param cases the cases; each is put to the rules of its own topic, and what is no patient's case is left out
     * @return what the cases have seen
     */
    public static Coverage of(ClinicalRules rules, List<RuleCase> cases) {
        return of(rules, cases, MOST_ANSWERS);
    }

    static Coverage of(ClinicalRules rules, List<RuleCase> cases, long mostAnswers) {
        Objects.requireNonNull(rules, "rules");
        int looked = 0;
        int left = 0;
        List<RuleCoverage> covered = new ArrayList<>();
        for (Topic topic : rules.topics()) {
            ClinicalRules alone = rules.only(topic.id()).withBlockingQuestionsOnly();
            List<PatientCase> all = cases.stream()
                    .filter(one -> one.topic().equals(topic.id()))
                    .flatMap(one -> one.stated().patientCase().stream())
                    .toList();
            List<PatientCase> patients =
                    all.stream().limit(mostAnswers / questions(topic)).toList();
            looked += patients.size();
            left += all.size() - patients.size();
            Map<String, Tally> tallies = new HashMap<>();
            for (PatientCase one : patients) {
                alone.examine(one)
                        .rules()
                        .forEach(answers -> tally(tallies, answers).add(answers));
            }
            // When nothing is known, exactly those questions are unanswered that can be.
            Map<String, List<Answer>> ofNothing = new HashMap<>();
            for (RuleAnswers answers :
                    alone.examine(PatientCase.builder().build()).rules()) {
                ofNothing.put(answers.rule(), answers.questions());
            }
            for (Rule rule : topic.rules()) {
                Tally tally = tallies.getOrDefault(rule.id(), new Tally(0));
                covered.add(coverage(rule, tally, ofNothing.getOrDefault(rule.id(), List.of())));
            }
        }
        return new Coverage(covered, looked, left);
    }

    /** How many questions the rules of a topic have; 1 at least. */
    static long questions(Topic topic) {
        return Math.max(
                1,
                topic.rules().stream()
                        .flatMap(rule -> rule.when().stream())
                        .flatMap(pattern -> pattern.conditions().stream())
                        .mapToLong(condition -> condition.questions().size())
                        .sum());
    }

    private static Tally tally(Map<String, Tally> tallies, RuleAnswers answers) {
        return tallies.computeIfAbsent(
                answers.rule(), any -> new Tally(answers.questions().size()));
    }

    private static RuleCoverage coverage(Rule rule, Tally tally, List<Answer> ofNothing) {
        List<QuestionCoverage> questions = new ArrayList<>();
        for (Topic.Pattern pattern : rule.when()) {
            for (Question question : pattern.conditions().stream()
                    .flatMap(condition -> condition.questions().stream())
                    .toList()) {
                int index = questions.size();
                Map<Answer, Integer> seen = tally.seen(index);
                boolean canBeUnknown = seen.containsKey(Answer.UNKNOWN)
                        || (index < ofNothing.size() && ofNothing.get(index) == Answer.UNKNOWN);
                questions.add(new QuestionCoverage(question, pattern.fact(), canBeUnknown, seen));
            }
        }
        return new RuleCoverage(rule, tally.fired, tally.asked, questions);
    }

    /** Counts the answers of one rule. */
    private static final class Tally {

        private final List<Map<Answer, Integer>> seen = new ArrayList<>();
        private int fired;
        private int asked;

        Tally(int questions) {
            for (int i = 0; i < questions; i++) {
                seen.add(new HashMap<>());
            }
        }

        void add(RuleAnswers answers) {
            asked++;
            fired += answers.fired() ? 1 : 0;
            for (int i = 0; i < answers.questions().size(); i++) {
                seen.get(i).merge(answers.questions().get(i), 1, Integer::sum);
            }
        }

        Map<Answer, Integer> seen(int index) {
            return index < seen.size() ? seen.get(index) : Map.of();
        }
    }

    /**
     * How many of the answers that can be given were seen, over all questions.
     *
     * @return 0 to 100; 100 when there is no question
     */
    public double percentSeen() {
        long possible = questions().mapToLong(one -> one.possible().size()).sum();
        long unseen = questions().mapToLong(one -> one.unseen().size()).sum();
        return possible == 0 ? 100 : 100.0 * (possible - unseen) / possible;
    }

    private Stream<QuestionCoverage> questions() {
        return rules.stream().flatMap(rule -> rule.questions().stream());
    }

    /**
     * The rules of one file.
     *
     * @param file the file, relative to the rules folder
     * @return what the cases have seen of them
     */
    public Coverage of(String file) {
        return new Coverage(
                rules.stream().filter(one -> one.rule().file().equals(file)).toList(), cases, left);
    }

    /**
     * The files of the rules.
     *
     * @return the files, in the order of the rules
     */
    public List<String> files() {
        return rules.stream().map(one -> one.rule().file()).distinct().toList();
    }
}

package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;

/**
 * Whether conditions of a rule, or of several together, can hold: over all combinations of their alternatives, datum by
 * datum. Data are taken as independent of each other, so "cannot hold" is certain and "can hold" is not.
 */
final class Reach {

    /** With more steps than these nothing is claimed. */
    private static final int MAX_STEPS = 20_000;

    private static final List<String> ORDER_RATINGS =
            List.of("orderBelowBest", "orderUsuallyNotAppropriate", "orderUnrated");

    private final IdentityHashMap<Question, Answers> answers = new IdentityHashMap<>();
    private final List<Condition> all = new ArrayList<>();
    private int steps;

    private Reach() {}

    static Reach of(Topic topic, Vocabulary vocabulary, Rule... rules) {
        Reach reach = new Reach();
        List<Question> patientQuestions = new ArrayList<>();
        for (Rule rule : rules) {
            for (Pattern pattern : rule.when()) {
                if (pattern.fact().equals("PatientCase")) {
                    pattern.conditions().forEach(one -> collect(one, patientQuestions));
                }
            }
        }
        for (Rule rule : rules) {
            for (int i = 0; i < rule.when().size(); i++) {
                Pattern pattern = rule.when().get(i);
                List<Question> questions = new ArrayList<>();
                pattern.conditions().forEach(one -> collect(one, questions));
                String fact = rule.id() + " " + i + " " + pattern.fact();
                for (Question question : questions) {
                    reach.answers.put(
                            question,
                            switch (pattern.fact()) {
                                case "PatientCase" -> Answers.of(question, patientQuestions, vocabulary);
                                case "Routing" -> routing(question, topic);
                                case "Ranking" -> ranking(question);
                                default -> code(question, fact, questions);
                            });
                }
                reach.all.addAll(pattern.conditions());
            }
        }
        return reach;
    }

    private static void collect(Condition condition, List<Question> questions) {
        if (condition instanceof Question question) {
            questions.add(question);
        } else {
            parts(condition).forEach(one -> collect(one, questions));
        }
    }

    static List<Condition> parts(Condition condition) {
        return condition instanceof AnyOf any
                ? any.conditions()
                : condition instanceof AllOf all ? all.conditions() : List.of(condition);
    }

    private static Answers routing(Question question, Topic topic) {
        List<Topic.Variant> variants = topic.variants();
        return Answers.of("routing", variants.size() + 2, i -> switch (question.name()) {
            case "matched" ->
                i < variants.size()
                        && variants.get(i)
                                .id()
                                .equals(question.arguments().get(0).text());
            case "variantMatched" -> i < variants.size();
            default -> i == variants.size();
        });
    }

    private static Answers ranking(Question question) {
        int rating = ORDER_RATINGS.indexOf(question.name());
        return rating < 0
                ? Answers.of(Wording.of(question), 2, i -> i == 0)
                : Answers.of("rating of the order", ORDER_RATINGS.size() + 1, i -> i == rating);
    }

    /** A red flag or situation has one code: one that is asked of in its pattern, or another. */
    private static Answers code(Question question, String fact, List<Question> beside) {
        TreeSet<String> codes = new TreeSet<>();
        beside.forEach(one -> codes.add(one.arguments().get(0).text()));
        List<String> list = List.copyOf(codes);
        return Answers.of(
                fact,
                list.size() + 1,
                i -> i < list.size()
                        && list.get(i).equals(question.arguments().get(0).text()));
    }

    /** All conditions of the rules. */
    List<Condition> all() {
        return List.copyOf(all);
    }

    Answers answers(Question question) {
        Answers found = answers.get(question);
        if (found == null) {
            throw new IllegalArgumentException("a question of another rule: " + question);
        }
        return found;
    }

    /** Whether these conditions can hold together; true also when there are too many combinations to tell. */
    boolean canHold(List<Condition> conditions) {
        steps = 0;
        return canHold(new HashMap<>(), conditions);
    }

    private boolean canHold(Map<String, BitSet> box, List<Condition> conditions) {
        if (++steps > MAX_STEPS) {
            return true;
        }
        List<AnyOf> open = new ArrayList<>();
        for (Condition one : flat(conditions)) {
            if (one instanceof Question question) {
                if (!narrow(box, answers(question))) {
                    return false;
                }
            } else if (one instanceof AnyOf any) {
                open.add(any);
            }
        }
        if (open.isEmpty()) {
            return true;
        }
        List<AnyOf> rest = open.subList(1, open.size());
        for (Condition alternative : open.get(0).conditions()) {
            List<Condition> next = new ArrayList<>(rest);
            next.add(alternative);
            Map<String, BitSet> copy = new HashMap<>();
            box.forEach((datum, values) -> copy.put(datum, (BitSet) values.clone()));
            if (canHold(copy, next)) {
                return true;
            }
        }
        return false;
    }

    private static boolean narrow(Map<String, BitSet> box, Answers answers) {
        BitSet values = box.computeIfAbsent(answers.datum(), datum -> {
            BitSet full = new BitSet();
            full.set(0, answers.size());
            return full;
        });
        values.and(answers.yes());
        return !values.isEmpty();
    }

    /** What is left of a datum when all questions that stand among these conditions, outside of alternatives, hold. */
    BitSet left(Answers of, List<Condition> conditions) {
        BitSet values = new BitSet();
        values.set(0, of.size());
        for (Condition one : flat(conditions)) {
            if (one instanceof Question question && answers(question).datum().equals(of.datum())) {
                values.and(answers(question).yes());
            }
        }
        return values;
    }

    /** The conditions with nested conjunctions opened. */
    static List<Condition> flat(List<Condition> conditions) {
        List<Condition> flat = new ArrayList<>();
        for (Condition one : conditions) {
            if (one instanceof AllOf nested) {
                flat.addAll(flat(nested.conditions()));
            } else {
                flat.add(one);
            }
        }
        return flat;
    }

    static boolean within(BitSet inner, BitSet outer) {
        BitSet rest = (BitSet) inner.clone();
        rest.andNot(outer);
        return rest.isEmpty();
    }
}

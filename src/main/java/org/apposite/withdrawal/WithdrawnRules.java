package org.apposite.withdrawal;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.language.Fact;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.text.Place;

/**
 * What rules say while parts of them are withdrawn. A rule keeps what it asks, and says in place of its conclusions that it is
 * withdrawn, and why: so every answer says so that it would have changed. Where it raised an emergency, that it is withdrawn is
 * one, too: nobody knows better than the rule whether this patient is in danger.
 */
public final class WithdrawnRules {

    /** What stands in the trace for a topic that is withdrawn; no author can write such an id. */
    private static final String WHOLE_TOPIC = "topic.withdrawn";

    private static final String ROWS = ".withdrawn";
    private static final String FIRST_STEP = "1";

    /** What emergencies can rest on. */
    private static final Set<Verb> GROUNDS =
            EnumSet.of(Verb.DERIVE_PRESENT, Verb.DERIVE_ABSENT, Verb.RED_FLAG, Verb.SITUATION);

    private final Topic topic;
    private final List<Withdrawal> withdrawals;
    private final Vocabulary vocabulary;

    private WithdrawnRules(Topic topic, List<Withdrawal> withdrawals, Vocabulary vocabulary) {
        this.topic = topic;
        this.withdrawals = withdrawals;
        this.vocabulary = vocabulary;
    }

    /**
     * A topic without what is withdrawn of it.
     *
     * @param topic the topic
     * @param withdrawals what is withdrawn, of any topic
     * @param vocabulary the words of the rules
     * @return the same topic when nothing of it is
     */
    public static Topic of(Topic topic, List<Withdrawal> withdrawals, Vocabulary vocabulary) {
        List<Withdrawal> own = withdrawals.stream()
                .filter(one -> one.part().topic().equals(topic.id()))
                .toList();
        return own.isEmpty() ? topic : topic.withRules(new WithdrawnRules(topic, own, vocabulary).rules());
    }

    /**
     * What is withdrawn that raised an emergency.
     *
     * @param withdrawals what is withdrawn
     * @param topics the topics as their files have them
     * @return those of the withdrawals by which an emergency can go untold
     */
    public static List<Withdrawal> ofEmergencies(List<Withdrawal> withdrawals, List<Topic> topics) {
        return withdrawals.stream()
                .filter(one -> topics.stream()
                        .filter(topic -> topic.id().equals(one.part().topic()))
                        .flatMap(topic -> topic.rules().stream())
                        .anyMatch(rule -> ReasoningOrder.raisesEmergency(rule)
                                && (one.part().isTopic() || one.part().isRule(rule))))
                .toList();
    }

    /**
     * What is told where rules that are not withdrawn would have told an emergency, if they did not rest on what is.
     *
     * @param withdrawals what is withdrawn, at least one
     * @param lost the names of these rules
     * @return a critical alert
     */
    public static Alert ofLostEmergencies(List<Withdrawal> withdrawals, List<String> lost) {
        return new Alert(
                Alert.WITHDRAWN_EMERGENCY,
                Severity.CRITICAL,
                "An emergency rests on rules that were withdrawn on "
                        + reasons(withdrawals)
                        + " Judge without them: "
                        + lost.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")) + ".",
                List.of());
    }

    /**
     * What is told where no rule that fires is withdrawn, and the answer is another all the same.
     *
     * @param withdrawals what is withdrawn, at least one
     * @return a warning
     */
    public static Alert ofOtherAnswer(List<Withdrawal> withdrawals) {
        return new Alert(
                Alert.WITHDRAWN,
                Severity.WARNING,
                "This answer, or what it asks for, would be another with what was withdrawn on " + reasons(withdrawals),
                List.of());
    }

    private static String reasons(List<Withdrawal> withdrawals) {
        return withdrawals.stream().map(WithdrawnRules::dayAndReason).distinct().collect(Collectors.joining(" "));
    }

    private List<Rule> rules() {
        Optional<Withdrawal> all =
                withdrawals.stream().filter(one -> one.part().isTopic()).findFirst();
        List<Rule> rules = new ArrayList<>();
        if (all.isPresent()) {
            rules.addAll(withoutTopic(all.get()));
        } else {
            topic.rules().forEach(rule -> rules.addAll(left(rule)));
        }
        return rules;
    }

    /** Nothing but its emergencies, and what they rest on. */
    private List<Rule> withoutTopic(Withdrawal all) {
        List<Rule> rules = new ArrayList<>();
        boolean asksRedFlags = topic.rules().stream()
                .filter(rule -> ReasoningOrder.raisesEmergency(rule) || isOf(rule, Verb.SITUATION))
                .anyMatch(rule ->
                        rule.when().stream().anyMatch(one -> one.fact().equals(Fact.RED_FLAG.display())));
        for (Rule rule : topic.rules()) {
            if (ReasoningOrder.raisesEmergency(rule)) {
                rules.add(noticeOf(rule, all));
            } else if (GROUNDS.stream().anyMatch(verb -> isOf(rule, verb))
                    && (asksRedFlags || !isOf(rule, Verb.RED_FLAG))) {
                rules.add(rule);
            }
        }
        String text = "The rules of \"" + topic.title() + "\" were withdrawn on " + dayAndReason(all);
        rules.add(rule(
                WHOLE_TOPIC,
                topic.id() + "/topic.yaml",
                1,
                List.of(),
                consequence(
                        Verb.EXCLUDE,
                        FIRST_STEP,
                        Alert.WITHDRAWN,
                        text,
                        "The radiologist; these rules do not answer.")));
        rules.add(rule(
                WHOLE_TOPIC + ".alert",
                topic.id() + "/topic.yaml",
                1,
                List.of(),
                consequence(Verb.ALERT, Alert.WITHDRAWN, Severity.WARNING.code(), text)));
        return rules;
    }

    /** What is left of a rule. */
    private List<Rule> left(Rule rule) {
        for (Withdrawal one : withdrawals) {
            if (one.part().isRule(rule)) {
                return List.of(noticeOf(rule, one));
            }
        }
        List<Consequence> left = new ArrayList<>(rule.then());
        List<Consequence> notices = new ArrayList<>();
        for (Withdrawal one : withdrawals) {
            if (one.part().isOf(rule) && left.removeIf(one.part()::isRow)) {
                notices.add(notice(
                        Alert.WITHDRAWN,
                        Severity.WARNING,
                        "The rating of \"" + display(one.part()) + "\" was withdrawn on " + dayAndReason(one)));
            }
        }
        if (notices.isEmpty()) {
            return List.of(rule);
        }
        List<Rule> rules = new ArrayList<>();
        if (!left.isEmpty()) {
            rules.add(new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), rule.when(), left));
        }
        rules.add(new Rule(
                rule.id() + ROWS, rule.name(), rule.file(), rule.line(), rule.sources(), rule.when(), notices));
        return rules;
    }

    private String display(Part rating) {
        Procedure procedure = vocabulary.procedures().get(rating.within().get(1));
        return procedure == null ? rating.within().get(1) : procedure.display();
    }

    private static Rule noticeOf(Rule rule, Withdrawal withdrawal) {
        boolean wasEmergency = ReasoningOrder.raisesEmergency(rule);
        Consequence notice = wasEmergency
                ? notice(
                        Alert.WITHDRAWN_EMERGENCY,
                        Severity.CRITICAL,
                        "A rule that tells an emergency fits this patient, but it was withdrawn on "
                                + dayAndReason(withdrawal) + " Judge without it: \"" + nameOf(rule) + "\".")
                : notice(
                        Alert.WITHDRAWN,
                        Severity.WARNING,
                        "A rule that fits this patient was withdrawn on " + dayAndReason(withdrawal)
                                + " Judge without it: \"" + nameOf(rule) + "\".");
        return new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), rule.when(), List.of(notice));
    }

    /** In a text a brace would be a place to fill. */
    private static String nameOf(Rule rule) {
        return rule.name().replace('{', '(').replace('}', ')');
    }

    private static String dayAndReason(Withdrawal one) {
        String reason = one.reason().strip();
        return one.at().atZone(ZoneOffset.UTC).toLocalDate() + ": " + reason
                + (reason.endsWith(".") || reason.endsWith("!") || reason.endsWith("?") ? "" : ".");
    }

    private static boolean isOf(Rule rule, Verb verb) {
        return rule.verb().equals(verb.display());
    }

    private static Rule rule(String id, String file, int line, List<Topic.Pattern> when, Consequence then) {
        return new Rule(id, "The topic is withdrawn", file, line, List.of(), when, List.of(then));
    }

    private static Consequence notice(String code, Severity severity, String text) {
        return consequence(Verb.ALERT, code, severity.code(), text);
    }

    private static Consequence consequence(Verb verb, String... arguments) {
        List<Literal> literals = new ArrayList<>();
        for (String argument : arguments) {
            literals.add(new Literal(argument, argument.equals(FIRST_STEP)));
        }
        return new Consequence(verb.display(), literals, new Place(1, 1));
    }
}

package org.apposite.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/** On what a rule of a topic rests: the rules that conclude what it asks for. */
public final class Grounds {

    private final Scope scope;
    private final Map<Verb, Map<String, List<Rule>>> concluding = new EnumMap<>(Verb.class);

    private Grounds(Scope scope) {
        this.scope = scope;
        for (Fact fact : Fact.values()) {
            fact.concludedBy().ifPresent(verb -> concluding.put(verb, new LinkedHashMap<>()));
        }
        for (Rule rule : scope.topic().rules()) {
            for (Consequence consequence : rule.then()) {
                Verb.named(consequence.verb())
                        .map(concluding::get)
                        .ifPresent(rules -> rules.computeIfAbsent(
                                        consequence.arguments().get(0).text(), any -> new ArrayList<>())
                                .add(rule));
            }
        }
    }

    /**
     * The grounds of the rules of a topic.
     *
     * @param scope the topic
     * @return its grounds
     */
    public static Grounds of(Scope scope) {
        return new Grounds(scope);
    }

    /**
     * On what a rule rests directly.
     *
     * @param rule a rule of the topic
     * @return rules; none when it asks only what a case states, or for the routing or the ranking
     */
    public List<Rule> of(Rule rule) {
        return each(rule.when().stream().flatMap(pattern -> of(pattern).stream()));
    }

    /** The rules that conclude what a pattern asks for; without a question, what any rule concludes. */
    List<Rule> of(Pattern pattern) {
        Fact fact = Fact.named(pattern.fact()).orElseThrow();
        if (fact == Fact.PATIENT) {
            return deriving(data(pattern));
        }
        Map<String, List<Rule>> rules = fact.concludedBy().map(concluding::get).orElse(Map.of());
        List<Question> asked = questions(pattern);
        return each(
                asked.isEmpty()
                        ? rules.values().stream().flatMap(List::stream)
                        : asked.stream()
                                .map(question -> question.arguments().get(0).text())
                                .flatMap(code -> rules.getOrDefault(code, List.of()).stream()));
    }

    /** The rules that derive some findings. */
    List<Rule> deriving(Collection<String> data) {
        return each(data.stream().flatMap(datum -> scope.deriving(datum).stream()));
    }

    /** Each rule once. */
    private static List<Rule> each(Stream<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.putIfAbsent(rule.id(), rule));
        return List.copyOf(byId.values());
    }

    private Set<String> data(Pattern pattern) {
        Set<String> data = new LinkedHashSet<>();
        for (Question question : questions(pattern)) {
            QuestionKind.of(Fact.PATIENT, question.name())
                    .ifPresent(kind -> data.addAll(kind.data(question.arguments(), scope)));
        }
        return data;
    }

    private static List<Question> questions(Pattern pattern) {
        return pattern.conditions().stream()
                .map(Condition::questions)
                .flatMap(List::stream)
                .toList();
    }
}

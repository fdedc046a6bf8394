package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.Placeholder;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;

/** The codes that the rules and scores of a topic name, each as what it is named for. */
final class Uses {

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");

    private final Set<Use> all = new HashSet<>();

    /**
     * A code that is named.
     *
     * @param parameter what it is named as
     * @param of the first argument beside it, of which it may be a part
     * @param code the code
     */
    private record Use(Parameter parameter, String of, String code) {}

    private Uses() {}

    static Uses of(Topic topic) {
        Uses uses = new Uses();
        topic.rules().forEach(rule -> {
            rule.when()
                    .forEach(pattern -> Fact.named(pattern.fact())
                            .ifPresent(fact -> pattern.conditions()
                                    .forEach(one -> one.questions().forEach(asked -> uses.add(fact, asked)))));
            rule.then().forEach(one -> {
                Verb verb = Verb.named(one.verb()).orElseThrow();
                List<Parameter> parameters = new ArrayList<>();
                for (int i = 0; i < one.arguments().size(); i++) {
                    parameters.add(verb.parameter(i));
                }
                uses.add(parameters, one.arguments());
            });
        });
        topic.scores()
                .values()
                .forEach(score -> score.items()
                        .forEach(item -> item.condition().questions().forEach(one -> uses.add(Fact.PATIENT, one))));
        return uses;
    }

    private void add(Fact fact, Question question) {
        QuestionKind.of(fact, question.name()).ifPresent(kind -> add(kind.parameters(), question.arguments()));
    }

    private void add(List<Parameter> parameters, List<Literal> arguments) {
        for (int i = 0; i < arguments.size() && i < parameters.size(); i++) {
            String text = arguments.get(i).text();
            if (parameters.get(i) == Parameter.TEXT) {
                BRACES.matcher(text).results().map(MatchResult::group).forEach(this::addPlaceholder);
            } else {
                all.add(new Use(parameters.get(i), arguments.get(0).text(), text));
            }
        }
    }

    private void addPlaceholder(String braces) {
        Placeholder.read(braces.substring(1, braces.length() - 1))
                .ifPresent(use -> use.placeholder()
                        .parameter()
                        .ifPresent(parameter -> all.add(new Use(parameter, use.argument(), use.argument()))));
    }

    /** All codes, whatever they are named as. */
    Set<String> codes() {
        Set<String> codes = new HashSet<>();
        all.forEach(use -> codes.add(use.code));
        return codes;
    }

    /** Whether a code is named as any of these. */
    boolean has(String code, Parameter... as) {
        return List.of(as).stream()
                .anyMatch(
                        parameter -> all.stream().anyMatch(use -> use.parameter == parameter && use.code.equals(code)));
    }

    /** Whether a limit of a quantity is asked for. */
    boolean hasLimit(String quantity, String limit) {
        return all.contains(new Use(Parameter.LIMIT, quantity, limit));
    }
}

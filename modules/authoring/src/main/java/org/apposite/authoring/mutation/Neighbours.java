package org.apposite.authoring.mutation;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Literal;

/** What stands beside a question or a code in the lists that they come from, and can be written by mistake. */
final class Neighbours {

    private static final int MOST_QUESTIONS = 2;
    private static final Set<Parameter> DATA = EnumSet.of(
            Parameter.FINDING, Parameter.DERIVED_FINDING, Parameter.CHOICE, Parameter.QUANTITY, Parameter.DATUM);

    private final Scope scope;

    Neighbours(Scope scope) {
        this.scope = scope;
    }

    /** The questions that are most easily mistaken for one, the nearest first. */
    static List<QuestionKind> questions(QuestionKind kind) {
        List<QuestionKind> all = List.of(QuestionKind.values());
        return all.stream()
                .filter(kind::isLike)
                .sorted(Comparator.comparingInt(other -> Math.abs(all.indexOf(other) - all.indexOf(kind))))
                .limit(MOST_QUESTIONS)
                .toList();
    }

    /**
     * The list that a code comes from: of data those that the topic asks, since another could never be known.
     *
     * @param parameter what the code is
     * @param before the arguments before it
     * @param code the code
     */
    List<String> list(Parameter parameter, List<Literal> before, String code) {
        List<String> codes = parameter.codes(scope, before).orElse(List.of());
        List<String> asks = scope.topic().asks();
        return DATA.contains(parameter) && asks.contains(code)
                ? asks.stream().filter(codes::contains).toList()
                : codes;
    }

    /** The codes one before and one after a code in its list; none when it is not in the list. */
    static List<String> both(List<String> list, String code) {
        int place = list.indexOf(code);
        return Stream.of(place - 1, place + 1)
                .filter(one -> place >= 0 && one >= 0 && one < list.size())
                .map(list::get)
                .toList();
    }

    /** The nearest code in the list that is not taken, one that comes later before one that comes earlier. */
    static Optional<String> nearest(List<String> list, String code, Set<String> taken) {
        int place = list.indexOf(code);
        if (place < 0) {
            return Optional.empty();
        }
        return Stream.iterate(1, distance -> distance < list.size(), distance -> distance + 1)
                .flatMap(distance -> Stream.of(place + distance, place - distance))
                .filter(one -> one >= 0 && one < list.size())
                .map(list::get)
                .filter(one -> !taken.contains(one))
                .findFirst();
    }
}

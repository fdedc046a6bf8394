package org.apposite.authoring.layout;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands between the parentheses of a pattern, as written: all parentheses are kept. */
sealed interface Condition {

    /** On one line. */
    String flat();

    /** All questions, as they stand. */
    Stream<Question> questions();

    /** A question. */
    record Question(Piece piece) implements Condition {

        @Override
        public String flat() {
            return piece.text();
        }

        @Override
        public Stream<Question> questions() {
            return Stream.of(this);
        }
    }

    /** A condition in parentheses. */
    record Group(Condition inside) implements Condition {

        @Override
        public String flat() {
            return "( " + inside.flat() + " )";
        }

        @Override
        public Stream<Question> questions() {
            return inside.questions();
        }
    }

    /** Conditions joined with one sign, {@code &&} or {@code ||}. */
    record Joined(String sign, List<Condition> parts) implements Condition {

        public Joined {
            parts = List.copyOf(parts);
        }

        @Override
        public String flat() {
            return parts.stream().map(Condition::flat).collect(Collectors.joining(" " + sign + " "));
        }

        @Override
        public Stream<Question> questions() {
            return parts.stream().flatMap(Condition::questions);
        }
    }
}

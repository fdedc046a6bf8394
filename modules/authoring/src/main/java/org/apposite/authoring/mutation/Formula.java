package org.apposite.authoring.mutation;

import java.util.Comparator;
import java.util.List;
import org.apposite.language.Extent;
import org.jspecify.annotations.Nullable;

/** A statement on what can be so. */
sealed interface Formula {

    /** Whether it holds, null when the values given so far do not tell. */
    @Nullable
    Boolean holds(Assignment given);

    /** How many leaves it has. */
    default int size() {
        return 1;
    }

    private static int size(List<Formula> parts) {
        return parts.stream().mapToInt(Formula::size).sum();
    }

    /** The answer to a question is yes. */
    record Asked(Extent extent) implements Formula {
        @Override
        public @Nullable Boolean holds(Assignment given) {
            return given.holds(extent);
        }
    }

    /** All hold. The smallest come first: they soonest show that not all can. */
    record And(List<Formula> parts) implements Formula {

        public And {
            parts = parts.stream()
                    .sorted(Comparator.comparingInt(Formula::size))
                    .toList();
        }

        @Override
        public int size() {
            return Formula.size(parts);
        }

        @Override
        public @Nullable Boolean holds(Assignment given) {
            boolean open = false;
            for (Formula part : parts) {
                Boolean one = part.holds(given);
                if (one == null) {
                    open = true;
                } else if (!one) {
                    return false;
                }
            }
            return open ? null : true;
        }
    }

    /** One holds at least. */
    record Or(List<Formula> parts) implements Formula {

        @Override
        public int size() {
            return Formula.size(parts);
        }

        @Override
        public @Nullable Boolean holds(Assignment given) {
            boolean open = false;
            for (Formula part : parts) {
                Boolean one = part.holds(given);
                if (one == null) {
                    open = true;
                } else if (one) {
                    return true;
                }
            }
            return open ? null : false;
        }
    }

    /** It does not hold. */
    record Not(Formula part) implements Formula {

        @Override
        public int size() {
            return part.size();
        }

        @Override
        public @Nullable Boolean holds(Assignment given) {
            Boolean one = part.holds(given);
            return one == null ? null : !one;
        }
    }

    /** Both are different. */
    record Differ(Formula one, Formula other) implements Formula {

        @Override
        public int size() {
            return one.size() + other.size();
        }

        @Override
        public @Nullable Boolean holds(Assignment given) {
            Boolean first = one.holds(given);
            Boolean second = other.holds(given);
            return (first == null || second == null) ? null : !first.equals(second);
        }
    }
}

package org.apposite.internal.limit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What each of some things is made of in the end, where they may be made of one another. Each is resolved once, and what is
 * made of itself, nested too deep or too large is told, so that no way of writing them takes long to read.
 */
public final class Nesting {

    private static final int DEEPEST = Limit.GROUPS_IN_GROUPS.most();
    private static final int MOST = Limit.MEMBERS.most();

    private final Map<String, Set<String>> resolved = new HashMap<>();
    private final Set<String> above = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();
    private int members;

    /**
     * The members of one.
     *
     * @param name its name
     * @param reader finds its members, and asks for those of what it is made of
     * @param wrong is told what is wrong with it, and what to do
     * @return its members, none when something is wrong
     */
    public Set<String> membersOf(String name, Function<String, Set<String>> reader, BiConsumer<String, String> wrong) {
        Set<String> known = resolved.get(name);
        if (known != null) {
            return known;
        }
        if (above.contains(name) || above.size() == DEEPEST) {
            if (told.add(name)) {
                tell(name, wrong);
            }
            return Set.of();
        }
        above.add(name);
        Set<String> found = reader.apply(name);
        above.remove(name);
        boolean wasTooMuch = members > MOST;
        members += found.size();
        if (members > MOST) {
            if (!wasTooMuch) {
                wrong.accept("brings the number of members to more than " + MOST, "Make it smaller.");
            }
            found = Set.of();
        }
        resolved.put(name, found);
        return found;
    }

    private void tell(String name, BiConsumer<String, String> wrong) {
        if (above.contains(name)) {
            wrong.accept("contains itself: " + String.join(", ", above), "Break the circle.");
        } else {
            wrong.accept("is nested more than " + DEEPEST + " deep", "Name its members directly.");
        }
    }
}

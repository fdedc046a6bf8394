package org.apposite.benchmarks.peers;

import java.util.List;
import java.util.function.Predicate;

/** The steps of the routing as predicates, for the peers whose rules are built of lambdas. */
final class Routing {

    /**
     * One step.
     *
     * @param step the lowest that applies wins
     * @param end where it leads
     * @param when when it applies
     */
    record Route(int step, String end, Predicate<Child> when) {}

    static final List<Route> ROUTES = List.of(
            new Route(
                    10,
                    Answer.NOT_APPLICABLE,
                    child -> !(child.complaint().equals("back-pain")
                            || child.complaint().equals("neck-pain"))),
            new Route(12, Answer.NOT_APPLICABLE, child -> child.ageYears() >= 18),
            new Route(20, Answer.NOT_APPLICABLE, child -> child.isPresent("trauma")),
            new Route(
                    40,
                    "red-flags-suspicious-radiographs",
                    child -> child.radiographs().equals("suspicious")),
            new Route(
                    50,
                    "suspected-infection-inflammation-neoplasm",
                    child -> child.isPresent("malignancy")
                            || child.isSuspected("infection")
                            || child.isSuspected("inflammation")
                            || child.isSuspected("neoplasm")),
            new Route(
                    60,
                    "skin-or-soft-tissue-sign",
                    child -> SevenChildren.SKIN_SIGNS.stream().anyMatch(child::isPresent)),
            new Route(
                    70,
                    "suspected-infection-inflammation-neoplasm",
                    child -> child.isWithoutValidRadiograph()
                            && (child.isPresent("neurologic-deficit") || child.isPresent("bowel-bladder-dysfunction"))),
            new Route(75, Answer.DATA_REQUIRED, child -> child.radiographs().equals("pending")),
            new Route(80, Answer.NOT_APPLICABLE, child -> child.radiographs().equals("positive")),
            new Route(
                    85,
                    Answer.DATA_REQUIRED,
                    child -> !hasFlag(child) && SevenChildren.RED_FLAGS.stream().anyMatch(child::isUnknown)),
            new Route(90, "chronic-overuse", child -> child.isPresent("overuse") && !hasFlagBeyondDuration(child)),
            new Route(100, "red-flags-negative-radiographs", child -> hasFlag(child) && child.isNegative()),
            new Route(110, "red-flags", Routing::hasFlag),
            new Route(120, "no-red-flags", child -> true));

    private Routing() {}

    private static boolean hasFlagBeyondDuration(Child child) {
        return child.ageYears() < 4 || SevenChildren.RED_FLAGS.stream().anyMatch(child::isPresent);
    }

    private static boolean hasFlag(Child child) {
        return hasFlagBeyondDuration(child) || (child.durationDays() > 28 && !child.isPresent("overuse"));
    }
}

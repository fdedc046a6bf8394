package org.apposite.patient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the studies of one kind say of the painful area. A compound area may be covered by several studies together;
 * then the gravest of their results counts, and a lesion seen in a part of the area counts even when the rest has not
 * been imaged.
 */
final class AreaImaging {

    private static final List<ImagingResult> GRAVEST_FIRST = List.of(
            ImagingResult.INFECTION_WITH_ABSCESS,
            ImagingResult.NEOPLASM,
            ImagingResult.INFECTION,
            ImagingResult.SUSPICIOUS,
            ImagingResult.INFLAMMATORY,
            ImagingResult.STRESS_INJURY,
            ImagingResult.DISC,
            ImagingResult.PENDING,
            ImagingResult.UNKNOWN,
            ImagingResult.POSITIVE,
            ImagingResult.NON_DIAGNOSTIC,
            ImagingResult.NEGATIVE);

    private static final int LAST_LESION = GRAVEST_FIRST.indexOf(ImagingResult.DISC);

    private static final AreaImaging NOT_STATED = new AreaImaging(Presence.UNKNOWN, null, List.of());
    private static final AreaImaging NONE = new AreaImaging(Presence.ABSENT, null, List.of());

    /** Whether the painful area has been imaged: unknown when nobody said so. */
    private final Presence done;

    private final @Nullable PriorImaging deciding;
    /** The studies that do not decide: of another region, or overtaken by a later one. */
    private final List<PriorImaging> uncounted;

    private AreaImaging(Presence done, @Nullable PriorImaging deciding, List<PriorImaging> uncounted) {
        this.done = done;
        this.deciding = deciding;
        this.uncounted = uncounted;
    }

    static AreaImaging of(Study study, @Nullable List<PriorImaging> imaging, Region painful) {
        if (imaging == null) {
            return NOT_STATED;
        }
        List<PriorImaging> studies = new ArrayList<>(imaging.size());
        for (PriorImaging one : imaging) {
            if (one.study() == study) {
                studies.add(one);
            }
        }
        if (studies.isEmpty()) {
            return NONE;
        }
        studies.sort(Comparator.comparing(PriorImaging::date, Comparator.nullsFirst(Comparator.naturalOrder())));
        PriorImaging deciding = decide(studies, painful);
        if (deciding != null) {
            studies.removeIf(deciding::equals);
            return new AreaImaging(Presence.PRESENT, deciding, List.copyOf(studies));
        }
        boolean maybeHere = studies.stream().anyMatch(one -> one.region() == Region.UNKNOWN);
        return new AreaImaging(maybeHere ? Presence.UNKNOWN : Presence.ABSENT, null, List.copyOf(studies));
    }

    private static @Nullable PriorImaging decide(List<PriorImaging> oldestFirst, Region painful) {
        Set<Region> parts = painful.singleParts();
        if (parts.isEmpty()) {
            return latestThatCovers(oldestFirst, painful);
        }
        PriorImaging gravest = null;
        boolean covered = true;
        for (Region part : parts) {
            PriorImaging latest = latestThatCovers(oldestFirst, part);
            covered &= latest != null;
            if (latest != null && (gravest == null || gravity(latest) < gravity(gravest))) {
                gravest = latest;
            }
        }
        return covered || (gravest != null && gravity(gravest) <= LAST_LESION) ? gravest : null;
    }

    /** The latest one; but a study that has not been read never outvotes a lesion that has been seen before. */
    private static @Nullable PriorImaging latestThatCovers(List<PriorImaging> oldestFirst, Region region) {
        PriorImaging latest = null;
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            PriorImaging one = oldestFirst.get(i);
            if (!one.region().covers(region)) {
                continue;
            }
            if (latest == null) {
                latest = one;
            }
            if (one.result().isKnown()) {
                return latest.result().isKnown() || gravity(one) <= LAST_LESION ? one : latest;
            }
        }
        return latest;
    }

    private static int gravity(PriorImaging one) {
        return GRAVEST_FIRST.indexOf(one.result());
    }

    boolean isRead() {
        return deciding != null && deciding.result().isKnown();
    }

    boolean isAwaited() {
        return deciding != null && !deciding.result().isKnown();
    }

    boolean isNotDone() {
        return done == Presence.ABSENT;
    }

    boolean isUnknown() {
        return done == Presence.UNKNOWN;
    }

    boolean isElsewhereOnly() {
        return isNotDone() && !uncounted.isEmpty();
    }

    @Nullable
    PriorImaging deciding() {
        return deciding;
    }

    List<PriorImaging> uncounted() {
        return uncounted;
    }
}

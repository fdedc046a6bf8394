package org.apposite.language;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Study.Meaning;
import org.apposite.model.Study.Result;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * What the studies of one kind say of the area of the complaint. An area of several parts may be covered by several studies
 * together; then the gravest of their results counts, and a lesion that is seen in a part of the area counts even when the
 * rest has not been imaged. A study from before the onset of the illness says nothing of it.
 */
final class StudiesDone {

    /**
     * What the studies have to show.
     *
     * @param region the region
     * @param side its side, null when not stated
     * @param onset the last day before the illness, null when not known or not asked for
     */
    record Area(
            Region region, @Nullable Side side, @Nullable LocalDate onset) {}

    private final Scope scope;
    private final Study study;
    private final Area area;
    private final Presence done;
    private final @Nullable PriorImaging deciding;
    /** The studies that do not decide: of another region, from before the onset, or overtaken by a later one. */
    private final List<PriorImaging> uncounted;

    private final List<PriorImaging> all;

    private StudiesDone(
            Scope scope,
            Study study,
            Area area,
            Presence done,
            @Nullable PriorImaging deciding,
            List<PriorImaging> all) {
        this.scope = scope;
        this.study = study;
        this.area = area;
        this.done = done;
        this.deciding = deciding;
        this.all = all;
        this.uncounted = deciding == null
                ? all
                : all.stream().filter(one -> !one.equals(deciding)).toList();
    }

    static StudiesDone of(Scope scope, String kind, @Nullable List<PriorImaging> imaging, Area area) {
        Study study = scope.vocabulary().studyOf(kind).orElseThrow(() -> new IllegalArgumentException("study " + kind));
        if (imaging == null) {
            return new StudiesDone(scope, study, area, Presence.UNKNOWN, null, List.of());
        }
        List<PriorImaging> studies = ofKind(kind, imaging);
        if (studies.isEmpty()) {
            return new StudiesDone(scope, study, area, Presence.ABSENT, null, studies);
        }
        studies.sort(Comparator.comparing(PriorImaging::date, Comparator.nullsFirst(Comparator.naturalOrder())));
        StudiesDone undecided = new StudiesDone(scope, study, area, Presence.ABSENT, null, studies);
        PriorImaging deciding = undecided.decide();
        if (deciding != null) {
            return new StudiesDone(scope, study, area, Presence.PRESENT, deciding, studies);
        }
        return studies.stream().anyMatch(undecided::mayShow)
                ? new StudiesDone(scope, study, area, Presence.UNKNOWN, null, studies)
                : undecided;
    }

    private static List<PriorImaging> ofKind(String kind, List<PriorImaging> imaging) {
        List<PriorImaging> studies = List.of();
        for (int i = 0; i < imaging.size(); i++) {
            if (imaging.get(i).kind().equals(kind)) {
                studies = studies.isEmpty() ? new ArrayList<>(imaging.size()) : studies;
                studies.add(imaging.get(i));
            }
        }
        return studies;
    }

    /** The gravest of what the studies say that show all of the area, one or several together, in whatever way they can. */
    private @Nullable PriorImaging decide() {
        Region region = area.region;
        if (!region.isPlace() && region.suffices().isEmpty()) {
            return latestThatCovers(region);
        }
        PriorImaging gravest = region.isPlace() ? gravestOf(region.parts()) : null;
        for (List<String> together : region.suffices()) {
            PriorImaging one = gravestOf(together);
            if (one != null && (gravest == null || gravity(one) < gravity(gravest))) {
                gravest = one;
            }
        }
        return gravest;
    }

    private @Nullable PriorImaging gravestOf(Collection<String> regions) {
        PriorImaging gravest = null;
        boolean covered = true;
        for (String code : regions) {
            PriorImaging latest = latestThatCovers(scope.region(code));
            covered &= latest != null;
            if (latest != null && (gravest == null || gravity(latest) < gravity(gravest))) {
                gravest = latest;
            }
        }
        return covered || (gravest != null && means(gravest, Meaning.LESION)) ? gravest : null;
    }

    /**
     * The latest one; but a study that has not been read never outvotes a lesion that has been seen before, and no study
     * outvotes a result that lasts. What covers all of the area covers this region of it, too.
     */
    private @Nullable PriorImaging latestThatCovers(Region region) {
        PriorImaging latest = null;
        PriorImaging read = null;
        for (int i = all.size() - 1; i >= 0; i--) {
            PriorImaging one = all.get(i);
            if (!isOfThisIllness(one) || !(covers(one, region) || covers(one, area.region))) {
                continue;
            }
            Result result = result(one);
            if (result != null && result.lasting()) {
                return one;
            }
            if (latest == null) {
                latest = one;
            }
            if (read == null && result != null && result.isRead()) {
                read = one;
            }
        }
        if (read == null || read.equals(latest)) {
            return latest;
        }
        return means(read, Meaning.LESION) ? read : latest;
    }

    private boolean covers(PriorImaging one, Region region) {
        return study.wholeBody()
                || (scope.region(one.region()).covers(study.code(), region) && coversSide(one.side(), region));
    }

    private boolean coversSide(@Nullable Side shown, Region region) {
        return !region.sided() || area.side == null || shown == Side.BOTH || shown == area.side;
    }

    /** Whether a study may show the area, as nobody said which region or side it shows. */
    private boolean mayShow(PriorImaging one) {
        boolean sideOpen = area.region.sided() && area.side != null && one.side() == null;
        return isOfThisIllness(one)
                && (one.region().equals(Region.UNKNOWN)
                        || (sideOpen && scope.region(one.region()).covers(study.code(), area.region)));
    }

    /** An undated study counts as one of this illness. */
    private boolean isOfThisIllness(PriorImaging one) {
        return area.onset == null || one.date() == null || one.date().isAfter(area.onset);
    }

    private @Nullable Result result(PriorImaging one) {
        return study.results().get(one.result());
    }

    private boolean means(PriorImaging one, Meaning meaning) {
        Result result = result(one);
        return result != null && result.meaning() == meaning;
    }

    private int gravity(PriorImaging one) {
        return study.gravity(one.result());
    }

    boolean isRead() {
        Result result = deciding == null ? null : result(deciding);
        return result != null && result.isRead();
    }

    boolean isAwaited() {
        return deciding != null && !isRead();
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

    /** Whether any study of this illness that covers the area, or a part of it, has this result. */
    boolean everShows(String result) {
        for (PriorImaging one : all) {
            if (one.result().equals(result) && isOfThisIllness(one) && isHere(one)) {
                return true;
            }
        }
        return false;
    }

    boolean showsFinding(String finding) {
        return deciding != null && hasFinding(deciding, finding);
    }

    /** Whether any study of this illness that covers the area, or a part of it, or that may do so, shows this finding. */
    boolean everShowsFinding(String finding) {
        for (PriorImaging one : all) {
            if (hasFinding(one, finding) && isOfThisIllness(one) && (isHere(one) || mayShow(one))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasFinding(PriorImaging one, String finding) {
        return one.finding() == null
                ? finding.equals(Study.FINDING_NOT_STATED) && means(one, Meaning.ABNORMAL)
                : finding.equals(one.finding());
    }

    private boolean isHere(PriorImaging one) {
        if (covers(one, area.region) || coversAny(one, area.region.parts())) {
            return true;
        }
        for (List<String> together : area.region.suffices()) {
            if (coversAny(one, together)) {
                return true;
            }
        }
        return false;
    }

    private boolean coversAny(PriorImaging one, Collection<String> regions) {
        for (String region : regions) {
            if (covers(one, scope.region(region))) {
                return true;
            }
        }
        return false;
    }

    /** Whether any study, of whatever region and time, shows a lesion. */
    boolean showsLesion() {
        for (PriorImaging one : all) {
            if (means(one, Meaning.LESION)) {
                return true;
            }
        }
        return false;
    }

    boolean showsElsewhere(String result) {
        for (PriorImaging one : all) {
            if (one.result().equals(result) && isOfThisIllness(one) && !isHere(one)) {
                return true;
            }
        }
        return false;
    }

    boolean showsIn(String result, String region) {
        for (PriorImaging one : all) {
            if (one.result().equals(result) && isOfThisIllness(one) && isIn(one, region)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(PriorImaging one, String region) {
        boolean isSomewhere = scope.region(one.region()).isPlace();
        if (region.equals(Region.UNKNOWN) || !isSomewhere) {
            return region.equals(Region.UNKNOWN) && !isSomewhere;
        }
        Region wanted = scope.region(region);
        return covers(one, wanted) || wanted.parts().stream().anyMatch(part -> covers(one, scope.region(part)));
    }

    boolean showsAt(String result, String site) {
        for (PriorImaging one : all) {
            String at = one.site() == null ? Study.SITE_NOT_STATED : one.site();
            if (one.result().equals(result) && at.equals(site) && isOfThisIllness(one)) {
                return true;
            }
        }
        return false;
    }

    boolean showsBeforeOnset(String result) {
        for (PriorImaging one : all) {
            if (one.result().equals(result) && !isOfThisIllness(one)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a lesion that was seen stands against another study of what that one shows of the area, which shows none and
     * may be the later one.
     */
    boolean isConflicting() {
        if (all.size() < 2 || !showsLesion()) {
            return false;
        }
        List<PriorImaging> here =
                all.stream().filter(one -> isOfThisIllness(one) && isHere(one)).toList();
        return here.stream()
                .filter(one -> means(one, Meaning.LESION))
                .anyMatch(lesion -> here.stream()
                        .anyMatch(other -> !means(other, Meaning.LESION)
                                && mayBeLater(other, lesion)
                                && showsAllOf(other, lesion)));
    }

    /** Whether one study shows all that another shows of the area: of its parts, and of what covers it together. */
    private boolean showsAllOf(PriorImaging one, PriorImaging other) {
        List<Region> shown = Stream.concat(
                        area.region.parts().stream(),
                        area.region.suffices().stream().flatMap(List::stream))
                .map(scope::region)
                .filter(part -> covers(other, part))
                .toList();
        return covers(one, area.region)
                || (shown.isEmpty()
                        ? covers(one, scope.region(other.region()))
                        : shown.stream().allMatch(part -> covers(one, part)));
    }

    private static boolean mayBeLater(PriorImaging one, PriorImaging than) {
        return one.date() == null || than.date() == null || !one.date().isBefore(than.date());
    }

    @Nullable
    PriorImaging deciding() {
        return deciding;
    }

    List<PriorImaging> uncounted() {
        return uncounted;
    }
}

package org.apposite.language;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.model.Choice;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Score;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * A patient under the rules of a topic: the fact that rules ask most.
 *
 * <p>Everything is three-valued: what nobody stated is unknown, and no question takes an unknown for an absence unless its
 * name says so. {@code present}, {@code absent} and {@code unknown} exclude each other; {@code youngerThan} and {@code
 * agedAtLeast} are both false while the age is unknown, and so on for every pair. Where a value is known in part, a question
 * is answered with yes only when all that it can be agrees.
 *
 * <p>The methods that answer with a {@code boolean} are the questions of the rule language; what each means stands in {@link
 * QuestionKind}, once. Each takes codes as text, because rules are text. For one thread.
 */
public final class Patient {

    private final PatientCase stated;
    private final Scope scope;
    private final Derived derived;
    private final Map<String, Presence> findings;
    private final @Nullable Set<String> conditions;
    private final @Nullable Set<String> suspected;
    private final @Nullable ImagingOrder order;
    private final @Nullable Region examinedAt;
    private final Map<String, StudiesDone> studies = new HashMap<>(4);
    private @Nullable Region region;

    /**
     * A patient.
     *
     * @param stated what is stated
     * @param scope the topic under whose rules it is read
     * @param derived what rules have derived; asked whenever a derived finding is
     */
    public Patient(PatientCase stated, Scope scope, Derived derived) {
        this.stated = stated;
        this.scope = scope;
        this.derived = derived;
        this.findings = stated.findings();
        this.conditions = stated.conditions().orElse(null);
        this.suspected = stated.suspected().orElse(null);
        this.order = stated.order().orElse(null);
        this.examinedAt = stated.examinedAt().map(scope::region).orElse(null);
    }

    /**
     * The same patient, of whom nothing has been derived.
     *
     * @return a patient who shares with this one what is known of studies
     */
    public Patient underived() {
        return new Patient(this);
    }

    private Patient(Patient other) {
        this.stated = other.stated;
        this.scope = other.scope;
        this.derived = Derived.NOTHING;
        this.findings = other.findings;
        this.conditions = other.conditions;
        this.suspected = other.suspected;
        this.order = other.order;
        this.examinedAt = other.examinedAt;
        this.studies.putAll(other.studies);
        this.region = other.region;
    }

    /**
     * What is stated.
     *
     * @return the case
     */
    public PatientCase stated() {
        return stated;
    }

    /**
     * The topic under whose rules it is read.
     *
     * @return the scope
     */
    public Scope scope() {
        return scope;
    }

    /**
     * What is known of a finding, with what lists say of it and rules have derived.
     *
     * @param finding the code of a finding, circumstance or condition
     * @return its presence
     */
    public Presence presence(String finding) {
        Presence said = said(finding);
        if (said == Presence.PRESENT || !scope.isDerived(finding)) {
            return said;
        }
        Presence concluded = derived.of(finding);
        return concluded == Presence.UNKNOWN ? said : concluded;
    }

    /**
     * What is stated of a finding, by itself or by a list.
     *
     * @param finding the code of a finding, circumstance or condition
     * @return its presence, without what rules derive
     */
    public Presence said(String finding) {
        Presence ofItself = saidOfItself(finding);
        return ofItself == Presence.UNKNOWN
                        && !findings.containsKey(finding)
                        && stated.allOtherRedFlagsAbsent()
                        && scope.isRedFlagFinding(finding)
                ? Presence.ABSENT
                : ofItself;
    }

    /**
     * What is stated of a finding, by itself or by the list of conditions. That all other red flags are absent says nothing of it.
     *
     * @param finding the code of a finding, circumstance or condition
     * @return its presence, without what rules derive
     */
    public Presence saidOfItself(String finding) {
        Presence single = findings.get(finding);
        if (single != null) {
            return single;
        }
        if (conditions != null && scope.isCondition(finding)) {
            return conditions.contains(finding) ? Presence.PRESENT : Presence.ABSENT;
        }
        return Presence.UNKNOWN;
    }

    /**
     * States by itself each red flag that "all other red flags are absent" says absent, in place of that: it was said of the
     * flags of this topic, and another would read its own into it.
     *
     * @param builder the same case, to be changed
     */
    public void spellOutRedFlags(PatientCaseBuilder builder) {
        if (stated.allOtherRedFlagsAbsent()) {
            builder.otherRedFlagsNotStated();
            scope.redFlagFindings()
                    .forEach(flag -> builder.finding(flag, Presence.UNKNOWN).finding(flag, said(flag)));
        }
    }

    // Findings and groups of them.

    public boolean present(String finding) {
        return presence(finding) == Presence.PRESENT;
    }

    public boolean absent(String finding) {
        return presence(finding) == Presence.ABSENT;
    }

    public boolean unknown(String finding) {
        return presence(finding) == Presence.UNKNOWN;
    }

    public boolean absentOrUnknown(String finding) {
        return presence(finding) != Presence.PRESENT;
    }

    public boolean anyPresent(String group) {
        return countPresent(group) > 0;
    }

    public boolean atLeastPresent(int number, String group) {
        return countPresent(group) >= number;
    }

    private int countPresent(String group) {
        int count = 0;
        for (String finding : scope.group(group)) {
            if (present(finding)) {
                count++;
            }
        }
        return count;
    }

    public boolean allAbsent(String group) {
        for (String finding : scope.group(group)) {
            if (!absent(finding)) {
                return false;
            }
        }
        return true;
    }

    public boolean noneKnownPresent(String group) {
        return countPresent(group) == 0;
    }

    public boolean anyUnknown(String group) {
        for (String datum : scope.group(group)) {
            if (isOpen(datum)) {
                return true;
            }
        }
        return false;
    }

    // Choices.

    public boolean chosen(String choice, String value) {
        return value.equals(stated.choices().get(choice));
    }

    public boolean notChosen(String choice, String value) {
        String said = stated.choices().get(choice);
        return said != null && !said.equals(value) && !isOpenValue(choice, said);
    }

    public boolean choiceUnknown(String choice) {
        return stated.choices().get(choice) == null;
    }

    private boolean isOpenValue(String choice, String value) {
        Choice known = scope.vocabulary().choices().get(choice);
        Choice.Value one = known == null ? null : known.values().get(value);
        return one != null && one.open();
    }

    // Quantities. Upwards a limit is reached when a statement in any unit system reaches it; downwards all must agree.

    public boolean below(String quantity, double limit) {
        return allUnder(quantity, limit, "", false);
    }

    public boolean below(String quantity, String limit) {
        return allUnder(quantity, limit, "", false);
    }

    public boolean below(String quantity, double limit, String unit) {
        return allUnder(quantity, limit, unit, false);
    }

    public boolean atMost(String quantity, double limit) {
        return allUnder(quantity, limit, "", true);
    }

    public boolean atMost(String quantity, String limit) {
        return allUnder(quantity, limit, "", true);
    }

    public boolean atMost(String quantity, double limit, String unit) {
        return allUnder(quantity, limit, unit, true);
    }

    public boolean atLeast(String quantity, double limit) {
        return anyOver(quantity, limit, "", true);
    }

    public boolean atLeast(String quantity, String limit) {
        return anyOver(quantity, limit, "", true);
    }

    public boolean atLeast(String quantity, double limit, String unit) {
        return anyOver(quantity, limit, unit, true);
    }

    public boolean moreThan(String quantity, double limit) {
        return anyOver(quantity, limit, "", false);
    }

    public boolean moreThan(String quantity, String limit) {
        return anyOver(quantity, limit, "", false);
    }

    public boolean moreThan(String quantity, double limit, String unit) {
        return anyOver(quantity, limit, unit, false);
    }

    public boolean quantityUnknown(String quantity) {
        return !stated.measurements().containsKey(quantity);
    }

    public boolean quantityOpen(String quantity, double limit) {
        return quantityUnknown(quantity) || isOpen(quantity, written(limit), "");
    }

    public boolean quantityOpen(String quantity, String limit) {
        return isOpen(quantity, limit, "");
    }

    public boolean quantityOpen(String quantity, double limit, String unit) {
        return quantityUnknown(quantity) || isOpen(quantity, written(limit), unit);
    }

    private boolean isOpen(String quantity, String limit, String unit) {
        return !allUnder(quantity, limit, unit, false) && !anyOver(quantity, limit, unit, true);
    }

    private static String written(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private boolean allUnder(String quantity, double limit, String unit, boolean included) {
        return !quantityUnknown(quantity) && allUnder(quantity, written(limit), unit, included);
    }

    private boolean allUnder(String quantity, String limit, String unit, boolean included) {
        if (quantityUnknown(quantity)) {
            return false;
        }
        Quantity known = quantity(quantity);
        Map<String, BigDecimal> limits = known.limit(limit, unit);
        for (Measurement one : measured(quantity)) {
            Quantity.Amount most = one.to() == null
                    ? null
                    : known.comparable(one.to(), one.unit()).orElse(null);
            BigDecimal bound = most == null ? null : limits.get(most.unit());
            if (most == null || bound == null) {
                return false;
            }
            int order = most.value().compareTo(bound);
            if (order > 0 || (order == 0 && one.toIncluded() && !included)) {
                return false;
            }
        }
        return true;
    }

    private boolean anyOver(String quantity, double limit, String unit, boolean included) {
        return !quantityUnknown(quantity) && anyOver(quantity, written(limit), unit, included);
    }

    private boolean anyOver(String quantity, String limit, String unit, boolean included) {
        if (quantityUnknown(quantity)) {
            return false;
        }
        Quantity known = quantity(quantity);
        Map<String, BigDecimal> limits = known.limit(limit, unit);
        for (Measurement one : measured(quantity)) {
            Quantity.Amount least = one.from() == null
                    ? null
                    : known.comparable(one.from(), one.unit()).orElse(null);
            BigDecimal bound = least == null ? null : limits.get(least.unit());
            if (least != null && bound != null) {
                int order = least.value().compareTo(bound);
                if (order > 0 || (order == 0 && (included || !one.fromIncluded()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * What counts of all that is stated of a quantity.
     *
     * @param quantity the code of the quantity
     * @return the measurements, none when nothing is stated
     */
    public List<Measurement> measured(String quantity) {
        List<Measurement> said = stated.measurements().get(quantity);
        return said == null
                ? List.of()
                : said.size() == 1 ? said : quantity(quantity).counting(said);
    }

    private Quantity quantity(String code) {
        Quantity known = scope.vocabulary().quantities().get(code);
        if (known == null) {
            throw new IllegalArgumentException("quantity \"" + code + "\" is not in the vocabulary");
        }
        return known;
    }

    // Scores.

    public boolean scoreAtLeast(String score, double points) {
        return points(score).from().compareTo(BigDecimal.valueOf(points)) >= 0;
    }

    public boolean scoreBelow(String score, double points) {
        return points(score).to().compareTo(BigDecimal.valueOf(points)) < 0;
    }

    public boolean scoreOpen(String score, double points) {
        return !scoreAtLeast(score, points) && !scoreBelow(score, points);
    }

    /**
     * The points of a score: with unknown items they lie between a least and a most.
     *
     * @param score the code of a score of the topic
     * @return the least and the most
     */
    public Range<BigDecimal> points(String score) {
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        Score known = scope.topic().scores().get(score);
        for (Score.Item item : known == null ? List.<Score.Item>of() : known.items()) {
            switch (Answer.of(item.condition(), this)) {
                case YES -> {
                    least = least.add(item.points());
                    most = most.add(item.points());
                }
                case UNKNOWN -> {
                    least = least.add(item.points().min(BigDecimal.ZERO));
                    most = most.add(item.points().max(BigDecimal.ZERO));
                }
                case NO -> {
                    // It adds nothing.
                }
            }
        }
        return new Range<>(least, most);
    }

    // Complaint, age, sex, duration.

    public boolean complaintIs(String complaint) {
        return complaint.equals(stated.complaint().orElse(null));
    }

    public boolean complaintUnknown() {
        return stated.complaint().isEmpty();
    }

    public boolean youngerThan(int number, String unit) {
        Range<Age> age = stated.age().orElse(null);
        return age != null && age.to().isUnder(number, unit);
    }

    public boolean agedAtLeast(int number, String unit) {
        Range<Age> age = stated.age().orElse(null);
        return age != null && !age.from().isUnder(number, unit);
    }

    public boolean olderThan(int number, String unit) {
        return agedAtLeast(number + 1, unit);
    }

    public boolean agedAtMost(int number, String unit) {
        return youngerThan(number + 1, unit);
    }

    public boolean ageUnknown() {
        return stated.age().isEmpty();
    }

    public boolean ageOpen(int number, String unit) {
        return !youngerThan(number, unit) && !agedAtLeast(number, unit);
    }

    public boolean sexIs(String sex) {
        return stated.sex() != Sex.UNKNOWN && stated.sex().code().equals(sex);
    }

    public boolean sexUnknown() {
        return stated.sex() == Sex.UNKNOWN;
    }

    public boolean lastingMoreThan(int number, String unit) {
        Range<Duration> duration = stated.duration().orElse(null);
        return duration != null && duration.from().compareTo(Lasting.of(number, unit)) > 0;
    }

    public boolean lastingAtMost(int number, String unit) {
        Range<Duration> duration = stated.duration().orElse(null);
        return duration != null && duration.to().compareTo(Lasting.of(number, unit)) <= 0;
    }

    public boolean durationUnknown() {
        return stated.duration().isEmpty();
    }

    public boolean durationOpen(int number, String unit) {
        return !lastingMoreThan(number, unit) && !lastingAtMost(number, unit);
    }

    // The region of the complaint.

    public boolean complaintIn(String region) {
        return region().code().equals(region);
    }

    /**
     * Where the complaint is: where the topic says, or else the case, or else the kind of complaint.
     *
     * @return the region; one without a place when nobody said
     */
    public Region region() {
        Region known = region;
        if (known == null) {
            known = scope.region(regionCode());
            region = known;
        }
        return known;
    }

    private String regionCode() {
        if (!scope.topic().region().isEmpty()) {
            return scope.topic().region();
        }
        String said = stated.region().orElse(null);
        if (said != null) {
            return said;
        }
        Term complaint = scope.vocabulary().terms().get(stated.complaint().orElse(""));
        return complaint == null || complaint.place().implied().isEmpty()
                ? Region.UNKNOWN
                : complaint.place().implied();
    }

    /** The code of the region that one study has to show: that of the complaint, or the first that covers what is no place. */
    String regionToImage() {
        Region region = region();
        return region.isPlace() || region.coveredBy().isEmpty()
                ? region.code()
                : region.coveredBy().iterator().next();
    }

    /**
     * The level of the signs found at examination.
     *
     * @return the region, empty when not stated
     */
    public Optional<Region> examinedAt() {
        return Optional.ofNullable(examinedAt);
    }

    /**
     * The region that a study has to show: that of the complaint, widened to the level of the signs.
     *
     * @return the region; that of the complaint alone when one of the two is no place
     */
    public Region areaOfInterest() {
        Region complaint = region();
        return examinedAt()
                .map(level -> scope.vocabulary().joined(complaint, level))
                .orElse(complaint);
    }

    public boolean signsOutside(String region) {
        Region level = examinedAt;
        return level != null && level.isPlace() && !scope.region(region).parts().containsAll(level.parts());
    }

    // Suspicions.

    public boolean suspected(String suspicion) {
        return suspected != null && suspected.contains(suspicion);
    }

    public boolean suspectedOnly(String suspicion) {
        return suspected != null && suspected.size() == 1 && suspected.contains(suspicion);
    }

    public boolean suspectedOtherwise(String suspicion) {
        return !suspectedOnly(suspicion);
    }

    public boolean notSuspected(String suspicion) {
        return suspected != null && !suspected.contains(suspicion);
    }

    // Studies that have been done.

    public boolean imaged(String study) {
        return done(study).isRead();
    }

    public boolean imagedWith(String study, String contrast) {
        PriorImaging deciding = done(study).deciding();
        return deciding != null
                && deciding.contrast() != null
                && deciding.contrast().code().equals(contrast);
    }

    public boolean notImaged(String study) {
        return done(study).isNotDone();
    }

    public boolean imagingUnknown(String study) {
        return done(study).isUnknown();
    }

    public boolean awaiting(String study) {
        return done(study).isAwaited();
    }

    public boolean imagedElsewhereOnly(String study) {
        return done(study).isElsewhereOnly();
    }

    public boolean shows(String study, String result) {
        PriorImaging deciding = done(study).deciding();
        return deciding != null && deciding.result().equals(result);
    }

    public boolean everShows(String study, String result) {
        return done(study).everShows(result);
    }

    public boolean showsElsewhere(String study, String result) {
        return done(study).showsElsewhere(result);
    }

    public boolean uncountedShows(String study, String result) {
        for (PriorImaging one : done(study).uncounted()) {
            if (one.result().equals(result)) {
                return true;
            }
        }
        return false;
    }

    public boolean showsBeforeOnset(String study, String result) {
        return done(study).showsBeforeOnset(result);
    }

    public boolean showsIn(String study, String result, String region) {
        return done(study).showsIn(result, region);
    }

    public boolean showsAt(String study, String result, String site) {
        return done(study).showsAt(result, site);
    }

    public boolean showsFinding(String study, String finding) {
        return done(study).showsFinding(finding);
    }

    public boolean everShowsFinding(String study, String finding) {
        return done(study).everShowsFinding(finding);
    }

    public boolean noFindingKnown(String study, String finding) {
        return !everShowsFinding(study, finding);
    }

    public boolean showsLesion(String study) {
        return done(study).showsLesion();
    }

    public boolean noLesionKnown(String study) {
        return !showsLesion(study);
    }

    public boolean conflicting(String study) {
        return done(study).isConflicting();
    }

    StudiesDone done(String kind) {
        StudiesDone known = studies.get(kind);
        if (known == null) {
            StudiesDone.Area area =
                    new StudiesDone.Area(shown(kind), stated.side().orElse(null), beforeOnset(kind));
            known = StudiesDone.of(scope, kind, stated.imaging().orElse(null), area);
            studies.put(kind, known);
        }
        return known;
    }

    private Region shown(String kind) {
        Region complaint = region();
        Region level = examinedAt;
        if (scope.topic().shows(scope.studyCode(kind)) == Topic.Shown.COMPLAINT
                || level == null
                || !level.isPlace()
                || !complaint.isPlace()
                || complaint.parts().containsAll(level.parts())) {
            return complaint;
        }
        // What covers the complaint covers both only as far as it shows the level, too.
        Set<String> coveredBy = complaint.coveredBy().stream()
                .filter(code -> scope.region(code).covers(scope.studyCode(kind), level))
                .collect(Collectors.toSet());
        return new Region(
                complaint.code(),
                complaint.display(),
                union(complaint.parts(), level.parts()),
                true,
                coveredBy,
                complaint.suffices().stream()
                        .map(set -> List.copyOf(union(set, level.parts())))
                        .toList(),
                Map.of(),
                complaint.sided());
    }

    private static Set<String> union(Collection<String> some, Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** No case is from before the latest study in it. */
    private Optional<LocalDate> latestStudy() {
        return stated.imaging().orElse(List.of()).stream()
                .flatMap(one -> Optional.ofNullable(one.date()).stream())
                .max(Comparator.naturalOrder());
    }

    /** The last day that is certainly before the illness, null when that is not known, or does not count for the study. */
    @Nullable
    LocalDate beforeOnset(String kind) {
        Set<String> only = scope.topic().onsetFor();
        String onset = only.isEmpty() || only.contains(scope.studyCode(kind))
                ? scope.topic().onset()
                : "";
        LocalDate asOf = stated.asOf().or(this::latestStudy).orElse(null);
        Duration longest = onset.isEmpty() || asOf == null ? null : Lasting.longest(onset, stated, scope);
        return longest == null || asOf == null ? null : asOf.minusDays(longest.toDays() + 1);
    }

    /**
     * The study that decides what imaging says of the area of the complaint.
     *
     * @param kind the code of a study, or of a technique of one
     * @return empty when the area has not been imaged so, or nobody said
     */
    public Optional<PriorImaging> deciding(String kind) {
        return Optional.ofNullable(done(kind).deciding());
    }

    /**
     * The studies that do not decide: of another region, from before the illness, or overtaken by a later one.
     *
     * @param kind the code of a study, or of a technique of one
     * @return the studies, oldest first
     */
    public List<PriorImaging> uncounted(String kind) {
        return List.copyOf(done(kind).uncounted());
    }

    // The proposed order.

    public boolean orders(String study) {
        return order != null && order.kind().equals(study);
    }

    public boolean ordersWithContrast(String study, String contrast) {
        return order != null
                && order.kind().equals(study)
                && order.contrast() != null
                && order.contrast().code().equals(contrast);
    }

    public boolean ordersWithOpenContrast(String study) {
        return order != null && order.kind().equals(study) && scope.vocabulary().leavesContrastOpen(order);
    }

    public boolean orderMissesComplaint() {
        return order != null && misses(order, region(), true);
    }

    public boolean orderMissesExamination() {
        Region level = examinedAt;
        return order != null && level != null && misses(order, level, false);
    }

    public boolean orderMisses(String region) {
        return order != null && misses(order, scope.region(region), false);
    }

    private boolean misses(ImagingOrder ordered, Region wanted, boolean sided) {
        Study study = scope.vocabulary().studies().get(ordered.study());
        Region shown = ordered.region() == null ? null : scope.region(ordered.region());
        // What is not known is no mismatch.
        if (shown == null || !shown.isPlace() || (study != null && study.wholeBody())) {
            return false;
        }
        boolean otherSide = sided
                && wanted.sided()
                && ordered.side() != null
                && stated.side().isPresent()
                && ordered.side() != Side.BOTH
                && ordered.side() != stated.side().get();
        return otherSide || !shown.covers(ordered.study(), wanted);
    }

    // What is open.

    /**
     * Whether a datum is not known, or known in part only.
     *
     * @param datum the code of a datum
     * @return true when it would be worth asking for
     */
    public boolean isOpen(String datum) {
        return DatumKind.of(datum, scope.vocabulary()).isOpen(datum, this);
    }

    /**
     * The value of a datum in the middle of a sentence.
     *
     * @param datum the code of a datum
     * @return its value, "not stated" when nobody said
     */
    public String value(String datum) {
        return DatumKind.of(datum, scope.vocabulary()).words(datum, this);
    }

    /**
     * The findings of a list that are present.
     *
     * @param codes codes of data
     * @return their names in the middle of a sentence, in the order of the list
     */
    public List<String> present(List<String> codes) {
        List<String> names = new ArrayList<>();
        for (String code : codes) {
            Term term = scope.vocabulary().terms().get(code);
            if (term != null && term.isFinding() && present(code)) {
                names.add(scope.display(code));
            }
        }
        return names;
    }

    /**
     * The data of a group that are not known.
     *
     * @param group the name of a group, or the code of a datum
     * @return their names in the middle of a sentence, in the order of the group
     */
    public List<String> open(String group) {
        List<String> names = new ArrayList<>();
        for (String datum : scope.members(group)) {
            if (isOpen(datum)) {
                names.add(scope.display(datum));
            }
        }
        return names;
    }

    /**
     * A study that was done, in the middle of a sentence.
     *
     * @param one the study
     * @return kind, region, result and finding
     */
    public String words(PriorImaging one) {
        Study study = scope.vocabulary().studyOf(one.kind()).orElse(null);
        String result = study == null
                ? one.result()
                : study.result(one.result()).map(Study.Result::display).orElse(one.result());
        String finding = study == null ? null : study.findings().get(one.finding());
        return scope.vocabulary().displayOfStudy(one.kind()) + " (" + scope.placeWords(one.region(), one.side()) + "): "
                + result + (finding == null ? "" : ", " + finding);
    }
}

package org.apposite.language;

import static org.apposite.language.Parameter.AGE_UNIT;
import static org.apposite.language.Parameter.CHOICE;
import static org.apposite.language.Parameter.COMPLAINT_REGION;
import static org.apposite.language.Parameter.CONTRAST;
import static org.apposite.language.Parameter.DURATION_UNIT;
import static org.apposite.language.Parameter.FINDING;
import static org.apposite.language.Parameter.GROUP;
import static org.apposite.language.Parameter.LIMIT;
import static org.apposite.language.Parameter.NUMBER;
import static org.apposite.language.Parameter.PRIOR_STUDY;
import static org.apposite.language.Parameter.QUANTITY;
import static org.apposite.language.Parameter.RESULT;
import static org.apposite.language.Parameter.SCORE;
import static org.apposite.language.Parameter.STUDY;
import static org.apposite.language.Parameter.SUSPICION;
import static org.apposite.language.Parameter.UNIT;
import static org.apposite.language.Parameter.VALUE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.advice.Trace;
import org.apposite.model.Datum;
import org.apposite.model.Region;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Score;
import org.apposite.model.Ucum;

/**
 * The questions that rules may put to facts, each with all that is known of it: what it means, what its arguments are, which
 * data it depends on, where it cuts the values of a number, how it is answered, and how a yes is said in plain words. Each
 * is also a method of its fact's type, as rule files call it.
 *
 * <p>In the words {@code %s} stands for an argument, {@code @area} and {@code @region} for what the topic calls that which a
 * study must show and the region of the complaint, and what stands in braces for what the patient has. Words in brackets are
 * said of a patient; those behind a bar take their place where no patient is meant.
 */
public enum QuestionKind implements QuestionForm {
    PRESENT(
            Asks.FINDING,
            "present",
            "%s is present",
            "it is stated or derived present",
            patient((p, a) -> p.present(text(a, 0))),
            FINDING),
    ABSENT(
            Asks.FINDING,
            "absent",
            "%s is absent",
            "it is stated or derived absent",
            patient((p, a) -> p.absent(text(a, 0))),
            FINDING),
    UNKNOWN(
            Asks.FINDING,
            "unknown",
            "%s is not stated",
            "nobody stated it, and no rule derives it",
            patient((p, a) -> p.unknown(text(a, 0))),
            FINDING),
    ABSENT_OR_UNKNOWN(
            Asks.FINDING,
            "absentOrUnknown",
            "%s is [{presence}|absent or not stated]",
            "it is not present. Of one finding the only question that takes an unknown for an absence; use it only where a source says to do so",
            patient((p, a) -> p.absentOrUnknown(text(a, 0))),
            FINDING),
    ANY_PRESENT(
            Asks.GROUP,
            "anyPresent",
            "[{present}|at least one of the group %s is] present",
            "at least one finding of the group is present",
            patient((p, a) -> p.anyPresent(text(a, 0))),
            GROUP),
    AT_LEAST_PRESENT(
            Asks.GROUP,
            "atLeastPresent",
            "[{present}|at least %s of the group %s are] present",
            "at least this many findings of the group are present",
            patient((p, a) -> p.atLeastPresent(number(a, 0), text(a, 1))),
            NUMBER,
            GROUP),
    ALL_ABSENT(
            Asks.GROUP,
            "allAbsent",
            "[{members}|all of the group %s are] absent",
            "every finding of the group is absent",
            patient((p, a) -> p.allAbsent(text(a, 0))),
            GROUP),
    NONE_KNOWN_PRESENT(
            Asks.GROUP,
            "noneKnownPresent",
            "none known to be present of [{members}|the group %s]",
            "no finding of the group is present; some may be unknown",
            patient((p, a) -> p.noneKnownPresent(text(a, 0))),
            GROUP),
    ANY_UNKNOWN(
            Asks.GROUP,
            "anyUnknown",
            "not stated: [{unknown}|some of the group %s]",
            "at least one datum of the group is not known",
            patient((p, a) -> p.anyUnknown(text(a, 0))),
            GROUP),
    CHOSEN(
            Asks.FIRST,
            "chosen",
            "%s: %s",
            "this value is stated",
            patient((p, a) -> p.chosen(text(a, 0), text(a, 1))),
            CHOICE,
            VALUE),
    NOT_CHOSEN(
            Asks.FIRST,
            "notChosen",
            "%s: [{value}|another value], not %2$s",
            "another value is stated, which does not leave the question open",
            patient((p, a) -> p.notChosen(text(a, 0), text(a, 1))),
            CHOICE,
            VALUE),
    CHOICE_UNKNOWN(
            Asks.FIRST,
            "choiceUnknown",
            "%s is not stated",
            "no value is stated",
            patient((p, a) -> p.choiceUnknown(text(a, 0))),
            CHOICE),
    BELOW(
            Asks.FIRST,
            Cut.FROM,
            "below",
            "%s[ {value}] is below %s",
            "everything stated is under the limit",
            patient((p, a) -> a.get(1).isNumber()
                    ? p.below(text(a, 0), decimal(a, 1), optional(a, 2))
                    : p.below(text(a, 0), text(a, 1))),
            QUANTITY,
            LIMIT,
            UNIT),
    AT_MOST(
            Asks.FIRST,
            Cut.ABOVE,
            "atMost",
            "%s[ {value}] is at most %s",
            "everything stated is at or under the limit",
            patient((p, a) -> a.get(1).isNumber()
                    ? p.atMost(text(a, 0), decimal(a, 1), optional(a, 2))
                    : p.atMost(text(a, 0), text(a, 1))),
            QUANTITY,
            LIMIT,
            UNIT),
    AT_LEAST(
            Asks.FIRST,
            Cut.FROM,
            "atLeast",
            "%s[ {value}] is at least %s",
            "a statement in any unit system has reached the limit",
            patient((p, a) -> a.get(1).isNumber()
                    ? p.atLeast(text(a, 0), decimal(a, 1), optional(a, 2))
                    : p.atLeast(text(a, 0), text(a, 1))),
            QUANTITY,
            LIMIT,
            UNIT),
    MORE_THAN(
            Asks.FIRST,
            Cut.ABOVE,
            "moreThan",
            "%s[ {value}] is more than %s",
            "a statement in any unit system is over the limit",
            patient((p, a) -> a.get(1).isNumber()
                    ? p.moreThan(text(a, 0), decimal(a, 1), optional(a, 2))
                    : p.moreThan(text(a, 0), text(a, 1))),
            QUANTITY,
            LIMIT,
            UNIT),
    QUANTITY_UNKNOWN(
            Asks.FIRST,
            "quantityUnknown",
            "%s is not stated",
            "nothing is stated about it",
            patient((p, a) -> p.quantityUnknown(text(a, 0))),
            QUANTITY),
    QUANTITY_OPEN(
            Asks.FIRST,
            Cut.FROM,
            "quantityOpen",
            "whether %s[ {value}] has reached %s is not known",
            "nothing is stated about it, or what is stated could be on either side of the limit",
            patient((p, a) -> a.get(1).isNumber()
                    ? p.quantityOpen(text(a, 0), decimal(a, 1), optional(a, 2))
                    : p.quantityOpen(text(a, 0), text(a, 1))),
            QUANTITY,
            LIMIT,
            UNIT),
    SCORE_AT_LEAST(
            Asks.SCORE,
            "scoreAtLeast",
            "%s is at least %s",
            "the points have reached the number, whatever the unknown items turn out to be",
            patient((p, a) -> p.scoreAtLeast(text(a, 0), decimal(a, 1))),
            SCORE,
            Parameter.POINTS),
    SCORE_BELOW(
            Asks.SCORE,
            "scoreBelow",
            "%s is below %s",
            "the points are under the number, whatever the unknown items turn out to be",
            patient((p, a) -> p.scoreBelow(text(a, 0), decimal(a, 1))),
            SCORE,
            Parameter.POINTS),
    SCORE_OPEN(
            Asks.SCORE,
            "scoreOpen",
            "whether %s has reached %s is not known",
            "unknown items leave open whether the points reach the number",
            patient((p, a) -> p.scoreOpen(text(a, 0), decimal(a, 1))),
            SCORE,
            Parameter.POINTS),
    COMPLAINT_IS(
            Datum.COMPLAINT,
            "complaintIs",
            "the complaint is %s",
            "the complaint is this one",
            patient((p, a) -> p.complaintIs(text(a, 0))),
            Parameter.COMPLAINT),
    COMPLAINT_UNKNOWN(
            Datum.COMPLAINT,
            "complaintUnknown",
            "the complaint is not stated",
            "the complaint is not stated",
            patient((p, a) -> p.complaintUnknown())),
    YOUNGER_THAN(
            Asks.AGE,
            Cut.FROM,
            "youngerThan",
            "[age {age}|the age] is under %s %s",
            "the age is under the limit; no when unknown",
            patient((p, a) -> p.youngerThan(number(a, 0), text(a, 1))),
            NUMBER,
            AGE_UNIT),
    AGED_AT_LEAST(
            Asks.AGE,
            Cut.FROM,
            "agedAtLeast",
            "[age {age}|the age] is at least %s %s",
            "the age has reached the limit; no when unknown",
            patient((p, a) -> p.agedAtLeast(number(a, 0), text(a, 1))),
            NUMBER,
            AGE_UNIT),
    OLDER_THAN(
            Asks.AGE,
            Cut.ABOVE,
            "olderThan",
            "[age {age}|the age] is over %s %s",
            "the completed years, or months, are more than the number; no when unknown",
            patient((p, a) -> p.olderThan(number(a, 0), text(a, 1))),
            NUMBER,
            AGE_UNIT),
    AGED_AT_MOST(
            Asks.AGE,
            Cut.ABOVE,
            "agedAtMost",
            "[age {age}|the age] is at most %s %s",
            "the completed years, or months, are the number or fewer; no when unknown",
            patient((p, a) -> p.agedAtMost(number(a, 0), text(a, 1))),
            NUMBER,
            AGE_UNIT),
    AGE_UNKNOWN(
            Datum.AGE,
            "ageUnknown",
            "the age is not stated",
            "the age is not stated",
            patient((p, a) -> p.ageUnknown())),
    AGE_OPEN(
            Asks.AGE,
            Cut.FROM,
            "ageOpen",
            "whether [age {age}|the age] has reached %s %s is not known",
            "the age is not stated, or what is stated could be on either side of the limit",
            patient((p, a) -> p.ageOpen(number(a, 0), text(a, 1))),
            NUMBER,
            AGE_UNIT),
    SEX_IS(
            Datum.SEX,
            "sexIs",
            "the sex is %s",
            "the recorded sex is this one",
            patient((p, a) -> p.sexIs(text(a, 0))),
            Parameter.SEX),
    SEX_UNKNOWN(
            Datum.SEX,
            "sexUnknown",
            "the sex is not stated",
            "the sex is not recorded",
            patient((p, a) -> p.sexUnknown())),
    LASTING_MORE_THAN(
            Asks.DURATION,
            Cut.ABOVE,
            "lastingMoreThan",
            "the complaint has lasted[ {duration},] more than %s %s",
            "the complaint has lasted longer than the limit; no when unknown",
            patient((p, a) -> p.lastingMoreThan(number(a, 0), text(a, 1))),
            NUMBER,
            DURATION_UNIT),
    LASTING_AT_MOST(
            Asks.DURATION,
            Cut.ABOVE,
            "lastingAtMost",
            "the complaint has lasted[ {duration},] not more than %s %s",
            "it has lasted no longer than the limit; no when unknown",
            patient((p, a) -> p.lastingAtMost(number(a, 0), text(a, 1))),
            NUMBER,
            DURATION_UNIT),
    DURATION_UNKNOWN(
            Datum.DURATION,
            "durationUnknown",
            "the duration is not stated",
            "the duration is not stated",
            patient((p, a) -> p.durationUnknown())),
    DURATION_OPEN(
            Asks.DURATION,
            Cut.ABOVE,
            "durationOpen",
            "whether the complaint has lasted more than %s %s is not known",
            "the duration is not stated, or what is stated could be on either side of the limit",
            patient((p, a) -> p.durationOpen(number(a, 0), text(a, 1))),
            NUMBER,
            DURATION_UNIT),
    COMPLAINT_IN(
            Datum.REGION,
            "complaintIn",
            "@region is [{region}|%s]",
            "the complaint is in this region; `unknown` also when none is stated",
            patient((p, a) -> p.complaintIn(text(a, 0))),
            COMPLAINT_REGION),
    SIGNS_OUTSIDE(
            Asks.EXAMINATION,
            "signsOutside",
            "the level of the signs[, {examination},] is not within %s",
            "the stated level of the signs is not within this region; no when none is stated, or none that is one place",
            patient((p, a) -> p.signsOutside(text(a, 0))),
            Parameter.REGION),
    SUSPECTED(
            Datum.SUSPECTED,
            "suspected",
            "%s is strongly suspected",
            "it is strongly suspected, among others or alone",
            patient((p, a) -> p.suspected(text(a, 0))),
            SUSPICION),
    SUSPECTED_ONLY(
            Datum.SUSPECTED,
            "suspectedOnly",
            "%s is all that is strongly suspected",
            "it is all that is strongly suspected",
            patient((p, a) -> p.suspectedOnly(text(a, 0))),
            SUSPICION),
    SUSPECTED_OTHERWISE(
            Datum.SUSPECTED,
            "suspectedOtherwise",
            "%s is not all that is strongly suspected",
            "it is not all that is suspected: others are too, another is, nothing is, or nothing was stated",
            patient((p, a) -> p.suspectedOtherwise(text(a, 0))),
            SUSPICION),
    NOT_SUSPECTED(
            Datum.SUSPECTED,
            "notSuspected",
            "%s is not suspected",
            "suspicions were stated, and this is not one of them",
            patient((p, a) -> p.notSuspected(text(a, 0))),
            SUSPICION),
    IMAGED(
            Asks.STUDY,
            "imaged",
            "%s of @area has been read",
            "the area of the complaint was imaged in this way, and the result is known",
            patient((p, a) -> p.imaged(text(a, 0))),
            PRIOR_STUDY),
    NOT_IMAGED(
            Asks.STUDY,
            "notImaged",
            "no %s of @area has been done",
            "it is stated that the area was not imaged; a study of another region does not count",
            patient((p, a) -> p.notImaged(text(a, 0))),
            PRIOR_STUDY),
    IMAGING_UNKNOWN(
            Asks.STUDY,
            "imagingUnknown",
            "whether %s of @area has been done is not stated",
            "nobody stated whether it was imaged",
            patient((p, a) -> p.imagingUnknown(text(a, 0))),
            PRIOR_STUDY),
    AWAITING(
            Asks.STUDY,
            "awaiting",
            "the result of %s of @area is not known yet",
            "it was imaged, but has not been read, or the result is not known",
            patient((p, a) -> p.awaiting(text(a, 0))),
            PRIOR_STUDY),
    IMAGED_ELSEWHERE_ONLY(
            Asks.STUDY,
            "imagedElsewhereOnly",
            "%s shows another region only",
            "there are such studies, but none of the area of the complaint",
            patient((p, a) -> p.imagedElsewhereOnly(text(a, 0))),
            PRIOR_STUDY),
    IMAGED_WITH(
            Asks.STUDY,
            "imagedWith",
            "%s %s contrast of @area has been done",
            "the study that decides was done with this contrast",
            patient((p, a) -> p.imagedWith(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            CONTRAST),
    SHOWS(
            Asks.STUDY,
            "shows",
            "%s of @area: %s",
            "the study that decides for the area has this result",
            patient((p, a) -> p.shows(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            RESULT),
    EVER_SHOWS(
            Asks.ANY_STUDY,
            "everShows",
            "%s of @area has shown: %s",
            "a study of the area, or of a part of it, has this result, whatever later ones say",
            patient((p, a) -> p.everShows(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            RESULT),
    SHOWS_ELSEWHERE(
            Asks.ANY_STUDY,
            "showsElsewhere",
            "%s of another region: %s",
            "a study that shows nothing of the area has this result",
            patient((p, a) -> p.showsElsewhere(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            RESULT),
    UNCOUNTED_SHOWS(
            Asks.ANY_STUDY,
            "uncountedShows",
            "%s that does not decide: %s",
            "a study that does not decide has it: of another region, from before the illness, or overtaken by a later one",
            patient((p, a) -> p.uncountedShows(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            RESULT),
    SHOWS_BEFORE_ONSET(
            Asks.ANY_STUDY,
            "showsBeforeOnset",
            "%s from before the illness: %s",
            "a study that is dated before the onset named in `topic.yaml` has this result",
            patient((p, a) -> p.showsBeforeOnset(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            RESULT),
    SHOWS_IN(
            Asks.ANY_STUDY,
            "showsIn",
            "%s: %s, in %s",
            "a study of this illness that shows this region, or a part of it, has this result; `unknown` for a study whose"
                    + " region nobody stated, or is no place",
            patient((p, a) -> p.showsIn(text(a, 0), text(a, 1), text(a, 2))),
            PRIOR_STUDY,
            RESULT,
            Parameter.REGION),
    SHOWS_AT(
            Asks.ANY_STUDY,
            "showsAt",
            "%s: %s, site %s",
            "any such study of this illness, of the area or not, shows this at this site; `not-stated` when none was given",
            patient((p, a) -> p.showsAt(text(a, 0), text(a, 1), text(a, 2))),
            PRIOR_STUDY,
            RESULT,
            Parameter.SITE),
    SHOWS_FINDING(
            Asks.STUDY,
            "showsFinding",
            "%s of @area shows %s",
            "the study that decides for the area shows this finding; `not-stated` when it is abnormal and none was given",
            patient((p, a) -> p.showsFinding(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            Parameter.STUDY_FINDING),
    EVER_SHOWS_FINDING(
            Asks.ANY_STUDY,
            "everShowsFinding",
            "a %s of @area has shown %s",
            "a study of the area, of a part of it, or of a region that nobody stated shows this finding, whatever later ones say",
            patient((p, a) -> p.everShowsFinding(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            Parameter.STUDY_FINDING),
    NO_FINDING_KNOWN(
            Asks.ANY_STUDY,
            "noFindingKnown",
            "no %s of @area is known to show %s",
            "no study of the area, of a part of it, or of a region that nobody stated is known to show this finding; also"
                    + " when there was none, or nobody said",
            patient((p, a) -> p.noFindingKnown(text(a, 0), text(a, 1))),
            PRIOR_STUDY,
            Parameter.STUDY_FINDING),
    SHOWS_LESION(
            Asks.ANY_STUDY,
            "showsLesion",
            "%s shows a lesion",
            "a study of this kind, of whatever region and time, shows a lesion",
            patient((p, a) -> p.showsLesion(text(a, 0))),
            PRIOR_STUDY),
    NO_LESION_KNOWN(
            Asks.ANY_STUDY,
            "noLesionKnown",
            "no %s is known to show a lesion",
            "no study of this kind is known to show a lesion; also when there was none, or nobody said",
            patient((p, a) -> p.noLesionKnown(text(a, 0))),
            PRIOR_STUDY),
    CONFLICTING(
            Asks.ANY_STUDY,
            "conflicting",
            "a later %s of @area does not show the lesion",
            "a lesion was seen in the area, and a later study of it shows none",
            patient((p, a) -> p.conflicting(text(a, 0))),
            PRIOR_STUDY),
    ORDERS(
            Asks.ORDER,
            "orders",
            "the order is for %s",
            "a study of this kind is proposed",
            patient((p, a) -> p.orders(text(a, 0))),
            STUDY),
    ORDERS_WITH_CONTRAST(
            Asks.ORDER,
            "ordersWithContrast",
            "the order is for %s %s contrast",
            "a study of this kind with this contrast is proposed",
            patient((p, a) -> p.ordersWithContrast(text(a, 0), text(a, 1))),
            STUDY,
            CONTRAST),
    ORDERS_WITH_OPEN_CONTRAST(
            Asks.ORDER,
            "ordersWithOpenContrast",
            "the order is for %s and leaves its contrast open",
            "a study of this kind is proposed, and nobody has said with which contrast",
            patient((p, a) -> p.ordersWithOpenContrast(text(a, 0))),
            STUDY),
    ORDER_MISSES_COMPLAINT(
            Asks.ORDERED_REGION,
            "orderMissesComplaint",
            "the ordered region[ {order-region}] does not cover @region[ {region}]",
            "the proposed study leaves out a part of the region of the complaint",
            patient((p, a) -> p.orderMissesComplaint())),
    ORDER_MISSES_EXAMINATION(
            Asks.ORDERED_REGION,
            "orderMissesExamination",
            "the ordered region[ {order-region}] does not cover the level of the signs[, {examination}]",
            "it leaves out the stated level of the signs",
            patient((p, a) -> p.orderMissesExamination())),

    ORDER_MISSES(
            Asks.ORDERED_REGION,
            "orderMisses",
            "the ordered region[ {order-region}] does not cover %s",
            "the proposed study leaves out a part of this region",
            patient((p, a) -> p.orderMisses(text(a, 0))),
            Parameter.REGION),

    RED_FLAG_IS(
            Fact.RED_FLAG,
            "is",
            "[red flag %s|%s is a red flag here]",
            "it is this red flag; some rule of the topic must conclude it",
            (k, a) -> k.hasRedFlag(text(a, 0)),
            Parameter.RED_FLAG),
    SITUATION_IS(
            Fact.SITUATION,
            "is",
            "%s",
            "it is this situation; some rule of the topic must conclude it",
            (k, a) -> k.situations().contains(text(a, 0)),
            Parameter.SITUATION),

    STANDS(
            Asks.EMERGENCY,
            "stands",
            "there is an emergency",
            "there is a critical alert of any loaded topic",
            (k, a) -> k.emergency().stands()),
    NONE(
            Asks.EMERGENCY,
            "none",
            "there is no emergency",
            "there is none",
            (k, a) -> k.emergency().none()),

    MATCHED(
            Asks.ROUTE,
            "matched",
            "variant %s matched",
            "the case matched this variant",
            (k, a) -> k.routing().matched(text(a, 0)),
            Parameter.VARIANT),
    ALSO_MATCHING(
            Fact.ROUTING,
            "alsoMatching",
            "variant %s matches too",
            "the definition of this variant holds too, though another matched",
            (k, a) -> k.routing().alsoMatching(text(a, 0)),
            Parameter.VARIANT),
    VARIANT_MATCHED(
            Asks.ROUTE,
            "variantMatched",
            "a variant matched",
            "any variant matched",
            (k, a) -> k.routing().variantMatched()),
    DATA_REQUIRED(
            Asks.ROUTE,
            "dataRequired",
            "data are required",
            "no variant can be chosen before questions are answered",
            (k, a) -> k.routing().dataRequired()),
    NOT_APPLICABLE(
            Asks.ROUTE,
            "notApplicable",
            "the topic does not apply",
            "the topic does not apply",
            (k, a) -> k.routing().notApplicable()),
    EXCLUDED(
            Asks.ROUTE,
            "excluded",
            "the topic does not apply: %s",
            "the topic does not apply for this reason; some rule of the topic must conclude it",
            (k, a) -> k.routing().excluded(text(a, 0)),
            Parameter.EXCLUSION),

    PREFERS(
            Asks.RANKED,
            "prefers",
            "%s is preferred",
            "a study of this kind is preferred",
            (k, a) -> k.ranking().prefers(text(a, 0)),
            STUDY),
    PREFERS_WITH_CONTRAST(
            Asks.RANKED,
            "prefersWithContrast",
            "%s %s contrast is preferred",
            "one with this contrast is preferred",
            (k, a) -> k.ranking().prefersWithContrast(text(a, 0), text(a, 1)),
            STUDY,
            CONTRAST),
    PREFERS_ONLY_WITH_CONTRAST(
            Asks.RANKED,
            "prefersOnlyWithContrast",
            "%s %s contrast is preferred",
            "studies of this kind are preferred, and all have this contrast",
            (k, a) -> k.ranking().prefersOnlyWithContrast(text(a, 0), text(a, 1)),
            STUDY,
            CONTRAST),
    USUALLY_APPROPRIATE(
            Asks.RANKED,
            "usuallyAppropriate",
            "%s is usually appropriate",
            "a study of this kind is usually appropriate",
            (k, a) -> k.ranking().usuallyAppropriate(text(a, 0)),
            STUDY),
    ORDER_BELOW_BEST(
            Asks.ORDER_RATING,
            "orderBelowBest",
            "the order may be appropriate, others are usually appropriate",
            "the proposed order may be appropriate, while others are usually appropriate",
            (k, a) -> k.ranking().orderBelowBest()),
    ORDER_USUALLY_NOT_APPROPRIATE(
            Asks.ORDER_RATING,
            "orderUsuallyNotAppropriate",
            "the order is usually not appropriate",
            "the proposed order is usually not appropriate",
            (k, a) -> k.ranking().orderUsuallyNotAppropriate()),
    ORDER_UNRATED(
            Asks.ORDER_RATING,
            "orderUnrated",
            "the order is not rated",
            "the matched variant has no rating for the proposed order",
            (k, a) -> k.ranking().orderUnrated()),
    ORDER_HIGHER_IN_ALSO_MATCHING(
            Asks.ORDER_RATING,
            "orderHigherInAlsoMatching",
            "a variant that matches too rates the order higher",
            "a variant that matches too rates the proposed order higher",
            (k, a) -> k.ranking().orderHigherInAlsoMatching()),
    ANY_TRANSCRIBED(
            Fact.RANKING,
            "anyTranscribed",
            "ratings were seen only in a transcription",
            "a rating of the matched variant was seen only in a transcription",
            (k, a) -> k.ranking().anyTranscribed());

    /** Which side of a limit its own value is on. */
    public enum Cut {
        /** A question without a limit. */
        NONE,
        /** The limit is the first value of the upper piece. */
        FROM,
        /** The limit is the last value of the lower piece. */
        ABOVE
    }

    /** The questions that something can answer with yes by not being known. */
    private static final Set<QuestionKind> OF_UNKNOWNS = EnumSet.of(
            UNKNOWN,
            ABSENT_OR_UNKNOWN,
            NONE_KNOWN_PRESENT,
            ANY_UNKNOWN,
            CHOICE_UNKNOWN,
            QUANTITY_UNKNOWN,
            QUANTITY_OPEN,
            SCORE_OPEN,
            COMPLAINT_UNKNOWN,
            AGE_UNKNOWN,
            AGE_OPEN,
            SEX_UNKNOWN,
            DURATION_UNKNOWN,
            DURATION_OPEN,
            SUSPECTED_OTHERWISE,
            IMAGING_UNKNOWN,
            NO_LESION_KNOWN,
            NO_FINDING_KNOWN,
            AWAITING);

    /** The arguments that name what a rule concluded. */
    private static final Set<Parameter> CONCLUDED =
            EnumSet.of(Parameter.RED_FLAG, Parameter.SITUATION, Parameter.VARIANT);

    /** For a question the one that, once it is answered with yes, leaves it no way to be: whatever else becomes known. */
    private static final Map<QuestionKind, QuestionKind> RULED_OUT_BY = Map.ofEntries(
            Map.entry(ALL_ABSENT, ANY_PRESENT),
            Map.entry(BELOW, AT_LEAST),
            Map.entry(AT_LEAST, BELOW),
            Map.entry(AT_MOST, MORE_THAN),
            Map.entry(MORE_THAN, AT_MOST),
            Map.entry(SCORE_AT_LEAST, SCORE_BELOW),
            Map.entry(SCORE_BELOW, SCORE_AT_LEAST),
            Map.entry(YOUNGER_THAN, AGED_AT_LEAST),
            Map.entry(AGED_AT_LEAST, YOUNGER_THAN),
            Map.entry(OLDER_THAN, AGED_AT_MOST),
            Map.entry(AGED_AT_MOST, OLDER_THAN),
            Map.entry(LASTING_MORE_THAN, LASTING_AT_MOST),
            Map.entry(LASTING_AT_MOST, LASTING_MORE_THAN),
            Map.entry(NOT_IMAGED, AWAITING));

    /** What a question asks of its fact. Questions that ask the same can be compared with each other, unless it is loose. */
    public enum Asks {
        NOTHING(Fact.PATIENT, true),
        FINDING(Fact.PATIENT, false),
        GROUP(Fact.PATIENT, false),
        /** The choice or quantity that its first argument names. */
        FIRST(Fact.PATIENT, false),
        SCORE(Fact.PATIENT, true),
        AGE(Fact.PATIENT, false),
        DURATION(Fact.PATIENT, false),
        /** The study that decides. */
        STUDY(Fact.PATIENT, false),
        /** Any study of a kind, of which there can be several. */
        ANY_STUDY(Fact.PATIENT, true),
        COMPLAINT(Fact.PATIENT, false),
        SEX(Fact.PATIENT, false),
        REGION(Fact.PATIENT, false),
        SUSPECTED(Fact.PATIENT, false),
        /** The level of the signs. It is stated when it is known; nobody is asked for it. */
        EXAMINATION(Fact.PATIENT, false),
        /** Kind and contrast of the proposed order. */
        ORDER(Fact.PATIENT, false),
        /** What the proposed order shows. */
        ORDERED_REGION(Fact.PATIENT, true),
        EMERGENCY(Fact.EMERGENCY, false),
        /** How the routing ended. */
        ROUTE(Fact.ROUTING, false),
        /** The preferred and the usually appropriate procedures, of which there can be several. */
        RANKED(Fact.RANKING, true),
        /** The rating of the proposed order. */
        ORDER_RATING(Fact.RANKING, false);

        private final Fact fact;
        private final boolean loose;

        Asks(Fact fact, boolean loose) {
            this.fact = fact;
            this.loose = loose;
        }

        Fact fact() {
            return fact;
        }
    }

    private static final Map<Fact, Map<String, QuestionKind>> BY_NAME = byName();

    private static final Pattern OF_PATIENT = Pattern.compile("\\[([^|\\]]*)\\|?([^\\]]*)]");

    private interface Test<F> {
        boolean holds(F fact, List<Literal> arguments);
    }

    private final Fact fact;
    private final Asks asks;
    private final Cut cut;
    private final String display;
    private final String words;
    private final String meaning;
    private final Test<Known> test;
    private final List<Parameter> parameters;

    QuestionKind(
            Fact fact,
            Asks asks,
            Cut cut,
            String display,
            String words,
            String meaning,
            Test<Known> test,
            Parameter... parameters) {
        this.fact = fact;
        this.asks = asks;
        this.cut = cut;
        this.display = display;
        this.words = words;
        this.meaning = meaning;
        this.test = test;
        this.parameters = List.of(parameters);
    }

    QuestionKind(Fact fact, String display, String words, String meaning, Test<Known> test, Parameter... parameters) {
        this(fact, Asks.NOTHING, Cut.NONE, display, words, meaning, test, parameters);
    }

    QuestionKind(Asks asks, String display, String words, String meaning, Test<Known> test, Parameter... parameters) {
        this(asks.fact, asks, Cut.NONE, display, words, meaning, test, parameters);
    }

    QuestionKind(
            Asks asks,
            Cut cut,
            String display,
            String words,
            String meaning,
            Test<Known> test,
            Parameter... parameters) {
        this(Fact.PATIENT, asks, cut, display, words, meaning, test, parameters);
    }

    QuestionKind(Datum datum, String display, String words, String meaning, Test<Known> test, Parameter... parameters) {
        this(Fact.PATIENT, Asks.valueOf(datum.name()), Cut.NONE, display, words, meaning, test, parameters);
    }

    private static Test<Known> patient(Test<Patient> test) {
        return (known, a) -> test.holds(known.patient(), a);
    }

    private static String text(List<Literal> arguments, int index) {
        return arguments.get(index).text();
    }

    private static String optional(List<Literal> arguments, int index) {
        return index < arguments.size() ? arguments.get(index).text() : "";
    }

    private static int number(List<Literal> arguments, int index) {
        return arguments.get(index).number();
    }

    private static double decimal(List<Literal> arguments, int index) {
        return arguments.get(index).decimal().doubleValue();
    }

    /**
     * The kind of fact that can be asked this.
     *
     * @return the fact
     */
    public Fact fact() {
        return fact;
    }

    /**
     * Its name in a rule.
     *
     * @return the name of the method of the fact's type
     */
    @Override
    public String display() {
        return display;
    }

    /**
     * When it is answered with yes, for the reference of the language.
     *
     * @return half a sentence
     */
    public String meaning() {
        return meaning;
    }

    /**
     * What its arguments must be.
     *
     * @return the parameters, in order
     */
    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * Whether this many arguments fit. A unit may be left out where a quantity has one only.
     *
     * @param arguments a number of arguments
     * @return true when they do
     */
    @Override
    public boolean takes(int arguments) {
        return arguments == parameters.size() || (arguments == parameters.size() - 1 && parameters.contains(UNIT));
    }

    /**
     * Whether it can be answered with yes because something is not known. What becomes known later may then take the yes back.
     *
     * @return true for {@code unknown} and the like
     */
    public boolean isOfUnknowns() {
        return OF_UNKNOWNS.contains(this);
    }

    /**
     * How it is written, with what its arguments are.
     *
     * @return such as {@code chosen( choice, value )}; what may be left out stands in square brackets
     */
    @Override
    public String form() {
        return parameters.isEmpty()
                ? display + "()"
                : parameters.stream()
                        .map(parameter -> parameter == UNIT ? "[unit]" : parameter.display())
                        .collect(Collectors.joining(", ", display + "( ", " )"));
    }

    /**
     * Where it cuts the values of a number.
     *
     * @return {@link Cut#NONE} for a question without a limit
     */
    public Cut cut() {
        return cut;
    }

    /**
     * The data that it depends on.
     *
     * @param arguments its arguments
     * @param scope the topic
     * @return codes of data; none for facts that rules conclude, and for what nobody is asked for
     */
    public List<String> data(List<Literal> arguments, Scope scope) {
        return switch (asks) {
            case NOTHING, EXAMINATION, ORDER, EMERGENCY, ROUTE, RANKED, ORDER_RATING -> List.of();
            case FINDING, FIRST -> List.of(text(arguments, 0));
            case GROUP -> scope.group(text(arguments, parameters.indexOf(GROUP)));
            case SCORE -> ofScore(text(arguments, 0), scope);
            case STUDY, ANY_STUDY ->
                scope.datumOf(text(arguments, 0)).map(List::of).orElse(List.of());
            case ORDERED_REGION -> this == ORDER_MISSES_COMPLAINT ? List.of(Datum.REGION.code()) : List.of();
            case AGE, DURATION, COMPLAINT, SEX, REGION, SUSPECTED ->
                List.of(Datum.valueOf(asks.name()).code());
        };
    }

    /**
     * What a yes rests on, for the trace: of a group every member.
     *
     * @param arguments its arguments
     * @param scope the topic
     * @return codes of data, or of what rules concluded; empty where no code tells it
     */
    public List<String> restsOn(List<Literal> arguments, Scope scope) {
        return switch (asks) {
            case NOTHING, ROUTE ->
                parameters.stream().anyMatch(CONCLUDED::contains) ? List.of(text(arguments, 0)) : List.of();
            case ORDER, ORDERED_REGION, ORDER_RATING -> {
                List<String> data = new ArrayList<>(List.of(Trace.ORDER));
                data.addAll(data(arguments, scope));
                yield List.copyOf(data);
            }
            case STUDY, ANY_STUDY ->
                List.of(scope.datumOf(text(arguments, 0)).orElse(scope.studyCode(text(arguments, 0))));
            default -> List.copyOf(data(arguments, scope));
        };
    }

    /**
     * Whether a yes rests on those members of a group alone that are present.
     *
     * @return true for {@code anyPresent} and {@code atLeastPresent}
     */
    public boolean isOfPresentMembers() {
        return this == ANY_PRESENT || this == AT_LEAST_PRESENT;
    }

    /**
     * What it asks of its fact.
     *
     * @return the same for questions that can be compared with each other
     */
    public Asks asks() {
        return asks;
    }

    /** Whether it stands alone: no value that it asks about tells all that could be so. */
    boolean isLoose() {
        return asks.loose;
    }

    /** What it asks about: of a finding its code, of a group its name, of a study its kind, and so on; empty where there is one. */
    String about(List<Literal> arguments) {
        return switch (asks) {
            case FINDING, FIRST, SCORE, STUDY, ANY_STUDY -> text(arguments, 0);
            case GROUP -> groupOf(arguments);
            default -> "";
        };
    }

    /**
     * Whether this question is easily written for another: both ask the same fact about the same, with the same arguments.
     *
     * @param other another question
     * @return false for the question itself
     */
    public boolean isLike(QuestionKind other) {
        return this != other
                && fact == other.fact
                && parameters.equals(other.parameters)
                && (asks == other.asks
                        || EnumSet.of(Asks.STUDY, Asks.ANY_STUDY).containsAll(List.of(asks, other.asks)));
    }

    /**
     * Whether it asks of a study that is proposed, so that what rests on it is said of the order.
     *
     * @return true for {@code orders}, {@code orderUnrated} and the like
     */
    public boolean isOfOrder() {
        return asks == Asks.ORDER || asks == Asks.ORDERED_REGION || asks == Asks.ORDER_RATING;
    }

    /** The data that the items of a score depend on. */
    static List<String> ofScore(String score, Scope scope) {
        Score known = scope.topic().scores().get(score);
        Set<String> data = new LinkedHashSet<>();
        for (Score.Item item : known == null ? List.<Score.Item>of() : known.items()) {
            item.condition()
                    .questions()
                    .forEach(question -> of(Fact.PATIENT, question.name())
                            .ifPresent(kind -> data.addAll(kind.data(question.arguments(), scope))));
        }
        return List.copyOf(data);
    }

    /**
     * Whether the answer is yes.
     *
     * @param known the facts
     * @param arguments its arguments
     * @return true when it holds
     */
    public boolean holds(Known known, List<Literal> arguments) {
        return test.holds(known, arguments);
    }

    /**
     * The answer.
     *
     * @param known the facts
     * @param arguments its arguments
     * @return unknown when it does not hold, any datum that it depends on is open, and what is known does not rule it out
     */
    public Answer answer(Known known, List<Literal> arguments) {
        if (holds(known, arguments)) {
            return Answer.YES;
        }
        if (isRuledOut(known, arguments)) {
            return Answer.NO;
        }
        for (String datum : data(arguments, known.patient().scope())) {
            if (known.patient().isOpen(datum)) {
                return Answer.UNKNOWN;
            }
        }
        return Answer.NO;
    }

    /**
     * The question of the same arguments that rules this one out, once it is answered with yes: whatever else becomes known.
     *
     * @return empty where there is none
     */
    public Optional<QuestionKind> opposite() {
        return Optional.ofNullable(RULED_OUT_BY.get(this));
    }

    /**
     * Whether a no stays a no, whatever becomes known. What is known already never becomes unknown again; but a study can
     * still turn out to wait for its result.
     *
     * @return true for {@code unknown} and the like
     */
    public boolean isSettledByNo() {
        return isOfUnknowns() && this != AWAITING;
    }

    /** Whether it does not hold, and cannot whatever becomes known of what is known in part. */
    private boolean isRuledOut(Known known, List<Literal> arguments) {
        QuestionKind other = RULED_OUT_BY.get(this);
        if (other != null) {
            return other.holds(known, arguments);
        }
        if (this == AT_LEAST_PRESENT) {
            int reachable = present(known.patient(), arguments).size()
                    + known.patient().open(groupOf(arguments)).size();
            return reachable < number(arguments, 0);
        }
        return isSettledByNo();
    }

    private static Map<Fact, Map<String, QuestionKind>> byName() {
        Map<Fact, Map<String, QuestionKind>> byName = new EnumMap<>(Fact.class);
        for (QuestionKind kind : values()) {
            byName.computeIfAbsent(kind.fact, fact -> new HashMap<>()).put(kind.display, kind);
        }
        return byName;
    }

    /**
     * The question with a name to a kind of fact.
     *
     * @param fact the fact
     * @param name the name in a rule
     * @return empty when there is none
     */
    public static Optional<QuestionKind> of(Fact fact, String name) {
        return Optional.ofNullable(BY_NAME.getOrDefault(fact, Map.of()).get(name));
    }

    /**
     * A yes in plain words, with places for what the patient has.
     *
     * @param arguments its arguments
     * @param scope the topic
     * @return words for {@link #fill}
     */
    public String words(List<Literal> arguments, Scope scope) {
        return filled(OF_PATIENT.matcher(words).replaceAll("$1"), arguments, scope);
    }

    /**
     * A yes in plain words, of no patient in particular.
     *
     * @param arguments its arguments
     * @param scope the topic
     * @return words in the middle of a sentence
     */
    public String phrase(List<Literal> arguments, Scope scope) {
        return filled(OF_PATIENT.matcher(words).replaceAll("$2"), arguments, scope);
    }

    private String filled(String words, List<Literal> arguments, Scope scope) {
        Object[] displays = new Object[parameters.size()];
        for (int i = 0; i < displays.length; i++) {
            displays[i] = i < arguments.size()
                    ? parameters.get(i).words(text(arguments, i), arguments.subList(0, i), scope)
                    : "";
        }
        if (parameters.contains(UNIT) && arguments.size() == parameters.size()) {
            displays[1] = Ucum.words(new BigDecimal(text(arguments, 1)), text(arguments, 2));
        }
        String told = String.format(Locale.ROOT, words, displays);
        return told.replace("@area", scope.topic().area()).replace("@region", scope.display(Datum.REGION.code()));
    }

    /**
     * Fills in what the patient has.
     *
     * @param words what {@link #words} gave
     * @param patient the patient
     * @param arguments the arguments of the question
     * @return the words, the same text when there is nothing to fill
     */
    public String fill(String words, Patient patient, List<Literal> arguments) {
        int brace = words.indexOf('{');
        if (brace < 0) {
            return words;
        }
        StringBuilder filled = new StringBuilder(2 * words.length());
        int from = 0;
        while (brace >= 0) {
            int end = words.indexOf('}', brace) + 1;
            String written = words.substring(brace, end);
            // What an argument has in braces, such as a unit, is no place.
            boolean isPlace = this.words.contains(written);
            filled.append(words, from, brace)
                    .append(isPlace ? value(written.substring(1, written.length() - 1), patient, arguments) : written);
            from = end;
            brace = words.indexOf('{', from);
        }
        return filled.append(words, from, words.length()).toString();
    }

    private String value(String place, Patient patient, List<Literal> arguments) {
        Scope scope = patient.scope();
        return switch (place) {
            case "presence" -> patient.unknown(text(arguments, 0)) ? "not stated" : "absent";
            case "present" ->
                listed(present(patient, arguments))
                        + (present(patient, arguments).size() == 1 ? " is" : " are");
            case "unknown" -> listed(patient.open(groupOf(arguments)));
            case "members" -> listed(names(scope.group(groupOf(arguments)), scope));
            case "region" -> patient.region().display();
            case "examination" -> patient.examinedAt().map(Region::display).orElse("none");
            case "order-region" ->
                patient.stated()
                        .order()
                        .map(order -> scope.placeWords(order.region(), order.side()))
                        .orElse("none");
            default -> {
                String datum = place.equals("value") ? text(arguments, 0) : place;
                yield DatumKind.of(datum, scope.vocabulary()).words(datum, patient);
            }
        };
    }

    private String groupOf(List<Literal> arguments) {
        return text(arguments, parameters.indexOf(GROUP));
    }

    private List<String> present(Patient patient, List<Literal> arguments) {
        return patient.present(patient.scope().group(groupOf(arguments)));
    }

    private static List<String> names(List<String> codes, Scope scope) {
        List<String> names = new ArrayList<>();
        codes.forEach(code -> names.add(scope.display(code)));
        return names;
    }

    private static String listed(List<String> names) {
        return String.join(", ", names);
    }
}

package org.apposite.fhir.questionnaire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.QuantityCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Choice;
import org.apposite.model.Datum;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;

/**
 * What the answers of one response say. Several answers to one question tell nothing unless all say the same, nor does one
 * that cannot be read: then its value is empty. It knows which answers were taken, so it is for one use.
 */
public final class CaseAnswers {

    /** Of which side a complaint is, and where the signs are: the link ids of questions that are no terms. */
    public static final String SIDE = LinkIds.SIDE;

    public static final String EXAMINED_AT = LinkIds.EXAMINATION_REGION;

    private static final BigDecimal MAX_DAYS = new BigDecimal(130 * 365);

    private static final Type NOT_KNOWN = new CodeType("unknown");

    private final Vocabulary vocabulary;
    private final Map<String, List<Type>> values = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> leftEmpty = new TreeSet<>();

    /** The answers of a response to a questionnaire of this project. */
    public CaseAnswers(Vocabulary vocabulary, QuestionnaireResponse response) {
        this.vocabulary = vocabulary;
        collect(response.getItem());
        leftEmpty.removeAll(values.keySet());
    }

    /** One answer to each of some questions. */
    CaseAnswers(Vocabulary vocabulary, Map<String, Type> answers) {
        this.vocabulary = vocabulary;
        answers.forEach((linkId, answer) -> values.put(linkId, List.of(answer)));
    }

    private void collect(List<QuestionnaireResponseItemComponent> items) {
        for (QuestionnaireResponseItemComponent item : items) {
            if (item.hasLinkId() && !item.hasAnswer() && !item.hasItem()) {
                leftEmpty.add(item.getLinkId());
            }
            for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
                // An answer that is not known is an answer all the same: beside it, another is not the only one.
                values.computeIfAbsent(Objects.requireNonNullElse(item.getLinkId(), ""), id -> new ArrayList<>())
                        .add(answer.hasValue() ? answer.getValue() : NOT_KNOWN);
                collect(answer.getItem());
            }
            collect(item.getItem());
        }
    }

    /** What was answered of a study; an unknown region or a result that tells nothing where there is no answer. */
    public record StudyAnswer(
            CodedStudy done,
            Optional<DateType> date,
            Optional<String> result,
            Optional<String> finding,
            Optional<String> site) {}

    /** Whether there is any answer to a question, also one that cannot be read. */
    public boolean has(String linkId) {
        return values.containsKey(linkId);
    }

    /** The questions that stand in the response without an answer: what was known of them is taken back. */
    Set<String> leftEmpty() {
        return Collections.unmodifiableSet(leftEmpty);
    }

    /** The answers to one question; none where it has none. */
    List<Type> of(String linkId) {
        return values.getOrDefault(linkId, List.of());
    }

    /** The questions of which no answer was taken, in the order of their link ids. */
    public List<String> untaken() {
        return values.keySet().stream()
                .filter(linkId -> !taken.contains(linkId))
                .toList();
    }

    /** Whether a term is present, or a study was done, by its code; yes is present, and no is absent. */
    public Optional<Presence> presence(String code) {
        return the(
                code,
                answer -> answer instanceof BooleanType truth && truth.getValue() != null
                        ? Optional.of(truth.getValue() ? Presence.PRESENT : Presence.ABSENT)
                        : OwnCodes.PRESENCE.answered(answer).map(presence -> Coded.of(Presence.class, presence)));
    }

    /** The code of the complaint. */
    public Optional<String> complaint() {
        return the(
                Datum.COMPLAINT.code(),
                answer -> answer instanceof Coding coding
                                && (!coding.hasSystem() || Urls.TERMS.equals(coding.getSystem()))
                        ? Optional.ofNullable(coding.getCode()).filter(vocabulary.codes(Kind.COMPLAINT)::contains)
                        : Optional.empty());
    }

    /** Where the complaint is. */
    public Optional<String> region() {
        return ofComplaints(Datum.REGION.code());
    }

    public Optional<Side> side() {
        return side(LinkIds.SIDE);
    }

    /** The level of the signs. */
    public Optional<String> examinedAt() {
        return ofComplaints(LinkIds.EXAMINATION_REGION);
    }

    public Optional<Sex> sex() {
        return the(Datum.SEX.code(), OwnCodes.SEX::answered).map(sex -> Coded.of(Sex.class, sex));
    }

    /** The value of a choice. */
    public Optional<String> chosen(Choice choice) {
        return the(choice.code(), OwnCodes.values(choice)::answered);
    }

    /** What was measured of a quantity; a number alone is in its only unit. */
    public Optional<Measurement> measured(QuantityCodes codes, Map<String, String> units) {
        return the(
                codes.quantity().code(),
                answer -> measured(answer, codes, units).filter(codes::isPlausible));
    }

    private static Optional<Measurement> measured(Type answer, QuantityCodes codes, Map<String, String> units) {
        if (answer instanceof Quantity quantity) {
            return codes.measurement(quantity, units);
        }
        Optional<BigDecimal> number = Optional.empty();
        if (answer instanceof DecimalType decimal) {
            number = Optional.ofNullable(decimal.getValue());
        } else if (answer instanceof IntegerType whole && whole.hasValue()) {
            number = Optional.of(new BigDecimal(whole.getValue()));
        }
        return number.flatMap(value -> codes.quantity().onlyUnit().map(unit -> Measurement.of(value, unit)));
    }

    /** A month is 30 days and a year 365, as everywhere in a case. */
    public Optional<Duration> duration() {
        return the(Datum.DURATION.code(), answer -> time(answer).flatMap(CaseAnswers::duration));
    }

    private static Optional<Duration> duration(Quantity quantity) {
        Duration unit = switch (quantity.getCode()) {
            case "min" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            case "wk" -> Duration.ofDays(7);
            case "mo" -> Duration.ofDays(30);
            case "a" -> Duration.ofDays(365);
            default -> Duration.ZERO;
        };
        // Part of a day is not told by a number of days.
        Duration step = unit.compareTo(Duration.ofDays(1)) < 0 ? Duration.ofMinutes(1) : Duration.ofDays(1);
        BigDecimal steps = quantity.getValue()
                .multiply(BigDecimal.valueOf(unit.toMinutes()))
                .divide(BigDecimal.valueOf(step.toMinutes()), 0, RoundingMode.HALF_UP);
        BigDecimal days = steps.multiply(BigDecimal.valueOf(step.toMinutes()))
                .divide(BigDecimal.valueOf(Duration.ofDays(1).toMinutes()), 0, RoundingMode.CEILING);
        return !unit.isZero() && isUpToMaxDays(days)
                ? Optional.of(step.multipliedBy(steps.longValueExact()))
                : Optional.empty();
    }

    public Optional<Age> age() {
        return the(
                Datum.AGE.code(),
                answer -> time(answer)
                        .filter(quantity -> isUpToMaxDays(quantity.getValue()))
                        .flatMap(CaseAnswers::age));
    }

    private static Optional<Age> age(Quantity quantity) {
        int number = quantity.getValue().intValue();
        try {
            return switch (quantity.getCode()) {
                case "d" -> Optional.of(Age.ofDays(number));
                case "wk" -> Optional.of(Age.ofDays(number * 7));
                case "mo" -> Optional.of(Age.ofMonths(number));
                case "a" -> Optional.of(Age.ofYears(number));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A study that was done. */
    public StudyAnswer study(Study study) {
        String datum = study.datum();
        String technique = the(
                        datum + LinkIds.STUDY_TECHNIQUE,
                        answer -> OwnCodes.studies(vocabulary).answered(answer).filter(study.techniques()::containsKey))
                .orElse(null);
        String region = the(datum + LinkIds.STUDY_REGION, OwnCodes.regions(vocabulary)::answered)
                .orElse(Region.UNKNOWN);
        Contrast contrast = the(datum + LinkIds.STUDY_CONTRAST, OwnCodes.CONTRAST::answered)
                .map(code -> Coded.of(Contrast.class, code))
                .orElse(null);
        Side side = side(datum + LinkIds.STUDY_SIDE).orElse(null);
        return new StudyAnswer(
                new CodedStudy(study.code(), technique, region, side, contrast),
                the(
                                datum + LinkIds.STUDY_DATE,
                                answer -> answer instanceof DateType date && date.hasValue()
                                        ? Optional.of(date.getValueAsString())
                                        : Optional.empty())
                        .map(DateType::new),
                the(
                                datum + LinkIds.STUDY_RESULT,
                                answer -> OwnCodes.results(vocabulary)
                                        .answered(answer)
                                        .filter(study.results()::containsKey))
                        .or(() -> StudyKinds.untold(study)),
                the(datum + LinkIds.STUDY_FINDING, OwnCodes.findings(vocabulary)::answered),
                the(datum + LinkIds.STUDY_SITE, OwnCodes.sites(vocabulary)::answered));
    }

    private Optional<String> ofComplaints(String linkId) {
        return the(
                linkId,
                answer -> OwnCodes.regions(vocabulary)
                        .answered(answer)
                        .filter(vocabulary.regionsOfComplaints()::contains));
    }

    private Optional<Side> side(String linkId) {
        return the(linkId, OwnCodes.SIDE::answered).map(side -> Coded.of(Side.class, side));
    }

    private static Optional<Quantity> time(Type answer) {
        return answer instanceof Quantity quantity
                        && quantity.hasValue()
                        && !quantity.hasComparator()
                        && quantity.hasCode()
                        && Urls.UCUM.equals(quantity.getSystem())
                ? Optional.of(quantity)
                : Optional.empty();
    }

    private static boolean isUpToMaxDays(BigDecimal number) {
        return number.signum() >= 0 && number.compareTo(MAX_DAYS) <= 0;
    }

    /** What the answers to a question say, where each can be read and all say the same. */
    private <T> Optional<T> the(String linkId, Function<Type, Optional<T>> read) {
        Set<Optional<T>> told = new HashSet<>();
        values.getOrDefault(linkId, List.of()).forEach(answer -> told.add(read.apply(answer)));
        Optional<T> only = told.size() == 1 ? told.iterator().next() : Optional.empty();
        only.ifPresent(value -> taken.add(linkId));
        return only;
    }
}

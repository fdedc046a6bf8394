package org.apposite.fhir.questionnaire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * What the answers of one response say. Several answers to one question tell nothing, nor does one that cannot be read:
 * then its value is empty.
 */
public final class CaseAnswers {

    private static final BigDecimal MAX_DAYS = new BigDecimal(130 * 365);

    private static final Type NOT_KNOWN = new CodeType("unknown");

    private final Vocabulary vocabulary;
    private final Map<String, List<Type>> values = new HashMap<>();

    /** The answers of a response to a questionnaire of this project. */
    public CaseAnswers(Vocabulary vocabulary, QuestionnaireResponse response) {
        this.vocabulary = vocabulary;
        collect(response.getItem());
    }

    private void collect(List<QuestionnaireResponseItemComponent> items) {
        for (QuestionnaireResponseItemComponent item : items) {
            for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
                // An answer that is not known is an answer all the same: beside it, another is not the only one.
                values.computeIfAbsent(item.getLinkId(), id -> new ArrayList<>())
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

    /** Whether a term is present, or a study was done, by its code. */
    public Optional<Presence> presence(String code) {
        return the(code).flatMap(OwnCodes.PRESENCE::answered).map(presence -> Coded.of(Presence.class, presence));
    }

    /** The code of the complaint. */
    public Optional<String> complaint() {
        return the(Datum.COMPLAINT.code(), Coding.class)
                .filter(coding -> Urls.TERMS.equals(coding.getSystem()))
                .map(Coding::getCode)
                .filter(vocabulary.codes(Kind.COMPLAINT)::contains);
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
        return the(Datum.SEX.code()).flatMap(OwnCodes.SEX::answered).map(sex -> Coded.of(Sex.class, sex));
    }

    /** The value of a choice. */
    public Optional<String> chosen(Choice choice) {
        return the(choice.code()).flatMap(OwnCodes.values(choice)::answered);
    }

    /** What was measured of a quantity; a number alone is in its only unit. */
    public Optional<Measurement> measured(QuantityCodes codes, Map<String, String> units) {
        return the(codes.quantity().code()).flatMap(answer -> {
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
        });
    }

    /** A month is 30 days and a year 365, as everywhere in a case. */
    public Optional<Duration> duration() {
        return time(Datum.DURATION.code()).flatMap(quantity -> {
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
        });
    }

    public Optional<Age> age() {
        return time(Datum.AGE.code())
                .filter(quantity -> isUpToMaxDays(quantity.getValue()))
                .flatMap(quantity -> {
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
                });
    }

    /** A study that was done. */
    public StudyAnswer study(Study study) {
        String datum = study.datum();
        String technique = the(datum + LinkIds.STUDY_TECHNIQUE)
                .flatMap(OwnCodes.studies(vocabulary)::answered)
                .filter(study.techniques()::containsKey)
                .orElse(null);
        String region = the(datum + LinkIds.STUDY_REGION)
                .flatMap(OwnCodes.regions(vocabulary)::answered)
                .orElse(Region.UNKNOWN);
        Contrast contrast = the(datum + LinkIds.STUDY_CONTRAST)
                .flatMap(OwnCodes.CONTRAST::answered)
                .map(code -> Coded.of(Contrast.class, code))
                .orElse(null);
        Side side = side(datum + LinkIds.STUDY_SIDE).orElse(null);
        return new StudyAnswer(
                new CodedStudy(study.code(), technique, region, side, contrast),
                the(datum + LinkIds.STUDY_DATE, DateType.class),
                the(datum + LinkIds.STUDY_RESULT)
                        .flatMap(OwnCodes.results(vocabulary)::answered)
                        .filter(study.results()::containsKey)
                        .or(() -> StudyKinds.untold(study)),
                the(datum + LinkIds.STUDY_FINDING).flatMap(OwnCodes.findings(vocabulary)::answered),
                the(datum + LinkIds.STUDY_SITE).flatMap(OwnCodes.sites(vocabulary)::answered));
    }

    private Optional<String> ofComplaints(String linkId) {
        return the(linkId)
                .flatMap(OwnCodes.regions(vocabulary)::answered)
                .filter(vocabulary.regionsOfComplaints()::contains);
    }

    private Optional<Side> side(String linkId) {
        return the(linkId).flatMap(OwnCodes.SIDE::answered).map(side -> Coded.of(Side.class, side));
    }

    private Optional<Quantity> time(String linkId) {
        return the(linkId, Quantity.class)
                .filter(quantity -> quantity.hasValue()
                        && !quantity.hasComparator()
                        && quantity.hasCode()
                        && Urls.UCUM.equals(quantity.getSystem()));
    }

    private static boolean isUpToMaxDays(BigDecimal number) {
        return number.signum() >= 0 && number.compareTo(MAX_DAYS) <= 0;
    }

    /** The only answer to a question. */
    private Optional<Type> the(String linkId) {
        List<Type> all = values.getOrDefault(linkId, List.of());
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    private <T extends Type> Optional<T> the(String linkId, Class<T> type) {
        return the(linkId).filter(type::isInstance).map(type::cast);
    }
}

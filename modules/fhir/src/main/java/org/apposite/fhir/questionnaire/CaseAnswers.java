package org.apposite.fhir.questionnaire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.fhir.mapping.DatumCodes;
import org.apposite.fhir.mapping.FiltrationRate;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
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

    private final Map<String, List<Type>> values = new HashMap<>();

    /** The answers of a response to a questionnaire of this project. */
    public CaseAnswers(QuestionnaireResponse response) {
        collect(response.getItem());
    }

    private void collect(List<QuestionnaireResponseItemComponent> items) {
        for (QuestionnaireResponseItemComponent item : items) {
            for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
                Type value = answer.getValue();
                if (value != null && !value.hasExtension(Urls.DATA_ABSENT_REASON)) {
                    values.computeIfAbsent(item.getLinkId(), id -> new ArrayList<>())
                            .add(value);
                }
                collect(answer.getItem());
            }
            collect(item.getItem());
        }
    }

    /** What was answered of a study; an unknown region or a result that tells nothing where there is no answer. */
    public record StudyAnswer(
            Region region,
            Optional<DateType> date,
            ImagingResult result,
            Optional<ImagingFinding> finding,
            Optional<LesionSite> site) {}

    /** Whether there is any answer to a question, also one that cannot be read. */
    public boolean has(String linkId) {
        return values.containsKey(linkId);
    }

    /** Whether a term is present, or a study was done, by its code. */
    public Optional<Presence> presence(String code) {
        return the(code).flatMap(OwnCodes.PRESENCE::answered);
    }

    /** The code of the symptom. */
    public Optional<String> symptom() {
        return the(DatumCodes.COMPLAINT, Coding.class)
                .filter(coding -> Urls.TERMS.equals(coding.getSystem()))
                .map(Coding::getCode);
    }

    public Optional<Region> region() {
        return painful(DatumCodes.REGION);
    }

    /** The level of the signs. */
    public Optional<Region> examinedAt() {
        return painful(LinkIds.EXAMINATION_REGION);
    }

    /** A month is 30 days and a year 365, as everywhere in a case. */
    public Optional<Integer> durationDays() {
        return time(DatumCodes.DURATION).flatMap(quantity -> {
            int days = switch (quantity.getCode()) {
                case "d" -> 1;
                case "wk" -> 7;
                case "mo" -> 30;
                case "a" -> 365;
                default -> 0;
            };
            BigDecimal all = quantity.getValue().multiply(new BigDecimal(days)).setScale(0, RoundingMode.HALF_UP);
            return days > 0 && isUpToMaxDays(all) ? Optional.of(all.intValue()) : Optional.empty();
        });
    }

    public Optional<Age> age() {
        return time(DatumCodes.AGE)
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

    /** In mL/min/1.73 m². */
    public Optional<Double> egfr() {
        return the(DatumCodes.EGFR, DecimalType.class)
                .map(DecimalType::getValue)
                .filter(FiltrationRate::isPlausible)
                .map(BigDecimal::doubleValue);
    }

    /** A study that was done, by its datum. */
    public StudyAnswer study(String datum, Study study) {
        return new StudyAnswer(
                the(datum + LinkIds.STUDY_REGION)
                        .flatMap(OwnCodes.REGION::answered)
                        .orElse(Region.UNKNOWN),
                the(datum + LinkIds.STUDY_DATE, DateType.class),
                the(datum + LinkIds.STUDY_RESULT)
                        .flatMap(OwnCodes.IMAGING_RESULT::answered)
                        .filter(result -> result.isOf(study))
                        .orElse(StudyKinds.untold(study)),
                the(datum + LinkIds.STUDY_FINDING).flatMap(OwnCodes.IMAGING_FINDING::answered),
                the(datum + LinkIds.STUDY_SITE).flatMap(OwnCodes.LESION_SITE::answered));
    }

    private Optional<Region> painful(String linkId) {
        return the(linkId).flatMap(OwnCodes.REGION::answered).filter(Region::isOfPain);
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

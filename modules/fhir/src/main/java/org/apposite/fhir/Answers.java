package org.apposite.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.fhir.Reading.Seen;
import org.apposite.fhir.Reading.Value;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
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
import org.jspecify.annotations.Nullable;

/** Reads the answers to the project's questionnaire; of several responses the latest. */
final class Answers {

    private static final int MAX_EGFR = 300;
    private static final int MAX_DAYS = 130 * 365;
    private static final Map<String, Study> STUDIES =
            Map.of(Items.RADIOGRAPHS, Study.RADIOGRAPHY, Items.MRI, Study.MRI);

    private final Mapping mapping;

    Answers(Mapping mapping) {
        this.mapping = mapping;
    }

    private record Response(QuestionnaireResponse answers, Days authored, String name) {}

    void read(List<FhirRecord.Entry> entries, Reading reading) {
        List<Response> responses = new ArrayList<>();
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof QuestionnaireResponse answers
                    && answers.hasQuestionnaire()
                    && answers.getQuestionnaire().startsWith(Names.QUESTIONNAIRE)) {
                authored(answers, entry.name(), reading)
                        .ifPresent(days -> responses.add(new Response(answers, days, entry.name())));
            }
        }
        responses.sort(Comparator.comparing((Response one) -> one.authored().last())
                .thenComparing(one -> one.answers().getAuthoredElement().getValue())
                .reversed());
        for (Response older : responses.stream().skip(1).toList()) {
            reading.note(older.name(), "has later answers after it; it is ignored");
        }
        if (!responses.isEmpty()) {
            Response latest = responses.get(0);
            Map<String, List<Type>> values = new HashMap<>();
            collect(latest.answers().getItem(), values);
            read(values, latest.name(), reading);
        }
    }

    private Optional<Days> authored(QuestionnaireResponse answers, String name, Reading reading) {
        String status = answers.hasStatus() ? answers.getStatus().toCode() : "";
        Optional<Days> days = Days.of(answers.getAuthoredElement(), reading.zone);
        if (!mapping.answersStatuses().contains(status)) {
            reading.note(name, status.isEmpty() ? "has no status; it is ignored" : "is " + status + "; it is ignored");
            return Optional.empty();
        }
        if (days.isEmpty()) {
            reading.note(name, "has no date; it is ignored");
            return Optional.empty();
        }
        return days.filter(one -> reading.counts(mapping.answersWindow(), one, "the questionnaire", name));
    }

    private static void collect(List<QuestionnaireResponseItemComponent> items, Map<String, List<Type>> values) {
        for (QuestionnaireResponseItemComponent item : items) {
            for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
                Type value = answer.getValue();
                if (value != null && !Statements.isAbsent(value)) {
                    values.computeIfAbsent(item.getLinkId(), id -> new ArrayList<>())
                            .add(value);
                }
                collect(answer.getItem(), values);
            }
            collect(item.getItem(), values);
        }
    }

    private void read(Map<String, List<Type>> values, String name, Reading reading) {
        for (Mapping.Term term : mapping.terms()) {
            Presence presence = coded(Presence.class, Names.PRESENCE, values.get(term.code()));
            if (presence == Presence.PRESENT) {
                reading.of(term.code()).present.add(name);
            } else if (presence == Presence.ABSENT) {
                reading.of(term.code()).absent.add(name);
            }
        }
        String symptom = symptom(values.get(Items.COMPLAINT));
        if (symptom != null) {
            reading.symptom = new Value<>(symptom, name);
        }
        Region region = painful(values.get(Items.REGION));
        if (region != null) {
            reading.region = new Value<>(region, name);
        }
        Region examined = painful(values.get(Items.EXAMINATION_REGION));
        if (examined != null) {
            reading.examinedAt = new Value<>(examined, name);
        }
        Integer duration = durationDays(values.get(Items.DURATION));
        if (duration != null) {
            reading.durationDays = new Value<>(duration, name);
        }
        Age age = age(values.get(Items.AGE));
        if (age != null && reading.age == null) {
            reading.age = new Value<>(age, name);
        }
        BigDecimal egfr = one(values.get(Items.EGFR)) instanceof DecimalType rate ? rate.getValue() : null;
        if (egfr != null && egfr.signum() >= 0 && egfr.doubleValue() <= MAX_EGFR) {
            reading.egfr = new Value<>(egfr.doubleValue(), name);
        }
        noteUnread(values, Items.DURATION, reading.durationDays, "how long the complaint has lasted", name, reading);
        noteUnread(values, Items.AGE, reading.age, "the age", name, reading);
        noteUnread(values, Items.EGFR, reading.egfr, "the filtration rate", name, reading);
        STUDIES.forEach((id, study) -> study(id, study, values, name, reading));
    }

    /** An answer that could not be taken must not look as if it had been. */
    private static void noteUnread(
            Map<String, List<Type>> values,
            String id,
            @Nullable Value<?> taken,
            String what,
            String name,
            Reading reading) {
        if (values.containsKey(id) && taken == null) {
            reading.note(name, what + " is out of range or cannot be read; it stays unknown");
        }
    }

    private void study(String id, Study study, Map<String, List<Type>> values, String name, Reading reading) {
        Presence done = coded(Presence.class, Names.PRESENCE, values.get(id));
        if (done == Presence.ABSENT) {
            reading.studiesNotDone.add(study);
        } else if (done == Presence.PRESENT) {
            Region region = coded(Region.class, Names.REGION, values.get(id + Items.STUDY_REGION));
            ImagingResult result =
                    coded(ImagingResult.class, Names.IMAGING_RESULT, values.get(id + Items.STUDY_RESULT));
            if (result == null || !result.isOf(study)) {
                result = study == Study.MRI ? ImagingResult.PENDING : ImagingResult.UNKNOWN;
            }
            boolean silent = !result.isKnown() || result == ImagingResult.NEGATIVE;
            ImagingFinding finding = silent || study == Study.MRI
                    ? null
                    : coded(ImagingFinding.class, Names.IMAGING_FINDING, values.get(id + Items.STUDY_FINDING));
            LesionSite site = silent || study != Study.MRI
                    ? null
                    : coded(LesionSite.class, Names.LESION_SITE, values.get(id + Items.STUDY_SITE));
            Optional<Days> days = one(values.get(id + Items.STUDY_DATE)) instanceof DateType date
                    ? Days.of(date, reading.zone)
                    : Optional.empty();
            if (days.isEmpty() || reading.counts(Window.OPEN, days.get(), "the " + study.code(), name)) {
                reading.studies.add(new Seen(
                        new PriorImaging(
                                study,
                                region == null ? Region.UNKNOWN : region,
                                days.filter(Days::isOneDay).map(Days::first).orElse(null),
                                result,
                                finding,
                                site),
                        name));
            }
        }
    }

    private @Nullable String symptom(@Nullable List<Type> values) {
        if (one(values) instanceof Coding coding && Names.TERMS.equals(coding.getSystem())) {
            return mapping.terms().stream()
                    .filter(term -> term.kind() == Kind.SYMPTOM)
                    .map(Mapping.Term::code)
                    .filter(code -> code.equals(coding.getCode()))
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private static @Nullable Region painful(@Nullable List<Type> values) {
        Region region = coded(Region.class, Names.REGION, values);
        return region == null || !region.isOfPain() ? null : region;
    }

    /** A month is 30 days and a year 365, as everywhere in a case. */
    private static @Nullable Integer durationDays(@Nullable List<Type> values) {
        if (!(one(values) instanceof Quantity quantity) || !isPlain(quantity)) {
            return null;
        }
        int days = switch (quantity.getCode()) {
            case "d" -> 1;
            case "wk" -> 7;
            case "mo" -> 30;
            case "a" -> 365;
            default -> 0;
        };
        BigDecimal all = quantity.getValue().multiply(new BigDecimal(days)).setScale(0, RoundingMode.HALF_UP);
        boolean fits = days > 0 && all.signum() >= 0 && all.compareTo(new BigDecimal(MAX_DAYS)) <= 0;
        return fits ? all.intValue() : null;
    }

    private static @Nullable Age age(@Nullable List<Type> values) {
        if (!(one(values) instanceof Quantity quantity)
                || !isPlain(quantity)
                || quantity.getValue().signum() < 0
                || quantity.getValue().compareTo(new BigDecimal(MAX_DAYS)) > 0) {
            return null;
        }
        int number = quantity.getValue().intValue();
        try {
            return switch (quantity.getCode()) {
                case "d" -> Age.ofDays(number);
                case "wk" -> Age.ofDays(number * 7);
                case "mo" -> Age.ofMonths(number);
                case "a" -> Age.ofYears(number);
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isPlain(Quantity quantity) {
        return quantity.hasValue()
                && !quantity.hasComparator()
                && quantity.hasCode()
                && Names.UCUM.equals(quantity.getSystem());
    }

    private static <E extends Enum<E> & Coded> @Nullable E coded(
            Class<E> list, String system, @Nullable List<Type> values) {
        if (one(values) instanceof Coding coding && system.equals(coding.getSystem())) {
            return Arrays.stream(list.getEnumConstants())
                    .filter(value -> value.code().equals(coding.getCode()))
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    /** The only answer; several answers to one question tell nothing. */
    private static @Nullable Type one(@Nullable List<Type> values) {
        return values == null || values.size() != 1 ? null : values.get(0);
    }
}

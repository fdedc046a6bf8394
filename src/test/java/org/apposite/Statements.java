package org.apposite;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;

/** Reads what the tables of the tests state of a patient, such as {@code age 23 months to 2 years; drop > 0.9 m}. */
final class Statements {

    private static final Pattern MEASURED = Pattern.compile("(>=|<=|>|<)? ?([0-9.]+)(?: to ([0-9.]+))?(?: (\\S+))?");
    private static final Pattern STUDY = Pattern.compile("(\\S+) (\\S+) (\\S+)(.*)");

    private Statements() {}

    static PatientCase patient(String statements) {
        PatientCaseBuilder patient = PatientCase.builder();
        List<PriorImaging> studies = new ArrayList<>();
        boolean imaging = false;
        for (String statement : statements.split("; *", -1)) {
            if (statement.isBlank()) {
                continue;
            }
            String[] parts = statement.strip().split(" ", 2);
            String rest = parts.length == 2 ? parts[1] : "";
            switch (parts[0]) {
                case "no-imaging" -> imaging = true;
                case "study" -> {
                    imaging = true;
                    studies.add(study(rest));
                }
                default -> state(patient, parts[0], rest);
            }
        }
        return (imaging ? patient.imaging(studies) : patient).build();
    }

    private static void state(PatientCaseBuilder patient, String what, String rest) {
        switch (what) {
            case "complaint" -> patient.complaint(rest);
            case "region" -> patient.region(rest);
            case "side" -> patient.side(Coded.of(Side.class, rest));
            case "examined-at" -> patient.examinedAt(rest);
            case "present" -> patient.present(rest.split(" ", -1));
            case "absent" -> patient.absent(rest.split(" ", -1));
            case "all-other-red-flags-absent" -> patient.allOtherRedFlagsAbsent();
            case "conditions" -> patient.conditions(codes(rest));
            case "suspected" -> patient.suspected(codes(rest));
            case "sex" -> patient.sex(Coded.of(Sex.class, rest));
            case "as-of" -> patient.asOf(LocalDate.parse(rest));
            case "age" -> patient.age(range(rest, Age::parse));
            case "duration" -> patient.duration(range(rest, Statements::duration));
            case "chosen" -> patient.chosen(rest.split(" ", -1)[0], rest.split(" ", -1)[1]);
            case "order" -> patient.order(order(rest.split(" ", -1)));
            default -> patient.measured(what, measurement(rest));
        }
    }

    private static String[] codes(String rest) {
        return rest.isEmpty() ? new String[0] : rest.split(" ", -1);
    }

    private static <T extends Comparable<T>> Range<T> range(String text, Function<String, T> reader) {
        String[] ends = text.split(" to ", -1);
        return new Range<>(reader.apply(ends[0]), reader.apply(ends[ends.length - 1]));
    }

    private static Duration duration(String text) {
        String[] parts = text.split(" ", -1);
        long number = Long.parseLong(parts[0]);
        return switch (parts[1]) {
            case "minutes" -> Duration.ofMinutes(number);
            case "hours" -> Duration.ofHours(number);
            case "days" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException(text);
        };
    }

    static Measurement measurement(String text) {
        Matcher matcher = MEASURED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String sign = matcher.group(1) == null ? "" : matcher.group(1);
        BigDecimal number = new BigDecimal(matcher.group(2));
        String unit = matcher.group(4) == null ? "" : matcher.group(4);
        return switch (sign) {
            case ">" -> new Measurement(number, false, null, false, unit);
            case ">=" -> new Measurement(number, true, null, false, unit);
            case "<" -> new Measurement(null, false, number, false, unit);
            case "<=" -> new Measurement(null, false, number, true, unit);
            default ->
                matcher.group(3) == null
                        ? Measurement.of(number, unit)
                        : Measurement.between(number, new BigDecimal(matcher.group(3)), unit);
        };
    }

    /** Kind, region, result, and details such as {@code on 2026-01-01} or {@code with contrast with}. */
    private static PriorImaging study(String text) {
        Matcher matcher = STUDY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        PriorImaging study = PriorImaging.of(matcher.group(1), matcher.group(2), matcher.group(3));
        String[] details = matcher.group(4).strip().split(" ", -1);
        for (int i = 0; i + 1 < details.length; i += 2) {
            String value = details[i + 1];
            study = switch (details[i]) {
                case "on" -> study.on(LocalDate.parse(value));
                case "showing" -> study.showing(value);
                case "at" -> study.at(value);
                case "by" -> study.by(value);
                case "contrast" -> study.contrasted(Coded.of(Contrast.class, value));
                case "side" -> withSide(study, Coded.of(Side.class, value));
                default -> throw new IllegalArgumentException(text);
            };
        }
        return study;
    }

    private static PriorImaging withSide(PriorImaging one, Side side) {
        return new PriorImaging(
                one.study(),
                one.technique(),
                one.region(),
                side,
                one.contrast(),
                one.date(),
                one.result(),
                one.finding(),
                one.site());
    }

    private static ImagingOrder order(String... parts) {
        String[] kind = parts[0].split("/", -1);
        return new ImagingOrder(
                kind[0],
                kind.length == 2 ? kind[1] : null,
                parts[1],
                null,
                parts.length == 3 ? Coded.of(Contrast.class, parts[2]) : null);
    }
}

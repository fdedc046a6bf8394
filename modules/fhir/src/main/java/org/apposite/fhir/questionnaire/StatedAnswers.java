package org.apposite.fhir.questionnaire;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Trace;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Datum;
import org.apposite.model.Study;
import org.apposite.model.Ucum;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** What a case states, question by question: what a form shows before anybody has answered it. For one use. */
public final class StatedAnswers {

    private static final String EXAMINATION = "examination";
    private static final int MONTHS_IN_YEAR = 12;
    private static final int YEARS_FROM_MONTHS = 2 * MONTHS_IN_YEAR;
    private static final int MINUTES_IN_HOUR = 60;

    private final Vocabulary vocabulary;
    private final PatientCase stated;
    private final Set<String> redFlags;
    private final List<StatedAnswer> answers = new ArrayList<>();

    private StatedAnswers(Vocabulary vocabulary, PatientCase stated, Set<String> redFlags) {
        this.vocabulary = vocabulary;
        this.stated = stated;
        this.redFlags = redFlags;
    }

    /**
     * What a case states.
     *
     * @param redFlags the codes of the red flags that "all other red flags are absent" speaks of
     */
    public static List<StatedAnswer> of(Vocabulary vocabulary, PatientCase stated, Set<String> redFlags) {
        StatedAnswers all = new StatedAnswers(vocabulary, stated, redFlags);
        all.patientAndComplaint();
        all.terms();
        all.measurements();
        StudyKinds.asked(vocabulary)
                .forEach(study -> all.answers.addAll(new StatedStudies(vocabulary, study, stated).answers()));
        all.others();
        return List.copyOf(all.answers);
    }

    static String display(@Nullable Type value) {
        return value instanceof Coding coding ? coding.getDisplay() : String.valueOf(value);
    }

    private void patientAndComplaint() {
        stated.age().ifPresent(age -> add(Datum.AGE, words(age), age.isExact() ? quantity(age.from()) : null));
        if (stated.sex() != Sex.UNKNOWN) {
            add(Datum.SEX, OwnCodes.SEX.coding(stated.sex()));
        }
        stated.complaint()
                .flatMap(code -> Optional.ofNullable(vocabulary.terms().get(code)))
                .ifPresent(term -> add(Datum.COMPLAINT, OwnCodes.term(term)));
        OwnCodes regions = OwnCodes.regions(vocabulary);
        stated.region().ifPresent(code -> add(Datum.REGION, regions.coding(code)));
        stated.side().ifPresent(side -> add(LinkIds.SIDE, LinkIds.SIDE, "side", OwnCodes.SIDE.coding(side)));
        stated.duration()
                .ifPresent(lasted ->
                        add(Datum.DURATION, durationWords(lasted), lasted.isExact() ? quantity(lasted.from()) : null));
        stated.examinedAt()
                .ifPresent(code ->
                        add(LinkIds.EXAMINATION_REGION, EXAMINATION, "level of the signs", regions.coding(code)));
    }

    /** Findings, suspicions and choices; also what a list that is exhaustive says of those that it does not name. */
    private void terms() {
        Map<String, Presence> known = presences();
        for (Term term : vocabulary.terms().values()) {
            Presence presence = known.get(term.code());
            if (presence != null) {
                Coding coding = OwnCodes.PRESENCE.coding(presence);
                String fact = term.kind() == Kind.SUSPICION ? Datum.SUSPECTED.code() : term.code();
                answers.add(new StatedAnswer(term.code(), fact, term.display(), coding.getDisplay(), coding));
            }
        }
        stated.choices()
                .forEach((code, value) -> Optional.ofNullable(
                                vocabulary.choices().get(code))
                        .ifPresent(choice -> add(
                                code, code, name(code), OwnCodes.values(choice).coding(value))));
    }

    private Map<String, Presence> presences() {
        Map<String, Presence> known = new TreeMap<>();
        if (stated.allOtherRedFlagsAbsent()) {
            redFlags.forEach(code -> known.put(code, Presence.ABSENT));
        }
        stated.conditions()
                .ifPresent(listed -> vocabulary
                        .codes(Kind.CONDITION)
                        .forEach(code -> known.put(code, listed.contains(code) ? Presence.PRESENT : Presence.ABSENT)));
        // What a list of suspicions does not name counts as not suspected, but nobody has said so of it.
        stated.suspected()
                .ifPresent(listed -> (listed.isEmpty() ? vocabulary.codes(Kind.SUSPICION) : listed)
                        .forEach(code -> known.put(code, listed.isEmpty() ? Presence.ABSENT : Presence.PRESENT)));
        known.putAll(stated.findings());
        return known;
    }

    private void measurements() {
        stated.measurements().forEach((code, all) -> {
            org.apposite.model.Quantity quantity = vocabulary.quantities().get(code);
            if (quantity != null) {
                String value = all.stream().map(one -> words(one, quantity)).collect(Collectors.joining(" and "));
                answers.add(new StatedAnswer(
                        code, code, name(code), value, all.size() == 1 ? answer(all.get(0), quantity) : null));
            }
        });
    }

    private static String words(Measurement measured, org.apposite.model.Quantity quantity) {
        String unit = measured.unit().isEmpty() ? quantity.onlyUnit().orElse("") : measured.unit();
        return new Measurement(
                        measured.from(),
                        measured.fromIncluded(),
                        measured.to(),
                        measured.toIncluded(),
                        Ucum.words(unit))
                .toString();
    }

    private static @Nullable Type answer(Measurement measured, org.apposite.model.Quantity quantity) {
        BigDecimal number = measured.from();
        if (number == null || !measured.isExact()) {
            return null;
        }
        if (quantity.onlyUnit().isPresent()) {
            return quantity.whole() ? new IntegerType(number.intValue()) : new DecimalType(number);
        }
        return quantity(number, measured.unit(), Ucum.words(measured.unit()));
    }

    /** The order, and studies that no form asks for. */
    private void others() {
        stated.order()
                .ifPresent(order ->
                        answers.add(new StatedAnswer(Trace.ORDER, Trace.ORDER, Trace.ORDER, words(order), null)));
        Set<String> asked =
                StudyKinds.asked(vocabulary).stream().map(Study::code).collect(Collectors.toSet());
        for (PriorImaging one : stated.imaging().orElse(List.of())) {
            if (!asked.contains(one.study())) {
                String value = vocabulary.displayOfStudy(one.kind()) + ", "
                        + OwnCodes.regions(vocabulary).coding(one.region()).getDisplay()
                        + one.when().map(day -> ", " + day).orElse("");
                answers.add(new StatedAnswer(one.study(), one.study(), "study", value, null));
            }
        }
    }

    private String words(ImagingOrder order) {
        return Stream.of(
                        Optional.of(vocabulary.displayOfStudy(order.kind())),
                        Optional.ofNullable(order.region())
                                .map(code -> OwnCodes.regions(vocabulary)
                                        .coding(code)
                                        .getDisplay()),
                        Optional.ofNullable(order.side()).map(OwnCodes::display),
                        Optional.ofNullable(order.contrast()).map(one -> OwnCodes.display(one) + " contrast"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private void add(Datum datum, Coding coding) {
        add(datum, coding.getDisplay(), coding);
    }

    private void add(Datum datum, String value, @Nullable Type answer) {
        answers.add(new StatedAnswer(datum.code(), datum.code(), name(datum.code()), value, answer));
    }

    private void add(String linkId, String fact, String name, Coding coding) {
        answers.add(new StatedAnswer(linkId, fact, name, coding.getDisplay(), coding));
    }

    private String name(String code) {
        Term term = vocabulary.terms().get(code);
        return term == null ? code : term.display();
    }

    private static String words(Range<Age> age) {
        return age.isExact() ? age.from().toString() : age.from() + " to " + age.to();
    }

    /** Completed years, months or days, as people say an age. */
    private static Quantity quantity(Age age) {
        if (age.months() >= YEARS_FROM_MONTHS) {
            return quantity(BigDecimal.valueOf(age.months() / MONTHS_IN_YEAR), "a", "years");
        }
        return age.months() > 0
                ? quantity(BigDecimal.valueOf(age.months()), "mo", "months")
                : quantity(BigDecimal.valueOf(age.days()), "d", "days");
    }

    private static Quantity quantity(Duration lasted) {
        long minutes = lasted.toMinutes();
        if (lasted.equals(Duration.ofDays(lasted.toDays()))) {
            return quantity(BigDecimal.valueOf(lasted.toDays()), "d", "days");
        }
        return minutes % MINUTES_IN_HOUR == 0
                ? quantity(BigDecimal.valueOf(minutes / MINUTES_IN_HOUR), "h", "hours")
                : quantity(BigDecimal.valueOf(minutes), "min", "minutes");
    }

    private static String durationWords(Range<Duration> lasted) {
        return lasted.isExact() ? words(lasted.from()) : words(lasted.from()) + " to " + words(lasted.to());
    }

    private static String words(Duration lasted) {
        Quantity told = quantity(lasted);
        String unit = told.getUnit();
        boolean isOne = told.getValue().compareTo(BigDecimal.ONE) == 0;
        return told.getValue() + " " + (isOne ? unit.substring(0, unit.length() - 1) : unit);
    }

    private static Quantity quantity(BigDecimal value, String unit, String words) {
        return new Quantity()
                .setValue(value)
                .setUnit(words)
                .setSystem(Urls.UCUM)
                .setCode(unit);
    }
}

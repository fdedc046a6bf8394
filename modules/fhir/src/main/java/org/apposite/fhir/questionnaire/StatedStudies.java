package org.apposite.fhir.questionnaire;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Coded;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Type;

/**
 * The studies of one kind in a case, as a form asks for them: one that shows the area of the complaint, or may show it, and
 * besides it the others.
 */
final class StatedStudies {

    private final Vocabulary vocabulary;
    private final Study study;
    private final boolean isTold;
    private final boolean isOpen;
    private final List<PriorImaging> done;
    private final Optional<PriorImaging> asked;

    StatedStudies(Vocabulary vocabulary, Study study, PatientCase stated) {
        this.vocabulary = vocabulary;
        this.study = study;
        this.isTold = stated.imaging().isPresent();
        List<PriorImaging> open = StudyKinds.open(study);
        List<PriorImaging> all = stated.imaging().orElse(List.of()).stream()
                .filter(one -> one.study().equals(study.code()))
                .toList();
        this.isOpen = all.stream().anyMatch(open::contains);
        this.done = all.stream().filter(one -> !open.contains(one)).toList();
        Optional<Region> area = StudyKinds.area(stated, vocabulary);
        boolean isAnywhere =
                area.filter(one -> !one.code().equals(Region.UNKNOWN)).isEmpty();
        // The latest counts, undated ones before dated ones, then by position.
        this.asked = done.stream()
                .filter(one -> isAnywhere || StudyKinds.tellsOf(one, study, area, vocabulary))
                .max(Comparator.comparing(
                                PriorImaging::date, Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
                        .thenComparing(done::lastIndexOf));
    }

    /** The study that the form shows. */
    Optional<PriorImaging> asked() {
        return asked;
    }

    /** Whether one of another area was done, or none at all, where the case tells all that was done. */
    boolean isKnownNotDone() {
        return isTold && !isOpen && asked.isEmpty();
    }

    /** Whether it is told of the kind that one was done, whatever it shows, or that it is open whether one was. */
    boolean isMentioned() {
        return isOpen || !done.isEmpty();
    }

    List<StatedAnswer> answers() {
        List<StatedAnswer> answers = new ArrayList<>();
        String others = done.stream()
                .filter(one -> asked.filter(one::equals).isEmpty())
                .map(this::words)
                .collect(Collectors.joining("; "));
        asked.ifPresent(one -> {
            answers.add(answer("", words(one), OwnCodes.PRESENCE.coding(Presence.PRESENT)));
            details(one).forEach((part, value) -> answers.add(answer(part, words(value), value)));
        });
        if (isKnownNotDone()) {
            answers.add(answer(
                    "",
                    others.isEmpty() ? "none" : "none of this area; elsewhere: " + others,
                    OwnCodes.PRESENCE.coding(Presence.ABSENT)));
        } else if (!others.isEmpty()) {
            answers.add(new StatedAnswer(
                    datum(), datum(), study.display(), (asked.isEmpty() ? "elsewhere: " : "also: ") + others, null));
        }
        return answers;
    }

    /** The answers to the questions about a study, by link id. */
    Map<String, Type> answersOf(PriorImaging one) {
        Map<String, Type> answers = new TreeMap<>();
        answers.put(datum(), OwnCodes.PRESENCE.coding(Presence.PRESENT));
        details(one).forEach((part, value) -> answers.put(datum() + part, value));
        return answers;
    }

    private Map<String, Type> details(PriorImaging one) {
        Map<String, Type> details = new TreeMap<>();
        code(details, LinkIds.STUDY_TECHNIQUE, OwnCodes.studies(vocabulary), Optional.ofNullable(one.technique()));
        code(
                details,
                LinkIds.STUDY_CONTRAST,
                OwnCodes.CONTRAST,
                Optional.ofNullable(one.contrast()).map(Coded::code));
        code(details, LinkIds.STUDY_REGION, OwnCodes.regions(vocabulary), Optional.of(one.region()));
        code(
                details,
                LinkIds.STUDY_SIDE,
                OwnCodes.SIDE,
                Optional.ofNullable(one.side()).map(Coded::code));
        one.when().ifPresent(day -> details.put(LinkIds.STUDY_DATE, new DateType(day.toString())));
        code(details, LinkIds.STUDY_RESULT, OwnCodes.results(vocabulary), Optional.of(one.result()));
        code(details, LinkIds.STUDY_FINDING, OwnCodes.findings(vocabulary), Optional.ofNullable(one.finding()));
        code(details, LinkIds.STUDY_SITE, OwnCodes.sites(vocabulary), Optional.ofNullable(one.site()));
        return details;
    }

    private static void code(Map<String, Type> details, String part, OwnCodes list, Optional<String> code) {
        code.ifPresent(one -> details.put(part, list.coding(one)));
    }

    private StatedAnswer answer(String part, String value, Type answer) {
        return new StatedAnswer(datum() + part, datum(), study.display(), value, answer);
    }

    private String datum() {
        return String.valueOf(study.datum());
    }

    private static String words(Type value) {
        return value instanceof DateType date ? date.getValueAsString() : StatedAnswers.display(value);
    }

    private String words(PriorImaging one) {
        Map<String, Type> details = details(one);
        return Stream.of(
                        LinkIds.STUDY_TECHNIQUE,
                        LinkIds.STUDY_CONTRAST,
                        LinkIds.STUDY_REGION,
                        LinkIds.STUDY_SIDE,
                        LinkIds.STUDY_DATE,
                        LinkIds.STUDY_RESULT,
                        LinkIds.STUDY_FINDING,
                        LinkIds.STUDY_SITE)
                .flatMap(part -> Optional.ofNullable(details.get(part)).stream())
                .map(StatedStudies::words)
                .collect(Collectors.joining(", "));
    }
}

package org.apposite.authoring.mutation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.advice.Severity;
import org.apposite.advice.Urgency;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Region;
import org.apposite.patient.Study;

/** The lists that codes come from: what stands beside a code there can be written by mistake. */
final class Neighbours {

    private static final Set<Kind> STATED_SINGLY = EnumSet.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION);
    private static final List<String> PRIOR_STUDIES = codes(Study.RADIOGRAPHY, Study.CT, Study.MRI);
    private static final List<String> STUDIES = codes(Study.values());
    private static final List<String> CONTRASTS = codes(Contrast.values());

    /** Questions that are easily mistaken for each other, to the same kind of fact and with the same arguments. */
    private static final Map<String, List<String>> QUESTIONS = Map.ofEntries(
            Map.entry("present", List.of("absent", "absentOrUnknown")),
            Map.entry("absent", List.of("present", "absentOrUnknown")),
            Map.entry("unknown", List.of("present", "absentOrUnknown")),
            Map.entry("absentOrUnknown", List.of("absent", "unknown")),
            Map.entry("youngerThan", List.of("agedAtLeast")),
            Map.entry("agedAtLeast", List.of("youngerThan")),
            Map.entry("lastingMoreThan", List.of("lastingAtMost")),
            Map.entry("lastingAtMost", List.of("lastingMoreThan")),
            Map.entry("suspected", List.of("suspectedOnly")),
            Map.entry("suspectedOnly", List.of("suspected", "suspectedOtherwise")),
            Map.entry("suspectedOtherwise", List.of("suspectedOnly")),
            Map.entry("egfrBelow", List.of("egfrAtLeast")),
            Map.entry("egfrAtLeast", List.of("egfrBelow")),
            Map.entry("imaged", List.of("notImaged", "awaiting")),
            Map.entry("notImaged", List.of("imaged", "imagingUnknown")),
            Map.entry("imagingUnknown", List.of("notImaged")),
            Map.entry("awaiting", List.of("imaged", "notImaged")),
            Map.entry("imagedElsewhereOnly", List.of("notImaged")),
            Map.entry("shows", List.of("uncountedShows")),
            Map.entry("uncountedShows", List.of("shows")),
            Map.entry("orderMissesPain", List.of("orderMissesExamination")),
            Map.entry("orderMissesExamination", List.of("orderMissesPain")),
            Map.entry("variantMatched", List.of("dataRequired")),
            Map.entry("dataRequired", List.of("variantMatched")),
            Map.entry("prefers", List.of("usuallyAppropriate")),
            Map.entry("usuallyAppropriate", List.of("prefers")),
            Map.entry("prefersWithContrast", List.of("prefersOnlyWithContrast")),
            Map.entry("prefersOnlyWithContrast", List.of("prefersWithContrast")),
            Map.entry("orderBelowBest", List.of("orderUsuallyNotAppropriate")),
            Map.entry("orderUsuallyNotAppropriate", List.of("orderBelowBest")));

    private final Topic topic;
    private final Vocabulary vocabulary;

    Neighbours(Topic topic, Vocabulary vocabulary) {
        this.topic = topic;
        this.vocabulary = vocabulary;
    }

    List<String> questions(String name) {
        return QUESTIONS.getOrDefault(name, List.of());
    }

    /** The list that an argument of a question comes from; empty for numbers and units. */
    List<String> asked(String fact, Question question, int index) {
        return switch (question.name()) {
            case "present", "absent", "unknown", "absentOrUnknown" -> findings();
            case "complaintIs" -> vocabulary.codes(Kind.SYMPTOM);
            case "painIn" ->
                Arrays.stream(Region.values())
                        .filter(Region::isOfPain)
                        .map(Region::code)
                        .toList();
            case "suspected", "suspectedOnly", "suspectedOtherwise" -> vocabulary.codes(Kind.SUSPICION);
            case "imaged", "notImaged", "imagingUnknown", "awaiting", "imagedElsewhereOnly" -> PRIOR_STUDIES;
            case "shows", "uncountedShows" ->
                index == 0 ? List.of() : results(question.arguments().get(0).text());
            case "mriShowsAt" ->
                index == 0
                        ? results(Study.MRI.code())
                        : Stream.concat(codes(LesionSite.values()).stream(), Stream.of("not-stated"))
                                .toList();
            case "orders", "prefers", "usuallyAppropriate" -> STUDIES;
            case "ordersWithContrast", "prefersWithContrast", "prefersOnlyWithContrast" ->
                index == 0 ? List.of() : CONTRASTS;
            case "matched" -> variants();
            case "is" -> concluded(fact.equals("RedFlag") ? "redFlag" : "situation");
            default -> List.of();
        };
    }

    /** The list that a concluded code comes from; empty where a neighbour would be no plausible mistake. */
    List<String> concluded(String verb) {
        return switch (verb) {
            case "variant" -> variants();
            case "ask" -> topic.asks();
            case "raise" -> concludedCodes("differential");
            case "redFlag", "situation" -> concludedCodes(verb);
            default -> List.of();
        };
    }

    List<String> procedures() {
        return List.copyOf(vocabulary.procedures().keySet());
    }

    List<String> radiationLevels() {
        return codes(RelativeRadiationLevel.values());
    }

    List<String> severities() {
        return codes(Severity.values());
    }

    List<String> urgencies() {
        return codes(Urgency.values());
    }

    /** The codes one before and one after a code in its list; none when it is not in the list. */
    static List<String> both(List<String> list, String code) {
        int place = list.indexOf(code);
        return Stream.of(place - 1, place + 1)
                .filter(one -> place >= 0 && one >= 0 && one < list.size())
                .map(list::get)
                .toList();
    }

    /** The nearest code in the list that is not taken, one that comes later before one that comes earlier. */
    static Optional<String> nearest(List<String> list, String code, Set<String> taken) {
        int place = list.indexOf(code);
        if (place < 0) {
            return Optional.empty();
        }
        return Stream.iterate(1, distance -> distance < list.size(), distance -> distance + 1)
                .flatMap(distance -> Stream.of(place + distance, place - distance))
                .filter(one -> one >= 0 && one < list.size())
                .map(list::get)
                .filter(one -> !taken.contains(one))
                .findFirst();
    }

    private List<String> findings() {
        return topic.asks().stream()
                .filter(code -> {
                    Term term = vocabulary.terms().get(code);
                    return term != null && STATED_SINGLY.contains(term.kind());
                })
                .toList();
    }

    private List<String> variants() {
        return topic.variants().stream().map(Variant::id).toList();
    }

    private List<String> concludedCodes(String verb) {
        Set<String> codes = new LinkedHashSet<>();
        topic.rules()
                .forEach(rule -> rule.then().stream()
                        .filter(one -> one.verb().equals(verb))
                        .forEach(one -> codes.add(one.arguments().get(0).text())));
        return List.copyOf(codes);
    }

    private static List<String> results(String study) {
        return Arrays.stream(ImagingResult.values())
                .filter(result -> result.isOf(Coded.of(Study.class, study)))
                .map(ImagingResult::code)
                .toList();
    }

    private static List<String> codes(Coded... values) {
        return Arrays.stream(values).map(Coded::code).toList();
    }
}

package org.apposite.authoring.document;

import java.util.List;
import java.util.Optional;
import org.apposite.authoring.document.Span.Plain;
import org.apposite.model.Topic.Question;

/** The questions of the language in words, as they stand in the middle of a sentence. */
final class QuestionWords {

    private final Terms terms;

    QuestionWords(Terms terms) {
        this.terms = terms;
    }

    /** A question in words; as it stands in the file when the language has grown since. */
    Line of(String fact, Question question) {
        List<String> arguments =
                question.arguments().stream().map(one -> one.text()).toList();
        if (fact.equals("Situation") && question.name().equals("is")) {
            return new Line(List.of(new Plain("\u201c"), terms.situation(arguments.get(0)), new Plain("\u201d")));
        }
        if (fact.equals("Routing") && question.name().equals("matched")) {
            return new Line(List.of(terms.variantLink(arguments.get(0)), new Plain(" matched")));
        }
        return Line.of(words(fact, question.name(), arguments)
                .orElseGet(() -> question.name() + "( " + String.join(", ", arguments) + " )"));
    }

    /** Questions on one thing each, joined into a phrase: their words before the list of things. */
    static Optional<String> ofMany(String fact, String question, boolean all) {
        String these = all ? "all of these " : "any of these ";
        String are = all ? "are " : "is ";
        return switch (fact + "." + question) {
            case "PatientCase.present" -> Optional.of(these + are + "present");
            case "PatientCase.absent" -> Optional.of(these + are + "stated absent");
            case "PatientCase.unknown" -> Optional.of(these + are + "not stated");
            case "PatientCase.absentOrUnknown" -> Optional.of(these + are + "absent or not stated");
            case "PatientCase.suspected" -> Optional.of(these + are + "strongly suspected");
            case "PatientCase.painIn" -> all ? Optional.empty() : Optional.of("the painful region is one of these");
            case "RedFlag.is" -> all ? Optional.empty() : Optional.of("any of these is a red flag here");
            default -> Optional.empty();
        };
    }

    /** The thing that a question of {@link #ofMany} is about. */
    String subject(String fact, Question question) {
        String code = question.arguments().get(0).text();
        return question.name().equals("painIn") ? region(code) : terms.term(code);
    }

    private static String region(String code) {
        return code.equals("unknown") ? "not stated" : Terms.spaced(code);
    }

    private Optional<String> words(String fact, String name, List<String> a) {
        return Optional.ofNullable(
                switch (fact + "." + name) {
                    case "PatientCase.present" -> term(a) + " is present";
                    case "PatientCase.absent" -> term(a) + " is stated absent";
                    case "PatientCase.unknown" -> term(a) + " is not stated";
                    case "PatientCase.absentOrUnknown" -> term(a) + " is absent or not stated";
                    case "PatientCase.complaintIs" -> "the complaint is " + term(a);
                    case "PatientCase.complaintUnknown" -> "the complaint is not stated";
                    case "PatientCase.youngerThan" -> "the age is under " + amount(a);
                    case "PatientCase.agedAtLeast" -> "the age is " + amount(a) + " or more";
                    case "PatientCase.ageUnknown" -> "the age is not stated";
                    case "PatientCase.lastingMoreThan" -> "the complaint has lasted more than " + amount(a);
                    case "PatientCase.lastingAtMost" -> "the complaint has lasted " + amount(a) + " or less";
                    case "PatientCase.durationUnknown" -> "the duration is not stated";
                    case "PatientCase.painIn" ->
                        a.get(0).equals("unknown")
                                ? "the painful region is not stated or not known"
                                : "the painful region is " + region(a.get(0));
                    case "PatientCase.suspected" -> term(a) + " is strongly suspected";
                    case "PatientCase.suspectedOnly" -> term(a) + " is all that is strongly suspected";
                    case "PatientCase.suspectedOtherwise" ->
                        term(a) + " is not all that is strongly suspected, or it was not said what is";
                    case "PatientCase.egfrBelow" -> "the eGFR is under " + a.get(0);
                    case "PatientCase.egfrAtLeast" -> "the eGFR is " + a.get(0) + " or more";
                    case "PatientCase.egfrUnknown" -> "the eGFR is not stated";
                    case "PatientCase.imaged" -> study(a) + " of the painful area has been done and read";
                    case "PatientCase.notImaged" ->
                        "it is stated that no " + study(a) + " of the painful area was done";
                    case "PatientCase.imagingUnknown" ->
                        "nobody said whether " + study(a) + " of the painful area was done";
                    case "PatientCase.awaiting" -> study(a) + " of the painful area was done, its result is not known";
                    case "PatientCase.imagedElsewhereOnly" -> study(a) + " was done, but none of the painful area";
                    case "PatientCase.shows" -> study(a) + " of the painful area: " + result(a.get(1));
                    case "PatientCase.uncountedShows" ->
                        study(a) + " that does not decide (of another region, or overtaken): " + result(a.get(1));
                    case "PatientCase.mriShowsAt" ->
                        "any MRI: " + result(a.get(0)) + ", site " + Terms.spaced(a.get(1));
                    case "PatientCase.orders" -> study(a) + " is proposed as the order";
                    case "PatientCase.ordersWithContrast" -> withContrast(a) + " is proposed as the order";
                    case "PatientCase.orderMissesPain" -> "the order leaves out a part of the painful region";
                    case "PatientCase.orderMissesExamination" ->
                        "the order leaves out the stated level of the neurologic signs";
                    case "RedFlag.is" -> term(a) + " is a red flag here";
                    case "Situation.is" -> terms.situationName(a.get(0));
                    case "Routing.matched" -> terms.variant(a.get(0)) + " matched";
                    case "Routing.variantMatched" -> "a variant matched";
                    case "Routing.dataRequired" -> "no variant can be told before questions are answered";
                    case "Ranking.prefers" -> study(a) + " is preferred";
                    case "Ranking.prefersWithContrast" -> withContrast(a) + " is preferred";
                    case "Ranking.prefersOnlyWithContrast" ->
                        study(a) + " is preferred, and only " + contrast(a.get(1));
                    case "Ranking.usuallyAppropriate" -> study(a) + " is usually appropriate";
                    case "Ranking.orderBelowBest" ->
                        "the order may be appropriate, while others are usually appropriate";
                    case "Ranking.orderUsuallyNotAppropriate" -> "the order is usually not appropriate";
                    case "Ranking.orderUnrated" -> "the variant has no rating for the order";
                    case "Ranking.anyTranscribed" -> "a rating of the variant was seen only in a transcription";
                    default -> null;
                });
    }

    private String term(List<String> arguments) {
        return terms.term(arguments.get(0));
    }

    private static String amount(List<String> arguments) {
        String unit = arguments.get(1);
        boolean one = arguments.get(0).equals("1") && unit.endsWith("s");
        return arguments.get(0) + " " + (one ? unit.substring(0, unit.length() - 1) : unit);
    }

    private static String study(List<String> arguments) {
        return study(arguments.get(0));
    }

    static String study(String code) {
        return switch (code) {
            case "ct" -> "CT";
            case "ct-myelography" -> "CT myelography";
            case "mri" -> "MRI";
            case "us" -> "ultrasound";
            case "fdg-pet-ct" -> "FDG-PET/CT";
            default -> Terms.spaced(code);
        };
    }

    private static String withContrast(List<String> arguments) {
        return study(arguments) + " " + contrast(arguments.get(1));
    }

    private static String contrast(String code) {
        return Terms.spaced(code) + " contrast";
    }

    private static String result(String code) {
        return code.equals("non-diagnostic") ? code : Terms.spaced(code);
    }
}

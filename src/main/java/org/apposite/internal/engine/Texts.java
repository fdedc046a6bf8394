package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apposite.advice.AppropriatenessCategory;
import org.apposite.advice.OrderReview;
import org.apposite.internal.engine.Findings.Row;
import org.apposite.language.Placeholder;
import org.apposite.language.QuestionKind;
import org.apposite.language.StudyWords;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;

/** Fills the placeholders of rule texts from the case and the ratings. */
final class Texts {

    private static final String NOTHING = "none";

    private final TopicEngine topic;
    private final PatientCase patient;
    private final Assessment assessment;

    Texts(TopicEngine topic, PatientCase patient, Assessment assessment) {
        this.topic = topic;
        this.patient = patient;
        this.assessment = assessment;
    }

    String fill(String text) {
        int brace = text.indexOf('{');
        if (brace < 0) {
            return text;
        }
        StringBuilder filled = new StringBuilder(2 * text.length());
        int from = 0;
        while (brace >= 0) {
            int end = text.indexOf('}', brace);
            filled.append(text, from, brace).append(value(text.substring(brace + 1, end)));
            from = end + 1;
            brace = text.indexOf('{', from);
        }
        return filled.append(text, from, text.length()).toString();
    }

    private String value(String name) {
        if (name.startsWith(Placeholder.RATING)) {
            String code = name.substring(Placeholder.RATING.length());
            return rows(row -> row.procedure().code().equals(code), Texts::categoryAndMedian);
        }
        return switch (Placeholder.named(name)) {
            case PAIN_REGION -> QuestionKind.regionWords(patient.region());
            case EXAMINATION_REGION ->
                patient.examinedAt().map(QuestionKind::regionWords).orElse("not stated");
            case ORDER -> patient.order().map(this::order).orElse(NOTHING);
            case ORDER_REGION ->
                patient.order().map(o -> QuestionKind.regionWords(o.region())).orElse(NOTHING);
            case ORDER_CATEGORY -> orderRow(Texts::categoryWords);
            case ORDER_RADIATION -> orderRow(row -> row.radiation().toString());
            case HIGHER -> higher();
            case USUALLY_APPROPRIATE ->
                rows(row -> row.category() == AppropriatenessCategory.USUALLY_APPROPRIATE, Texts::display);
            case PREFERRED ->
                rows(row -> assessment.preferred().contains(row.procedure().code()), Texts::display);
            case TRANSCRIBED ->
                assessment.rows().stream().allMatch(Row::transcribed)
                        ? "all " + assessment.rows().size()
                        : rows(Row::transcribed, Texts::display);
            case UNKNOWN_RED_FLAGS -> unknownRedFlags();
            case RADIOGRAPH_FINDING -> radiographFinding();
            case OTHER_IMAGING -> otherImaging();
        };
    }

    private String rows(Predicate<Row> which, Function<Row, String> words) {
        StringBuilder joined = new StringBuilder();
        for (Row row : assessment.rows()) {
            if (which.test(row)) {
                joined.append(joined.isEmpty() ? "" : "; ").append(words.apply(row));
            }
        }
        return joined.isEmpty() ? NOTHING : joined.toString();
    }

    private static String display(Row row) {
        return row.procedure().display();
    }

    private static String categoryWords(Row row) {
        return row.category().code().replace('-', ' ') + (row.disagreement() ? " (disagreement)" : "");
    }

    private static String categoryAndMedian(Row row) {
        return categoryWords(row) + ", median " + row.median();
    }

    private String order(ImagingOrder order) {
        Vocabulary vocabulary = topic.vocabulary();
        String name = vocabulary
                .procedure(order)
                .map(Procedure::display)
                .orElseGet(() -> StudyWords.of(order.study())
                        + (order.contrast() == null ? "" : " " + StudyWords.of(order.contrast()) + " contrast"));
        return name + " (" + QuestionKind.regionWords(order.region()) + ")";
    }

    private String orderRow(Function<Row, String> words) {
        OrderReview review = assessment.order();
        String procedure = review == null ? null : review.procedure();
        return procedure == null
                ? "not rated"
                : rows(row -> row.procedure().code().equals(procedure), words);
    }

    /** The procedures of the variant's best category, when the order's is lower. */
    private String higher() {
        OrderReview review = assessment.order();
        AppropriatenessCategory ordered = review == null ? null : review.category();
        AppropriatenessCategory best = assessment.rows().stream()
                .map(Row::category)
                .sorted()
                .findFirst()
                .orElse(null);
        if (ordered == null || best == null || best.compareTo(ordered) >= 0) {
            return "no other study of this variant";
        }
        return rows(row -> row.category() == best, row -> display(row) + " (" + categoryAndMedian(row) + ")");
    }

    private String unknownRedFlags() {
        StringJoiner unknown = new StringJoiner(", ");
        unknown.setEmptyValue(NOTHING);
        for (String datum : topic.topic().redFlags()) {
            if (topic.isOpen(datum, patient)) {
                unknown.add(CompiledRule.term(topic.vocabulary(), datum));
            }
        }
        return unknown.toString();
    }

    private String radiographFinding() {
        @Nullable
        ImagingFinding finding = patient.decidingImaging(Study.RADIOGRAPHY)
                .map(PriorImaging::finding)
                .orElse(null);
        return finding == null || finding == ImagingFinding.OTHER ? "an abnormality" : finding.code();
    }

    private String otherImaging() {
        List<String> noted = new ArrayList<>();
        for (Study study : List.of(Study.RADIOGRAPHY, Study.CT, Study.MRI)) {
            List<PriorImaging> uncounted = new ArrayList<>(patient.uncountedImaging(study));
            if (study == Study.CT) {
                patient.decidingImaging(study).ifPresent(uncounted::add);
            }
            for (PriorImaging one : uncounted) {
                if (isAbnormal(one.result())) {
                    noted.add(QuestionKind.studyWords(one));
                }
            }
        }
        return noted.isEmpty() ? NOTHING : String.join("; ", noted);
    }

    private static boolean isAbnormal(ImagingResult result) {
        return result.isKnown() && result != ImagingResult.NEGATIVE && result != ImagingResult.NON_DIAGNOSTIC;
    }
}

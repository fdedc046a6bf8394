package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.internal.engine.Findings.Row;
import org.apposite.language.Patient;
import org.apposite.language.Placeholder;
import org.apposite.language.Scope;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PriorImaging;

/** Fills the placeholders of rule texts from the case and the ratings. */
final class Texts {

    private static final String NOTHING = "none";
    /** For most texts, with what stands in their places. */
    private static final int ROOM = 512;

    private final TopicEngine topic;
    private final Scope scope;
    private final Patient patient;
    private final Assessment assessment;
    private final List<String> alsoMatches;
    private final Evaluation.Budget budget;
    private final StringBuilder filled = new StringBuilder(ROOM);

    Texts(
            TopicEngine topic,
            Patient patient,
            Assessment assessment,
            List<String> alsoMatches,
            Evaluation.Budget budget) {
        this.budget = budget;
        this.alsoMatches = alsoMatches;
        this.topic = topic;
        this.scope = topic.scope();
        this.patient = patient;
        this.assessment = assessment;
    }

    /** Whether a text has no place to be filled, and so is the same for every patient. */
    static boolean isConstant(String text) {
        return text.indexOf('{') < 0;
    }

    /** Fills a text; what is filled in counts as a part of the answer. */
    String fill(String text) {
        if (isConstant(text)) {
            return text;
        }
        int brace = text.indexOf('{');
        filled.setLength(0);
        int from = 0;
        while (brace >= 0) {
            int end = text.indexOf('}', brace);
            filled.append(text, from, brace);
            write(topic.placeholder(text.substring(brace + 1, end)));
            budget.lookOften("texts were being filled");
            budget.room(filled.length());
            from = end + 1;
            brace = text.indexOf('{', from);
        }
        budget.write(filled.length());
        return filled.append(text, from, text.length()).toString();
    }

    /** Counts what is said of a study as a part of the answer; the same texts can stand at many. */
    void count(Recommendation recommendation) {
        budget.lookOften("the answer was being put together");
        long characters = recommendation.display().length();
        for (String reason : recommendation.reasons()) {
            characters += reason.length();
        }
        budget.write(characters);
    }

    /** The same of a text that must stand: when it would be too long its places are left as they are written. */
    String fillOrLeave(String text) {
        try {
            return fill(text);
        } catch (NoAnswer tooLong) {
            return text;
        }
    }

    private StringBuilder write(Placeholder.Use use) {
        return switch (use.placeholder()) {
            case COMPLAINT_REGION ->
                filled.append(scope.placeWords(
                        patient.region().code(), patient.stated().side().orElse(null)));
            case EXAMINATION_REGION ->
                filled.append(
                        patient.stated().examinedAt().map(scope::regionWords).orElse("not stated"));
            case ORDER ->
                filled.append(patient.stated().order().map(this::order).orElse(NOTHING));
            case ORDER_REGION ->
                filled.append(patient.stated().order().map(this::place).orElse(NOTHING));
            case ORDER_CATEGORY -> orderRow(Texts::categoryWords);
            case ORDER_RADIATION -> orderRow(Texts::radiationWords);
            case HIGHER -> higher();
            case ORDER_IN_ALSO_MATCHING -> listed(orderInAlsoMatching());
            case USUALLY_APPROPRIATE ->
                rows(row -> row.rating().category() == Recommendation.Category.USUALLY_APPROPRIATE, Texts::display);
            case PREFERRED ->
                rows(row -> assessment.preferred().contains(row.procedure().code()), Texts::display);
            case TRANSCRIBED ->
                assessment.rows().stream().allMatch(row -> row.rating().transcribed())
                        ? filled.append("all ").append(assessment.rows().size())
                        : rows(row -> row.rating().transcribed(), Texts::display);
            case UNKNOWN_RED_FLAGS -> listed(patient.open(Topic.RED_FLAGS));
            case PRESENT -> listed(patient.present(scope.members(use.argument())));
            case UNKNOWN -> listed(patient.open(use.argument()));
            case VALUE -> filled.append(patient.value(use.argument()));
            case STUDIES -> filled.append(studies(one -> true));
            case LESIONS -> filled.append(studies(this::isLesion));
            case STUDY_FINDING -> filled.append(studyFinding(use.argument()));
            case OTHER_IMAGING -> filled.append(otherImaging());
            case RATING -> rows(row -> row.procedure().code().equals(use.argument()), Texts::categoryAndMedian);
        };
    }

    private StringBuilder listed(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            filled.append(i == 0 ? "" : ", ").append(names.get(i));
            budget.room(filled.length());
        }
        return names.isEmpty() ? filled.append(NOTHING) : filled;
    }

    private StringBuilder rows(Predicate<Row> which, Function<Row, String> words) {
        int before = filled.length();
        for (Row row : assessment.rows()) {
            if (which.test(row)) {
                filled.append(filled.length() == before ? "" : "; ").append(words.apply(row));
                budget.room(filled.length());
            }
        }
        return filled.length() == before ? filled.append(NOTHING) : filled;
    }

    private static String display(Row row) {
        return row.procedure().display();
    }

    private static String categoryWords(Row row) {
        return row.rating().category().code().replace('-', ' ')
                + (row.rating().disagreement() ? " (disagreement)" : "");
    }

    private static String categoryAndMedian(Row row) {
        return categoryWords(row) + ", median "
                + (row.rating().median() == null ? "not stated" : row.rating().median());
    }

    private static String radiationWords(Row row) {
        return row.rating().radiation() == null
                ? "not stated"
                : row.rating().radiation().toString();
    }

    private String order(ImagingOrder order) {
        List<Procedure> procedures = scope.procedures(order);
        String name = procedures.isEmpty()
                ? scope.vocabulary().displayOfStudy(order.kind())
                        + (order.contrast() == null
                                ? ""
                                : " " + order.contrast().code().replace('-', ' ') + " contrast")
                : procedures.get(0).display();
        return name + " (" + place(order) + ")";
    }

    private String place(ImagingOrder order) {
        return scope.placeWords(order.region(), order.side());
    }

    private StringBuilder orderRow(Function<Row, String> words) {
        OrderReview review = assessment.order();
        String procedure = review == null ? null : review.procedure();
        return review == null || review.category() == null
                ? filled.append("not rated")
                : rows(row -> row.procedure().code().equals(procedure), words);
    }

    /** The procedures of the best category above the order's, but for what has been done and answered. */
    private StringBuilder higher() {
        OrderReview review = assessment.order();
        Recommendation.Category ordered = review == null ? null : review.category();
        List<Row> higher = assessment.rows().stream()
                .filter(row -> ordered != null
                        && isPossible(row)
                        && row.rating().category().compareTo(ordered) < 0)
                .toList();
        Recommendation.Category best = higher.stream()
                .filter(this::isToDo)
                .map(row -> row.rating().category())
                .sorted()
                .findFirst()
                .orElse(null);
        if (best == null) {
            return filled.append(higher.isEmpty() ? "no other study of this variant" : "only what has been done");
        }
        return rows(
                row -> row.rating().category() == best && isPossible(row) && isToDo(row),
                row -> display(row) + " (" + categoryAndMedian(row) + ")");
    }

    private List<String> orderInAlsoMatching() {
        OrderReview review = assessment.order();
        String procedure = review == null ? null : review.procedure();
        Recommendation.Category here = review == null ? null : review.category();
        List<String> variants = new ArrayList<>();
        if (procedure != null && here != null) {
            for (String id : alsoMatches) {
                Recommendation.Category there = topic.category(id, procedure);
                if (there != null && there.compareTo(here) < 0) {
                    topic.topic().variants().stream()
                            .filter(variant -> variant.id().equals(id))
                            .forEach(variant -> variants.add("variant " + variant.number() + " ("
                                    + there.code().replace('-', ' ') + ")"));
                }
            }
        }
        return variants;
    }

    private boolean isPossible(Row row) {
        return !assessment.aside().containsKey(row.procedure().code());
    }

    private boolean isToDo(Row row) {
        return patient.deciding(row.procedure().kind())
                .flatMap(this::result)
                .filter(Texts::answers)
                .isEmpty();
    }

    private static boolean answers(Study.Result result) {
        return result.isRead() && result.meaning() != Study.Meaning.INCONCLUSIVE;
    }

    private String studyFinding(String kind) {
        String finding = patient.deciding(kind).map(PriorImaging::finding).orElse(null);
        String display = finding == null
                ? null
                : scope.vocabulary()
                        .studyOf(kind)
                        .map(study -> study.findings().get(finding))
                        .orElse(null);
        return display == null || display.isEmpty() ? "an abnormality" : display;
    }

    private String studies(Predicate<PriorImaging> which) {
        List<String> noted = new ArrayList<>();
        for (PriorImaging one : patient.stated().imaging().orElse(List.of())) {
            if (which.test(one)) {
                noted.add(patient.words(one)
                        + one.when().map(date -> " on " + date).orElse(""));
            }
        }
        return noted.isEmpty() ? NOTHING : String.join("; ", noted);
    }

    private String otherImaging() {
        List<String> noted = new ArrayList<>();
        for (String kind : topic.otherImaging()) {
            List<PriorImaging> uncounted = new ArrayList<>(patient.uncounted(kind));
            if (!topic.routesBy(kind)) {
                patient.deciding(kind).ifPresent(uncounted::add);
            }
            for (PriorImaging one : uncounted) {
                if (isAbnormal(one)) {
                    noted.add(patient.words(one));
                }
            }
        }
        return noted.isEmpty() ? NOTHING : String.join("; ", noted);
    }

    private boolean isAbnormal(PriorImaging one) {
        return result(one).filter(Study.Result::isAbnormal).isPresent();
    }

    private boolean isLesion(PriorImaging one) {
        return result(one)
                .filter(result -> result.meaning() == Study.Meaning.LESION)
                .isPresent();
    }

    private Optional<Study.Result> result(PriorImaging one) {
        return scope.vocabulary().studyOf(one.kind()).flatMap(study -> study.result(one.result()));
    }
}

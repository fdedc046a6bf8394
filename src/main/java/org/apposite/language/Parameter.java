package org.apposite.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.model.Choice;
import org.apposite.model.Quantity;
import org.apposite.model.Study;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.PatientCase.Sex;
import org.jspecify.annotations.Nullable;

/** What an argument of a question or a verb must be, and which codes it can be. */
public enum Parameter {
    /** A finding, circumstance or condition of the vocabulary. */
    FINDING("finding", Form.TEXT, (scope, before) -> scope.vocabulary().findings()),
    /** A finding that rules derive. */
    DERIVED_FINDING("derived finding", Form.TEXT, (scope, before) -> terms(scope, Term::isDerived)),
    /** A group of the topic. */
    GROUP(
            "group",
            Form.TEXT,
            (scope, before) -> List.copyOf(scope.topic().groups().keySet())),
    /** A complaint of the vocabulary. */
    COMPLAINT("complaint", Form.TEXT, (scope, before) -> scope.vocabulary().codes(Kind.COMPLAINT)),
    /** A suspicion of the vocabulary. */
    SUSPICION("suspicion", Form.TEXT, (scope, before) -> scope.vocabulary().codes(Kind.SUSPICION)),
    /** A choice of the vocabulary. */
    CHOICE("choice", Form.TEXT, (scope, before) -> scope.vocabulary().codes(Kind.CHOICE)),
    /** A value of the choice before it. */
    VALUE("value", Form.TEXT, (scope, before) -> {
        Choice choice = scope.vocabulary().choices().get(first(before));
        return choice == null ? null : List.copyOf(choice.values().keySet());
    }),
    /** A quantity of the vocabulary. */
    QUANTITY("quantity", Form.TEXT, (scope, before) -> scope.vocabulary().codes(Kind.QUANTITY)),
    /** A number, or the name of a limit of the quantity before it. */
    LIMIT("limit", Form.NUMBER_OR_TEXT, (scope, before) -> {
        Quantity quantity = scope.vocabulary().quantities().get(first(before));
        return quantity == null ? null : List.copyOf(quantity.limits().keySet());
    }),
    /** A unit of the quantity before it. */
    UNIT("unit", Form.TEXT, (scope, before) -> {
        Quantity quantity = scope.vocabulary().quantities().get(first(before));
        return quantity == null ? null : quantity.units();
    }),
    /** A score of the topic. */
    SCORE(
            "score",
            Form.TEXT,
            (scope, before) -> List.copyOf(scope.topic().scores().keySet())),
    /** Points of a score. */
    POINTS("number", Form.DECIMAL, null),
    /** Anything that can be asked, or a group of it. */
    DATUM("datum", Form.TEXT, (scope, before) -> {
        List<String> data =
                new ArrayList<>(terms(scope, term -> term.kind() != Kind.COMPLAINT && term.kind() != Kind.SUSPICION));
        data.addAll(scope.topic().groups().keySet());
        return data;
    }),
    /** A whole number. */
    NUMBER("number", Form.WHOLE, null),
    /** A step of the routing. */
    STEP("step", Form.WHOLE, null),
    /** A median rating, or that none is stated. */
    MEDIAN("median", Form.WHOLE_OR_TEXT, (scope, before) -> List.of(Verb.NOT_STATED)),
    /** A unit of age. */
    AGE_UNIT("unit of age", Form.TEXT, (scope, before) -> Age.UNITS),
    /** A unit of duration. */
    DURATION_UNIT("unit of duration", Form.TEXT, (scope, before) -> List.copyOf(Lasting.UNITS.keySet())),
    /** A sex. */
    SEX("sex", Form.TEXT, (scope, before) -> List.of(Sex.FEMALE.code(), Sex.MALE.code(), Sex.OTHER.code())),
    /** A region in which a complaint can be. */
    COMPLAINT_REGION("region", Form.TEXT, (scope, before) -> scope.vocabulary().regionsOfComplaints()),
    /** Any region. */
    REGION(
            "region",
            Form.TEXT,
            (scope, before) -> List.copyOf(scope.vocabulary().regions().keySet())),
    /** A kind of study that can have been done, or a technique of one. */
    PRIOR_STUDY(
            "study",
            Form.TEXT,
            (scope, before) -> scope.vocabulary().studyKinds().stream()
                    .filter(kind -> scope.vocabulary()
                            .studyOf(kind)
                            .filter(Study::isPrior)
                            .isPresent())
                    .toList()),
    /** A kind of study, or a technique of one. */
    STUDY("study", Form.TEXT, (scope, before) -> scope.vocabulary().studyKinds()),
    /** A contrast. */
    CONTRAST("contrast", Form.TEXT, (scope, before) -> codes(Contrast.values())),
    /** A result of the study before it. */
    RESULT("result", Form.TEXT, (scope, before) -> of(scope, before, Study::results)),
    /** What the study before it can show in particular. */
    STUDY_FINDING(
            "finding",
            Form.TEXT,
            (scope, before) -> orNotStated(of(scope, before, Study::findings), Study.FINDING_NOT_STATED)),
    /** A site of a lesion that the study before it can show. */
    SITE("site", Form.TEXT, (scope, before) -> orNotStated(of(scope, before, Study::sites), Study.SITE_NOT_STATED)),
    /** A red flag that some rule of the topic concludes. */
    RED_FLAG("red flag", Form.TEXT, (scope, before) -> concluded(scope, Verb.RED_FLAG, 0)),
    /** A situation that some rule of the topic concludes. */
    SITUATION("situation", Form.TEXT, (scope, before) -> concluded(scope, Verb.SITUATION, 0)),
    /** An exclusion that some rule of the topic concludes. */
    EXCLUSION("exclusion", Form.TEXT, (scope, before) -> concluded(scope, Verb.EXCLUDE, 1)),
    /** A variant of the topic. */
    VARIANT(
            "variant",
            Form.TEXT,
            (scope, before) ->
                    scope.topic().variants().stream().map(Variant::id).toList()),
    /** A diagnosis of the differential of the topic. */
    DIAGNOSIS("diagnosis", Form.TEXT, (scope, before) -> concluded(scope, Verb.DIFFERENTIAL, 0)),
    /** An alert that some rule of the topic concludes. */
    ALERT("alert", Form.TEXT, (scope, before) -> concluded(scope, Verb.ALERT, 0)),
    /** A next step that some rule of the topic concludes. */
    NEXT_STEP("next step", Form.TEXT, (scope, before) -> concluded(scope, Verb.NEXT_STEP, 0)),
    /** A procedure of the vocabulary. */
    PROCEDURE(
            "procedure",
            Form.TEXT,
            (scope, before) -> List.copyOf(scope.vocabulary().procedures().keySet())),
    /** A procedure, or a study or technique that stands for all its procedures. */
    PROCEDURE_OR_STUDY("procedure or study", Form.TEXT, (scope, before) -> {
        List<String> all = new ArrayList<>(scope.vocabulary().procedures().keySet());
        all.addAll(scope.vocabulary().studyKinds());
        return all;
    }),
    /** An appropriateness category, with or without disagreement. */
    CATEGORY("category", Form.TEXT, (scope, before) -> {
        List<String> all = new ArrayList<>(codes(Recommendation.Category.values()));
        codes(Recommendation.Category.values()).forEach(code -> all.add(code + Verb.DISAGREEMENT));
        return all;
    }),
    /** A relative radiation level, or that none is stated. */
    RADIATION_LEVEL("radiation level", Form.TEXT, (scope, before) -> {
        List<String> all = new ArrayList<>(codes(Radiation.Level.values()));
        all.add(Verb.NOT_STATED);
        return all;
    }),
    /** A source of the vocabulary. */
    SOURCE(
            "source",
            Form.TEXT,
            (scope, before) -> List.copyOf(scope.vocabulary().sources().keySet())),
    /** The severity of an alert. */
    SEVERITY("severity", Form.TEXT, (scope, before) -> codes(Severity.values())),
    /** The urgency of a next step. */
    URGENCY("urgency", Form.TEXT, (scope, before) -> codes(Urgency.values())),
    /** A code that this conclusion gives. */
    NEW_CODE("code", Form.TEXT, null),
    /** A text for a reader. */
    TEXT("text", Form.TEXT, null);

    /** How an argument is written. */
    public enum Form {
        /** A text in quotes. */
        TEXT,
        /** A whole number. */
        WHOLE,
        /** A number, with a fraction or without. */
        DECIMAL,
        /** A whole number, or a text in quotes. */
        WHOLE_OR_TEXT,
        /** A number, with a fraction or without, or a text in quotes. */
        NUMBER_OR_TEXT
    }

    private interface Codes {
        @Nullable
        List<String> of(Scope scope, List<Literal> before);
    }

    private final String display;
    private final Form form;
    private final @Nullable Codes codes;

    Parameter(String display, Form form, @Nullable Codes codes) {
        this.display = display;
        this.form = form;
        this.codes = codes;
    }

    private static String first(List<Literal> before) {
        return before.isEmpty() ? "" : before.get(0).text();
    }

    private static List<String> codes(Coded... values) {
        return Arrays.stream(values).map(Coded::code).toList();
    }

    private static List<String> terms(Scope scope, Predicate<Term> which) {
        return scope.vocabulary().terms().values().stream()
                .filter(which)
                .map(Term::code)
                .toList();
    }

    private interface Part {
        Map<String, ?> of(Study study);
    }

    private static @Nullable List<String> of(Scope scope, List<Literal> before, Part part) {
        return scope.vocabulary()
                .studyOf(first(before))
                .map(study -> List.copyOf(part.of(study).keySet()))
                .orElse(null);
    }

    private static @Nullable List<String> orNotStated(@Nullable List<String> codes, String notStated) {
        if (codes == null) {
            return null;
        }
        List<String> all = new ArrayList<>(codes);
        all.add(notStated);
        return all;
    }

    private static List<String> concluded(Scope scope, Verb verb, int index) {
        Set<String> concluded = new LinkedHashSet<>();
        for (Rule rule : scope.topic().rules()) {
            for (Consequence one : rule.then()) {
                if (one.verb().equals(verb.display())) {
                    concluded.add(one.arguments().get(index).text());
                }
            }
        }
        return List.copyOf(concluded);
    }

    /**
     * Its name in the middle of a sentence.
     *
     * @return a few words
     */
    public String display() {
        return display;
    }

    /**
     * How it is written.
     *
     * @return the form
     */
    public Form form() {
        return form;
    }

    /**
     * Whether an argument is written as it must be.
     *
     * @param argument a text or a number
     * @return false for a number in the place of a text, and the like
     */
    public boolean isWritten(Literal argument) {
        boolean whole = argument.isNumber() && argument.text().indexOf('.') < 0;
        return switch (form) {
            case TEXT -> !argument.isNumber();
            case WHOLE -> whole;
            case DECIMAL -> argument.isNumber();
            case WHOLE_OR_TEXT -> whole || !argument.isNumber();
            case NUMBER_OR_TEXT -> true;
        };
    }

    /**
     * The codes that it can be.
     *
     * @param scope the topic
     * @param before the arguments before it
     * @return the codes in the order of their file; empty where any text or number may stand, or where an argument before
     *     it is wrong
     */
    public Optional<List<String>> codes(Scope scope, List<Literal> before) {
        return codes == null ? Optional.empty() : Optional.ofNullable(codes.of(scope, before));
    }

    /**
     * An argument in the middle of a sentence.
     *
     * @param argument a code, or a number in digits
     * @param before the arguments before it
     * @param scope the topic
     * @return its display, or the code in words
     */
    public String words(String argument, List<Literal> before, Scope scope) {
        Vocabulary vocabulary = scope.vocabulary();
        return switch (this) {
            case FINDING, DERIVED_FINDING, COMPLAINT, SUSPICION, RED_FLAG, CHOICE, DATUM -> scope.display(argument);
            case QUANTITY -> {
                Quantity quantity = vocabulary.quantities().get(argument);
                yield quantity == null ? Scope.words(argument) : quantity.brief();
            }
            case VALUE -> {
                Choice choice = vocabulary.choices().get(first(before));
                Choice.Value value = choice == null ? null : choice.values().get(argument);
                yield value == null ? Scope.words(argument) : value.display();
            }
            case RESULT ->
                vocabulary
                        .studyOf(first(before))
                        .flatMap(study -> study.result(argument))
                        .map(Study.Result::display)
                        .orElse(Scope.words(argument));
            case STUDY_FINDING, SITE ->
                vocabulary
                        .studyOf(first(before))
                        .map(this == SITE ? Study::sites : Study::findings)
                        .map(names -> names.get(argument))
                        .orElse(Scope.words(argument));
            case PRIOR_STUDY, STUDY -> vocabulary.displayOfStudy(argument);
            case PROCEDURE -> {
                var procedure = vocabulary.procedures().get(argument);
                yield procedure == null ? Scope.words(argument) : procedure.display();
            }
            case PROCEDURE_OR_STUDY -> {
                var procedure = vocabulary.procedures().get(argument);
                yield procedure == null ? vocabulary.displayOfStudy(argument) : procedure.display();
            }
            case REGION, COMPLAINT_REGION -> scope.regionWords(argument);
            case SCORE -> {
                var score = scope.topic().scores().get(argument);
                yield score == null ? Scope.words(argument) : score.display();
            }
            case VARIANT ->
                scope.topic().variants().stream()
                        .filter(variant -> variant.id().equals(argument))
                        .map(variant -> Integer.toString(variant.number()))
                        .findFirst()
                        .orElse(argument);
            default -> Scope.words(argument);
        };
    }
}

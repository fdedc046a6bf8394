package org.apposite.circuit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apposite.circuit.Inputs.Said;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Choice;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Score;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Range;

/**
 * What the questions to a patient mean, in terms of what is stated and derived. Nothing is taken from {@link
 * org.apposite.language.Patient}, which the rule engine asks, but the answers on studies, orders and places.
 */
final class Meaning {

    /** What rules derive of a finding: the wires that a rule concludes it present, and absent. */
    record Derivation(int present, int absent) {

        static final Derivation NONE = new Derivation(Gates.NEVER, Gates.NEVER);
    }

    private final Gates gates;
    private final Inputs inputs;
    private final Scope scope;
    private final Function<String, Derivation> derived;
    private final Map<String, Integer> present = new HashMap<>();
    private final Map<String, Integer> absent = new HashMap<>();

    Meaning(Gates gates, Inputs inputs, Scope scope, Function<String, Derivation> derived) {
        this.gates = gates;
        this.inputs = inputs;
        this.scope = scope;
        this.derived = derived;
    }

    /** It is stated present, or a rule derives so. */
    int present(String finding) {
        Integer known = present.get(finding);
        if (known == null) {
            known = gates.any(
                    inputs.said(finding).present(), derivation(finding).present());
            present.put(finding, known);
        }
        return known;
    }

    /** It is stated absent, or rules derive so, and nothing makes it present. */
    int absent(String finding) {
        Integer known = absent.get(finding);
        if (known == null) {
            Said said = inputs.said(finding);
            known = gates.all(gates.any(said.absent(), derivation(finding).absent()), Gates.not(present(finding)));
            absent.put(finding, known);
        }
        return known;
    }

    private Derivation derivation(String finding) {
        Term term = scope.vocabulary().terms().get(finding);
        return term != null && term.isDerived() ? derived.apply(finding) : Derivation.NONE;
    }

    private int unknown(String finding) {
        return gates.all(Gates.not(present(finding)), Gates.not(absent(finding)));
    }

    /** A condition on the patient holds. */
    int holds(Condition condition) {
        return condition.fold(this::holds, gates::all, gates::any);
    }

    private int holds(Question question) {
        QuestionKind kind = QuestionKind.of(Fact.PATIENT, question.name()).orElseThrow();
        return holds(kind, question.arguments());
    }

    /** A question is answered with yes. */
    int holds(QuestionKind kind, List<Literal> a) {
        return switch (kind) {
            case PRESENT -> present(text(a, 0));
            case ABSENT -> absent(text(a, 0));
            case UNKNOWN -> unknown(text(a, 0));
            case ABSENT_OR_UNKNOWN -> Gates.not(present(text(a, 0)));
            case ANY_PRESENT -> gates.any(each(text(a, 0), this::present));
            case AT_LEAST_PRESENT -> atLeast(a.get(0).number(), each(text(a, 1), this::present));
            case ALL_ABSENT -> gates.all(each(text(a, 0), this::absent));
            case NONE_KNOWN_PRESENT -> Gates.not(gates.any(each(text(a, 0), this::present)));
            case ANY_UNKNOWN -> gates.any(each(text(a, 0), this::open));
            case CHOSEN -> chosen(text(a, 0), text(a, 1));
            case NOT_CHOSEN -> otherChosen(text(a, 0), text(a, 1));
            case CHOICE_UNKNOWN -> nothingChosen(text(a, 0));
            case AT_LEAST -> reaches(a, true);
            case MORE_THAN -> reaches(a, false);
            case BELOW -> staysUnder(a, false);
            case AT_MOST -> staysUnder(a, true);
            case QUANTITY_UNKNOWN -> Gates.not(measured(text(a, 0)));
            case QUANTITY_OPEN -> neither(staysUnder(a, false), reaches(a, true));
            case SCORE_AT_LEAST -> scored(text(a, 0), a.get(1).decimal());
            case SCORE_BELOW -> scoredUnder(text(a, 0), a.get(1).decimal());
            case SCORE_OPEN ->
                neither(
                        scored(text(a, 0), a.get(1).decimal()),
                        scoredUnder(text(a, 0), a.get(1).decimal()));
            case COMPLAINT_IS -> complaint(text(a, 0));
            case COMPLAINT_UNKNOWN ->
                value(Datum.COMPLAINT, List.of(), stated -> stated.complaint().isEmpty());
            case AGED_AT_LEAST -> aged(a, 0);
            case OLDER_THAN -> aged(a, 1);
            case YOUNGER_THAN -> younger(a, 0);
            case AGED_AT_MOST -> younger(a, 1);
            case AGE_UNKNOWN ->
                value(Datum.AGE, List.of(), stated -> stated.age().isEmpty());
            case AGE_OPEN -> neither(younger(a, 0), aged(a, 0));
            case SEX_IS ->
                value(
                        Datum.SEX,
                        List.of(text(a, 0)),
                        stated -> stated.sex().code().equals(text(a, 0)) && stated.sex() != PatientCase.Sex.UNKNOWN);
            case SEX_UNKNOWN -> value(Datum.SEX, List.of(), stated -> stated.sex() == PatientCase.Sex.UNKNOWN);
            case LASTING_MORE_THAN -> lastingOver(a);
            case LASTING_AT_MOST -> lastingUpTo(a);
            case DURATION_UNKNOWN ->
                value(Datum.DURATION, List.of(), stated -> stated.duration().isEmpty());
            case DURATION_OPEN -> neither(lastingOver(a), lastingUpTo(a));
            case SUSPECTED -> suspected(text(a, 0));
            case SUSPECTED_ONLY -> suspectedOnly(text(a, 0));
            case SUSPECTED_OTHERWISE -> Gates.not(suspectedOnly(text(a, 0)));
            case NOT_SUSPECTED -> gates.all(suspicionsStated(), Gates.not(suspected(text(a, 0))));
            default -> inputs.asked(kind, a);
        };
    }

    private static String text(List<Literal> arguments, int index) {
        return arguments.get(index).text();
    }

    private int neither(int one, int other) {
        return gates.all(Gates.not(one), Gates.not(other));
    }

    private List<Integer> each(String group, Function<String, Integer> meaning) {
        return scope.group(group).stream().map(meaning).toList();
    }

    private int atLeast(int number, List<Integer> wires) {
        return gates.atLeast(number, wires, wires.stream().map(any -> 1L).toList());
    }

    private int value(Datum datum, List<Object> what, Predicate<PatientCase> test) {
        return inputs.value(datum.code(), List.of(datum.code(), what), test);
    }

    // Choices.

    private int chosen(String choice, String value) {
        return inputs.value(
                choice,
                List.of(choice, value),
                stated -> value.equals(stated.choices().get(choice)));
    }

    private List<Choice.Value> values(String choice) {
        Choice known = scope.vocabulary().choices().get(choice);
        return known == null ? List.of() : List.copyOf(known.values().values());
    }

    /** Another value, and not one that leaves the question open. */
    private int otherChosen(String choice, String value) {
        return gates.any(values(choice).stream()
                .filter(one -> !one.open() && !one.code().equals(value))
                .map(one -> chosen(choice, one.code()))
                .toList());
    }

    private int nothingChosen(String choice) {
        return Gates.not(gates.any(
                values(choice).stream().map(one -> chosen(choice, one.code())).toList()));
    }

    private int choiceOpen(String choice) {
        List<Integer> settled = values(choice).stream()
                .filter(one -> !one.open())
                .map(one -> chosen(choice, one.code()))
                .toList();
        return Gates.not(gates.any(settled));
    }

    // Quantities.

    private int measured(String quantity) {
        return inputs.value(
                quantity, List.of(quantity), stated -> stated.measurements().containsKey(quantity));
    }

    private int reaches(List<Literal> a, boolean included) {
        return limited(a, "reaches", included, Values::reaches);
    }

    private int staysUnder(List<Literal> a, boolean included) {
        return limited(a, "stays under", included, Values::staysUnder);
    }

    private interface Limited {
        Predicate<PatientCase> test(Quantity quantity, Map<String, BigDecimal> limits, boolean included);
    }

    private int limited(List<Literal> a, String what, boolean included, Limited limited) {
        Quantity quantity = scope.vocabulary().quantities().get(text(a, 0));
        if (quantity == null) {
            throw new IllegalArgumentException("quantity \"" + text(a, 0) + "\" is not in the vocabulary");
        }
        Map<String, BigDecimal> limits = quantity.limit(text(a, 1), a.size() > 2 ? text(a, 2) : "");
        return inputs.value(
                quantity.code(),
                List.of(quantity.code(), what, included, limits),
                limited.test(quantity, limits, included));
    }

    // Age and duration.

    private int aged(List<Literal> a, int more) {
        int number = a.get(0).number() + more;
        return value(Datum.AGE, List.of("from", number, text(a, 1)), Values.ageFrom(number, text(a, 1)));
    }

    private int younger(List<Literal> a, int more) {
        int number = a.get(0).number() + more;
        return value(Datum.AGE, List.of("under", number, text(a, 1)), Values.ageUnder(number, text(a, 1)));
    }

    private int lastingOver(List<Literal> a) {
        int number = a.get(0).number();
        return value(Datum.DURATION, List.of("over", number, text(a, 1)), Values.lastingOver(number, text(a, 1)));
    }

    private int lastingUpTo(List<Literal> a) {
        int number = a.get(0).number();
        return value(Datum.DURATION, List.of("up to", number, text(a, 1)), Values.lastingUpTo(number, text(a, 1)));
    }

    // Complaint and suspicions.

    private int complaint(String code) {
        return value(
                Datum.COMPLAINT,
                List.of(code),
                stated -> stated.complaint().map(code::equals).orElse(false));
    }

    private int suspicionsStated() {
        return value(Datum.SUSPECTED, List.of(), stated -> stated.suspected().isPresent());
    }

    private int suspected(String code) {
        return value(
                Datum.SUSPECTED,
                List.of(code),
                stated -> stated.suspected().map(codes -> codes.contains(code)).orElse(false));
    }

    private int suspectedOnly(String code) {
        List<Integer> others = scope.vocabulary().codes(Kind.SUSPICION).stream()
                .filter(other -> !other.equals(code))
                .map(this::suspected)
                .toList();
        return gates.all(suspected(code), Gates.not(gates.any(others)));
    }

    // Scores: with unknown items the sum lies between a least and a most.

    private int scored(String score, BigDecimal points) {
        return sum(score, points, true);
    }

    private int scoredUnder(String score, BigDecimal points) {
        return Gates.not(sum(score, points, false));
    }

    /** Whether the least, or the most, has reached so many points. */
    private int sum(String score, BigDecimal needed, boolean least) {
        Score known = scope.topic().scores().get(score);
        List<Score.Item> items = known == null ? List.of() : known.items();
        int scale = items.stream()
                .mapToInt(item -> Math.max(0, item.points().scale()))
                .max()
                .orElse(0);
        List<Integer> wires = new ArrayList<>();
        List<Long> points = new ArrayList<>();
        for (Score.Item item : items) {
            long own = whole(item.points(), scale);
            wires.add(holds(item.condition()));
            points.add(own);
            if (least == (own < 0)) {
                wires.add(mayHold(item.condition()));
                points.add(own);
            }
        }
        // Between two sums that the points can have, the higher is needed.
        return gates.atLeast(whole(needed.setScale(scale, RoundingMode.CEILING), scale), wires, points);
    }

    private static long whole(BigDecimal points, int scale) {
        return points.setScale(scale).unscaledValue().longValueExact();
    }

    /** A condition does not hold, and could when what it asks for becomes known. */
    private int mayHold(Condition condition) {
        int no = condition.fold(
                question -> no(QuestionKind.of(Fact.PATIENT, question.name()).orElseThrow(), question.arguments()),
                gates::any,
                gates::all);
        return gates.all(Gates.not(holds(condition)), Gates.not(no));
    }

    /** A question does not hold, and either something rules it out or all that it asks for is known. */
    int no(QuestionKind kind, List<Literal> a) {
        int known =
                Gates.not(gates.any(kind.data(a, scope).stream().map(this::open).toList()));
        return gates.all(Gates.not(holds(kind, a)), gates.any(known, ruledOut(kind, a)));
    }

    private int ruledOut(QuestionKind kind, List<Literal> a) {
        Optional<QuestionKind> opposite = kind.opposite();
        if (opposite.isPresent()) {
            return holds(opposite.get(), a);
        }
        if (kind == QuestionKind.AT_LEAST_PRESENT) {
            List<Integer> reachable = each(text(a, 1), finding -> gates.any(present(finding), open(finding)));
            return Gates.not(atLeast(a.get(0).number(), reachable));
        }
        return kind.isSettledByNo() ? Gates.ALWAYS : Gates.NEVER;
    }

    /** A datum is not known, or known in part only. */
    int open(String datum) {
        Term term = scope.vocabulary().terms().get(datum);
        Kind kind = term == null ? Kind.FINDING : term.kind();
        Optional<Datum> own = Datum.named(datum);
        if (own.isPresent()) {
            return open(own.get());
        }
        return switch (kind) {
            case CHOICE -> choiceOpen(datum);
            case QUANTITY -> quantityOpen(datum);
            case IMAGING -> imagingOpen(datum);
            case FINDING, CIRCUMSTANCE, CONDITION, SUSPICION, COMPLAINT, DATUM -> unknown(datum);
        };
    }

    private int open(Datum datum) {
        return switch (datum) {
            case COMPLAINT -> holds(QuestionKind.COMPLAINT_UNKNOWN, List.of());
            case SEX -> holds(QuestionKind.SEX_UNKNOWN, List.of());
            case SUSPECTED -> Gates.not(suspicionsStated());
            case REGION -> inputs.asked(QuestionKind.COMPLAINT_IN, List.of(new Literal(Region.UNKNOWN, false)));
            case AGE -> inexact(Datum.AGE, PatientCase::age);
            case DURATION -> inexact(Datum.DURATION, PatientCase::duration);
        };
    }

    private <T extends Comparable<T>> int inexact(Datum datum, Function<PatientCase, Optional<Range<T>>> range) {
        return Gates.not(value(
                datum,
                List.of("exact"),
                stated -> range.apply(stated).map(Range::isExact).orElse(false)));
    }

    private int quantityOpen(String code) {
        Quantity quantity = scope.vocabulary().quantities().get(code);
        return quantity == null
                ? Gates.ALWAYS
                : Gates.not(inputs.value(code, List.of(code, "exact"), Values.exact(quantity)));
    }

    private int imagingOpen(String datum) {
        List<Integer> open = new ArrayList<>();
        for (Study study : scope.vocabulary().studies().values()) {
            if (datum.equals(study.datum())) {
                List<Literal> asked = List.of(new Literal(study.code(), false));
                open.add(inputs.asked(QuestionKind.IMAGING_UNKNOWN, asked));
                open.add(inputs.asked(QuestionKind.AWAITING, asked));
            }
        }
        return gates.any(open);
    }
}

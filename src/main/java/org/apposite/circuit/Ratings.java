package org.apposite.circuit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apposite.advice.Recommendation.Category;
import org.apposite.language.QuestionKind;
import org.apposite.language.ReasoningOrder.Part;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Procedure;

/** The rated procedures, the preferred ones among them, and what they say of the proposed order. */
final class Ratings {

    private record Row(Rating rating, int wire) {}

    private final Circuit circuit;
    private final Gates gates;
    private final Routes routes;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> preferred = new LinkedHashMap<>();
    private final Map<String, Integer> aside = new HashMap<>();
    private final Map<String, Map<String, Category>> tables = new HashMap<>();
    /** The rows that can be the one of the proposed order, each with when it is. */
    private final List<Row> ordered = new ArrayList<>();

    Ratings(Circuit circuit, Gates gates, Routes routes) {
        this.circuit = circuit;
        this.gates = gates;
        this.routes = routes;
        circuit.concluding(Verb.RATE, Part.BEFORE_RANKING, this::rate);
        circuit.concluding(Verb.SET_ASIDE, Part.BEFORE_RANKING, this::setAside);
        circuit.concluding(Verb.PREFER, Part.BEFORE_RANKING, this::prefer);
        preferred.replaceAll((code, wire) -> gates.all(wire, Gates.not(aside(code))));
        rows.sort(Comparator.comparing(Row::rating, Rating.BEST_FIRST));
        order();
    }

    private void rate(Rule rule, Consequence row) {
        List<Literal> a = row.arguments();
        Rating.of(
                        a.get(0).text(),
                        a.get(1).text(),
                        a.get(2).isNumber() ? a.get(2).number() : null,
                        a.get(3).text(),
                        a.subList(4, a.size()).stream().map(Literal::text).toList(),
                        circuit.scope())
                .ifPresent(rating -> {
                    rows.add(new Row(rating, circuit.fires(rule)));
                    variant(rule)
                            .ifPresent(variant -> tables.computeIfAbsent(variant, any -> new HashMap<>())
                                    .put(rating.procedure().code(), rating.category()));
                });
    }

    /** The variant whose table a rule is, whatever else holds. */
    private static Optional<String> variant(Rule rule) {
        List<Question> questions = rule.when().stream()
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .toList();
        return questions.size() == 1 && questions.get(0).name().equals(QuestionKind.MATCHED.display())
                ? Optional.of(questions.get(0).arguments().get(0).text())
                : Optional.empty();
    }

    private void setAside(Rule rule, Consequence one) {
        String named = one.arguments().get(0).text();
        Set<String> meant = new TreeSet<>();
        rows.forEach(row -> {
            Procedure procedure = row.rating.procedure();
            if (named.equals(procedure.code()) || named.equals(procedure.kind())) {
                meant.add(procedure.code());
            }
        });
        meant.forEach(code -> aside.merge(code, gates.all(circuit.fires(rule), rated(code)), gates::any));
    }

    private int rated(String procedure) {
        return any(row -> row.rating.procedure().code().equals(procedure));
    }

    private void prefer(Rule rule, Consequence one) {
        preferred.merge(one.arguments().get(0).text(), circuit.fires(rule), gates::any);
    }

    /** The row of the order is the best of those that are for it, the preferred ones first. */
    private void order() {
        Set<String> codes = new TreeSet<>();
        rows.forEach(row -> codes.add(row.rating.procedure().code()));
        int found = Gates.NEVER;
        for (boolean first : new boolean[] {true, false}) {
            for (Row row : rows) {
                Procedure procedure = row.rating.procedure();
                int isPreferred = preferred(procedure.code());
                int meant = gates.all(
                        row.wire, circuit.inputs().ordered(procedure), first ? isPreferred : Gates.not(isPreferred));
                ordered.add(new Row(row.rating, gates.all(meant, Gates.not(found))));
                found = gates.any(found, meant);
            }
        }
    }

    private int any(Predicate<Row> which) {
        return gates.any(rows.stream().filter(which).map(Row::wire).toList());
    }

    private int aside(String procedure) {
        return aside.getOrDefault(procedure, Gates.NEVER);
    }

    private int preferred(String procedure) {
        return preferred.getOrDefault(procedure, Gates.NEVER);
    }

    /** The preferred procedures, by code. */
    Map<String, Integer> preferred() {
        return preferred;
    }

    /** The categories of the table of each variant, by its id and the code of the procedure. */
    Map<String, Map<String, Category>> tables() {
        return tables;
    }

    /** A question to the ranking. */
    int holds(QuestionKind kind, List<Literal> a) {
        return switch (kind) {
            case PREFERS -> prefers(study(a));
            case PREFERS_WITH_CONTRAST -> prefers(study(a).and(contrast(a)));
            case PREFERS_ONLY_WITH_CONTRAST ->
                gates.all(
                        prefers(study(a).and(contrast(a))),
                        Gates.not(prefers(study(a).and(contrast(a).negate()))));
            case USUALLY_APPROPRIATE -> best(study(a));
            case ORDER_BELOW_BEST -> gates.all(orderIs(Category.MAY_BE_APPROPRIATE), best(any -> true));
            case ORDER_USUALLY_NOT_APPROPRIATE -> orderIs(Category.USUALLY_NOT_APPROPRIATE);
            case ORDER_UNRATED ->
                gates.all(
                        circuit.inputs().hasOrder(),
                        routes.variantMatched(),
                        gates.any(rows.stream().map(this::counts).toList()),
                        Gates.not(gates.any(ordered.stream().map(Row::wire).toList())));
            case ORDER_HIGHER_IN_ALSO_MATCHING -> higherElsewhere();
            case ANY_TRANSCRIBED -> any(row -> row.rating.transcribed());
            default -> throw new IllegalArgumentException("no question to a ranking: " + kind);
        };
    }

    private static Predicate<Procedure> study(List<Literal> a) {
        return procedure -> procedure.kind().equals(a.get(0).text());
    }

    private static Predicate<Procedure> contrast(List<Literal> a) {
        return procedure -> procedure.contrast() != null
                && procedure.contrast().code().equals(a.get(1).text());
    }

    private int counts(Row row) {
        return gates.all(row.wire, Gates.not(aside(row.rating.procedure().code())));
    }

    private int prefers(Predicate<Procedure> which) {
        return gates.any(rows.stream()
                .filter(row -> which.test(row.rating.procedure()))
                .map(row ->
                        gates.all(counts(row), preferred(row.rating.procedure().code())))
                .toList());
    }

    private int best(Predicate<Procedure> which) {
        return gates.any(rows.stream()
                .filter(row ->
                        which.test(row.rating.procedure()) && row.rating.category() == Category.USUALLY_APPROPRIATE)
                .map(this::counts)
                .toList());
    }

    private int orderIs(Category category) {
        return gates.all(
                routes.variantMatched(),
                gates.any(ordered.stream()
                        .filter(row -> row.rating.category() == category)
                        .map(Row::wire)
                        .toList()));
    }

    private int higherElsewhere() {
        List<Integer> higher = new ArrayList<>();
        for (Row row : ordered) {
            tables.forEach((variant, table) -> {
                Category there = table.get(row.rating.procedure().code());
                if (there != null && there.compareTo(row.rating.category()) < 0) {
                    higher.add(gates.all(row.wire, routes.alsoMatching(variant)));
                }
            });
        }
        return gates.any(higher);
    }
}

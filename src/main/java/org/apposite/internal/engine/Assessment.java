package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.circuit.Rating;
import org.apposite.internal.engine.Findings.Aside;
import org.apposite.internal.engine.Findings.Kept;
import org.apposite.internal.engine.Findings.Placed;
import org.apposite.internal.engine.Findings.Reason;
import org.apposite.internal.engine.Findings.Row;
import org.apposite.language.Patient;
import org.apposite.language.Ranking;
import org.apposite.language.Routing;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.ImagingOrder;
import org.jspecify.annotations.Nullable;

/**
 * The ratings of the matched variant in their order, and what they say of the proposed order.
 *
 * @param rows preferred first, then by category, median, radiation and code
 * @param preferred the codes of the preferred procedures
 * @param aside why by the codes of the procedures that are set aside
 * @param order the review of the proposed order, null when there is none; its texts are filled by {@link #review}
 * @param ranking the fact for the rules that come after
 */
record Assessment(
        List<Row> rows,
        Set<String> preferred,
        Map<String, Aside> aside,
        @Nullable OrderReview order,
        Ranking ranking) {

    private static final Comparator<Reason> PREFERRING_FIRST =
            Comparator.comparing((Reason reason) -> !reason.prefers()).thenComparing(Placed.IN_ORDER);

    static Assessment of(TopicEngine topic, Patient patient, Routing routing, Findings findings) {
        Map<String, Aside> aside = aside(findings);
        Set<String> preferred = new HashSet<>();
        for (Reason reason : findings.reasons) {
            if (reason.prefers() && !aside.containsKey(reason.procedure())) {
                preferred.add(reason.procedure());
            }
        }
        List<Row> rows = findings.rows;
        rows.sort(Comparator.comparing(Row::rating, Rating.BEST_FIRST));
        // Sorting is stable: the preferred ones go before the others, each in this order.
        rows.sort(
                Comparator.comparing(row -> !preferred.contains(row.procedure().code())));
        OrderReview order = review(topic, patient, rows, preferred);
        return new Assessment(rows, preferred, aside, order, ranking(topic, routing, rows, preferred, aside, order));
    }

    private static Map<String, Aside> aside(Findings findings) {
        if (findings.aside.isEmpty()) {
            return Map.of();
        }
        List<Aside> asides = new ArrayList<>(findings.aside);
        asides.sort(Placed.IN_ORDER);
        Map<String, Aside> byProcedure = new HashMap<>();
        for (Row row : findings.rows) {
            for (Aside one : asides) {
                String named = one.procedureOrStudy();
                if (named.equals(row.procedure().code())
                        || named.equals(row.procedure().kind())) {
                    byProcedure.putIfAbsent(row.procedure().code(), one);
                }
            }
        }
        return byProcedure;
    }

    private static @Nullable OrderReview review(
            TopicEngine topic, Patient patient, List<Row> rows, Set<String> preferred) {
        ImagingOrder order = patient.stated().order().orElse(null);
        if (order == null) {
            return null;
        }
        if (topic.scope().vocabulary().leavesContrastOpen(order)) {
            return new OrderReview(null, null, false, false, true, null);
        }
        List<Procedure> procedures = topic.scope().procedures(order);
        for (Row row : rows) {
            if (procedures.contains(row.procedure())) {
                String code = row.procedure().code();
                return new OrderReview(
                        code,
                        row.rating().category(),
                        row.rating().disagreement(),
                        preferred.contains(code),
                        false,
                        null);
            }
        }
        return new OrderReview(procedures.isEmpty() ? null : procedures.get(0).code(), null, false, false, false, null);
    }

    private static Ranking ranking(
            TopicEngine topic,
            Routing routing,
            List<Row> rows,
            Set<String> preferred,
            Map<String, Aside> aside,
            @Nullable OrderReview order) {
        List<Ranking.Rated> preferredStudies = new ArrayList<>();
        List<Ranking.Rated> appropriate = new ArrayList<>();
        Recommendation.Category best = null;
        boolean transcribed = false;
        for (Row row : rows) {
            Procedure procedure = row.procedure();
            transcribed |= row.rating().transcribed();
            if (aside.containsKey(procedure.code())) {
                continue;
            }
            if (preferred.contains(procedure.code())) {
                preferredStudies.add(rated(procedure));
            }
            if (row.rating().category() == Recommendation.Category.USUALLY_APPROPRIATE) {
                appropriate.add(rated(procedure));
            }
            if (best == null || row.rating().category().compareTo(best) < 0) {
                best = row.rating().category();
            }
        }
        return new Ranking(
                preferredStudies,
                appropriate,
                routing.variantMatched() && order != null && !order.contrastOpen() ? order : null,
                routing.variantMatched() ? best : null,
                transcribed,
                isHigherElsewhere(topic, routing, order));
    }

    /** Whether another variant whose definition holds rates the order higher than the matched one does. */
    private static boolean isHigherElsewhere(TopicEngine topic, Routing routing, @Nullable OrderReview order) {
        Recommendation.Category here = order == null ? null : order.category();
        String procedure = order == null ? null : order.procedure();
        if (here == null || procedure == null) {
            return false;
        }
        for (String variant : routing.alsoMatches()) {
            Recommendation.Category there = topic.category(variant, procedure);
            if (there != null && there.compareTo(here) < 0) {
                return true;
            }
        }
        return false;
    }

    private static Ranking.Rated rated(Procedure procedure) {
        return new Ranking.Rated(
                procedure.kind(),
                procedure.contrast() == null ? null : procedure.contrast().code());
    }

    /** The review of the proposed order, with why it is set aside. */
    @Nullable
    OrderReview review(Texts texts) {
        String procedure = order == null ? null : order.procedure();
        Aside set = procedure == null ? null : aside.get(procedure);
        return order == null || set == null
                ? order
                : new OrderReview(
                        procedure,
                        order.category(),
                        order.disagreement(),
                        order.preferred(),
                        order.contrastOpen(),
                        texts.fill(set.text()));
    }

    /** The answer's recommendations; reasons of preference first, then remarks, in the order of the rules. */
    List<Recommendation> recommendations(Patient patient, Findings findings, Texts texts) {
        List<Reason> reasons = findings.reasons;
        reasons.sort(PREFERRING_FIRST);
        // What is not one place can be shown by no study of an area.
        Region place = patient.areaOfInterest();
        String area = place.isPlace() ? place.code() : null;
        List<Recommendation> recommendations = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String region = switch (row.procedure().area()) {
                case AREA_OF_INTEREST -> area;
                case REGION -> row.procedure().region();
                case WHOLE_BODY -> null;
            };
            String code = row.procedure().code();
            Kept kept = row.kept().get();
            if (kept == null || !kept.isOf(region, preferred.contains(code), aside.get(code), reasons)) {
                kept = kept(row, region, reasons, texts);
                boolean isForAll =
                        (kept.aside() == null || Texts.isConstant(kept.aside().text()))
                                && kept.reasons().stream().allMatch(reason -> Texts.isConstant(reason.text()));
                row.kept().set(isForAll ? kept : null);
            }
            texts.count(kept.recommendation());
            recommendations.add(kept.recommendation());
        }
        return recommendations;
    }

    private Kept kept(Row row, @Nullable String region, List<Reason> ofAll, Texts texts) {
        Rating rating = row.rating();
        Procedure procedure = row.procedure();
        Aside set = aside.get(procedure.code());
        List<Reason> reasons = new ArrayList<>();
        List<String> why = new ArrayList<>();
        List<String> sources = rating.sources();
        for (Reason reason : ofAll) {
            if (reason.procedure().equals(procedure.code())) {
                reasons.add(reason);
                if (!reason.prefers() || set == null) {
                    why.add(texts.fill(reason.text()));
                    sources = union(sources, reason.rule().rule().sources());
                }
            }
        }
        Recommendation recommendation = new Recommendation(
                procedure.code(),
                procedure.display(),
                region,
                rating.category(),
                rating.disagreement(),
                rating.median(),
                preferred.contains(procedure.code()),
                rating.transcribed(),
                rating.radiation(),
                set == null ? null : texts.fill(set.text()),
                why,
                set == null ? sources : union(sources, set.rule().rule().sources()));
        return new Kept(region, preferred.contains(procedure.code()), set, List.copyOf(reasons), recommendation);
    }

    private static List<String> union(List<String> list, List<String> more) {
        List<String> all = list;
        for (int i = 0; i < more.size(); i++) {
            if (!all.contains(more.get(i))) {
                all = all == list ? new ArrayList<>(list) : all;
                all.add(more.get(i));
            }
        }
        return all;
    }
}

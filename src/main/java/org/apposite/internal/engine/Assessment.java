package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apposite.advice.AppropriatenessCategory;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Ranking;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Routing;
import org.apposite.internal.engine.Findings.Reason;
import org.apposite.internal.engine.Findings.Row;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Region;
import org.jspecify.annotations.Nullable;

/**
 * The ratings of the matched variant in their order, and what they say of the proposed order.
 *
 * @param rows preferred first, then by category, median, radiation and code
 * @param preferred the codes of the preferred procedures
 * @param order the review of the proposed order, null when there is none
 * @param ranking the fact for the rules that come after
 */
record Assessment(
        List<Row> rows, Set<String> preferred, @Nullable OrderReview order, Ranking ranking) {

    static Assessment of(Vocabulary vocabulary, PatientCase patient, Routing routing, Findings findings) {
        Set<String> preferred = new HashSet<>();
        for (Reason reason : findings.reasons) {
            if (reason.prefers()) {
                preferred.add(reason.procedure());
            }
        }
        List<Row> rows = new ArrayList<>(findings.rows);
        rows.sort(Comparator.comparing(
                        (Row row) -> !preferred.contains(row.procedure().code()))
                .thenComparing(Row::category)
                .thenComparing(Row::median, Comparator.reverseOrder())
                .thenComparing(row -> row.radiation().level())
                .thenComparing(row -> row.procedure().code()));
        OrderReview order = review(vocabulary, patient, rows, preferred);
        return new Assessment(rows, preferred, order, ranking(routing, rows, preferred, order));
    }

    private static @Nullable OrderReview review(
            Vocabulary vocabulary, PatientCase patient, List<Row> rows, Set<String> preferred) {
        ImagingOrder order = patient.order().orElse(null);
        if (order == null) {
            return null;
        }
        Procedure procedure = vocabulary.procedure(order).orElse(null);
        if (procedure == null) {
            return new OrderReview(null, null, false, false);
        }
        for (Row row : rows) {
            if (row.procedure().equals(procedure)) {
                return new OrderReview(
                        procedure.code(), row.category(), row.disagreement(), preferred.contains(procedure.code()));
            }
        }
        return new OrderReview(procedure.code(), null, false, false);
    }

    private static Ranking ranking(
            Routing routing, List<Row> rows, Set<String> preferred, @Nullable OrderReview order) {
        List<Ranking.Rated> preferredStudies = new ArrayList<>();
        List<Ranking.Rated> appropriate = new ArrayList<>();
        AppropriatenessCategory best = null;
        boolean transcribed = false;
        for (Row row : rows) {
            Procedure procedure = row.procedure();
            if (preferred.contains(procedure.code())) {
                preferredStudies.add(rated(procedure));
            }
            if (row.category() == AppropriatenessCategory.USUALLY_APPROPRIATE) {
                appropriate.add(rated(procedure));
            }
            if (best == null || row.category().compareTo(best) < 0) {
                best = row.category();
            }
            transcribed |= row.transcribed();
        }
        return new Ranking(
                preferredStudies,
                appropriate,
                routing.variantMatched() ? order : null,
                routing.variantMatched() ? best : null,
                transcribed);
    }

    private static Ranking.Rated rated(Procedure procedure) {
        return new Ranking.Rated(
                procedure.study().code(),
                procedure.contrast() == null ? null : procedure.contrast().code());
    }

    /** The answer's recommendations; reasons of preference first, then remarks, in the order of the rules. */
    List<Recommendation> recommendations(PatientCase patient, Findings findings, Texts texts) {
        List<Reason> reasons = new ArrayList<>(findings.reasons);
        reasons.sort(Comparator.comparing((Reason reason) -> !reason.prefers())
                .thenComparing(reason -> reason.rule().order())
                .thenComparing(Reason::index));
        Region area = area(patient);
        List<Recommendation> recommendations = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String code = row.procedure().code();
            List<String> why = new ArrayList<>(0);
            List<String> sources = row.sources();
            for (Reason reason : reasons) {
                if (reason.procedure().equals(code)) {
                    why.add(texts.fill(reason.text()));
                    sources = union(sources, reason.rule().rule().sources());
                }
            }
            recommendations.add(new Recommendation(
                    code,
                    row.procedure().display(),
                    switch (row.procedure().area()) {
                        case AREA_OF_INTEREST -> area;
                        case COMPLETE_SPINE -> Region.COMPLETE_SPINE;
                        case WHOLE_BODY -> null;
                    },
                    row.category(),
                    row.disagreement(),
                    row.median(),
                    preferred.contains(code),
                    row.transcribed(),
                    row.radiation(),
                    why,
                    sources));
        }
        return recommendations;
    }

    /** The region to show: that of the pain, widened to the level of the signs found at examination. */
    private static Region area(PatientCase patient) {
        Region painful = patient.region();
        return patient.examinedAt()
                .filter(Region::isLocalized)
                .map(painful::joinedWith)
                .orElse(painful);
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

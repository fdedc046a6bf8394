package org.apposite.spark;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/** A decision as a row: the answer, or why there is none. */
public final class DecisionSchema {

    /** The version of the struct, which every row states. A field may be added at the end without a new one. */
    public static final int VERSION = 1;

    /** The struct, as text that {@code registerJavaFunction} and table definitions take. */
    public static final String DDL = String.join(
            ", ",
            "schema_version INT",
            "id STRING",
            "topic STRING",
            "outcome STRING",
            "headlines ARRAY<STRING>",
            "variant STRUCT<topic: STRING, id: STRING, number: INT, title: STRING>",
            "also_matches ARRAY<STRING>",
            "exclusion STRUCT<id: STRING, text: STRING, see_instead: STRING, source: STRING>",
            "preferred ARRAY<STRING>",
            "ratings ARRAY<STRUCT<procedure: STRING, display: STRING, region: STRING, category: STRING, disagreement: BOOLEAN,"
                    + " median: INT, preferred: BOOLEAN, transcribed: BOOLEAN, radiation: STRING, set_aside: STRING,"
                    + " sources: ARRAY<STRING>>>",
            "red_flags ARRAY<STRUCT<code: STRING, text: STRING, source: STRING>>",
            "alerts ARRAY<STRUCT<code: STRING, severity: STRING, text: STRING, sources: ARRAY<STRING>>>",
            "next_steps ARRAY<STRUCT<code: STRING, urgency: STRING, text: STRING, source: STRING>>",
            "missing ARRAY<STRUCT<code: STRING, question: STRING, blocking: BOOLEAN, could_change: ARRAY<STRING>>>",
            "order_review STRUCT<procedure: STRING, category: STRING, disagreement: BOOLEAN, preferred: BOOLEAN,"
                    + " contrast_open: BOOLEAN, set_aside: STRING>",
            "provenance STRUCT<rule_set: STRING, version: STRING, status: STRING, digest: STRING>",
            "error STRUCT<code: STRING, message: STRING>");

    /** The same as a type. */
    public static final StructType TYPE = StructType.fromDDL(DDL);

    private DecisionSchema() {}

    static Row answer(Advice advice) {
        Advice.VariantMatch variant = advice.variant();
        Advice.Exclusion exclusion = advice.exclusion();
        return RowFactory.create(
                VERSION,
                advice.id(),
                advice.topic(),
                advice.outcome().code(),
                advice.headlines().stream().map(Advice.Headline::text).toList(),
                variant == null
                        ? null
                        : RowFactory.create(variant.topic(), variant.id(), variant.number(), variant.title()),
                advice.alsoMatches(),
                exclusion == null
                        ? null
                        : RowFactory.create(
                                exclusion.id(), exclusion.text(), exclusion.seeInstead(), exclusion.source()),
                advice.preferred().stream().map(Recommendation::procedure).toList(),
                advice.recommendations().stream().map(DecisionSchema::rating).toList(),
                advice.redFlags().stream()
                        .map(flag -> RowFactory.create(flag.code(), flag.text(), flag.source()))
                        .toList(),
                alerts(advice.alerts()),
                advice.nextSteps().stream()
                        .map(step ->
                                RowFactory.create(step.code(), step.urgency().code(), step.text(), step.source()))
                        .toList(),
                advice.missing().stream()
                        .map(datum -> RowFactory.create(
                                datum.code(),
                                datum.question(),
                                datum.blocking(),
                                datum.couldChange().stream().map(Coded::code).toList()))
                        .toList(),
                review(advice.order()),
                provenance(advice.provenance()),
                null);
    }

    /** What stands in the place of an answer: which rules gave none, why, and the emergencies that stand. */
    static Row error(
            ClinicalRules rules, @Nullable String id, RowError error, String message, List<Alert> emergencies) {
        return RowFactory.create(
                VERSION,
                id,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                alerts(emergencies),
                List.of(),
                List.of(),
                null,
                RowFactory.create(rules.name(), rules.version(), null, rules.digest()),
                RowFactory.create(error.code(), message));
    }

    private static Row rating(Recommendation one) {
        return RowFactory.create(
                one.procedure(),
                one.display(),
                one.region(),
                one.category().code(),
                one.disagreement(),
                one.median(),
                one.preferred(),
                one.transcribed(),
                one.radiation() == null ? null : one.radiation().level().code(),
                one.setAside(),
                one.sources());
    }

    private static List<Row> alerts(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> RowFactory.create(alert.code(), alert.severity().code(), alert.text(), alert.sources()))
                .toList();
    }

    private static @Nullable Row review(@Nullable OrderReview order) {
        return order == null
                ? null
                : RowFactory.create(
                        order.procedure(),
                        order.category() == null ? null : order.category().code(),
                        order.disagreement(),
                        order.preferred(),
                        order.contrastOpen(),
                        order.setAside());
    }

    private static Row provenance(Provenance provenance) {
        return RowFactory.create(
                provenance.ruleSet(), provenance.version(), provenance.status().code(), provenance.digest());
    }
}

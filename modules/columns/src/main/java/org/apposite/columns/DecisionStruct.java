package org.apposite.columns;

import static org.apposite.columns.FieldType.BOOLEAN;
import static org.apposite.columns.FieldType.INT;
import static org.apposite.columns.FieldType.STRING;
import static org.apposite.columns.FieldType.field;
import static org.apposite.columns.FieldType.list;
import static org.apposite.columns.FieldType.struct;

import java.util.List;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.columns.Decision.Answered;
import org.apposite.columns.Decision.Refused;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/** A decision as a struct: the answer, or why there is none. */
public final class DecisionStruct {

    /** The version of the struct, which every decision states. A field may be added at the end without a new one. */
    public static final int VERSION = 1;

    private static final FieldType TEXTS = list(STRING);

    /** Its fields. */
    public static final FieldType.Struct TYPE = struct(
            field("schema_version", INT),
            field("id", STRING),
            field("topic", STRING),
            field("outcome", STRING),
            field("headlines", TEXTS),
            field(
                    "variant",
                    struct(field("topic", STRING), field("id", STRING), field("number", INT), field("title", STRING))),
            field("also_matches", TEXTS),
            field(
                    "exclusion",
                    struct(
                            field("id", STRING),
                            field("text", STRING),
                            field("see_instead", STRING),
                            field("source", STRING))),
            field("preferred", TEXTS),
            field(
                    "ratings",
                    list(struct(
                            field("procedure", STRING),
                            field("display", STRING),
                            field("region", STRING),
                            field("category", STRING),
                            field("disagreement", BOOLEAN),
                            field("median", INT),
                            field("preferred", BOOLEAN),
                            field("transcribed", BOOLEAN),
                            field("radiation", STRING),
                            field("set_aside", STRING),
                            field("sources", TEXTS)))),
            field("red_flags", list(struct(field("code", STRING), field("text", STRING), field("source", STRING)))),
            field(
                    "alerts",
                    list(struct(
                            field("code", STRING),
                            field("severity", STRING),
                            field("text", STRING),
                            field("sources", TEXTS)))),
            field(
                    "next_steps",
                    list(struct(
                            field("code", STRING),
                            field("urgency", STRING),
                            field("text", STRING),
                            field("source", STRING)))),
            field(
                    "missing",
                    list(struct(
                            field("code", STRING),
                            field("question", STRING),
                            field("blocking", BOOLEAN),
                            field("could_change", TEXTS)))),
            field(
                    "order_review",
                    struct(
                            field("procedure", STRING),
                            field("category", STRING),
                            field("disagreement", BOOLEAN),
                            field("preferred", BOOLEAN),
                            field("contrast_open", BOOLEAN),
                            field("set_aside", STRING))),
            field(
                    "provenance",
                    struct(
                            field("rule_set", STRING),
                            field("version", STRING),
                            field("status", STRING),
                            field("digest", STRING),
                            field(
                                    "lowered",
                                    list(struct(
                                            field("alert", STRING),
                                            field("topic", STRING),
                                            field("by", STRING),
                                            field("reason", STRING)))))),
            field("error", struct(field("code", STRING), field("message", STRING))));

    private DecisionStruct() {}

    /**
     * The struct of a decision.
     *
     * @param decision the decision
     * @param rules by which it was decided
     * @return values of {@link #TYPE}
     */
    public static Tuple of(Decision decision, ClinicalRules rules) {
        return decision instanceof Answered answered ? answer(answered.advice()) : error(rules, (Refused) decision);
    }

    private static Tuple answer(Advice advice) {
        Advice.VariantMatch variant = advice.variant();
        Advice.Exclusion exclusion = advice.exclusion();
        return Tuple.of(
                VERSION,
                advice.id(),
                advice.topic(),
                advice.outcome().code(),
                advice.headlines().stream().map(Advice.Headline::text).toList(),
                variant == null ? null : Tuple.of(variant.topic(), variant.id(), variant.number(), variant.title()),
                advice.alsoMatches(),
                exclusion == null
                        ? null
                        : Tuple.of(exclusion.id(), exclusion.text(), exclusion.seeInstead(), exclusion.source()),
                advice.preferred().stream().map(Recommendation::procedure).toList(),
                advice.recommendations().stream().map(DecisionStruct::rating).toList(),
                advice.redFlags().stream()
                        .map(flag -> Tuple.of(flag.code(), flag.text(), flag.source()))
                        .toList(),
                alerts(advice.alerts()),
                advice.nextSteps().stream()
                        .map(step -> Tuple.of(step.code(), step.urgency().code(), step.text(), step.source()))
                        .toList(),
                advice.missing().stream()
                        .map(datum -> Tuple.of(
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
    private static Tuple error(ClinicalRules rules, Refused refused) {
        return Tuple.of(
                VERSION,
                refused.id(),
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                alerts(refused.emergencies()),
                List.of(),
                List.of(),
                null,
                Tuple.of(
                        rules.name(),
                        rules.version(),
                        null,
                        rules.digest(),
                        lowered(rules.layers().stream().flatMap(layer -> layer.lowered().stream()))),
                Tuple.of(refused.error().code(), refused.message()));
    }

    private static Tuple rating(Recommendation one) {
        return Tuple.of(
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

    private static List<Tuple> alerts(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> Tuple.of(alert.code(), alert.severity().code(), alert.text(), alert.sources()))
                .toList();
    }

    private static @Nullable Tuple review(@Nullable OrderReview order) {
        return order == null
                ? null
                : Tuple.of(
                        order.procedure(),
                        order.category() == null ? null : order.category().code(),
                        order.disagreement(),
                        order.preferred(),
                        order.contrastOpen(),
                        order.setAside());
    }

    private static Tuple provenance(Provenance provenance) {
        return Tuple.of(
                provenance.ruleSet(),
                provenance.version(),
                provenance.status().code(),
                provenance.digest(),
                lowered(provenance.lowered().stream()));
    }

    /** Whoever has taken away a critical alert, or made it less, stands in every answer. */
    private static List<Tuple> lowered(Stream<Provenance.Lowered> all) {
        return all.map(one -> Tuple.of(one.alert(), one.topic(), one.by(), one.reason()))
                .toList();
    }
}

package org.apposite.fhir.out;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.mapping.Canonical;
import org.apposite.fhir.mapping.Urls;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Coded;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.ActionGroupingBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;

/** Makes the PlanDefinition of a topic: its variants and their ratings. */
final class TopicPlan {

    private static final String PLAN_TYPE = "http://terminology.hl7.org/CodeSystem/plan-definition-type";

    private final ClinicalRules rules;
    private final Vocabulary vocabulary;
    private final Topic topic;

    TopicPlan(ClinicalRules rules, Topic topic) {
        this.rules = rules;
        this.vocabulary = rules.vocabulary();
        this.topic = topic;
    }

    void fill(PlanDefinition plan) {
        plan.getType().addCoding(new Coding(PLAN_TYPE, "eca-rule", "ECA Rule"));
        plan.setDescription(topic.purpose().isEmpty() ? topic.title() : topic.purpose());
        plan.setPurpose(topic.purpose());
        plan.setUsage(Stream.of(topic.use(), topic.misuse())
                .filter(text -> !text.isEmpty())
                .reduce((use, misuse) -> use + "\n\n" + misuse)
                .orElse(null));
        plan.setCopyright(topic.edition());
        plan.setLastReviewDateElement(new DateType(topic.lastReviewed().toString()));
        PlanDefinitionActionComponent variants = plan.addAction();
        variants.setTitle("Variants");
        variants.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        variants.setSelectionBehavior(ActionSelectionBehavior.ATMOSTONE);
        topic.variants().forEach(variant -> variants.addAction(action(variant)));
    }

    private PlanDefinitionActionComponent action(Variant variant) {
        PlanDefinitionActionComponent action = new PlanDefinitionActionComponent();
        action.setId(variant.id());
        action.setPrefix(Integer.toString(variant.number()));
        action.setTitle(variant.title());
        // Without a condition a reader would take every variant as matching. R4 has no language for these rules, so the
        // condition has no expression: whoever cannot ask them cannot tell that it holds.
        action.addCondition().setKind(ActionConditionKind.APPLICABILITY);
        action.setTextEquivalent(
                "Applies when the rules of " + rules.name() + " match the variant " + variant.id() + ".");
        action.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        action.setSelectionBehavior(ActionSelectionBehavior.ATMOSTONE);
        for (Rule rule : topic.rules()) {
            if (isOf(rule, variant)) {
                rule.then().stream()
                        .filter(consequence -> consequence.verb().equals("rate"))
                        .forEach(consequence -> action.addAction(rated(consequence)));
            }
        }
        return action;
    }

    private static boolean isOf(Rule rule, Variant variant) {
        return rule.when().stream()
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .anyMatch(question -> question.name().equals("matched")
                        && question.arguments().get(0).text().equals(variant.id()));
    }

    /** The arguments of "rate" are procedure, category, median, radiation and sources. */
    private PlanDefinitionActionComponent rated(Consequence rate) {
        List<String> texts = rate.arguments().stream().map(Literal::text).toList();
        String[] category = texts.get(1).split(", ", -1);
        List<String> sources = texts.subList(4, texts.size());
        boolean transcribed = sources.stream().allMatch(key -> source(key).trust() == Trust.TRANSCRIBED);
        RatingExtension rating = new RatingExtension(
                Coded.of(Recommendation.Category.class, category[0]),
                category.length > 1,
                stated(texts.get(2)).map(Integer::valueOf).orElse(null),
                null,
                stated(texts.get(3)).map(this::radiation).orElse(null),
                null,
                transcribed,
                sources);
        Procedure procedure = Objects.requireNonNull(vocabulary.procedures().get(texts.get(0)), "procedure");
        PlanDefinitionActionComponent action = new PlanDefinitionActionComponent();
        action.addExtension(rating.extension(vocabulary));
        action.setTitle(procedure.display());
        action.addCode(ProcedureCodes.own(procedure.code(), procedure.display()));
        sources.forEach(
                key -> action.addDocumentation(Sources.citation(key, source(key).title())));
        action.setDefinition(new CanonicalType(
                new Canonical(Urls.ACTIVITY_DEFINITION + procedure.code(), rules.version()).toString()));
        return action;
    }

    /** The radiation of a level. One that varies has no range in a scale. */
    private Radiation radiation(String code) {
        Radiation.Level level = Coded.of(Radiation.Level.class, code);
        return vocabulary
                .radiationScales()
                .getOrDefault(topic.radiationScale(), Map.of())
                .getOrDefault(code, new Radiation(level, null, null));
    }

    private static Optional<String> stated(String argument) {
        return Optional.of(argument).filter(text -> !text.equals(Verb.NOT_STATED));
    }

    private Source source(String key) {
        return Objects.requireNonNull(vocabulary.sources().get(key), key);
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.fail;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep;
import org.apposite.advice.Recommendation;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Patient;
import org.apposite.language.Scope;
import org.apposite.model.Datum;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is listed as missing is what the rules answer otherwise to, when they are asked: every open datum alone takes every
 * value, and each such case is answered by the rule engine.
 */
class WhatCouldChangeTheAnswerTest {

    private static final int SEED = 20261127;
    private static final Set<String> OF_NO_RULE = Set.of("no-variant-matched", "complaint-not-covered");

    static Stream<ClinicalRules> topics() {
        return Stream.of(Rules.BUNDLED, MadeUp.topics())
                .flatMap(rules -> rules.topics().stream().map(topic -> rules.only(topic.id())));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void it_is_what_the_rules_answer_otherwise_to(ClinicalRules rules) {
        Topic topic = rules.topics().get(0);
        Scope scope = Scope.of(topic, rules.vocabulary());
        Domain domain = Domain.of(scope);
        ClinicalRules bare = rules.withBlockingQuestionsOnly().withoutAnswerCheck();
        Consumer<PatientCase> look = patient -> {
            if (!difference(rules, bare, domain, scope, patient).isEmpty()) {
                fail(Smallest.told(patient, one -> difference(rules, bare, domain, scope, one)));
            }
        };
        boolean isBundled = rules.digest().equals(Rules.BUNDLED.digest());
        if (isBundled) {
            BaseCases.all().values().forEach(look);
        }
        RandomCases.forEach(rules, isBundled ? Sweep.of(150, 60_000) : Sweep.of(150, 4_000), SEED, look);
    }

    /** How what is listed differs from what the rules answer otherwise to; empty when it does not. */
    private static String difference(
            ClinicalRules rules, ClinicalRules bare, Domain domain, Scope scope, PatientCase patient) {
        if (patient.complaint().filter(scope.topic().complaints()::contains).isEmpty()) {
            return "";
        }
        Advice advice = rules.evaluate(patient);
        Map<String, Set<Effect>> listed = listed(advice, scope);
        // Where no topic answers this patient nothing is asked.
        Map<String, Set<Effect>> asked =
                advice.topic() == null ? Map.of() : asked(bare, domain, scope, patient, advice);
        return listed.equals(asked) ? "" : "listed " + listed + ", but asked " + asked;
    }

    /** Derived findings are asked by what decides them; that has tests of its own. */
    private static boolean isStated(String datum, Scope scope) {
        return !datum.equals(Datum.COMPLAINT.code())
                && !Objects.requireNonNull(scope.vocabulary().terms().get(datum))
                        .isDerived();
    }

    private static Map<String, Set<Effect>> listed(Advice advice, Scope scope) {
        Map<String, Set<Effect>> listed = new LinkedHashMap<>();
        for (MissingDatum missing : advice.missing()) {
            if (isStated(missing.code(), scope)) {
                Set<Effect> effects = EnumSet.copyOf(missing.couldChange());
                listed.put(missing.code(), effects);
            }
        }
        return listed;
    }

    private static Map<String, Set<Effect>> asked(
            ClinicalRules rules, Domain domain, Scope scope, PatientCase stated, Advice given) {
        Patient patient = new Patient(stated, scope, Derived.NOTHING);
        List<String> blocking = given.missing().stream()
                .filter(MissingDatum::blocking)
                .map(MissingDatum::code)
                .toList();
        Map<String, Set<Effect>> first = new LinkedHashMap<>();
        Map<String, Set<Effect>> others = new LinkedHashMap<>();
        Stream.concat(scope.topic().asks().stream(), blocking.stream())
                .distinct()
                .filter(datum -> isStated(datum, scope) && patient.isOpen(datum))
                .forEach(datum -> {
                    Set<Effect> effects = EnumSet.noneOf(Effect.class);
                    domain.alternatives(datum, patient)
                            .forEach(alternative -> effects.addAll(differences(given, rules.evaluate(alternative))));
                    if (blocking.contains(datum)) {
                        effects.add(Effect.VARIANT);
                        first.put(datum, effects);
                    } else if (!effects.isEmpty()) {
                        others.put(datum, effects);
                    }
                });
        first.putAll(others);
        return first;
    }

    private static Set<Effect> differences(Advice one, Advice other) {
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        if (!end(one).equals(end(other))) {
            effects.add(Effect.VARIANT);
        }
        if (!preferred(one).equals(preferred(other))) {
            effects.add(Effect.PREFERRED);
        }
        if (!urgent(one).equals(urgent(other))) {
            effects.add(Effect.URGENCY);
        }
        return effects;
    }

    private static List<String> end(Advice advice) {
        String exclusion = advice.exclusion() == null ? "" : advice.exclusion().id();
        return List.of(
                advice.outcome().code(),
                advice.matched().map(variant -> variant.id()).orElse(""),
                OF_NO_RULE.contains(exclusion) ? "" : exclusion);
    }

    private static Set<String> preferred(Advice advice) {
        return advice.preferred().stream().map(Recommendation::procedure).collect(Collectors.toSet());
    }

    private static Set<String> urgent(Advice advice) {
        Set<String> urgent = advice.alerts().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .map(alert -> "alert " + alert.code())
                .collect(Collectors.toSet());
        advice.nextSteps().stream()
                .map(NextStep::urgency)
                .sorted()
                .findFirst()
                .ifPresent(soonest -> urgent.add(soonest.code()));
        return urgent;
    }
}

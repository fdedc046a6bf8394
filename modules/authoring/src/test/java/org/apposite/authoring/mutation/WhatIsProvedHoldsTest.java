package org.apposite.authoring.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Trace;
import org.apposite.authoring.Sweep;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.junit.jupiter.api.Test;

/** Whatever is proved to change nothing in the shipped rules is held against the shipped cases and changes of them. */
class WhatIsProvedHoldsTest {

    private static final ClinicalRules RULES = ClinicalRules.bundled().withBlockingQuestionsOnly();
    private static final Topic TOPIC = RULES.topics().get(0);

    @Test
    void a_change_that_is_proved_to_change_nothing_changes_no_answer() {
        List<PatientCase> patients = patients();
        List<Advice> answers = patients.stream()
                .map(RULES::evaluate)
                .map(WhatIsProvedHoldsTest::withoutTrace)
                .toList();
        List<Change> changes = Mutations.of(TOPIC, RULES.vocabulary());
        Equivalence equivalence = new Equivalence(RULES.circuit(TOPIC.id()), changes);
        List<Change> proved = IntStream.range(0, changes.size())
                .filter(place -> equivalence.reason(place).isPresent())
                .mapToObj(changes::get)
                .toList();

        assertThat(proved).hasSizeGreaterThan(20);
        for (Change change : proved) {
            ClinicalRules changed;
            try {
                changed = RULES.supposing(change.changed());
            } catch (IllegalArgumentException refusal) {
                // Such a change is refused before anybody asks what it changes.
                continue;
            }
            for (int i = 0; i < patients.size(); i++) {
                assertThat(withoutTrace(changed.evaluate(patients.get(i))))
                        .as(change.place() + " " + change.before() + " -> " + change.after())
                        .isEqualTo(answers.get(i));
            }
        }
    }

    private static List<PatientCase> patients() {
        Random random = new Random(29);
        List<PatientCase> patients = new ArrayList<>();
        for (RuleCase one : RuleCase.in(Path.of("..", "..", "rules-drl"), RULES.vocabulary())) {
            one.stated().patientCase().ifPresent(patient -> {
                patients.add(patient);
                otherwise(patient, random, patients);
            });
        }
        Collections.shuffle(patients, random);
        return patients.subList(0, Math.min(Sweep.of(50), patients.size()));
    }

    /** The same patient with a few findings, and sometimes the age and the duration, stated otherwise. */
    private static void otherwise(PatientCase patient, Random random, List<PatientCase> patients) {
        PatientCaseBuilder builder = patient.toBuilder();
        for (String code : TOPIC.asks()) {
            Term term = RULES.vocabulary().terms().get(code);
            if (term != null && term.kind() == Kind.FINDING && random.nextInt(6) == 0) {
                Presence presence = Presence.values()[random.nextInt(3)];
                builder.finding(code, Presence.UNKNOWN).finding(code, presence);
            }
        }
        if (random.nextInt(3) == 0) {
            builder.age(Age.ofMonths(random.nextInt(230)));
        }
        if (random.nextInt(3) == 0) {
            builder.durationDays(random.nextInt(40));
        }
        builder.buildIfConsistent().ifPresent(patients::add);
    }

    private static Advice withoutTrace(Advice advice) {
        return new Advice(
                advice.id(),
                advice.topic(),
                advice.headlines(),
                advice.outcome(),
                advice.variant(),
                advice.alsoMatches(),
                advice.exclusion(),
                advice.redFlags(),
                advice.differential(),
                advice.recommendations(),
                advice.alerts(),
                advice.nextSteps(),
                advice.missing(),
                advice.order(),
                new Trace(List.of()),
                advice.provenance());
    }
}

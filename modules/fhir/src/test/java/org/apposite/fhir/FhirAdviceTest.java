package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.advice.Advice;
import org.apposite.json.RuleCase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class FhirAdviceTest {

    private static final FhirAdvice OUT = new FhirAdvice(Records.VOCABULARY, FhirMapping.bundled(Records.VOCABULARY));
    private static final Map<String, Advice> ADVICE = advice();

    private static Map<String, Advice> advice() {
        Map<String, Advice> all = new LinkedHashMap<>();
        for (RuleCase one : RuleCase.in(Path.of("../../rules-drl"), Records.VOCABULARY)) {
            one.stated()
                    .patientCase()
                    .ifPresent(patient ->
                            all.put(one.file(), Records.RULES.only(one.topic()).evaluate(patient)));
        }
        return all;
    }

    private static Bundle bundle(Advice advice) {
        return OUT.of(
                advice,
                new Reference("Patient/p"),
                new Identifier().setSystem("https://example.org/hooks").setValue("h-1"),
                Instant.parse("2026-11-23T11:00:00Z"));
    }

    @Test
    void speed() {
        System.out.println(ADVICE.size());
        int n = 0;
        java.util.Map<String, Integer> counts = new java.util.TreeMap<>();
        for (Map.Entry<String, Advice> one : ADVICE.entrySet()) {
            if (n++ % 10 != 0) continue;
            long t = System.nanoTime();
            List<String> problems = Validation.problems(bundle(one.getValue()));
            System.out.println(one.getKey() + " " + (System.nanoTime() - t) / 1000000 + " ms");
            problems.forEach(p -> counts.merge(p.replaceAll("\\d+", "N"), 1, Integer::sum));
        }
        counts.forEach((p, c) -> System.out.println(c + " " + p));
        List<String> x = new ArrayList<>();
        assertThat(x).isEmpty();
    }
}

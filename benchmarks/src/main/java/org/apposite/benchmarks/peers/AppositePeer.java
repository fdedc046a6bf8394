package org.apposite.benchmarks.peers;

import java.util.List;
import java.util.Objects;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;

/** Apposite, which also explains, alerts, and asks: the answer here is a part of what it found out. */
final class AppositePeer implements Peer {

    private final ClinicalRules rules = ClinicalRules.bundled().withBlockingQuestionsOnly();

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        Advice advice = advice(stated);
        List<Rated> ratings = advice.recommendations().stream()
                .map(one -> new Rated(one.procedure(), one.category().code(), Objects.requireNonNull(one.median())))
                .toList();
        return new Answer(
                advice.matched()
                        .map(variant -> variant.id())
                        .orElse(advice.outcome().code()),
                ratings);
    }

    Advice advice(SevenChildren.Stated stated) {
        return rules.evaluate(stated.patientCase());
    }
}

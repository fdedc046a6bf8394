package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Headline;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.RedFlag;
import org.apposite.circuit.Rating;
import org.apposite.internal.engine.Findings.Said;
import org.apposite.language.Conclude;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Consequence;
import org.apposite.patient.Coded;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/** All that one rule says, made of the conclusions of its model. Their arguments are constants, so it is made once. */
final class Speech implements Conclude {

    private final PreparedRule rule;
    private final Scope scope;
    private final List<Said> said = new ArrayList<>();
    private int index;

    private Speech(PreparedRule rule, Scope scope) {
        this.rule = rule;
        this.scope = scope;
    }

    static List<Said> of(PreparedRule rule, Scope scope) {
        Speech speech = new Speech(rule, scope);
        for (Consequence one : rule.rule().then()) {
            rule.verb().conclude(one.arguments(), speech);
            speech.index++;
        }
        return List.copyOf(speech.said);
    }

    private String source() {
        List<String> sources = rule.rule().sources();
        return sources.isEmpty() ? "" : sources.get(0);
    }

    @Override
    public void derivePresent(String finding) {
        said.add(new Findings.Derivation(rule, finding, Presence.PRESENT));
    }

    @Override
    public void deriveAbsent(String finding) {
        said.add(new Findings.Derivation(rule, finding, Presence.ABSENT));
    }

    @Override
    public void redFlag(String code, String text) {
        said.add(new Findings.Flag(rule, new RedFlag(code, text, source())));
    }

    @Override
    public void situation(String code) {
        said.add(new Findings.InSituation(code));
    }

    @Override
    public void variant(int step, String id) {
        said.add(new Findings.Candidate(rule, step, id, null));
    }

    @Override
    public void exclude(int step, String id, String text, String seeInstead) {
        said.add(new Findings.Candidate(rule, step, null, new Exclusion(id, text, seeInstead, source())));
    }

    @Override
    public void ask(int step, String datum) {
        said.add(new Findings.Ask(step, datum));
    }

    @Override
    public void rate(String procedure, String category, int median, String radiation, String... sources) {
        row(procedure, category, median, radiation, sources);
    }

    @Override
    public void rate(String procedure, String category, String median, String radiation, String... sources) {
        row(procedure, category, null, radiation, sources);
    }

    /** A row of a procedure that the vocabulary does not have, in a topic that is only supposed, says nothing. */
    private void row(String procedure, String category, @Nullable Integer median, String radiation, String... sources) {
        Rating.of(procedure, category, median, radiation, List.of(sources), scope)
                .ifPresent(rating -> said.add(new Findings.Row(rule, rating, new AtomicReference<>())));
    }

    @Override
    public void prefer(String procedure, String reason) {
        said.add(new Findings.Reason(rule, index, procedure, reason, true));
    }

    @Override
    public void remark(String procedure, String reason) {
        said.add(new Findings.Reason(rule, index, procedure, reason, false));
    }

    @Override
    public void setAside(String procedureOrStudy, String reason) {
        said.add(new Findings.Aside(rule, index, procedureOrStudy, reason));
    }

    @Override
    public void differential(String code, String text) {
        said.add(new Findings.Diagnosis(rule, index, code, text));
    }

    @Override
    public void raise(String code) {
        said.add(new Findings.Raise(rule, code));
    }

    @Override
    public void headline(String text) {
        said.add(new Findings.Head(rule, index, new Headline(text, rule.rule().sources())));
    }

    @Override
    public void alert(String code, String severity, String text) {
        Alert alert = new Alert(
                code, Coded.of(Severity.class, severity), text, rule.rule().sources());
        said.add(new Findings.AlertPart(rule, index, alert));
    }

    @Override
    public void nextStep(String code, String urgency, String text) {
        NextStep step = new NextStep(code, Coded.of(Urgency.class, urgency), text, source());
        said.add(new Findings.Step(rule, index, step));
    }
}

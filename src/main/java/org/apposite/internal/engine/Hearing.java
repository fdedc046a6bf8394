package org.apposite.internal.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Headline;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.RedFlag;
import org.apposite.circuit.Rating;
import org.apposite.internal.engine.NoAnswer.Reason;
import org.apposite.language.Conclude;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.patient.Coded;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the rules of one run conclude. What a rule says must be what is read of it, word for word; it is compared when
 * it is first said, and kept, for the arguments of a conclusion are constants.
 */
final class Hearing implements Conclude {

    private static final AtomicReferenceArray<@Nullable Object> SILENCE = new AtomicReferenceArray<>(0);

    private final Evaluation evaluation;
    private final Scope scope;
    private final Findings findings;
    private final boolean keeps;
    private List<CompiledRule> speakers = List.of();
    private int speaker;
    private @Nullable CompiledRule speaking;
    private AtomicReferenceArray<@Nullable Object> made = SILENCE;
    private int index;

    /**
     * Hears one run.
     *
     * @param keeps whether what is made of a conclusion serves later runs too. Only one reasoner of a topic may have that, or
     *     one would be taken for the other
     */
    Hearing(Evaluation evaluation, Scope scope, Findings findings, boolean keeps) {
        this.evaluation = evaluation;
        this.scope = scope;
        this.findings = findings;
        this.keeps = keeps;
    }

    /** From now on these rules speak, each when the one before it has said all. */
    void beginOf(List<CompiledRule> rules) {
        speakers = rules;
        speaker = 0;
        begin(rules.get(0));
    }

    private void begin(CompiledRule rule) {
        speaking = rule;
        made = keeps ? rule.made() : new AtomicReferenceArray<>(rule.made().length());
        index = 0;
        findings.fire(rule);
    }

    /** The rules that speak have said all that they say. */
    void endOfRules() {
        if (index != made.length() || speaker < speakers.size() - 1) {
            differ("it made " + index + " of " + made.length() + " conclusions");
        }
        speakers = List.of();
        speaker = 0;
        made = SILENCE;
        index = 0;
    }

    private void differ(String how) {
        evaluation.abort(
                Reason.DIFFERENCE, "the rule " + rule().rule().id() + " did not conclude what was read of it: " + how);
    }

    private CompiledRule rule() {
        if (speaking == null) {
            throw new IllegalStateException("a rule concluded that was not allowed to fire");
        }
        return speaking;
    }

    /** What was kept of this conclusion, null when it is said for the first time. */
    private @Nullable Object kept() {
        while (index == made.length() && speaker < speakers.size() - 1) {
            begin(speakers.get(++speaker));
        }
        return index < made.length() ? made.get(index) : null;
    }

    /** Compares a conclusion with what is read of the rule at this place, and keeps what is made of it. */
    private <T> T keep(T conclusion, Verb verb, Object... arguments) {
        if (index >= made.length()) {
            differ("it made more than " + made.length() + " conclusions");
            return conclusion;
        }
        Consequence read = rule().rule().then().get(index);
        List<String> said = Stream.of(arguments).map(String::valueOf).toList();
        if (verb.isOf(read)
                && read.arguments().stream().map(Literal::text).toList().equals(said)) {
            made.set(index, conclusion);
        } else {
            differ("it concluded " + verb.display() + " " + said);
        }
        return conclusion;
    }

    @Override
    public void derivePresent(String finding) {
        Object kept = kept();
        String derived = kept == null ? keep(finding, Verb.DERIVE_PRESENT, finding) : (String) kept;
        index++;
        findings.derive(rule(), derived, Presence.PRESENT);
    }

    @Override
    public void deriveAbsent(String finding) {
        Object kept = kept();
        String derived = kept == null ? keep(finding, Verb.DERIVE_ABSENT, finding) : (String) kept;
        index++;
        findings.derive(rule(), derived, Presence.ABSENT);
    }

    /** Of several rules that conclude one red flag the first in the order of reasoning gives its text. */
    @Override
    public void redFlag(String code, String text) {
        Object kept = kept();
        Findings.Flag flag = kept == null
                ? keep(new Findings.Flag(rule(), new RedFlag(code, text, source())), Verb.RED_FLAG, code, text)
                : (Findings.Flag) kept;
        index++;
        for (int i = 0; i < findings.redFlags.size(); i++) {
            Findings.Flag other = findings.redFlags.get(i);
            if (other.flag().code().equals(code)) {
                findings.redFlags.set(i, other.rule().order() <= rule().order() ? other : flag);
                return;
            }
        }
        findings.redFlags.add(flag);
    }

    private String source() {
        List<String> sources = rule().rule().sources();
        return sources.isEmpty() ? "" : sources.get(0);
    }

    @Override
    public void situation(String code) {
        Object kept = kept();
        String situation = kept == null ? keep(code, Verb.SITUATION, code) : (String) kept;
        index++;
        if (!findings.situations.contains(situation)) {
            findings.situations.add(situation);
        }
    }

    @Override
    public void variant(int step, String id) {
        Object kept = kept();
        Findings.Candidate candidate = kept == null
                ? keep(new Findings.Candidate(rule(), step, id, null), Verb.VARIANT_CANDIDATE, step, id)
                : (Findings.Candidate) kept;
        index++;
        findings.candidates.add(candidate);
    }

    @Override
    public void exclude(int step, String id, String text, String seeInstead) {
        Object kept = kept();
        Findings.Candidate candidate = kept == null
                ? keep(
                        new Findings.Candidate(rule(), step, null, new Exclusion(id, text, seeInstead, source())),
                        Verb.EXCLUDE,
                        step,
                        id,
                        text,
                        seeInstead)
                : (Findings.Candidate) kept;
        index++;
        findings.candidates.add(candidate);
    }

    @Override
    public void ask(int step, String datum) {
        Object kept = kept();
        String asked = kept == null ? keep(datum, Verb.ASK, step, datum) : (String) kept;
        index++;
        findings.asks.add(new Findings.Ask(step, asked, evaluation.patient()));
    }

    @Override
    public void rate(String procedure, String category, int median, String radiation, String... sources) {
        Object kept = kept();
        rated(kept == null ? row(procedure, category, Integer.toString(median), radiation, sources) : kept);
    }

    @Override
    public void rate(String procedure, String category, String median, String radiation, String... sources) {
        Object kept = kept();
        rated(kept == null ? row(procedure, category, median, radiation, sources) : kept);
    }

    private void rated(Object row) {
        index++;
        if (row instanceof Findings.Row rated) {
            findings.rows.add(rated);
        }
    }

    private Object row(String procedure, String category, String median, String radiation, String... sources) {
        Integer number = median.equals(Verb.NOT_STATED) ? null : Integer.valueOf(median);
        Object row = Rating.of(procedure, category, number, radiation, List.of(sources), scope)
                .<Object>map(rating -> new Findings.Row(rule(), rating, new AtomicReference<>()))
                .orElse("not in the vocabulary: " + procedure);
        Stream<String> said = Stream.concat(Stream.of(procedure, category, median, radiation), Stream.of(sources));
        return keep(row, Verb.RATE, said.toArray());
    }

    @Override
    public void prefer(String procedure, String reason) {
        reason(Verb.PREFER, procedure, reason);
    }

    @Override
    public void remark(String procedure, String reason) {
        reason(Verb.REMARK, procedure, reason);
    }

    private void reason(Verb verb, String procedure, String text) {
        Object kept = kept();
        Findings.Reason reason = kept == null
                ? keep(new Findings.Reason(rule(), index, procedure, text, verb == Verb.PREFER), verb, procedure, text)
                : (Findings.Reason) kept;
        index++;
        findings.reasons.add(reason);
    }

    @Override
    public void setAside(String procedureOrStudy, String reason) {
        Object kept = kept();
        Findings.Aside aside = kept == null
                ? keep(
                        new Findings.Aside(rule(), index, procedureOrStudy, reason),
                        Verb.SET_ASIDE,
                        procedureOrStudy,
                        reason)
                : (Findings.Aside) kept;
        index++;
        findings.aside.add(aside);
    }

    @Override
    public void differential(String code, String text) {
        Object kept = kept();
        Findings.Diagnosis diagnosis = kept == null
                ? keep(new Findings.Diagnosis(rule(), index, code, text), Verb.DIFFERENTIAL, code, text)
                : (Findings.Diagnosis) kept;
        index++;
        findings.differential.add(diagnosis);
    }

    @Override
    public void raise(String code) {
        Object kept = kept();
        Findings.Raise raise =
                kept == null ? keep(new Findings.Raise(rule(), code), Verb.RAISE, code) : (Findings.Raise) kept;
        index++;
        findings.raises.add(raise);
    }

    @Override
    public void headline(String text) {
        Object kept = kept();
        Findings.Head head = kept == null
                ? keep(
                        new Findings.Head(
                                rule(), index, new Headline(text, rule().rule().sources())),
                        Verb.HEADLINE,
                        text)
                : (Findings.Head) kept;
        index++;
        findings.headlines.add(head);
    }

    @Override
    public void alert(String code, String severity, String text) {
        Object kept = kept();
        Findings.AlertPart alert = kept == null
                ? keep(
                        new Findings.AlertPart(
                                rule(),
                                index,
                                new Alert(
                                        code,
                                        Coded.of(Severity.class, severity),
                                        text,
                                        rule().rule().sources())),
                        Verb.ALERT,
                        code,
                        severity,
                        text)
                : (Findings.AlertPart) kept;
        index++;
        findings.alerts.add(alert);
    }

    @Override
    public void nextStep(String code, String urgency, String text) {
        Object kept = kept();
        Findings.Step step = kept == null
                ? keep(
                        new Findings.Step(
                                rule(), index, new NextStep(code, Coded.of(Urgency.class, urgency), text, source())),
                        Verb.NEXT_STEP,
                        code,
                        urgency,
                        text)
                : (Findings.Step) kept;
        index++;
        findings.steps.add(step);
    }
}

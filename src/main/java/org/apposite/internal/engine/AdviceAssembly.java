package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Headline;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.advice.Trace.Conclusion;
import org.apposite.internal.engine.Findings.AlertPart;
import org.apposite.internal.engine.Findings.Diagnosis;
import org.apposite.internal.engine.Findings.Placed;
import org.apposite.internal.engine.Findings.Raise;
import org.apposite.internal.engine.Findings.Step;
import org.apposite.language.Domain;
import org.apposite.language.Known;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Variant;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/** Turns the conclusions of a run, which come in the order of firing, into the answer, which has one order only. */
final class AdviceAssembly {

    private static final Comparator<Step> MOST_URGENT_FIRST =
            Comparator.comparing((Step one) -> one.step().urgency()).thenComparing(Placed.IN_ORDER);

    private static final String ASSEMBLING = "the answer was being put together";

    /** About as many as a code has. */
    private static final int CHARACTERS_OF_A_CODE = 20;

    /** Emergencies of one code are told in no more characters where there is no answer. */
    private static final int LONGEST_WITHOUT_ANSWER = 20_000;

    private final TopicEngine topic;
    private final Evaluation.Result result;
    private final Findings findings;
    private final Known known;
    private final Texts texts;
    private final Evaluation.Budget budget;

    AdviceAssembly(TopicEngine topic, Evaluation.Result result, Evaluation.Budget budget) {
        this.budget = budget;
        this.topic = topic;
        this.result = result;
        this.findings = result.findings();
        this.known = result.known();
        this.texts = new Texts(
                topic,
                known.patient(),
                result.assessment(),
                result.routed().routing().alsoMatches(),
                budget);
    }

    /** The emergencies that stand although there is no answer, however many and long they are. */
    static List<Alert> emergencies(TopicEngine topic, Evaluation.Result result) {
        AdviceAssembly assembly = new AdviceAssembly(topic, result, Evaluation.Budget.ofEmergencies());
        return standing(assembly.alerts(AdviceAssembly::isCritical, assembly.texts::fillOrLeave));
    }

    private static boolean isCritical(Alert alert) {
        return alert.severity() == Severity.CRITICAL;
    }

    Advice advice(List<MissingDatum> missing, List<Emergencies.Raised> elsewhere) {
        Outcome outcome = result.routed().routing().outcome();
        PatientCase stated = known.patient().stated();
        List<Alert> alerts = alerts(any -> true, texts::fill);
        if (!findings.derived.isEmpty()) {
            findings.derived.keySet().stream()
                    .sorted()
                    .forEach(finding -> contradiction(finding).ifPresent(alerts::add));
        }
        List<Trace.Step> trace = trace();
        for (Emergencies.Raised raised : elsewhere) {
            alerts.addAll(raised.alerts());
            trace.addAll(raised.steps());
        }
        return new Advice(
                stated.id().orElse(null),
                topic.claims(stated) ? topic.topic().id() : null,
                headlines(),
                outcome,
                variant(),
                result.routed().routing().alsoMatches(),
                outcome == Outcome.NOT_APPLICABLE ? exclusion() : null,
                redFlags(),
                differential(),
                result.assessment().recommendations(known.patient(), findings, texts),
                merged(alerts, topic.topic().alerts(), budget),
                nextSteps(),
                missing,
                result.assessment().review(texts),
                new Trace(trace),
                topic.provenance());
    }

    private @Nullable VariantMatch variant() {
        String id = result.routed().routing().variant();
        for (Variant variant : topic.topic().variants()) {
            if (variant.id().equals(id)) {
                return new VariantMatch(topic.topic().id(), variant.id(), variant.number(), variant.title());
            }
        }
        return null;
    }

    private Exclusion exclusion() {
        Exclusion found = result.routed().exclusion();
        if (found != null) {
            return new Exclusion(found.id(), texts.fill(found.text()), texts.fill(found.seeInstead()), found.source());
        }
        return topic.claims(known.patient().stated())
                ? new Exclusion(
                        Exclusion.NO_VARIANT_MATCHED,
                        "No variant of the topic \"" + topic.topic().title() + "\" fits what is stated.",
                        "The radiologist; the topic's rules do not say.",
                        null)
                : topic.unansweredComplaint(known.patient().stated());
    }

    private List<RedFlag> redFlags() {
        List<RedFlag> flags = new ArrayList<>(known.redFlags());
        List<String> urgency = topic.topic().redFlags();
        flags.sort(Comparator.comparingInt((RedFlag flag) -> place(flag.code(), urgency))
                .thenComparing(RedFlag::code));
        return flags;
    }

    private List<Differential> differential() {
        List<Diagnosis> diagnoses = findings.differential;
        diagnoses.sort(Placed.IN_ORDER);
        List<Differential> differential = new ArrayList<>(diagnoses.size());
        for (Diagnosis one : diagnoses) {
            String source = one.rule().rule().sources().get(0);
            differential.add(new Differential(one.code(), texts.fill(one.text()), causes(one.code()), source));
        }
        return differential;
    }

    private List<String> causes(String diagnosis) {
        List<PreparedRule> rules = new ArrayList<>(2);
        for (Raise raise : findings.raises) {
            if (raise.code().equals(diagnosis) && !rules.contains(raise.rule())) {
                rules.add(raise.rule());
            }
        }
        rules.sort(PreparedRule.IN_ORDER);
        List<String> causes = new ArrayList<>(rules.size());
        for (PreparedRule rule : rules) {
            for (String cause : rule.explanation().causes(known)) {
                if (!causes.contains(cause)) {
                    causes.add(cause);
                }
            }
        }
        return causes;
    }

    private List<Alert> alerts(Predicate<Alert> which, UnaryOperator<String> fill) {
        List<AlertPart> parts = findings.alerts;
        parts.sort(Placed.IN_ORDER);
        List<Alert> alerts = new ArrayList<>(parts.size());
        for (AlertPart part : parts) {
            Alert alert = part.alert();
            if (!which.test(alert)) {
                continue;
            }
            String text = fill.apply(alert.text());
            alerts.add(
                    text.equals(alert.text())
                            ? alert
                            : new Alert(alert.code(), alert.severity(), text, alert.sources()));
        }
        return alerts;
    }

    /** A finding that is stated absent and derived present, or derived both ways: it counts as present, and that is said. */
    private Optional<Alert> contradiction(String finding) {
        Presence said = known.patient().saidOfItself(finding);
        List<PreparedRule> rules = findings.deriving.getOrDefault(finding, List.of());
        boolean present = rules.stream().anyMatch(rule -> rule.verb() == Verb.DERIVE_PRESENT);
        boolean absent = rules.stream().anyMatch(rule -> rule.verb() == Verb.DERIVE_ABSENT);
        boolean contradicts =
                (said == Presence.ABSENT && present) || (said == Presence.PRESENT && absent) || (present && absent);
        if (!contradicts) {
            return Optional.empty();
        }
        Set<String> sources = new LinkedHashSet<>();
        rules.stream()
                .sorted(PreparedRule.IN_ORDER)
                .forEach(rule -> sources.addAll(rule.rule().sources()));
        String stated = said == Presence.UNKNOWN ? "" : " It is stated " + said.code() + ".";
        String derived = (present ? " Other statements make it present." : "")
                + (absent ? " Other statements make it absent." : "");
        return Optional.of(new Alert(
                Alert.CONTRADICTION,
                Severity.INFO,
                "Statements about " + topic.scope().display(finding) + " contradict each other." + stated + derived
                        + " It counts as present.",
                List.copyOf(sources)));
    }

    private List<Headline> headlines() {
        if (findings.headlines.isEmpty()) {
            return List.of();
        }
        return findings.headlines.stream()
                .sorted(Placed.IN_ORDER)
                .map(one -> new Headline(
                        texts.fill(one.headline().text()), one.headline().sources()))
                .distinct()
                .toList();
    }

    /** An answer with one alert more, behind those that are as severe; one of its code takes it up. */
    static Advice with(Alert alert, Advice advice) {
        List<Alert> alerts = new ArrayList<>(advice.alerts());
        List<String> codes = alerts.stream().map(Alert::code).toList();
        int place = codes.indexOf(alert.code());
        if (place >= 0) {
            alerts.set(place, merge(alerts.get(place), alert, Integer.MAX_VALUE));
        } else {
            place = 0;
            while (place < alerts.size() && alerts.get(place).severity().compareTo(alert.severity()) >= 0) {
                place++;
            }
            alerts.add(place, alert);
        }
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
                alerts,
                advice.nextSteps(),
                advice.missing(),
                advice.order(),
                advice.trace(),
                advice.provenance());
    }

    /** Alerts of one code are one, most severe first, then in the order of the topic, then by code. */
    static List<Alert> merged(List<Alert> alerts, List<String> first, Evaluation.Budget budget) {
        return merged(alerts, first, budget, Integer.MAX_VALUE);
    }

    /** The same of emergencies without an answer: each stands, and a text that has become long grows no more. */
    static List<Alert> standing(List<Alert> alerts) {
        return merged(alerts, List.of(), Evaluation.Budget.unlimited(), LONGEST_WITHOUT_ANSWER);
    }

    private static List<Alert> merged(List<Alert> alerts, List<String> first, Evaluation.Budget budget, int longest) {
        Map<String, Alert> byCode = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            budget.lookOften(ASSEMBLING);
            byCode.merge(alert.code(), alert, (one, other) -> merge(one, other, longest));
        }
        List<Alert> sorted = new ArrayList<>(byCode.values());
        sorted.sort((one, other) -> {
            int bySeverity = other.severity().compareTo(one.severity());
            int byTopic = bySeverity != 0
                    ? bySeverity
                    : Integer.compare(place(one.code(), first), place(other.code(), first));
            return byTopic != 0 ? byTopic : one.code().compareTo(other.code());
        });
        return sorted;
    }

    /**
     * The emergencies alone, with the rules that raised them and those on whose conclusions these rest: what the answer of
     * another topic takes over.
     */
    Emergencies.Raised emergencies() {
        List<PreparedRule> backwards = new ArrayList<>(inOrder());
        Collections.reverse(backwards);
        BitSet raising = new BitSet();
        findings.alerts.stream()
                .filter(part -> isCritical(part.alert()))
                .forEach(part -> raising.set(part.rule().order()));
        List<Trace.Step> steps = new ArrayList<>();
        for (PreparedRule rule : backwards) {
            Trace.Step step = step(rule);
            if (raising.get(rule.order()) || steps.stream().anyMatch(above -> above.restsOn(step))) {
                steps.add(step);
            }
        }
        Collections.reverse(steps);
        return new Emergencies.Raised(alerts(AdviceAssembly::isCritical, texts::fill), steps);
    }

    private List<PreparedRule> inOrder() {
        findings.fired.sort(PreparedRule.IN_ORDER);
        return findings.fired;
    }

    private static int place(String code, List<String> first) {
        int place = first.indexOf(code);
        return place < 0 ? first.size() : place;
    }

    private static Alert merge(Alert one, Alert other, int longest) {
        Set<String> sources = new LinkedHashSet<>(one.sources());
        sources.addAll(other.sources());
        Severity highest = one.severity().compareTo(other.severity()) >= 0 ? one.severity() : other.severity();
        boolean isSaid = one.text().contains(other.text());
        String text = isSaid || one.text().length() + other.text().length() > longest
                ? one.text()
                : one.text() + " " + other.text();
        return new Alert(one.code(), highest, text, List.copyOf(sources));
    }

    /** Of one code the most urgent, then the first. */
    private List<NextStep> nextSteps() {
        List<Step> steps = findings.steps;
        steps.sort(MOST_URGENT_FIRST);
        List<NextStep> told = new ArrayList<>(steps.size());
        Set<String> codes = new HashSet<>();
        for (Step one : steps) {
            NextStep step = one.step();
            if (codes.add(step.code())) {
                String text = texts.fill(step.text());
                told.add(
                        text.equals(step.text())
                                ? step
                                : new NextStep(step.code(), step.urgency(), text, step.source()));
            }
        }
        return told;
    }

    private List<Trace.Step> trace() {
        List<Trace.Step> steps = new ArrayList<>(findings.fired.size() + 1);
        for (PreparedRule rule : inOrder()) {
            steps.add(step(rule));
        }
        if (isAskedByNoRule()) {
            steps.add(askedByNoRule());
        }
        return steps;
    }

    private Trace.Step step(PreparedRule rule) {
        budget.lookOften(ASSEMBLING);
        Trace.Step step = rule.traceStep(known, concluded(rule));
        long characters = 0;
        for (Trace.Reason reason : step.because()) {
            characters += reason.text().length()
                    + (long) CHARACTERS_OF_A_CODE * reason.codes().size();
        }
        budget.write(characters);
        return step;
    }

    private boolean isAskedByNoRule() {
        return !result.routed().blocking().isEmpty()
                && findings.candidates.isEmpty()
                && findings.asks.stream()
                        .allMatch(ask -> ask.open(known.patient()).isEmpty());
    }

    /** Says that the engine asks in place of the rules, at the file where the topic could say more. */
    private Trace.Step askedByNoRule() {
        return new Trace.Step(
                Trace.ASKED_BY_NO_RULE,
                "No rule concludes a variant or an exclusion for this case, and none asks for what is not stated",
                topic.topic().id() + "/topic.yaml",
                1,
                List.of(new Trace.Reason("no rule decides the case", Trace.Kind.VARIANT, List.of())),
                result.routed().blocking().stream().map(this::question).toList());
    }

    private List<Conclusion> concluded(PreparedRule rule) {
        if (rule.verb() != Verb.ASK) {
            return rule.concluded();
        }
        Set<String> asked = new LinkedHashSet<>();
        for (Conclusion one : rule.concluded()) {
            asked.addAll(Domain.asked(Objects.requireNonNull(one.code()), known.patient()));
        }
        return asked.stream().map(this::question).toList();
    }

    private Conclusion question(String datum) {
        return new Conclusion("asks for " + topic.scope().display(datum), Trace.Kind.QUESTION, datum);
    }
}

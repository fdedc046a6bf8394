package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Headline;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Trust;
import org.jspecify.annotations.Nullable;

/**
 * The short answer: what decides, each in a few lines behind a label. Emergencies, warnings and next steps are never left out;
 * what explains the answer is.
 */
final class BriefText {

    /** More studies than these nobody compares at a glance. */
    private static final int STUDIES = 3;

    private final Advice advice;
    private final Vocabulary vocabulary;
    private final Words words;
    private final Citations citations;
    private final List<Row> rows = new ArrayList<>();

    BriefText(Advice advice, Vocabulary vocabulary, Words words, Citations citations) {
        this.advice = advice;
        this.vocabulary = vocabulary;
        this.words = words;
        this.citations = citations;
    }

    /** A text behind a label; it continues what stands above when the label is empty. */
    private record Row(StyledText label, StyledText text) {}

    void writeTo(TextPage page) {
        for (Headline headline : advice.headlines()) {
            page.paragraph(0, StyledText.of(Style.STRONG, headline.text()).and(cited(headline.sources())));
        }
        alerts(Severity.CRITICAL, "brief-critical", Style.ALARM);
        exclusion();
        nextSteps();
        order();
        studies();
        alerts(Severity.WARNING, "brief-warning", Style.CAUTION);
        questions();
        variant();
        sources();
        int width = rows.stream().mapToInt(row -> row.label().width()).max().orElse(0);
        rows.forEach(row -> page.labelled(0, row.label(), width, row.text()));
        provenance(page);
    }

    private void row(Style style, String label, StyledText text) {
        rows.add(new Row(StyledText.of(style, label), text));
    }

    private void alerts(Severity severity, String label, Style style) {
        for (Alert alert : advice.alerts(severity)) {
            row(
                    style,
                    words.text(label),
                    StyledText.of(severity == Severity.CRITICAL ? Style.STRONG : Style.PLAIN, alert.text())
                            .and(cited(alert.sources())));
        }
    }

    private void exclusion() {
        if (advice.outcome() != Outcome.NOT_APPLICABLE) {
            return;
        }
        Exclusion exclusion = advice.exclusion();
        if (exclusion == null) {
            row(Style.STRONG, words.text("brief-not-applicable"), StyledText.NONE);
            return;
        }
        row(
                Style.STRONG,
                words.text("brief-not-applicable"),
                StyledText.of(exclusion.text())
                        .and(exclusion.source() == null ? StyledText.NONE : cited(List.of(exclusion.source()))));
        row(Style.STRONG, words.text("brief-see-instead"), StyledText.of(exclusion.seeInstead()));
    }

    private void nextSteps() {
        for (NextStep step : advice.nextSteps()) {
            row(
                    Style.of(step.urgency()),
                    AdviceText.sentence(words.label(step.urgency())),
                    StyledText.of(step.text()).and(cited(List.of(step.source()))));
        }
    }

    private void order() {
        OrderReview order = advice.order();
        if (order != null) {
            row(Style.STRONG, words.text("brief-order"), StyledText.of(words.verdict(advice, order, vocabulary)));
        }
    }

    private void studies() {
        if (advice.outcome() != Outcome.VARIANT_MATCHED) {
            return;
        }
        List<Recommendation> preferred = advice.preferred();
        String label = words.text("brief-next");
        if (preferred.isEmpty()) {
            row(Style.STRONG, label, StyledText.of(noneByItself()));
        }
        for (Recommendation study : preferred) {
            String reason = study.reasons().isEmpty() ? "" : study.reasons().get(0);
            row(
                    Style.GOOD,
                    label,
                    StyledText.of(Style.GOOD, name(study) + ".")
                            .and(AdviceText.sentence(words.category(study.category(), study.disagreement())) + ", "
                                    + radiation(study.radiation()) + ".")
                            .and(reason)
                            .and(cited(study.sources())));
            label = words.text("brief-or");
        }
    }

    private String radiation(@Nullable Radiation radiation) {
        String dose = words.dose(radiation);
        return radiation == null || radiation.maxMilliSieverts() == null ? words.text("brief-radiation", dose) : dose;
    }

    private String noneByItself() {
        List<Recommendation> best = advice.best();
        if (best.isEmpty()) {
            return words.text("brief-no-study");
        }
        String names = best.stream().limit(STUDIES).map(this::name).collect(Collectors.joining("; "));
        return words.text(
                "brief-none-by-itself",
                AdviceText.sentence(words.label(best.get(0).category())),
                best.size() > STUDIES ? words.text("brief-and-more", names, best.size() - STUDIES) : names);
    }

    private String name(Recommendation study) {
        return vocabulary.nameOf(study, null);
    }

    private void questions() {
        boolean blocked = advice.outcome() == Outcome.DATA_REQUIRED;
        String label = words.text(blocked ? "brief-needed" : "brief-ask");
        List<MissingDatum> first = advice.firstQuestions();
        for (MissingDatum missing : first) {
            row(
                    blocked ? Style.STRONG : Style.PLAIN,
                    label,
                    StyledText.of(blocked ? Style.STRONG : Style.PLAIN, missing.question()));
            label = "";
        }
        int more = advice.missing().size() - first.size();
        if (more > 0) {
            row(Style.PLAIN, label, StyledText.of(Style.FAINT, words.text("brief-more", more)));
        }
    }

    private void variant() {
        advice.matched()
                .ifPresent(variant -> row(
                        Style.PLAIN, words.text("brief-variant", variant.number()), StyledText.of(variant.title())));
    }

    private void sources() {
        List<String> cited = citations.cited();
        if (!cited.isEmpty()) {
            row(
                    Style.FAINT,
                    words.text("brief-sources"),
                    StyledText.of(Style.FAINT, cited.stream().map(this::source).collect(Collectors.joining(", "))));
        }
    }

    private String source(String key) {
        String number = "[" + (citations.cited().indexOf(key) + 1) + "]" + StyledText.FIRM_SPACE;
        return number
                + key
                + (citations.trust(key) == Trust.TRANSCRIBED ? " (" + words.text("trust-transcribed") + ")" : "");
    }

    private void provenance(TextPage page) {
        Provenance by = advice.provenance();
        AdviceText.lowered(by, words).forEach(one -> page.paragraph(0, one));
        AdviceText.builtOn(by, words).ifPresent(one -> page.paragraph(0, one));
        page.paragraph(
                0,
                StyledText.of(
                        Style.FAINT, words.text("brief-rules", by.ruleSet(), by.version(), words.label(by.status()))));
    }

    private StyledText cited(List<String> keys) {
        return StyledText.of(Style.FAINT, citations.inText(keys));
    }
}

package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;

/**
 * An answer as text for people, short or whole. In the whole answer too what decides the next hour stands first: emergencies,
 * the variant, the study to do; what explains it follows; a section without content is left out.
 */
public final class AdviceText {

    private static final int INDENT = 2;
    private static final int URGENCY_WIDTH = 8;
    private static final int DIGEST_LENGTH = "sha256:".length() + 12;

    private final Advice advice;
    private final Vocabulary vocabulary;
    private final Detail detail;
    private final Words words;
    private final Citations citations;
    private final TextPage page;

    private AdviceText(Advice advice, Vocabulary vocabulary, Layout layout) {
        this.advice = advice;
        this.vocabulary = vocabulary;
        this.detail = layout.detail();
        this.words = new Words(layout.messages());
        this.citations = new Citations(vocabulary.sources(), words);
        this.page = new TextPage(layout.width(), layout.colour());
    }

    /**
     * How the text is set.
     *
     * @param width the most columns that a line may have
     * @param colour whether it may have colour
     * @param detail how much is told
     * @param messages the language of all that does not come from rules
     */
    public record Layout(int width, boolean colour, Detail detail, Messages messages) {}

    /** How much of an answer is told. */
    public enum Detail {
        /** What decides, in a few lines. */
        SHORT,
        /** The whole answer, with the rules that found red flags or decided the routing. */
        FULL,
        /** The whole answer, with every rule that fired. */
        TRACE
    }

    /** The text of an answer; the vocabulary is that of the rules that gave it. */
    public static TextPage of(Advice advice, Vocabulary vocabulary, Layout layout) {
        AdviceText text = new AdviceText(advice, vocabulary, layout);
        if (layout.detail() == Detail.SHORT) {
            new BriefText(advice, vocabulary, text.words, text.citations).writeTo(text.page);
        } else {
            text.write();
        }
        return text.page;
    }

    private void write() {
        headlines();
        emergencies();
        outcome();
        if (advice.outcome() == Outcome.DATA_REQUIRED) {
            questions();
        }
        studyToDo();
        nextSteps();
        order();
        alerts(Severity.WARNING, "warnings", Style.CAUTION);
        redFlags();
        if (advice.outcome() != Outcome.DATA_REQUIRED) {
            questions();
        }
        alerts(Severity.INFO, "notes", Style.STRONG);
        ratings();
        remarks();
        differential();
        why();
        sources();
        provenance();
    }

    private void headlines() {
        for (Advice.Headline headline : advice.headlines()) {
            page.blank();
            page.paragraph(0, StyledText.of(Style.STRONG, headline.text()).and(cited(headline.sources())));
        }
    }

    private void emergencies() {
        for (Alert alert : advice.alerts(Severity.CRITICAL)) {
            page.blank();
            page.box(
                    Style.ALARM,
                    List.of(
                            StyledText.of(Style.ALARM, words.text("critical", words(alert.code()))),
                            StyledText.of(Style.STRONG, alert.text()).and(cited(alert.sources()))));
        }
    }

    private void outcome() {
        page.blank();
        switch (advice.outcome()) {
            case VARIANT_MATCHED ->
                advice.matched()
                        .ifPresent(variant -> page.paragraph(
                                0,
                                StyledText.of(Style.STRONG, words.text("variant", variant.number(), variant.title()))
                                        .and(topic())));
            case DATA_REQUIRED ->
                page.paragraph(
                        0,
                        StyledText.of(Style.STRONG, words.text("no-answer-yet")).and(topic()));
            case NOT_APPLICABLE -> notApplicable();
        }
        if (!advice.alsoMatches().isEmpty()) {
            page.paragraph(0, StyledText.of(words.text("also-matches", String.join(", ", advice.alsoMatches()))));
        }
    }

    /** The topic that answered; none while it is undecided, or when no topic does. */
    private StyledText topic() {
        return advice.topic() == null
                ? StyledText.NONE
                : StyledText.of(Style.FAINT, words.text("topic", advice.topic()));
    }

    private void notApplicable() {
        Exclusion exclusion = advice.exclusion();
        if (exclusion == null) {
            page.paragraph(
                    0, StyledText.of(Style.STRONG, words.text("not-applicable")).and(topic()));
            return;
        }
        StyledText reason = StyledText.of(Style.STRONG, words.text("not-applicable-because", exclusion.text()));
        StyledText sourced = exclusion.source() == null ? reason : reason.and(cited(List.of(exclusion.source())));
        page.paragraph(0, sourced.and(topic()));
        page.paragraph(0, StyledText.of(Style.STRONG, words.text("see-instead")).and(exclusion.seeInstead()));
    }

    private void studyToDo() {
        if (advice.outcome() != Outcome.VARIANT_MATCHED) {
            return;
        }
        List<Recommendation> preferred = advice.preferred();
        page.heading(words.text(preferred.size() > 1 ? "studies-to-do-next" : "study-to-do-next"));
        if (preferred.isEmpty()) {
            page.paragraph(INDENT, StyledText.of(words.text("none-preferred")));
        }
        for (Recommendation study : preferred) {
            page.labelled(INDENT, StyledText.of(Style.GOOD, ">"), 1, StyledText.of(Style.GOOD, study.display()));
            int indent = INDENT + 3;
            String region = study.region() == null ? "" : words.text("region", region(study.region())) + " ";
            String median = study.median() == null ? words.text("not-stated") : words.text("median", study.median());
            page.paragraph(
                    indent,
                    StyledText.of(region
                                    + words.text(
                                            "rating",
                                            sentence(words.category(study.category(), study.disagreement())),
                                            median,
                                            words.dose(study.radiation())))
                            .and(study.transcribed() ? words.text("transcribed-rating") : "")
                            .and(cited(study.sources())));
            study.reasons().forEach(reason -> page.item(indent, StyledText.of(reason)));
        }
    }

    private String region(String code) {
        Region region = vocabulary.regions().get(code);
        return region == null ? words(code) : region.display();
    }

    private void nextSteps() {
        if (advice.nextSteps().isEmpty()) {
            return;
        }
        page.heading(words.text("next-steps"));
        for (NextStep step : advice.nextSteps()) {
            page.labelled(
                    INDENT,
                    StyledText.of(Style.of(step.urgency()), sentence(words.label(step.urgency()))),
                    URGENCY_WIDTH,
                    StyledText.of(step.text()).and(cited(List.of(step.source()))));
        }
    }

    private void order() {
        OrderReview order = advice.order();
        if (order == null) {
            return;
        }
        page.heading(words.text("proposed-order"));
        page.paragraph(INDENT, StyledText.of(words.verdict(advice, order, vocabulary)));
    }

    private void redFlags() {
        if (advice.redFlags().isEmpty()) {
            return;
        }
        page.heading(words.text("red-flags"));
        for (RedFlag flag : advice.redFlags()) {
            page.item(INDENT, StyledText.of(flag.text()).and(cited(List.of(flag.source()))));
        }
    }

    private void questions() {
        questions("needed", true);
        questions("questions", false);
    }

    private void questions(String title, boolean blocking) {
        List<MissingDatum> asked = advice.missing().stream()
                .filter(missing -> missing.blocking() == blocking)
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        page.heading(words.text(title));
        for (MissingDatum missing : asked) {
            String effects = missing.couldChange().stream().map(words::label).collect(Collectors.joining(", "));
            page.item(
                    INDENT,
                    StyledText.of(blocking ? Style.STRONG : Style.PLAIN, missing.question())
                            .and(Style.FAINT, effects.isEmpty() ? "" : words.text("could-change", effects)));
        }
    }

    private void alerts(Severity severity, String title, Style style) {
        List<Alert> alerts = advice.alerts(severity);
        if (alerts.isEmpty()) {
            return;
        }
        page.heading(StyledText.of(style, words.text(title)));
        alerts.forEach(alert -> page.item(INDENT, StyledText.of(alert.text()).and(cited(alert.sources()))));
    }

    private void ratings() {
        if (advice.recommendations().isEmpty()) {
            return;
        }
        page.heading(words.text("all-rated-studies"));
        new RatingTable(advice.recommendations(), citations, words).writeTo(page);
    }

    /** What is said of studies that are not preferred, studies of which the same is said together. */
    private void remarks() {
        Map<List<String>, List<String>> studiesByRemark = new LinkedHashMap<>();
        for (Recommendation study : advice.recommendations()) {
            if (!study.preferred() && !study.reasons().isEmpty()) {
                studiesByRemark
                        .computeIfAbsent(study.reasons(), any -> new ArrayList<>())
                        .add(study.display());
            }
        }
        if (studiesByRemark.isEmpty()) {
            return;
        }
        page.heading(words.text("remarks"));
        studiesByRemark.forEach((remarks, studies) -> page.item(
                INDENT,
                StyledText.of(Style.STRONG, String.join("; ", studies) + ":").and(String.join(" ", remarks))));
    }

    private void differential() {
        if (advice.differential().isEmpty()) {
            return;
        }
        page.heading(words.text("differential"));
        for (Differential diagnosis : advice.differential()) {
            String because = diagnosis.because().stream().map(AdviceText::words).collect(Collectors.joining(", "));
            page.item(
                    INDENT,
                    StyledText.of(diagnosis.text())
                            .and(because.isEmpty() ? "" : words.text("raised-by", because))
                            .and(cited(List.of(diagnosis.source()))));
        }
    }

    private void why() {
        List<Trace.Step> all = advice.trace().steps();
        List<Trace.Step> shown = detail == Detail.TRACE
                ? all
                : all.stream().filter(this::decides).toList();
        if (all.isEmpty()) {
            return;
        }
        page.heading(words.text(detail == Detail.TRACE ? "why-every-rule" : "why"));
        for (Trace.Step step : shown) {
            String told = step.because().isEmpty()
                    ? step.name()
                    : words.text("because", step.name(), String.join(", ", step.reasons()));
            page.item(INDENT, StyledText.of(told).and(Style.FAINT, "(" + step.file() + ":" + step.line() + ")"));
            if (detail == Detail.TRACE) {
                page.paragraph(INDENT + 4, StyledText.of(step.rule() + ": " + String.join(", ", step.conclusions())));
            }
        }
        if (shown.size() < all.size()) {
            page.paragraph(INDENT, StyledText.of(Style.FAINT, words.text("more-rules", all.size())));
        }
    }

    /** Whether a step found a red flag, or had a part in the outcome. */
    private boolean decides(Trace.Step step) {
        return step.concluded().stream().anyMatch(one -> switch (one.kind()) {
            case RED_FLAG, QUESTION -> true;
            case VARIANT -> isAmong(one.code());
            case EXCLUSION ->
                advice.exclusion() != null && advice.exclusion().id().equals(one.code());
            default -> false;
        });
    }

    private boolean isAmong(@Nullable String variant) {
        return advice.alsoMatches().stream().anyMatch(one -> one.equals(variant))
                || advice.matched().filter(one -> one.id().equals(variant)).isPresent();
    }

    private void sources() {
        List<String> cited = citations.cited();
        if (cited.isEmpty()) {
            return;
        }
        page.heading(words.text("sources"));
        int labelWidth = ("[" + cited.size() + "]").length();
        for (int i = 0; i < cited.size(); i++) {
            String key = cited.get(i);
            String trust = citations.trust(key).name().toLowerCase(Locale.ROOT);
            String remark = citations.trust(key) == Trust.PUBLISHED || key.equals(trust)
                    ? ""
                    : " (" + words.text("trust-" + trust) + ")";
            String title = advice.provenance().sources().get(key);
            page.labelled(
                    INDENT,
                    StyledText.of("[" + (i + 1) + "]"),
                    labelWidth,
                    StyledText.of(key + remark + (title == null ? "" : ": " + title)));
        }
    }

    private void provenance() {
        Provenance provenance = advice.provenance();
        String digest = provenance.digest();
        page.blank();
        page.paragraph(
                0,
                StyledText.of(
                        Style.FAINT,
                        words.text(
                                "rules",
                                provenance.ruleSet(),
                                provenance.version(),
                                words.label(provenance.status()),
                                digest.substring(0, Math.min(DIGEST_LENGTH, digest.length())),
                                provenance.engine())));
        builtOn(provenance, words).ifPresent(one -> page.paragraph(0, one));
        lowered(provenance, words).forEach(one -> page.paragraph(0, one));
        page.paragraph(0, StyledText.of(provenance.notice()));
    }

    /** What a layer builds on: in every answer, too. */
    static Optional<StyledText> builtOn(Provenance provenance, Words words) {
        String below = provenance.below().stream()
                .map(layer -> layer.ruleSet() + " " + layer.version())
                .collect(Collectors.joining(", "));
        return below.isEmpty()
                ? Optional.empty()
                : Optional.of(StyledText.of(Style.FAINT, words.text("built-on", below)));
    }

    /** The critical alerts that a layer has lowered: in every answer, however brief. */
    static List<StyledText> lowered(Provenance provenance, Words words) {
        return provenance.lowered().stream()
                .map(one -> StyledText.of(
                        Style.ALARM, words.text("lowered", one.alert(), one.topic(), one.by(), one.reason())))
                .toList();
    }

    private StyledText cited(List<String> keys) {
        return StyledText.of(Style.FAINT, citations.inText(keys));
    }

    static String words(String code) {
        return code.replace('-', ' ');
    }

    static String sentence(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}

package org.apposite.cds.cards;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.fhir.in.FhirCase;
import org.apposite.model.Vocabulary;
import org.apposite.text.Characters;

/**
 * The details of a card, in GitHub-flavoured Markdown: what decides. What explains the answer stands where the card's link leads.
 */
final class CardDetail {

    /** More studies than these nobody compares on a card. */
    private static final int STUDIES = 3;

    private static final int NOTES = 10;

    /** Longer than any note of a record that was not made to be long. */
    private static final int NOTE = 400;

    private static final Pattern ADDRESS = Pattern.compile("(https?|www)([:.])", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private final Consultation one;
    private final CardWords words;
    private final StringBuilder text = new StringBuilder();

    /** The details of an answer, which begin with what stands above everything else. */
    CardDetail(Consultation one, CardWords words) {
        this.one = one;
        this.words = words;
        one.advice()
                .headlines()
                .forEach(headline -> paragraph("**" + markdown(headline.text()) + "**" + sources(headline.sources())));
    }

    /** Emergencies of a record to which the rules gave no answer. */
    static String withoutAnswer(List<Alert> emergencies, CardWords words) {
        StringBuilder text = new StringBuilder();
        emergencies.forEach(alert -> text.append(line(alert, "", words)));
        return text.append('\n').append(words.text("without-answer")).toString();
    }

    /** What of a call was not reviewed. */
    static String unreviewed(List<String> reasons) {
        return reasons.stream().map(reason -> "- " + markdown(reason)).collect(Collectors.joining("\n"));
    }

    /** That the rules were not asked, and what to do. */
    CardDetail unanswered() {
        paragraph(words.text(one.hasComplaint() ? "what-is-sure" : "no-complaint"));
        return this;
    }

    CardDetail alerts(List<Alert> alerts) {
        alerts.forEach(alert -> alert(alert, ""));
        return this;
    }

    /** Why the ordered study cannot be done, or need not be. */
    CardDetail setAside() {
        String reason = one.setAside();
        if (reason != null) {
            text.append("- ").append(words.text("set-aside", markdown(reason))).append('\n');
        }
        return this;
    }

    /** The emergencies of all answers to a call, each with what it rests on. */
    CardDetail emergencies(List<Consultation> all) {
        Map<Alert, String> because = new LinkedHashMap<>();
        for (Consultation each : all) {
            each.advice()
                    .alerts(Severity.CRITICAL)
                    .forEach(alert -> because.putIfAbsent(alert, because(each, Trace.Kind.ALERT, alert.code())));
        }
        because.forEach(this::alert);
        return this;
    }

    private void alert(Alert alert, String because) {
        text.append(line(alert, because, words));
    }

    private static String line(Alert alert, String because, CardWords words) {
        String told = markdown(alert.text());
        return "- " + (because.isEmpty() ? told : words.text("because", told, markdown(because)))
                + sources(alert.sources()) + "\n";
    }

    /** What stands in the record and was not taken as it stands: unknown, and not absent. What weighs most comes first. */
    CardDetail untaken() {
        List<FhirCase.Note> notes = one.read().notes();
        if (!notes.isEmpty()) {
            paragraph(words.text("not-counted"));
            notes.stream()
                    .sorted(Comparator.comparing(FhirCase.Note::concern).reversed())
                    .limit(NOTES)
                    .forEach(note -> text.append("- ")
                            .append(markdown(cut(note.line(words.language()))))
                            .append('\n'));
            if (notes.size() > NOTES) {
                more(notes.size() - NOTES);
            }
        }
        return this;
    }

    private void more(int count) {
        text.append("- ").append(words.text("and-more", count)).append('\n');
    }

    CardDetail steps(List<NextStep> steps) {
        for (NextStep step : steps) {
            text.append("- ")
                    .append(words.label(step.urgency()))
                    .append(": ")
                    .append(markdown(step.text()))
                    .append(sources(List.of(step.source())))
                    .append('\n');
        }
        return this;
    }

    /** Why the topic does not apply, and where to look instead. */
    CardDetail exclusion() {
        Exclusion exclusion = one.advice().exclusion();
        if (exclusion != null) {
            paragraph(words.text("not-applicable", markdown(exclusion.text()), markdown(exclusion.seeInstead()))
                    + sources(exclusion.source() == null ? List.of() : List.of(exclusion.source())));
        }
        return this;
    }

    /** The variant, and which red flags led to it. */
    CardDetail variant() {
        one.advice().matched().ifPresent(variant -> {
            String because = one.advice().redFlags().stream()
                    .map(flag -> because(one, Trace.Kind.RED_FLAG, flag.code()))
                    .filter(reasons -> !reasons.isEmpty())
                    .collect(Collectors.joining(", "));
            String title = markdown(variant.title());
            paragraph(
                    because.isEmpty()
                            ? words.text("variant", variant.number(), title)
                            : words.text("variant-because", variant.number(), title, markdown(because)));
        });
        return this;
    }

    private static String because(Consultation one, Trace.Kind kind, String code) {
        Trace trace = one.advice().trace();
        return trace.concluding(kind, code).stream()
                .flatMap(step -> step.because().stream())
                .distinct()
                .map(reason -> one.read().sourced(reason, trace))
                .collect(Collectors.joining(", "));
    }

    /** The studies to do next, each with one reason; where there is none, what is best. */
    CardDetail studies(Vocabulary vocabulary) {
        if (one.advice().outcome() != Outcome.VARIANT_MATCHED) {
            return this;
        }
        List<Recommendation> preferred = one.advice().preferred();
        String label = "next-study";
        for (Recommendation study : preferred) {
            String category = words.beginning(study.category());
            paragraph("**" + words.text(label, markdown(one.name(study, vocabulary))) + "** "
                    + words.text(
                            "study-rated",
                            study.disagreement() ? words.text("disagreement", category) : category,
                            words.radiation(study.radiation()))
                    + study.reasons().stream()
                            .limit(1)
                            .map(reason -> " " + markdown(reason))
                            .collect(Collectors.joining())
                    + sources(study.sources()));
            label = "study-or";
        }
        if (preferred.isEmpty()) {
            paragraph("**" + words.text("no-study-next") + "** " + noneByItself(vocabulary));
        }
        return this;
    }

    private String noneByItself(Vocabulary vocabulary) {
        List<Recommendation> best = one.advice().best();
        if (best.isEmpty()) {
            return words.text("no-study");
        }
        return words.text(
                best.size() > STUDIES ? "none-by-itself-and-more" : "none-by-itself",
                words.beginning(best.get(0).category()),
                best.stream()
                        .limit(STUDIES)
                        .map(study -> markdown(one.name(study, vocabulary)))
                        .collect(Collectors.joining("; ")),
                best.size() - STUDIES);
    }

    /** What to ask first. */
    CardDetail questions(String heading) {
        List<MissingDatum> first = one.advice().firstQuestions();
        if (first.isEmpty()) {
            return this;
        }
        paragraph(words.text(heading));
        first.forEach(
                datum -> text.append("- ").append(markdown(datum.question())).append('\n'));
        int more = one.advice().missing().size() - first.size();
        if (more > 0) {
            more(more);
        }
        return this;
    }

    CardDetail unread(List<String> unread) {
        if (!unread.isEmpty()) {
            paragraph(words.text(
                    "unknown",
                    unread.stream().distinct().map(CardDetail::markdown).collect(Collectors.joining("; "))));
        }
        return this;
    }

    String signed() {
        Provenance by = one.advice().provenance();
        by.lowered()
                .forEach(lowered -> paragraph("**" + words.text("note") + "** "
                        + markdown(words.text(
                                "lowered", lowered.alert(), lowered.topic(), lowered.by(), lowered.reason()))));
        String below = by.below().stream()
                .map(layer -> layer.ruleSet() + " " + layer.version())
                .collect(Collectors.joining(", "));
        String rules = by.ruleSet() + " " + by.version();
        paragraph(words.text(
                "rules",
                markdown(below.isEmpty() ? rules : words.text("rules-on", rules, below)),
                words.label(by.status())));
        return text.toString().strip();
    }

    private void paragraph(String said) {
        if (!text.isEmpty() && !text.toString().endsWith("\n\n")) {
            text.append('\n');
        }
        text.append(said).append("\n\n");
    }

    private static String sources(List<String> sources) {
        return sources.isEmpty()
                ? ""
                : " (" + sources.stream().map(CardDetail::markdown).collect(Collectors.joining(", ")) + ")";
    }

    /** A text that stays a text in GitHub-flavoured Markdown. */
    private static String markdown(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : plain(text).toCharArray()) {
            if ("\\`*_{}[]<>#|~!&@".indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        // No address that a client sent becomes a link.
        return ADDRESS.matcher(safe).replaceAll("$1\\\\$2");
    }

    /** A text in one line, without what nobody sees. */
    static String plain(String text) {
        return BLANKS.matcher(Characters.shown(text, " ")).replaceAll(" ");
    }

    private static String cut(String note) {
        return note.length() <= NOTE ? note : note.substring(0, NOTE) + "…";
    }
}

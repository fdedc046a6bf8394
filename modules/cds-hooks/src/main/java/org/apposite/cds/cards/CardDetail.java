package org.apposite.cds.cards;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.fhir.in.FhirCase;
import org.apposite.model.Vocabulary;
import org.apposite.text.Characters;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;

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

    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    private static final String NOT_STATED = "not stated";

    private final Consultation one;
    private final StringBuilder text = new StringBuilder();

    /** The details of an answer, which begin with what stands above everything else. */
    CardDetail(Consultation one) {
        this.one = one;
        one.advice()
                .headlines()
                .forEach(headline -> paragraph("**" + markdown(headline.text()) + "**" + sources(headline.sources())));
    }

    /** Emergencies of a record to which the rules gave no answer. */
    static String withoutAnswer(List<Alert> emergencies) {
        StringBuilder text = new StringBuilder();
        emergencies.forEach(alert -> text.append(line(alert, "")));
        return text.append(
                        "\nThe rules gave no answer for this record: only the emergencies are known, and the order was not"
                                + " reviewed.")
                .toString();
    }

    /** What of a call was not reviewed. */
    static String unreviewed(List<String> reasons) {
        return reasons.stream()
                .map(reason -> "- " + markdown(reason) + "; it was not reviewed.")
                .collect(Collectors.joining("\n"));
    }

    /** That the rules were not asked, and what to do. */
    CardDetail unanswered() {
        paragraph(
                one.hasComplaint()
                        ? "The answer rests on what the record says for sure."
                        : "Without a complaint these rules say nothing of studies. State it in the record, or answer the"
                                + " questions.");
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
            text.append("- The ordered study is set aside: ")
                    .append(markdown(reason))
                    .append('\n');
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
        text.append(line(alert, because));
    }

    private static String line(Alert alert, String because) {
        return "- " + markdown(alert.text()) + (because.isEmpty() ? "" : " Because " + markdown(because) + ".")
                + sources(alert.sources()) + "\n";
    }

    /** What stands in the record and was not taken as it stands: unknown, and not absent. What weighs most comes first. */
    CardDetail untaken() {
        List<FhirCase.Note> notes = one.read().notes();
        if (!notes.isEmpty()) {
            paragraph("In the record, but not counted:");
            notes.stream()
                    .sorted(Comparator.comparing(FhirCase.Note::concern).reversed())
                    .limit(NOTES)
                    .forEach(note -> text.append("- ")
                            .append(markdown(cut(note.toString())))
                            .append('\n'));
            if (notes.size() > NOTES) {
                text.append("- and ").append(notes.size() - NOTES).append(" more\n");
            }
        }
        return this;
    }

    CardDetail steps(List<NextStep> steps) {
        for (NextStep step : steps) {
            text.append("- ")
                    .append(step.urgency().code())
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
            paragraph("Not applicable: " + markdown(exclusion.text()) + " See instead: "
                    + markdown(exclusion.seeInstead())
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
            paragraph("Variant " + variant.number() + ": " + markdown(variant.title())
                    + (because.isEmpty() ? "" : ", because " + markdown(because)));
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
        String label = "Next study: ";
        for (Recommendation study : preferred) {
            paragraph("**" + label
                    + markdown(one.name(study, vocabulary)) + ".** "
                    + words(study.category()) + (study.disagreement() ? " (the panel disagreed)" : "") + ", "
                    + radiation(study.radiation()) + "."
                    + study.reasons().stream()
                            .limit(1)
                            .map(reason -> " " + markdown(reason))
                            .collect(Collectors.joining())
                    + sources(study.sources()));
            label = "Or: ";
        }
        if (preferred.isEmpty()) {
            paragraph("**Next study:** " + noneByItself(vocabulary));
        }
        return this;
    }

    private static String radiation(@Nullable Radiation radiation) {
        String dose = radiation == null ? NOT_STATED : radiation.toString();
        return radiation == null || radiation.maxMilliSieverts() == null ? "radiation " + dose : dose;
    }

    private String noneByItself(Vocabulary vocabulary) {
        List<Recommendation> best = one.advice().best();
        if (best.isEmpty()) {
            return "none. No study is better than usually not appropriate.";
        }
        return "none by itself. " + words(best.get(0).category()) + ": "
                + best.stream()
                        .limit(STUDIES)
                        .map(study -> markdown(one.name(study, vocabulary)))
                        .collect(Collectors.joining("; "))
                + (best.size() > STUDIES ? "; and " + (best.size() - STUDIES) + " more." : ".");
    }

    /** A category, as people name it. */
    static String words(Recommendation.Category category) {
        String words = ENGLISH.label(category);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** What to ask first. */
    CardDetail questions(String heading) {
        List<MissingDatum> first = one.advice().firstQuestions();
        if (first.isEmpty()) {
            return this;
        }
        paragraph(heading);
        first.forEach(
                datum -> text.append("- ").append(markdown(datum.question())).append('\n'));
        int more = one.advice().missing().size() - first.size();
        if (more > 0) {
            text.append("- and ").append(more).append(" more\n");
        }
        return this;
    }

    CardDetail unread(List<String> unread) {
        if (!unread.isEmpty()) {
            paragraph("Unknown here, not absent: "
                    + unread.stream().distinct().map(CardDetail::markdown).collect(Collectors.joining("; ")) + ".");
        }
        return this;
    }

    String signed() {
        Provenance by = one.advice().provenance();
        by.lowered().forEach(lowered -> paragraph("**Note:** " + markdown(lowered.toString())));
        String below = by.below().stream()
                .map(layer -> layer.ruleSet() + " " + layer.version())
                .collect(Collectors.joining(", "));
        paragraph("Rules " + markdown(by.ruleSet() + " " + by.version() + (below.isEmpty() ? "" : " on " + below))
                + ", status " + ENGLISH.label(by.status()) + ". The clinician and the radiologist decide.");
        return text.toString().strip();
    }

    private void paragraph(String words) {
        if (!text.isEmpty() && !text.toString().endsWith("\n\n")) {
            text.append('\n');
        }
        text.append(words).append("\n\n");
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

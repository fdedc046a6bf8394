package org.apposite.cds.cards;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.fhir.in.FhirCase;

/** The details of a card, in GitHub-flavoured Markdown. */
final class CardDetail {

    /** More questions than this nobody reads on a card; the questionnaire has them all. */
    private static final int QUESTIONS = 5;

    private static final int NOTES = 10;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

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

    /** Alerts with what they rest on. */
    CardDetail emergencies() {
        one.alerts(Severity.CRITICAL).forEach(alert -> alert(alert, because(Trace.Kind.ALERT, alert.code())));
        return this;
    }

    private void alert(Alert alert, String because) {
        text.append(line(alert, because));
    }

    private static String line(Alert alert, String because) {
        return "- " + markdown(alert.text()) + (because.isEmpty() ? "" : " Because " + markdown(because) + ".")
                + sources(alert.sources()) + "\n";
    }

    /** What stands in the record and was not taken as it stands: unknown, and not absent. */
    CardDetail untaken() {
        List<FhirCase.Note> notes = one.read().notes();
        if (!notes.isEmpty()) {
            paragraph("In the record, but not counted:");
            notes.stream()
                    .limit(NOTES)
                    .forEach(note ->
                            text.append("- ").append(markdown(note.toString())).append('\n'));
            if (notes.size() > NOTES) {
                text.append("- and ").append(notes.size() - NOTES).append(" more\n");
            }
        }
        return this;
    }

    CardDetail notes(List<Alert> notes) {
        if (!notes.isEmpty()) {
            paragraph("Also:");
            alerts(notes);
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

    CardDetail variant() {
        VariantMatch variant = one.advice().variant();
        if (variant == null) {
            return this;
        }
        paragraph("**Variant " + variant.number() + ": " + markdown(variant.title()) + "**");
        for (RedFlag flag : one.advice().redFlags()) {
            text.append("- Red flag: ").append(markdown(flag.text().replaceFirst("\\.$", "")));
            String because = because(Trace.Kind.RED_FLAG, flag.code());
            text.append(because.isEmpty() ? "" : ", because " + markdown(because))
                    .append(sources(List.of(flag.source())))
                    .append('\n');
        }
        return this;
    }

    private String because(Trace.Kind kind, String code) {
        Trace trace = one.advice().trace();
        return trace.concluding(kind, code).stream()
                .flatMap(step -> step.because().stream())
                .distinct()
                .map(reason -> one.read().sourced(reason, trace))
                .collect(Collectors.joining(", "));
    }

    CardDetail ranking(StudyName names) {
        if (one.advice().recommendations().isEmpty()) {
            return this;
        }
        paragraph("| Study | Rating | Median | Radiation |\n|---|---|---|---|");
        for (Recommendation study : one.advice().recommendations()) {
            String name = markdown(names.of(one, study));
            text.append("| ")
                    .append(study.preferred() ? "**" + name + "**" : name)
                    .append(" | ")
                    .append(StudyName.of(study.category()))
                    .append(study.disagreement() ? " (the panel disagreed)" : "")
                    .append(study.transcribed() ? " (transcribed, to be confirmed)" : "")
                    .append(study.setAside() == null ? "" : " (set aside: " + markdown(study.setAside()) + ")")
                    .append(" | ")
                    .append(study.median() == null ? NOT_STATED : study.median().toString())
                    .append(" | ")
                    .append(
                            study.radiation() == null
                                    ? NOT_STATED
                                    : study.radiation().level().code())
                    .append(" |\n");
        }
        text.append("\nBold: to do next. Median: 1 to 9. Radiation: relative radiation level.\n");
        return this;
    }

    CardDetail questions(String heading, List<MissingDatum> missing) {
        if (missing.isEmpty()) {
            return this;
        }
        paragraph(heading);
        missing.stream()
                .limit(QUESTIONS)
                .forEach(datum ->
                        text.append("- ").append(markdown(datum.question())).append('\n'));
        if (missing.size() > QUESTIONS) {
            text.append("- and ").append(missing.size() - QUESTIONS).append(" more\n");
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
        paragraph("Rules " + markdown(by.ruleSet() + " " + by.version()) + ", status "
                + by.status().code() + ". " + markdown(by.notice()));
        return text.toString().strip();
    }

    private void paragraph(String words) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(words).append('\n');
        if (!words.startsWith("|")) {
            text.append('\n');
        }
    }

    private static String sources(List<String> sources) {
        return sources.isEmpty()
                ? ""
                : " (" + sources.stream().map(CardDetail::markdown).collect(Collectors.joining(", ")) + ")";
    }

    /** A text that stays a text in GitHub-flavoured Markdown. */
    private static String markdown(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : BLANKS.matcher(text).replaceAll(" ").toCharArray()) {
            if ("\\`*_{}[]<>#|~!&".indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }
}

package org.apposite.authoring.document;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.json.RuleCase;
import org.apposite.text.Characters;

/** The hazards as a table for a spreadsheet: a line each, every field in quotes, and none of them a formula. */
final class HazardCsv {

    private static final List<String> COLUMNS = List.of(
            "rule set",
            "digest",
            "topic",
            "hazard",
            "harm",
            "met by",
            "met now",
            "number of cases",
            "cases",
            "proved by",
            "proved or only tested",
            "residual risk",
            "sources",
            "stated in");

    /** What a spreadsheet would reckon, and what some of them skip before it. */
    private static final Pattern FORMULA = Pattern.compile("^\\s*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]");

    private static final Pattern BREAK = Pattern.compile("\\s+");

    private HazardCsv() {}

    static String of(String ruleSet, String digest, List<HazardEntry> hazards) {
        StringBuilder out = new StringBuilder(line(COLUMNS));
        for (HazardEntry one : hazards) {
            out.append(line(List.of(
                    ruleSet,
                    digest,
                    one.hazard().topic(),
                    one.hazard().id(),
                    one.hazard().harm(),
                    one.meeting().stream().map(HazardEntry.Meeting::words).collect(Collectors.joining("; ")),
                    one.isMet() ? "yes" : "no",
                    Integer.toString(one.cases().size()),
                    one.cases().stream().map(HazardCsv::name).collect(Collectors.joining("; ")),
                    one.proofs().stream()
                            .map(proof -> proof.code() + ": " + proof.words())
                            .collect(Collectors.joining("; ")),
                    one.proved(),
                    one.hazard().residual(),
                    String.join("; ", one.hazard().sources()),
                    one.hazard().file() + ":" + one.hazard().line())));
        }
        return out.toString();
    }

    /** The name of its file alone: a cell of a spreadsheet does not hold a hundred paths. */
    private static String name(RuleCase one) {
        return one.file().substring(one.file().lastIndexOf('/') + 1).replaceFirst("\\.yaml$", "");
    }

    private static String line(List<String> fields) {
        return fields.stream().map(HazardCsv::field).collect(Collectors.joining(",", "", "\n"));
    }

    private static String field(String text) {
        String plain = Characters.shown(BREAK.matcher(text).replaceAll(" "), "\uFFFD");
        String safe = FORMULA.matcher(plain).find() ? "'" + plain : plain;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}

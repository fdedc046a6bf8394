package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import org.apposite.authoring.Finding;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Place;
import org.jspecify.annotations.Nullable;

/** Collects what the lints find. Each finding knows the line of the rule or key above which it can be accepted. */
final class Report {

    private final SourceLines texts;
    private final List<Entry> entries = new ArrayList<>();

    Report(SourceLines texts) {
        this.texts = texts;
    }

    /** A finding, and the line of the rule or key that it belongs to. */
    record Entry(CheckCode code, Finding finding, int anchor) {}

    void at(Rule rule, CheckCode code, String message, @Nullable String suggestion) {
        add(code, rule.file(), rule.line(), 1, rule.line(), message, suggestion);
    }

    void within(Rule rule, Place place, CheckCode code, String message, @Nullable String suggestion) {
        add(code, rule.file(), place.line(), place.column(), rule.line(), message, suggestion);
    }

    void at(String file, Place place, CheckCode code, String message, @Nullable String suggestion) {
        add(code, file, place.line(), place.column(), place.line(), message, suggestion);
    }

    void add(
            CheckCode code,
            String file,
            int line,
            int column,
            int anchor,
            String message,
            @Nullable String suggestion) {
        RuleIssue issue = new RuleIssue(code.code(), file, line, column, message, suggestion, texts.line(file, line));
        entries.add(new Entry(code, new Finding(code.level(), issue), anchor));
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }
}

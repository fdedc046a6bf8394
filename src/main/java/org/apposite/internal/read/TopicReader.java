package org.apposite.internal.read;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apposite.advice.Status;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;

/** Reads a {@code topic.yaml}. */
final class TopicReader {

    private TopicReader() {}

    static Topic read(String id, YamlMap root, List<Rule> rules) {
        root.allow(
                "title",
                "purpose",
                "use",
                "misuse",
                "owner",
                "edition",
                "status",
                "last-reviewed",
                "review-due",
                "radiation-scale",
                "symptoms",
                "variants",
                "red-flags",
                "asks");
        List<Variant> variants = new ArrayList<>();
        for (YamlMap entry : root.maps("variants")) {
            entry.allow("id", "number", "title");
            variants.add(new Variant(entry.text("id"), number(entry), entry.text("title")));
        }
        return new Topic(
                id,
                root.text("title"),
                root.textOr("purpose", ""),
                root.textOr("use", ""),
                root.textOr("misuse", ""),
                root.text("owner"),
                root.text("edition"),
                VocabularyReader.constant(root, "status", Status.class),
                date(root, "last-reviewed"),
                date(root, "review-due"),
                root.texts("symptoms"),
                root.text("radiation-scale"),
                root.texts("red-flags"),
                root.texts("asks"),
                variants,
                rules);
    }

    private static int number(YamlMap entry) {
        String text = entry.text("number");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            entry.report(IssueCode.YAML, "number", "\"" + text + "\" must be a number", null);
            return 0;
        }
    }

    private static LocalDate date(YamlMap root, String key) {
        String text = root.text(key);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            root.report(
                    IssueCode.YAML,
                    key,
                    "\"" + text + "\" must be a date",
                    "Write year, month and day, such as 2026-11-23.");
            return LocalDate.EPOCH;
        }
    }
}

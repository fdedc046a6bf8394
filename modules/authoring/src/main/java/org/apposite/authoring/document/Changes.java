package org.apposite.authoring.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apposite.authoring.document.SignOff.Content;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.file.Folder;
import org.apposite.json.RuleCase;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;

/** Writes what changed between two states of a folder. */
final class Changes {

    private static final String NONE = "\u2013";
    private static final List<String> COLUMNS = List.of("What", "Change", "Before", "After");

    private final Content before;
    private final Content after;
    private final Outline out;
    private boolean any;

    Changes(Content before, Content after, Outline out) {
        this.before = before;
        this.after = after;
        this.out = out;
    }

    void write() {
        out.heading(2, "section.changes", "What changed");
        out.table(
                "The two rule sets",
                List.of("", "Before", "After"),
                List.of(
                        Row.of(
                                Line.of("Name"),
                                Line.of(before.rules().name()),
                                Line.of(after.rules().name())),
                        Row.of(
                                Line.of("Version"),
                                Line.of(before.rules().version()),
                                Line.of(after.rules().version())),
                        Row.of(
                                Line.of("Digest"),
                                Line.code(before.rules().digest()),
                                Line.code(after.rules().digest()))));
        Map<String, Topic> topics = byId(before.topics(), Topic::id);
        Map<String, Topic> topicsNow = byId(after.topics(), Topic::id);
        texts(topics, topicsNow);
        rules(topics, topicsNow);
        ratings(topics, topicsNow);
        table(
                "Vocabulary",
                vocabulary(before.rules().vocabulary()),
                vocabulary(after.rules().vocabulary()));
        cases();
        if (!any) {
            out.paragraph(
                    before.rules().digest().equals(after.rules().digest())
                            ? "Nothing changed."
                            : "No rule, rating, text, code or case changed; the files differ in version, comments or layout only.");
        }
    }

    private void texts(Map<String, Topic> topics, Map<String, Topic> topicsNow) {
        Map<String, String> was = new LinkedHashMap<>();
        was.put("Notice", before.rules().notice());
        topics.values().forEach(topic -> texts(topic, new Terms(before.rules().vocabulary(), topic), was));
        Map<String, String> is = new LinkedHashMap<>();
        is.put("Notice", after.rules().notice());
        topicsNow.values().forEach(topic -> texts(topic, new Terms(after.rules().vocabulary(), topic), is));
        table("Texts and lists", was, is);
    }

    private static void texts(Topic topic, Terms terms, Map<String, String> texts) {
        String head = topic.id() + ": ";
        texts.put(head + "title", topic.title());
        texts.put(head + "purpose", topic.purpose());
        texts.put(head + "use", topic.use());
        texts.put(head + "misuse", topic.misuse());
        texts.put(head + "owner", topic.owner());
        texts.put(head + "edition", topic.edition());
        texts.put(head + "status", topic.status().code());
        texts.put(head + "last reviewed", topic.lastReviewed().toString());
        texts.put(head + "review due", topic.reviewDue().toString());
        texts.put(head + "complaints", String.join(", ", topic.complaints()));
        texts.put(head + "answers", DataText.applies(topic.applies(), terms));
        texts.put(head + "region", topic.region());
        texts.put(head + "area", topic.area());
        texts.put(head + "onset", topic.onset());
        topic.shows().forEach((study, shown) -> texts.put(head + "shows " + study, DataText.constant(shown)));
        topic.groups().forEach((name, members) -> texts.put(head + "group " + name, String.join(", ", members)));
        topic.scores()
                .values()
                .forEach(score -> score.items()
                        .forEach(item -> texts.put(
                                head + "score " + score.code() + ": " + RuleContent.of(item.condition()),
                                item.points().toPlainString())));
        topic.wording()
                .forEach((code, own) -> texts.put(head + "wording " + code, own.display() + " " + own.question()));
        texts.put(head + "alerts in order", String.join(", ", topic.alerts()));
        texts.put(head + "radiation scale", topic.radiationScale());
        texts.put(head + "red flags", String.join(", ", topic.redFlags()));
        texts.put(head + "asked", String.join(", ", topic.asks()));
        topic.variants().forEach(one -> texts.put(head + "variant " + one.id(), one.number() + ". " + one.title()));
    }

    private void rules(Map<String, Topic> topics, Map<String, Topic> topicsNow) {
        Map<String, Line> was = new LinkedHashMap<>();
        Map<String, String> wasExactly = new LinkedHashMap<>();
        topics.values().forEach(topic -> rules(topic, before.rules().vocabulary(), was, wasExactly));
        Map<String, Line> is = new LinkedHashMap<>();
        Map<String, String> isExactly = new LinkedHashMap<>();
        topicsNow.values().forEach(topic -> rules(topic, after.rules().vocabulary(), is, isExactly));
        List<Row> rows = new ArrayList<>();
        for (String id : all(was, is)) {
            Line first = was.getOrDefault(id, Line.of(NONE));
            Line second = is.getOrDefault(id, Line.of(NONE));
            Line name = is.containsKey(id) ? Line.link(id, id) : Line.code(id);
            if (!was.containsKey(id) || !is.containsKey(id)) {
                rows.add(Row.of(name, Line.of(was.containsKey(id) ? "removed" : "added"), first, second));
            } else if (!wasExactly.getOrDefault(id, "").equals(isExactly.getOrDefault(id, ""))) {
                boolean alike = first.plain().equals(second.plain());
                rows.add(Row.of(
                        name,
                        Line.of("changed"),
                        alike ? Line.code(wasExactly.getOrDefault(id, "")) : first,
                        alike ? Line.code(isExactly.getOrDefault(id, "")) : second));
            }
        }
        show("Rules", rows);
    }

    /** Rules in words and exactly; ratings apart, which are compared cell by cell. */
    private static void rules(
            Topic topic, Vocabulary vocabulary, Map<String, Line> words, Map<String, String> exactly) {
        Terms terms = new Terms(vocabulary, topic);
        ConditionWords.Reader reader = new ConditionWords.Reader(terms);
        for (Rule rule : topic.rules()) {
            Line line = Line.strong(rule.name() + ". ")
                    .then("When ")
                    .then(unlinked(reader.of(rule.when()).sentence()))
                    .then(". ");
            StringBuilder exact = new StringBuilder(rule.name() + " " + RuleContent.when(rule));
            for (Consequence one : rule.then()) {
                if (!Verb.RATE.isOf(one)) {
                    Line told = arguments(terms, one);
                    line = line.then(Line.code(one.verb()))
                            .then(" ")
                            .then(told)
                            .then(told.plain().endsWith(".") ? " " : ". ");
                    exact.append(' ').append(RuleContent.of(one));
                }
            }
            words.put(rule.id(), line.then("Sources: " + String.join(", ", rule.sources()) + "."));
            exactly.put(rule.id(), exact + " " + rule.sources());
        }
    }

    private static Line arguments(Terms terms, Consequence one) {
        return Line.joined(
                ", ",
                one.arguments().stream()
                        .map(argument -> terms.text(argument.text()))
                        .toList());
    }

    /** What was before has no anchor in this document. */
    private static Line unlinked(Line line) {
        return Line.of(line.plain());
    }

    private void ratings(Map<String, Topic> topics, Map<String, Topic> topicsNow) {
        Map<String, String> was = new LinkedHashMap<>();
        topics.values().forEach(topic -> ratings(topic, before.rules().vocabulary(), was));
        Map<String, String> is = new LinkedHashMap<>();
        topicsNow.values().forEach(topic -> ratings(topic, after.rules().vocabulary(), is));
        table("Ratings, cell by cell", was, is);
    }

    private static void ratings(Topic topic, Vocabulary vocabulary, Map<String, String> cells) {
        Terms terms = new Terms(vocabulary, topic);
        for (Rule rule : topic.rules()) {
            for (Consequence one : rule.then()) {
                if (Verb.RATE.isOf(one)) {
                    Rating rating = Rating.of(one);
                    String head = rule.id() + ", " + rating.procedure() + ": ";
                    cells.put(head + "category", rating.categoryWords());
                    cells.put(head + "disagreement", rating.disagreement() ? "yes" : "no");
                    cells.put(head + "median", rating.median());
                    cells.put(head + "radiation", rating.radiation(terms));
                    cells.put(head + "sources", String.join(", ", rating.sources()));
                }
            }
        }
    }

    private static Map<String, String> vocabulary(Vocabulary vocabulary) {
        Map<String, String> all = new LinkedHashMap<>();
        vocabulary.terms().forEach((code, term) -> {
            all.put("term " + code + ": kind", DataText.constant(term.kind()));
            all.put("term " + code + ": derived", DataText.constant(term.derivation()));
            all.put(
                    "term " + code + ": place",
                    term.place().implied() + " "
                            + String.join(", ", term.place().regions()));
            all.put("term " + code + ": display", term.display());
            all.put("term " + code + ": definition", term.definition());
            all.put("term " + code + ": question", term.question());
            all.put(
                    "term " + code + ": codes",
                    String.join(
                            ", ",
                            term.codes().stream()
                                    .map(one -> one.system() + " " + one.code())
                                    .toList()));
        });
        vocabulary
                .procedures()
                .forEach((code, one) -> all.put(
                        "procedure " + code,
                        one.display() + " (" + one.kind() + ", contrast "
                                + (one.contrast() == null
                                        ? "none to choose"
                                        : Terms.spaced(one.contrast().code())) + ", "
                                + DataText.constant(one.area()) + (one.region().isEmpty() ? "" : " " + one.region())
                                + ")"));
        vocabulary.choices().forEach((code, one) -> all.put("choice " + code, DataText.values(one)));
        vocabulary
                .quantities()
                .forEach((code, one) -> all.put(
                        "quantity " + code,
                        String.join(
                                "; ",
                                DataText.units(one),
                                DataText.ranges(one),
                                DataText.limits(one),
                                DataText.counts(one))));
        vocabulary.regions().forEach((code, one) -> all.put("region " + code, DataText.region(one, vocabulary)));
        vocabulary.studies().forEach((code, one) -> {
            all.put("study " + code + ": results", DataText.results(one));
            all.put("study " + code + ": further", DataText.details(one));
        });
        vocabulary
                .sources()
                .forEach((key, one) ->
                        all.put("source " + key, one.title() + " (" + DataText.constant(one.trust()) + ")"));
        vocabulary
                .radiationScales()
                .forEach((scale, levels) ->
                        levels.forEach((level, dose) -> all.put("radiation " + scale + " " + level, dose.toString())));
        return all;
    }

    private void cases() {
        Map<String, RuleCase> was = byId(before.cases(), RuleCase::file);
        Map<String, RuleCase> is = byId(after.cases(), RuleCase::file);
        List<Row> rows = new ArrayList<>();
        for (String file : all(was, is)) {
            RuleCase first = was.get(file);
            RuleCase second = is.get(file);
            String change = first == null ? "added" : second == null ? "removed" : "changed";
            if (first == null || second == null || !text(before, first).equals(text(after, second))) {
                rows.add(Row.of(
                        Line.code(file),
                        Line.of(change),
                        Line.of(first == null ? NONE : first.title()),
                        Line.of(second == null ? NONE : second.title())));
            }
        }
        show("Cases", rows);
    }

    private static String text(Content content, RuleCase one) {
        try {
            return Folder.at(content.folder())
                    .text(one.file(), Folder.MOST_FILE_BYTES)
                    .replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void table(String caption, Map<String, String> was, Map<String, String> is) {
        List<Row> rows = new ArrayList<>();
        for (String key : all(was, is)) {
            String first = was.get(key);
            String second = is.get(key);
            if (first == null || !first.equals(second)) {
                String change = first == null ? "added" : second == null ? "removed" : "changed";
                rows.add(Row.of(
                        Line.of(key),
                        Line.of(change),
                        Line.of(first == null ? NONE : first.strip()),
                        Line.of(second == null ? NONE : second.strip())));
            }
        }
        show(caption, rows);
    }

    private void show(String caption, List<Row> rows) {
        any |= !rows.isEmpty();
        out.table(caption + " (" + rows.size() + ")", COLUMNS, rows);
    }

    private static Set<String> all(Map<String, ?> was, Map<String, ?> is) {
        Set<String> keys = new LinkedHashSet<>(is.keySet());
        keys.addAll(was.keySet());
        return keys;
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        Map<String, T> map = new LinkedHashMap<>();
        all.forEach(one -> map.put(id.apply(one), one));
        return map;
    }
}

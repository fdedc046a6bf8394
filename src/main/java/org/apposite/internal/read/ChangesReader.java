package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Provenance.Lowered;
import org.apposite.internal.bundle.Digest;
import org.apposite.internal.layer.CriticalAlerts;
import org.apposite.internal.layer.LayeredRules;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.RatingRow;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.LayerChange;
import org.apposite.model.LayerChange.Kind;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a layer changes of a topic, {@code changes.yaml}, and makes the topic of both. Rules that the layer leaves alone are the
 * very objects of what it builds on.
 */
final class ChangesReader {

    static final String FILE = "changes.yaml";

    private static final String RULE = "rule";
    private static final String WAS = "was";

    private final String baseName;
    private final YamlMap root;
    private final Topic base;
    private final Scope scope;
    private final Map<String, Rule> own = new LinkedHashMap<>();
    private final Function<Rule, SourceFile> fileOf;
    private final List<CodeCheck.Use> uses;

    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final LayeredRules layered;
    /** The entries that replace or leave out a rule of the base, by its id. */
    private final Map<String, YamlMap> whole = new LinkedHashMap<>();

    /** The entries that replace the text of a critical alert, by the id of its rule. */
    private final Map<String, YamlMap> criticalTexts = new LinkedHashMap<>();

    /** The entries of new rules that somebody answers for, by the id of the rule. */
    private final Map<String, YamlMap> signed = new HashMap<>();

    private final Map<String, YamlMap> changed = new HashMap<>();
    /** What stands in the place of each rule of the base, by ids. */
    private final Map<String, List<String>> now = new HashMap<>();

    private final List<LayerChange> changes = new ArrayList<>();
    private final List<Lowered> lowered = new ArrayList<>();

    /**
     * A reader for one topic.
     *
     * @param layer the name of the layer
     * @param baseName name and version of what it builds on
     * @param root the file, or {@link YamlMap#none} when the layer has none
     * @param base the topic of what it builds on
     * @param vocabulary the vocabulary of that
     * @param own the rules of the layer
     * @param fileOf the file of such a rule
     * @param uses takes the codes that are to be checked
     */
    ChangesReader(
            String layer,
            String baseName,
            YamlMap root,
            Topic base,
            Vocabulary vocabulary,
            List<Rule> own,
            Function<Rule, SourceFile> fileOf,
            List<CodeCheck.Use> uses) {
        this.baseName = baseName;
        this.root = root;
        this.base = base;
        this.scope = Scope.of(base, vocabulary);
        own.forEach(rule -> this.own.putIfAbsent(rule.id(), rule));
        this.fileOf = fileOf;
        this.uses = uses;
        base.rules().forEach(rule -> rules.put(rule.id(), rule));
        this.layered = new LayeredRules(layer, root.file().name(), base, this.own.keySet());
    }

    /** What is added to the lists of the topic. */
    YamlMap adds() {
        return root.mapOrNone("adds");
    }

    List<LayerChange> changes() {
        return changes;
    }

    List<Lowered> lowered() {
        return lowered;
    }

    /** The ids of the rules in the place of one of the base, once read; its own id where the layer leaves it out. */
    List<String> now(String id) {
        List<String> ids = now.getOrDefault(id, List.of());
        return ids.isEmpty() ? List.of(id) : ids;
    }

    /** The topic of both. */
    Topic read() {
        root.allow("rules", "alerts", "ratings", "left-out", "adds");
        root.mapsOrNone("rules").forEach(this::rule);
        List<YamlMap> leftOut = root.mapsOrNone("left-out");
        // Whole rules first: who leaves one out changes no row of it.
        leftOut.stream().filter(entry -> entry.has(RULE)).forEach(this::leftOut);
        leftOut.stream().filter(entry -> !entry.has(RULE)).forEach(this::leftOut);
        root.mapsOrNone("alerts").forEach(this::alert);
        root.mapsOrNone("ratings").forEach(this::rating);
        List<Rule> added = new ArrayList<>();
        for (Rule rule : own.values()) {
            Rule before = rules.get(rule.id());
            if (before == null) {
                added.add(rule);
                changes.add(new LayerChange(Kind.ADDED, base.id(), words(rule), rule.file(), rule.line(), null, null));
            } else if (!whole.containsKey(rule.id())) {
                fileOf.apply(rule)
                        .report(
                                IssueCode.CHANGES,
                                rule.line(),
                                1,
                                "the rule has the id of a rule of " + baseName + ", and " + FILE
                                        + " does not say that it replaces that",
                                "Choose another id; or add to \"rules\" in " + base.id() + "/" + FILE + ": { rule: "
                                        + rule.id() + ", was: " + Digest.of(before) + " }.");
            }
        }
        checkCritical();
        Map<String, List<Rule>> parts = layered.rules();
        parts.forEach((id, in) -> now.put(id, in.stream().map(Rule::id).toList()));
        List<Rule> merged = new ArrayList<>();
        parts.values().forEach(merged::addAll);
        merged.addAll(added);
        Topic topic = with(merged);
        checkStillConcluded(topic);
        return topic;
    }

    private static String words(Rule rule) {
        return "rule " + rule.id() + ", \"" + rule.name() + "\"";
    }

    // Rules

    private void rule(YamlMap entry) {
        entry.allow(RULE, "by", "reason", WAS);
        String id = entry.text(RULE);
        if (own.containsKey(id) && !rules.containsKey(id)) {
            signed.put(id, entry);
            return;
        }
        Optional<Rule> before = before(entry);
        if (before.isEmpty()) {
            return;
        }
        Rule rule = before.get();
        checkAsItWas(entry, Digest.of(rule), told(rule));
        Rule now = own.get(rule.id());
        if (now == null) {
            entry.report(
                    IssueCode.CHANGES,
                    RULE,
                    "the layer has no rule \"" + rule.id() + "\" in the place of that of " + baseName,
                    Spelling.didYouMeanOneOf(rule.id(), own.keySet()));
        } else if (isFirst(entry, RULE, "rule " + rule.id())) {
            whole.put(rule.id(), entry);
            layered.replace(now);
            add(Kind.REPLACED, words(rule), entry);
        }
    }

    private void leftOut(YamlMap entry) {
        entry.allow(RULE, "variant", "procedure", "by", "reason", WAS);
        entry.text("reason");
        if (!entry.has(RULE)) {
            row(entry).ifPresent(row -> {
                layered.leaveOut(row.rule(), row.rating());
                add(Kind.LEFT_OUT, words(row), entry);
            });
            return;
        }
        before(entry).ifPresent(rule -> {
            checkAsItWas(entry, Digest.of(rule), told(rule));
            if (isFirst(entry, RULE, "rule " + rule.id())) {
                whole.put(rule.id(), entry);
                layered.leaveOut(rule);
                add(Kind.LEFT_OUT, words(rule), entry);
            }
        });
    }

    private Optional<Rule> before(YamlMap entry) {
        String id = entry.text(RULE);
        Rule rule = rules.get(id);
        if (rule == null && !id.isEmpty()) {
            entry.report(
                    IssueCode.CHANGES,
                    RULE,
                    "there is no rule \"" + id + "\" in this topic of " + baseName,
                    Spelling.didYouMeanOneOf(id, rules.keySet()));
        }
        return Optional.ofNullable(rule);
    }

    private static String told(Rule rule) {
        return rule.file() + ":" + rule.line() + ", \"" + rule.name() + "\"";
    }

    // Texts of alerts

    private void alert(YamlMap entry) {
        entry.allow(RULE, "alert", "text", "sources", "by", "reason", WAS);
        Literal text = new Literal(text(entry), false);
        List<String> sources = sources(entry);
        if (!text.text().isEmpty()) {
            use(entry, "text", Verb.ALERT, List.of(text, text, text), 2);
        }
        Optional<Rule> before = before(entry);
        if (before.isEmpty()) {
            return;
        }
        Rule rule = before.get();
        Map<String, Consequence> alerts = new LinkedHashMap<>();
        rule.then().stream()
                .filter(Verb.ALERT::isOf)
                .forEach(one -> alerts.put(one.arguments().get(0).text(), one));
        String code = entry.has("alert")
                ? entry.text("alert")
                : alerts.size() == 1 ? alerts.keySet().iterator().next() : "";
        Consequence alert = alerts.get(code);
        checkAsItWas(
                entry,
                Digest.of(rule),
                alert == null ? told(rule) : alert.arguments().get(2).text());
        if (alert == null) {
            entry.report(
                    IssueCode.CHANGES,
                    entry.has("alert") ? "alert" : RULE,
                    alerts.isEmpty()
                            ? "the rule \"" + rule.id() + "\" raises no alert"
                            : code.isEmpty()
                                    ? "the rule \"" + rule.id() + "\" raises several alerts"
                                    : "the rule \"" + rule.id() + "\" does not raise the alert \"" + code + "\"",
                    alerts.isEmpty()
                            ? "Name a rule that does."
                            : "Write \"alert\" with one of " + String.join(", ", alerts.keySet()) + ".");
            return;
        }
        if (isOfWhole(entry, RULE, rule) || !isFirst(entry, RULE, "alert " + code + " of rule " + rule.id())) {
            return;
        }
        if (CriticalAlerts.isCritical(alert) && !text.equals(alert.arguments().get(2))) {
            criticalTexts.put(rule.id(), entry);
        }
        List<Literal> arguments =
                List.of(alert.arguments().get(0), alert.arguments().get(1), text);
        layered.tell(
                rule,
                alert,
                new Rule(
                        rule.id(),
                        rule.name(),
                        entry.file().name(),
                        entry.place().line(),
                        sources,
                        rule.when(),
                        List.of(new Consequence(alert.verb(), arguments, entry.placeOf("text")))));
        add(Kind.REPLACED, "text of alert " + code + " of rule " + rule.id(), entry);
    }

    /** A text becomes one of a rule: what no text of a rule can hold has no place in it. */
    private static String text(YamlMap entry) {
        String text = entry.text("text").replaceAll("\\s+", " ");
        if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
            entry.report(
                    IssueCode.WRONG_ARGUMENTS,
                    "text",
                    "a text of a rule holds no double quotes and no backslash",
                    "Leave them out; single quotes can stand in a text.");
            return "";
        }
        return text;
    }

    // Rows of ratings

    private static String words(RatingRow row) {
        return "rating of " + row.procedure() + " for variant " + row.variant();
    }

    /** The row that an entry names by variant and procedure. */
    private Optional<RatingRow> row(YamlMap entry) {
        String variant = entry.text("variant");
        String procedure = entry.text("procedure");
        List<String> variants = base.variants().stream().map(Variant::id).toList();
        if (variant.isEmpty() || procedure.isEmpty()) {
            return Optional.empty();
        }
        if (!variants.contains(variant)) {
            entry.report(
                    IssueCode.CHANGES,
                    "variant",
                    "there is no variant \"" + variant + "\" in this topic of " + baseName,
                    Spelling.didYouMeanOneOf(variant, variants));
            return Optional.empty();
        }
        List<RatingRow> rated = RatingRow.of(base).stream()
                .filter(row -> row.variant().equals(variant))
                .toList();
        List<RatingRow> found =
                rated.stream().filter(row -> row.procedure().equals(procedure)).toList();
        if (found.isEmpty()) {
            entry.report(
                    IssueCode.CHANGES,
                    "procedure",
                    baseName + " does not rate \"" + procedure + "\" for the variant \"" + variant + "\"",
                    Spelling.didYouMeanOneOf(
                            procedure,
                            rated.stream().map(RatingRow::procedure).distinct().toList()));
            return Optional.empty();
        }
        RatingRow row = found.get(0);
        if (found.size() > 1 || RatingRow.variants(row.rule()).size() > 1) {
            entry.report(
                    IssueCode.CHANGES,
                    "procedure",
                    "this is no row of one variant alone: the rule \""
                            + row.rule().id() + "\" rates it under other conditions as well",
                    "Replace the rule: write it with the same id in a .drl file, and name it under \"rules\".");
            return Optional.empty();
        }
        checkAsItWas(entry, Digest.of(row.rating()), told(row.rating()));
        return !isOfWhole(entry, "procedure", row.rule()) && isFirst(entry, "procedure", words(row))
                ? Optional.of(row)
                : Optional.empty();
    }

    private static Stream<Question> questions(Pattern pattern) {
        return pattern.conditions().stream().flatMap(condition -> condition.questions().stream());
    }

    private void rating(YamlMap entry) {
        entry.allow("variant", "procedure", "category", "median", "radiation", "sources", "by", "reason", WAS);
        Optional<RatingRow> found = row(entry);
        List<Literal> arguments = new ArrayList<>();
        arguments.add(new Literal(found.map(RatingRow::procedure).orElse(""), false));
        arguments.add(new Literal(entry.text("category"), false));
        arguments.add(median(entry));
        arguments.add(
                entry.has("radiation")
                        ? new Literal(entry.text("radiation"), false)
                        : found.map(row -> row.rating().arguments().get(3)).orElse(new Literal("", false)));
        List<String> keys = List.of("procedure", "category", "median", "radiation");
        boolean isComplete = true;
        for (int i = 1; i < keys.size(); i++) {
            if (arguments.get(i).text().isEmpty()) {
                isComplete = false;
            } else if (entry.has(keys.get(i))) {
                use(entry, keys.get(i), Verb.RATE, arguments, i);
            }
        }
        List<String> sources = sources(entry);
        if (found.isEmpty() || !isComplete || sources.isEmpty()) {
            return;
        }
        RatingRow row = found.get();
        sources.forEach(source -> arguments.add(new Literal(source, false)));
        layered.rate(row.rule(), row.rating(), new Consequence(Verb.RATE.display(), arguments, entry.place()));
        add(Kind.REPLACED, words(row), entry);
    }

    private static Literal median(YamlMap entry) {
        String median = entry.text("median");
        boolean isNumber = median.matches("[0-9]{1,4}");
        if (!isNumber && !median.isEmpty() && !median.equals(Verb.NOT_STATED)) {
            entry.report(
                    IssueCode.YAML,
                    "median",
                    "\"" + SourceFile.shortened(median) + "\" is no median",
                    "Write a whole number from 1 to 9, or " + Verb.NOT_STATED + ".");
            return new Literal("", false);
        }
        return new Literal(median, isNumber);
    }

    private static String told(Consequence rating) {
        return rating.arguments().stream().skip(1).map(Literal::text).collect(Collectors.joining(", "));
    }

    /** The sources of what a layer says itself: those of what it changes do not say it. */
    private List<String> sources(YamlMap entry) {
        List<String> sources = entry.has("sources") ? entry.textOrTexts("sources") : List.of();
        if (sources.isEmpty()) {
            entry.report(
                    IssueCode.YAML,
                    "sources",
                    "the key \"sources\" is missing or empty; the sources of " + baseName + " do not say this",
                    "Write sources: CODE, or [CODE, CODE], with codes of vocabulary/sources.yaml.");
        }
        for (String source : sources) {
            if (!source.isEmpty()) {
                uses.add(CodeCheck.Use.of(entry, "sources", Parameter.SOURCE, source));
            }
        }
        return sources;
    }

    // What all of them have

    private void use(YamlMap entry, String key, Verb verb, List<Literal> arguments, int index) {
        uses.add(new CodeCheck.Use(
                entry.file(),
                CodeCheck.Use.offset(entry, key),
                verb.display(),
                verb.parameter(index),
                arguments,
                index));
    }

    private boolean isFirst(YamlMap entry, String key, String what) {
        YamlMap other = changed.putIfAbsent(what, entry);
        if (other != null) {
            twice(entry, key, what, other, "");
        }
        return other == null;
    }

    /** Whether an entry changes a part of a rule that another entry replaces or leaves out. */
    private boolean isOfWhole(YamlMap entry, String key, Rule rule) {
        YamlMap other = whole.get(rule.id());
        if (other != null) {
            twice(
                    entry,
                    key,
                    "rule " + rule.id(),
                    other,
                    " Whoever replaces a whole rule writes its alerts and ratings there.");
        }
        return other != null;
    }

    private static void twice(YamlMap entry, String key, String what, YamlMap other, String more) {
        int line = other.place().line();
        entry.report(
                IssueCode.CHANGES,
                key,
                "two entries of the layer change the same: " + what + ", here and in line " + line,
                "Delete this entry, or that in line " + line + "." + more);
    }

    /** What an entry replaces must still be what its author has seen. All else of the entry is told besides. */
    private void checkAsItWas(YamlMap entry, String digest, String told) {
        String was = entry.has(WAS) ? entry.text(WAS) : "";
        if (was.equals(digest)) {
            return;
        }
        String now = baseName + " says: " + told;
        if (entry.has(WAS)) {
            entry.report(
                    IssueCode.BASE_CHANGED,
                    WAS,
                    "what this changes is no longer what it was; now " + now,
                    "Look whether the change is still right, then write was: " + digest + ".");
        } else {
            entry.reportHere(
                    IssueCode.BASE_CHANGED,
                    "it is not recorded what this changes; " + now,
                    "Compare it, then write was: " + digest + ".");
        }
    }

    private void add(Kind kind, String what, YamlMap entry) {
        changes.add(new LayerChange(
                kind,
                base.id(),
                what,
                entry.file().name(),
                entry.place().line(),
                stated(entry, "by"),
                stated(entry, "reason")));
    }

    private static @Nullable String stated(YamlMap entry, String key) {
        return entry.has(key) ? entry.text(key) : null;
    }

    // Critical alerts

    /** A critical alert stands as its authors meant it, unless a person answers for that with a reason. */
    private void checkCritical() {
        CriticalAlerts critical = CriticalAlerts.of(scope);
        Map<String, YamlMap> entries = new LinkedHashMap<>(criticalTexts);
        entries.putAll(whole);
        entries.forEach((id, entry) -> {
            Rule before = Objects.requireNonNull(rules.get(id));
            Set<String> alerts = critical.restingOn(id);
            if (!alerts.isEmpty() && !layered.stillSays(before) && !isAnsweredFor(entry, alerts)) {
                entry.reportHere(
                        IssueCode.CRITICAL_LOWERED,
                        "the rule \"" + id + "\" is part of what raises a critical alert (" + String.join(", ", alerts)
                                + "), which would not be told as its authors meant it",
                        "Leave it as it is, and add a rule where you would say more; or name who answers for the change, by:"
                                + " NAME, and the reason: every answer will say so.");
            }
        });
        for (Rule rule : own.values()) {
            Set<String> alerts = rules.containsKey(rule.id()) ? Set.of() : critical.takenBackBy(rule);
            YamlMap entry = signed.get(rule.id());
            if (!alerts.isEmpty() && (entry == null || !isAnsweredFor(entry, alerts))) {
                fileOf.apply(rule)
                        .report(
                                IssueCode.CRITICAL_LOWERED,
                                rule.line(),
                                1,
                                "the rule derives a finding on which a critical alert rests ("
                                        + String.join(", ", alerts)
                                        + "), which may not be told then as its authors meant it",
                                "Leave it out; or add to \"rules\" in " + base.id() + "/" + FILE + ": { rule: "
                                        + rule.id() + ", by: NAME, reason: WHY }: every answer will say so.");
            }
        }
    }

    /** Whether a person answers for a change with a reason; then every answer says so. */
    private boolean isAnsweredFor(YamlMap entry, Set<String> alerts) {
        String by = stated(entry, "by");
        String reason = stated(entry, "reason");
        if (by == null || by.isEmpty() || reason == null || reason.isEmpty()) {
            return false;
        }
        alerts.forEach(alert -> lowered.add(new Lowered(base.id(), alert, by, reason)));
        return true;
    }

    // The topic of both

    /** Rules of the base are not read anew: what they ask of others must still be concluded. */
    private void checkStillConcluded(Topic topic) {
        Scope now = Scope.of(topic, scope.vocabulary());
        for (Rule rule : topic.rules()) {
            if (!rule.equals(rules.get(rule.id()))) {
                continue;
            }
            for (Pattern pattern : rule.when()) {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                questions(pattern)
                        .forEach(question -> QuestionKind.of(fact, question.name())
                                .ifPresent(kind ->
                                        checkStillConcluded(rule, kind.parameters(), question.arguments(), now)));
            }
            rule.then()
                    .forEach(one -> checkStillConcluded(
                            rule, Verb.named(one.verb()).orElseThrow().parameters(), one.arguments(), now));
        }
    }

    private void checkStillConcluded(Rule rule, List<Parameter> parameters, List<Literal> arguments, Scope now) {
        for (int i = 0; i < Math.min(parameters.size(), arguments.size()); i++) {
            Parameter parameter = parameters.get(i);
            String code = arguments.get(i).text();
            if (TopicFiles.CONCLUDED.contains(parameter)
                    && !parameter.codes(now, List.of()).orElse(List.of(code)).contains(code)) {
                root.reportHere(
                        IssueCode.CHANGES,
                        "the rule \"" + rule.id() + "\" of " + baseName + " asks for the " + parameter.display() + " \""
                                + code + "\", which no rule concludes any more",
                        "Keep what concludes it, or change that rule too.");
            }
        }
    }

    private Topic with(List<Rule> merged) {
        YamlMap adds = adds();
        adds.allow("asks", "red-flags", "groups", "variants");
        if (merged.equals(base.rules()) && adds.keys().isEmpty()) {
            return base;
        }
        List<String> redFlags = both(base.redFlags(), adds.textsOrNone("red-flags"));
        List<Variant> variants = new ArrayList<>(base.variants());
        adds.mapsOrNone("variants").forEach(entry -> variants.add(TopicReader.variant(entry)));
        Map<String, List<String>> groups = base.groups();
        if (adds.has("groups")) {
            YamlMap written = adds.map("groups");
            written.keys().stream()
                    .filter(base.groups()::containsKey)
                    .forEach(name -> written.report(
                            IssueCode.CHANGES,
                            name,
                            "the group \"" + name + "\" is one of " + baseName + ", and cannot be changed here",
                            "Choose another name, and replace the rules that are to ask it."));
            groups = TopicReader.groups(written, redFlags, base.groups());
        }
        Set<String> raised = merged.stream()
                .flatMap(rule -> rule.then().stream())
                .filter(Verb.ALERT::isOf)
                .map(one -> one.arguments().get(0).text())
                .collect(Collectors.toSet());
        return new Topic(
                base.id(),
                base.title(),
                base.purpose(),
                base.use(),
                base.misuse(),
                base.owner(),
                base.edition(),
                base.status(),
                base.lastReviewed(),
                base.reviewDue(),
                base.complaints(),
                base.applies(),
                base.region(),
                base.area(),
                base.onset(),
                base.onsetFor(),
                base.shows(),
                groups,
                base.scores(),
                base.wording(),
                base.radiationScale(),
                redFlags,
                both(base.asks(), adds.textsOrNone("asks")),
                base.alerts().stream().filter(raised::contains).toList(),
                variants,
                base.claims(),
                merged);
    }

    private static List<String> both(List<String> some, List<String> more) {
        return more.isEmpty()
                ? some
                : Stream.concat(some.stream(), more.stream()).toList();
    }
}

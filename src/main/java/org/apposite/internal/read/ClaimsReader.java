package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Parameter;
import org.apposite.language.Scope;
import org.apposite.model.Claims;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.text.RuleFile;
import org.apposite.text.Spelling;

/** Reads what a {@code topic.yaml} claims of all patients: patterns as they stand in a rule, and what is accepted. */
final class ClaimsReader {

    private static final Pattern CODE = Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+");
    private static final String EXAMPLE = "For example: Patient( present( \"fever\" ) ).";

    /** Where the signs are, which is stated and never asked. */
    private static final String EXAMINATION = "examination";

    private final YamlMap topic;
    private final List<CodeCheck.Use> uses = new ArrayList<>();
    /** The texts of the topic that are read as rules are, each with where what is wrong in it is told. */
    private final Map<SourceFile, Written> texts = new LinkedHashMap<>();

    private final Map<YamlMap, Claims.Exemption> exemptions = new LinkedHashMap<>();

    private record Written(YamlMap at, String key, IssueCode code) {}

    ClaimsReader(YamlMap topic) {
        this.topic = topic;
    }

    Claims read() {
        List<Claims.Property> properties = new ArrayList<>();
        Set<String> ids = new HashSet<>(Claims.OF_EVERY_TOPIC);
        for (YamlMap entry : topic.mapsOrNone("properties")) {
            properties.add(property(entry, ids));
        }
        for (YamlMap entry : topic.mapsOrNone("exceptions")) {
            exemptions.put(entry, exemption(entry, ids));
        }
        return new Claims(properties, List.copyOf(exemptions.values()));
    }

    private Claims.Property property(YamlMap entry, Set<String> ids) {
        entry.allow("id", "says", "source", "always", "never");
        String id = entry.text("id");
        if (!id.isEmpty() && !CODE.matcher(id).matches()) {
            entry.report(
                    IssueCode.PROPERTY,
                    "id",
                    "the id \"" + id + "\" is not lower case letters, digits and hyphens",
                    "For example: deficit-is-an-emergency.");
        } else if (!id.isEmpty() && !ids.add(id)) {
            entry.report(
                    IssueCode.PROPERTY,
                    "id",
                    "the id \"" + id + "\" is taken by another property",
                    "Choose one of its own.");
        }
        List<Topic.Pattern> when = List.of();
        List<Topic.Pattern> then = List.of();
        if (entry.has("always") == entry.has("never")) {
            entry.reportHere(
                    IssueCode.PROPERTY,
                    "a property says either what is always so or what is never so",
                    "Write always, with when and then; or never, with patterns.");
        } else if (entry.has("never")) {
            when = patterns(entry, "never", IssueCode.PROPERTY);
        } else {
            YamlMap always = entry.map("always");
            always.allow("when", "then");
            when = patterns(always, "when", IssueCode.PROPERTY);
            then = patterns(always, "then", IssueCode.PROPERTY);
        }
        return new Claims.Property(
                id,
                entry.text("says"),
                sources(entry, IssueCode.PROPERTY),
                entry.place().line(),
                when,
                then);
    }

    private List<Topic.Pattern> patterns(YamlMap entry, String key, IssueCode code) {
        String written = entry.text(key);
        if (written.isEmpty()) {
            return List.of();
        }
        SourceFile text = text(entry, key, code, written);
        RuleFile.Patterns read = RuleFile.patterns(written);
        read.problems().forEach(one -> text.reportAt(code, one.offset(), one.message(), one.suggestion()));
        List<Topic.Pattern> patterns = new PatternReader(text, uses, code == IssueCode.PROPERTY).read(read.elements());
        if (patterns.isEmpty() && text.issues().isEmpty()) {
            text.reportAt(code, 0, "there is no pattern here", EXAMPLE);
        }
        return patterns;
    }

    private SourceFile text(YamlMap entry, String key, IssueCode code, String written) {
        SourceFile text = new SourceFile(topic.file().name(), written);
        texts.put(text, new Written(entry, key, code));
        return text;
    }

    private List<String> sources(YamlMap entry, IssueCode code) {
        if (!entry.has("source")) {
            return List.of(entry.text("source"));
        }
        List<String> sources = entry.textOrTexts("source");
        for (String source : sources) {
            use(entry, "source", code, Parameter.SOURCE, source);
        }
        return sources;
    }

    private void use(YamlMap entry, String key, IssueCode code, Parameter parameter, String value) {
        if (!value.isEmpty()) {
            SourceFile text = text(entry, key, code, value);
            uses.add(new CodeCheck.Use(text, 0, key, parameter, List.of(new Literal(value, false)), 0));
        }
    }

    private Claims.Exemption exemption(YamlMap entry, Collection<String> properties) {
        entry.allow("property", "stating", "from", "to", "when", "unproved", "reason", "source");
        String property = entry.text("property");
        if (!property.isEmpty() && !properties.contains(property)) {
            Set<String> known = new TreeSet<>(properties);
            entry.report(
                    IssueCode.EXCEPTION,
                    "property",
                    "there is no property \"" + property + "\"",
                    Spelling.didYouMeanOneOf(property, known));
        }
        Set<String> stating = codes(entry, "stating");
        stating.stream()
                .filter(datum -> !datum.equals(EXAMINATION))
                .forEach(datum -> use(entry, "stating", IssueCode.EXCEPTION, Parameter.DATUM, datum));
        return new Claims.Exemption(
                property,
                stating,
                codes(entry, "from"),
                codes(entry, "to"),
                entry.has("when") ? patterns(entry, "when", IssueCode.EXCEPTION) : List.of(),
                isUnproved(entry),
                entry.text("reason"),
                sources(entry, IssueCode.EXCEPTION),
                entry.place().line());
    }

    private static boolean isUnproved(YamlMap entry) {
        String written = entry.textOr("unproved", "false");
        if (!written.equals("true") && !written.equals("false")) {
            entry.report(
                    IssueCode.EXCEPTION, "unproved", "\"" + written + "\" is neither true nor false", "Write true.");
        }
        return written.equals("true");
    }

    private static Set<String> codes(YamlMap entry, String key) {
        return entry.has(key) ? new LinkedHashSet<>(entry.textOrTexts(key)) : Set.of();
    }

    /** The codes that the claims use. */
    List<CodeCheck.Use> uses() {
        return uses;
    }

    /** Tells what is wrong in the claims where they stand. */
    void report(Scope scope) {
        Set<String> outcomes = new LinkedHashSet<>();
        scope.topic().variants().forEach(variant -> outcomes.add(variant.id()));
        Parameter.EXCLUSION.codes(scope, List.of()).ifPresent(outcomes::addAll);
        exemptions.forEach((entry, one) -> {
            checkOutcomes(entry, "from", one.from(), outcomes);
            checkOutcomes(entry, "to", one.to(), outcomes);
        });
        texts.forEach((text, written) -> {
            for (RuleIssue issue : text.issues()) {
                written.at.report(
                        written.code,
                        written.key,
                        issue.message(),
                        Objects.requireNonNullElse(issue.suggestion(), "No rule of the topic concludes it."));
            }
        });
    }

    private static void checkOutcomes(YamlMap entry, String key, Set<String> codes, Set<String> known) {
        codes.stream()
                .filter(code -> !code.isEmpty() && !known.contains(code))
                .sorted()
                .forEach(code -> entry.report(
                        IssueCode.EXCEPTION,
                        key,
                        "there is no variant or exclusion \"" + code + "\"",
                        Spelling.didYouMeanOneOf(code, known)));
    }
}

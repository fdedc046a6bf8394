package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.internal.limit.Limit;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.language.Conclude;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.text.RuleFile;
import org.apposite.text.RuleFile.Annotation;
import org.apposite.text.RuleFile.Declaration;
import org.apposite.text.RuleFile.Node;
import org.apposite.text.RuleFile.Problem;
import org.apposite.text.Token;

/**
 * Reads the rules of one file into the model of the topic. The allowed language is a closed list: what is not read here is
 * reported, and since the model and not the text is asked later, it could do nothing anyway. The rule engine's own
 * parser has the last word on whether the file is plain DRL.
 */
final class DrlReader {

    private static final Pattern CODE = Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+");
    private static final Pattern CODES = Pattern.compile("[a-z0-9-]++(?:\\s*+,\\s*+[a-z0-9-]++)*+");
    private static final String NOT_PART = "is not part of the rule language";
    private static final Set<String> IMPORTS =
            Arrays.stream(Fact.values()).map(fact -> fact.type().getName()).collect(Collectors.toUnmodifiableSet());

    private final SourceFile file;
    private final String packageName;
    private final List<CodeCheck.Use> uses;
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> doubtful = new ArrayList<>();

    DrlReader(SourceFile file, String packageName, List<CodeCheck.Use> uses) {
        this.file = file;
        this.packageName = packageName;
        this.uses = uses;
    }

    List<Rule> read() {
        RuleFile written = RuleFile.of(file.text());
        written.problems().forEach(this::report);
        if (breaksOff(written)) {
            file.lacks();
        }
        declarations(written);
        written.parts(RuleFile.Rule.class).forEach(rule -> rules.add(rule(rule)));
        if (file.issues().isEmpty()) {
            PlainDrl.stop(written.plain()).ifPresent(this::report);
        }
        for (RuleFile.Part part : written.parts()) {
            if (part instanceof RuleFile.Foreign || file.hasWithin(part)) {
                part.tokens().stream()
                        .filter(token -> token.kind() == Token.Kind.TEXT)
                        .forEach(token -> doubtful.add(token.value()));
            }
        }
        return rules;
    }

    private static boolean breaksOff(RuleFile written) {
        List<RuleFile.Part> parts = written.parts();
        return !parts.isEmpty()
                && parts.get(parts.size() - 1) instanceof RuleFile.Foreign last
                && !last.last().is("end");
    }

    /** The texts of the rules in which something is wrong, after reading. */
    List<String> doubtful() {
        return doubtful;
    }

    private void report(Problem problem) {
        IssueCode code = switch (problem.kind()) {
            case TYPOGRAPHY -> IssueCode.TYPOGRAPHY;
            case SYNTAX -> IssueCode.SYNTAX;
            case HEADER -> IssueCode.RULE_HEADER_REFUSED;
            case TOO_LARGE -> IssueCode.TOO_LARGE;
        };
        file.reportAt(code, problem.offset(), problem.message(), problem.suggestion());
    }

    private void report(PlainDrl.Stop stop) {
        String rest = file.text()
                .substring(Math.min(
                        file.offsetOf(stop.line()) + stop.column() - 1,
                        file.text().length()));
        file.report(
                IssueCode.SYNTAX,
                stop.line(),
                stop.column(),
                "this cannot be read: "
                        + SourceFile.shortened(rest.lines().findFirst().orElse("")),
                "Compare it, and the line before, with a rule that loads.");
    }

    private void declarations(RuleFile written) {
        List<Declaration> declarations = written.parts(Declaration.class);
        declarations.forEach(this::declaration);
        boolean begins = !written.parts().isEmpty() && !(written.parts().get(0) instanceof RuleFile.Foreign);
        if (begins && declarations.stream().noneMatch(one -> one.keyword().equals("package"))) {
            packageIs("");
        }
    }

    private void declaration(Declaration declaration) {
        List<String> names = declaration.names();
        String first = names.isEmpty() ? "" : names.get(0);
        switch (declaration.keyword()) {
            case "package" -> packageIs(String.join(" ", names));
            case "import" -> {
                if (first.equals("function") || first.equals("static")) {
                    refuse(declaration, "a function import");
                } else if (first.equals("accumulate") || first.equals("acc")) {
                    refuse(declaration, "an accumulate import");
                } else if (names.size() != 1 || !IMPORTS.contains(first)) {
                    refuse(declaration, "the import \"" + String.join(" ", names) + "\"");
                }
            }
            case "global" -> {
                if (!names.equals(List.of(Conclude.class.getName(), "conclude"))) {
                    List<String> called = names.stream().skip(1).toList();
                    refuse(declaration, "the global \"" + String.join(" ", called) + "\"");
                }
            }
            case "function" -> refuse(declaration, "a function");
            case "query" -> refuse(declaration, "a query");
            case "unit" -> refuse(declaration, "a rule unit");
            default -> refuse(declaration, first.equals("enum") ? "a declared enum" : "a declared type");
        }
    }

    private void packageIs(String name) {
        if (!packageName.equals(name)) {
            file.report(
                    IssueCode.DECLARATION_REFUSED,
                    1,
                    1,
                    "the package is \"" + name + "\", but for this folder it must be \"" + packageName + "\"",
                    "Write package " + packageName + ";");
        }
    }

    private void refuse(Declaration declaration, String what) {
        file.report(
                IssueCode.DECLARATION_REFUSED,
                declaration,
                what + " " + NOT_PART,
                "A file holds a package, imports of "
                        + Arrays.stream(Fact.values()).map(Fact::display).collect(Collectors.joining(", "))
                        + ", the global conclude, and rules.");
    }

    private Rule rule(RuleFile.Rule rule) {
        String id = "";
        List<String> sources = List.of();
        Node sourcesAt = rule;
        Set<String> seen = new HashSet<>();
        for (Annotation annotation : rule.annotations()) {
            if (!seen.add(annotation.name())) {
                file.report(
                        IssueCode.RULE_HEADER_REFUSED,
                        annotation,
                        "the annotation @" + annotation.name() + " appears twice",
                        "Keep one of them.");
            }
            switch (annotation.name()) {
                case "id" -> id = value(annotation);
                case "source" -> {
                    sources = Arrays.asList(value(annotation).split("\\s*,\\s*"));
                    sourcesAt = annotation;
                }
                default ->
                    file.report(
                            IssueCode.RULE_HEADER_REFUSED,
                            annotation,
                            "the annotation @" + annotation.name() + " " + NOT_PART,
                            "A rule has @id and @source.");
            }
        }
        String name = rule.name().value();
        if (name.isBlank()) {
            file.reportAt(
                    IssueCode.MISSING_METADATA,
                    rule.name().offset(),
                    "the name of the rule is empty",
                    "Write in the quotes what the rule says, as a sentence.");
        }
        if (name.indexOf('\\') >= 0) {
            file.reportAt(
                    IssueCode.RULE_HEADER_REFUSED,
                    rule.name().offset(),
                    "a backslash in the name of a rule " + NOT_PART,
                    "Leave it out.");
        }
        if (!CODE.matcher(id).matches()) {
            file.report(
                    IssueCode.MISSING_METADATA,
                    rule,
                    "the rule \"" + name + "\" has no id of lower case letters, digits and hyphens",
                    "Add @id( a-name-of-its-own ).");
        } else if (Limit.CODE.isExceededBy(id.length())) {
            file.report(
                    IssueCode.TOO_LARGE,
                    rule,
                    "the id of the rule has more than " + Limit.CODE.words() + " characters",
                    "Choose a shorter one.");
        }
        if (Limit.TEXT.isExceededBy(name.length())) {
            file.report(
                    IssueCode.TOO_LARGE,
                    rule,
                    "the name of the rule has more than " + Limit.TEXT.words() + " characters",
                    "Say it in a sentence.");
        }
        if (sources.isEmpty()) {
            file.report(
                    IssueCode.MISSING_METADATA,
                    rule,
                    "the rule \"" + name + "\" names no source",
                    "Add @source( key ) with a key of vocabulary/sources.yaml.");
        }
        int from = sourcesAt.first().offset();
        for (String source : sources) {
            // An empty one has been refused.
            if (!source.isEmpty()) {
                int at = Math.max(file.text().indexOf(source, from), from);
                uses.add(new CodeCheck.Use(
                        file, at, "source", Parameter.SOURCE, List.of(new Literal(source, false)), 0));
            }
        }
        List<Topic.Pattern> when = patterns(rule);
        List<Consequence> then = consequences(rule);
        return new Rule(id, name, file.name(), rule.first().line(), sources, when, then);
    }

    /** The value of an annotation; anything that is not a code, or codes, is refused unread. */
    private String value(Annotation annotation) {
        List<Token> tokens = annotation.value();
        String text = tokens.size() == 1
                ? tokens.get(0).value().strip()
                : tokens.stream().map(Token::plain).collect(Collectors.joining(" "));
        if (!CODES.matcher(text).matches()) {
            file.report(
                    IssueCode.RULE_HEADER_REFUSED,
                    annotation,
                    "@" + annotation.name() + " holds something other than a code",
                    "Write @" + annotation.name() + "( a-code ).");
            return "";
        }
        return text;
    }

    private List<Topic.Pattern> patterns(RuleFile.Rule rule) {
        if (rule.elements().isEmpty()) {
            file.report(IssueCode.PATTERN_REFUSED, rule, "the rule has no condition", "Say when it applies.");
        }
        if (Limit.PATTERNS.isExceededBy(rule.elements().size())) {
            file.report(
                    IssueCode.TOO_LARGE,
                    rule,
                    "the rule has more than " + Limit.PATTERNS.words() + " patterns",
                    "Split it.");
            return List.of();
        }
        List<Topic.Pattern> patterns = new PatternReader(file, uses, false).read(rule.elements());
        long questions = patterns.stream()
                .flatMap(pattern -> pattern.conditions().stream())
                .mapToLong(condition -> condition.questions().size())
                .sum();
        if (Limit.QUESTIONS.isExceededBy(questions)) {
            file.report(
                    IssueCode.TOO_LARGE,
                    rule,
                    "the rule asks more than " + Limit.QUESTIONS.words() + " questions",
                    "Name a group, or conclude a situation that rules can ask for.");
        }
        return patterns;
    }

    private List<Consequence> consequences(RuleFile.Rule rule) {
        if (rule.statements().isEmpty()) {
            file.reportAt(
                    IssueCode.CONCLUSION_REFUSED,
                    rule.then().offset(),
                    "the rule concludes nothing",
                    "Add a conclusion.");
            return List.of();
        }
        if (Limit.CONCLUSIONS.isExceededBy(rule.statements().size())) {
            file.report(
                    IssueCode.TOO_LARGE,
                    rule,
                    "the rule has more than " + Limit.CONCLUSIONS.words() + " conclusions",
                    "Split it.");
            return List.of();
        }
        int arguments = rule.statements().stream()
                .mapToInt(one -> one instanceof RuleFile.Conclusion conclusion
                        ? conclusion.arguments().size()
                        : 0)
                .sum();
        if (Limit.ARGUMENTS.isExceededBy(arguments)) {
            file.report(
                    IssueCode.TOO_LARGE,
                    rule,
                    "the conclusions of the rule have more than " + Limit.ARGUMENTS.words() + " arguments",
                    "Split it.");
            return List.of();
        }
        List<Consequence> consequences = new ConsequenceReader(file, uses).read(rule.statements());
        long kinds = consequences.stream().map(Consequence::verb).distinct().count();
        if (kinds > 1) {
            file.report(
                    IssueCode.CONCLUSION_REFUSED,
                    rule.statements().get(0),
                    "a rule may conclude only one kind of thing, but this one concludes " + kinds,
                    "Split it.");
        }
        return consequences;
    }
}

package org.apposite.internal.read;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.language.Conclude;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Spelling;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Reads the rules of one file into the model of the topic. The allowed language is a closed list: an element of DRL that
 * is not read here is reported, and since the model and not the text is compiled later, it could do nothing anyway.
 */
final class DrlReader {

    private static final int MAX_PATTERNS = 16;
    private static final int MAX_CONDITION_LENGTH = 8000;
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String NOT_PART = "is not part of the rule language";
    private static final Set<String> IMPORTS =
            Arrays.stream(Fact.values()).map(fact -> fact.type().getName()).collect(Collectors.toUnmodifiableSet());

    private final SourceFile file;
    private final String packageName;
    private final List<CodeUse> uses;
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> doubtful = new ArrayList<>();
    private final JavaParser parser =
            new JavaParser(new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17));

    DrlReader(SourceFile file, String packageName, List<CodeUse> uses) {
        this.file = file;
        this.packageName = packageName;
        this.uses = uses;
    }

    List<Rule> read() {
        String text = Typography.plain(file);
        if (!RawText.isSafe(file, text)) {
            Pieces.of(text).forEach(piece -> doubtful.add(piece.text().replace("\"", "")));
            return rules;
        }
        Skeleton skeleton = Skeleton.of(file, text);
        try {
            read(skeleton);
        } catch (StackOverflowError e) {
            file.report(IssueCode.TOO_LARGE, 0, 0, "something in this file is nested too deep to be read", "Split it.");
        }
        for (Skeleton.Block block : skeleton.blocks()) {
            int first = file.lineOf(block.start());
            int last = file.lineOf(block.end());
            if (file.issues().stream().anyMatch(issue -> issue.line() >= first && issue.line() <= last)) {
                doubtful.addAll(skeleton.texts(block));
            }
        }
        return rules;
    }

    /** The texts of the rules in which something is wrong, after reading. */
    List<String> doubtful() {
        return doubtful;
    }

    /** A rule that cannot be read is left out, so that it does not take the others with it. */
    private void read(Skeleton skeleton) {
        Parsed whole = Parsed.of(skeleton.readable());
        if (whole.error() == null) {
            declarations(whole.content());
            whole.content().getRules().forEach(rule -> rule(rule, skeleton));
            return;
        }
        Parsed head = Parsed.of(skeleton.readable(null));
        if (head.error() == null) {
            declarations(head.content());
        } else {
            report(head.error(), "A file begins with package " + packageName + "; and its imports.");
            skeleton.blocks().forEach(block -> doubtful.addAll(skeleton.texts(block)));
        }
        for (Skeleton.Block block : skeleton.blocks()) {
            if (!block.broken() && head.error() == null) {
                Parsed one = Parsed.of(skeleton.readable(block));
                if (one.error() == null) {
                    one.content().getRules().forEach(rule -> rule(rule, skeleton));
                } else {
                    report(one.error(), "Compare it, and the line before, with a rule that loads.");
                }
            }
        }
    }

    private void report(Parsed.Stop stop, String otherwise) {
        String rest = file.text().substring(file.offsetOf(stop.line()));
        int begin = Math.min(Math.max(stop.column() - 1, 0), rest.length());
        String there = rest.substring(begin).lines().findFirst().orElse("").strip();
        file.report(
                IssueCode.SYNTAX,
                stop.line(),
                stop.column(),
                "this cannot be read from here on: " + (there.length() > 60 ? there.substring(0, 57) + "..." : there),
                there.startsWith("and ")
                        ? "Write && for and."
                        : there.startsWith("or ") ? "Write || for or." : otherwise);
    }

    private void declarations(PackageDescr parsed) {
        if (!packageName.equals(parsed.getName())) {
            file.report(
                    IssueCode.DECLARATION_REFUSED,
                    1,
                    1,
                    "the package is \"" + parsed.getName() + "\", but the folder makes it \"" + packageName + "\"",
                    "Write package " + packageName + ";");
        }
        for (ImportDescr one : parsed.getImports()) {
            if (!IMPORTS.contains(one.getTarget())) {
                refuse(one, "the import \"" + one.getTarget() + "\"");
            }
        }
        for (GlobalDescr one : parsed.getGlobals()) {
            if (!one.getType().equals(Conclude.class.getName())
                    || !one.getIdentifier().equals("conclude")) {
                refuse(one, "the global \"" + one.getIdentifier() + "\"");
            }
        }
        refuse(parsed.getFunctionImports(), "a function import");
        refuse(parsed.getAccumulateImports(), "an accumulate import");
        refuse(parsed.getFunctions(), "a function");
        refuse(parsed.getTypeDeclarations(), "a declared type");
        refuse(parsed.getEnumDeclarations(), "a declared enum");
        refuse(parsed.getEntryPointDeclarations(), "an entry point");
        refuse(parsed.getWindowDeclarations(), "a window");
        refuse(parsed.getAttributes(), "an attribute");
        if (parsed.getUnit() != null) {
            refuse(parsed.getUnit(), "a rule unit");
        }
    }

    private void refuse(Collection<? extends BaseDescr> found, String what) {
        found.forEach(one -> refuse(one, what));
    }

    private void refuse(BaseDescr found, String what) {
        file.report(
                IssueCode.DECLARATION_REFUSED,
                found.getLine(),
                found.getColumn() + 1,
                what + " " + NOT_PART,
                "A file holds a package, imports of "
                        + Arrays.stream(Fact.values()).map(Fact::display).collect(Collectors.joining(", "))
                        + ", the global conclude, and rules.");
    }

    private void rule(RuleDescr rule, Skeleton skeleton) {
        int line = rule.getLine();
        if (rule instanceof QueryDescr) {
            refuse(rule, "a query");
            return;
        }
        if (rule.getParentName() != null) {
            file.report(
                    IssueCode.RULE_HEADER_REFUSED,
                    line,
                    1,
                    "a rule that extends another " + NOT_PART,
                    "Write its conditions out.");
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            file.report(IssueCode.RULE_HEADER_REFUSED, line, 1, "a second \"then\" " + NOT_PART, "Write two rules.");
        }
        String id = "";
        List<String> sources = List.of();
        int sourcesAt = file.offsetOf(line);
        for (AnnotationDescr annotation : rule.getAnnotations()) {
            int at = skeleton.annotation(line, annotation.getName());
            switch (annotation.getName()) {
                case "id" -> id = value(annotation, at);
                case "source" -> {
                    sources = Arrays.asList(value(annotation, at).split("\\s*,\\s*"));
                    sourcesAt = at;
                }
                default ->
                    file.reportAt(
                            IssueCode.RULE_HEADER_REFUSED,
                            at,
                            "the annotation @" + annotation.getName() + " " + NOT_PART,
                            "A rule has @id and @source.");
            }
        }
        metadata(rule, id, sources, sourcesAt);
        List<Topic.Pattern> when = patterns(rule);
        List<Consequence> then = consequences(rule);
        rules.add(new Rule(id, rule.getName(), file.name(), line, sources, when, then));
    }

    private void metadata(RuleDescr rule, String id, List<String> sources, int sourcesAt) {
        if (!CODE.matcher(id).matches()) {
            file.report(
                    IssueCode.MISSING_METADATA,
                    rule.getLine(),
                    1,
                    "the rule \"" + rule.getName() + "\" has no id of lower case letters, digits and hyphens",
                    "Add @id( a-name-of-its-own ).");
        }
        if (sources.isEmpty()) {
            file.report(
                    IssueCode.MISSING_METADATA,
                    rule.getLine(),
                    1,
                    "the rule \"" + rule.getName() + "\" names no source",
                    "Add @source( key ) with a key of vocabulary/sources.yaml.");
        }
        for (String source : sources) {
            int at = file.text().indexOf(source, sourcesAt);
            uses.add(new CodeUse(
                    file, Math.max(at, sourcesAt), "source", Parameter.SOURCE, List.of(new Literal(source, false)), 0));
        }
    }

    /** The single literal of an annotation; anything that is not a code, or codes, is refused unread. */
    private String value(AnnotationDescr annotation, int at) {
        Map<String, Object> values = annotation.getValueMap();
        Object single = values.get("value");
        String text = single == null ? "" : single.toString().strip();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1).strip();
        }
        if (values.size() != 1 || !text.matches("[a-z0-9-]+(\\s*,\\s*[a-z0-9-]+)*")) {
            file.reportAt(
                    IssueCode.RULE_HEADER_REFUSED,
                    at,
                    "@" + annotation.getName() + " holds something else than a code",
                    "Write @" + annotation.getName() + "( a-code ).");
            return "";
        }
        return text;
    }

    private List<Topic.Pattern> patterns(RuleDescr rule) {
        List<Topic.Pattern> patterns = new ArrayList<>();
        List<? extends BaseDescr> elements = rule.getLhs().getDescrs();
        if (elements.isEmpty()) {
            file.report(
                    IssueCode.PATTERN_REFUSED, rule.getLine(), 1, "the rule has no condition", "Say when it applies.");
        }
        if (elements.size() > MAX_PATTERNS) {
            file.report(
                    IssueCode.TOO_LARGE,
                    rule.getLine(),
                    1,
                    "the rule has more than " + MAX_PATTERNS + " patterns",
                    "Split it.");
            return patterns;
        }
        for (BaseDescr element : elements) {
            if (element instanceof PatternDescr pattern) {
                pattern(pattern, false).ifPresent(patterns::add);
            } else if (element instanceof ExistsDescr exists
                    && exists.getDescrs().size() == 1
                    && exists.getDescrs().get(0) instanceof PatternDescr pattern) {
                pattern(pattern, true).ifPresent(patterns::add);
            } else {
                String what =
                        element.getClass().getSimpleName().replace("Descr", "").toLowerCase(Locale.ROOT);
                file.report(
                        IssueCode.PATTERN_REFUSED,
                        element.getLine(),
                        element.getColumn() + 1,
                        what.equals("exists")
                                ? "\"exists\" stands before one pattern"
                                : "\"" + what + "\" between patterns " + NOT_PART,
                        what.equals("not")
                                ? "Ask for stated absences: absent( \"fever\" )."
                                : "Write patterns one below the other, with exists before each that needs it.");
            }
        }
        return patterns;
    }

    private Optional<Topic.Pattern> pattern(PatternDescr pattern, boolean exists) {
        if (pattern.getObjectType() == null) {
            refuse(pattern, "a path to facts " + NOT_PART, "Write Patient( ... ).");
            return Optional.empty();
        }
        Optional<Fact> fact = Fact.named(pattern.getObjectType());
        if (fact.isEmpty()) {
            List<String> names = Arrays.stream(Fact.values()).map(Fact::display).toList();
            String near = Spelling.didYouMean(pattern.getObjectType(), names);
            refuse(
                    pattern,
                    "there is no fact \"" + pattern.getObjectType() + "\"",
                    near != null ? near : "Facts are " + String.join(", ", names) + ".");
            return Optional.empty();
        }
        if (pattern.getIdentifier() != null) {
            refuse(pattern, "a name bound to a fact " + NOT_PART, "Leave out the name and the colon.");
        }
        if (pattern.getSource() != null || !pattern.getBehaviors().isEmpty() || pattern.isQuery()) {
            refuse(pattern, "\"from\", \"over\" and queries are not part of the rule language", "Remove it.");
        }
        if (!pattern.getAnnotations().isEmpty()) {
            refuse(pattern, "an annotation of a pattern " + NOT_PART, "Remove it.");
        }
        List<Condition> conditions = new ArrayList<>();
        ConditionReader reader = new ConditionReader(parser, uses);
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            if (!(constraint instanceof ExprConstraintDescr expression)
                    || expression.getExpression().length() > MAX_CONDITION_LENGTH) {
                refuse(constraint, "this condition " + NOT_PART, "Ask a question such as present( \"fever\" ).");
                continue;
            }
            Excerpt excerpt =
                    new Excerpt(file, expression.getExpression(), Math.max(expression.getStartCharacter(), 0));
            reader.read(fact.get(), excerpt).ifPresent(conditions::add);
        }
        int asked = pattern.getConstraint().getDescrs().size();
        if ((fact.get() == Fact.RED_FLAG && asked > 1) || (fact.get() == Fact.SITUATION && asked != 1)) {
            refuse(
                    pattern,
                    "a " + fact.get().display() + " is asked one question: which it is",
                    "Write exists " + fact.get().display() + "( is( \"a\" ) || is( \"b\" ) ), or several patterns.");
        }
        return Optional.of(new Topic.Pattern(fact.get().display(), exists, conditions));
    }

    private void refuse(BaseDescr element, String message, String suggestion) {
        file.report(IssueCode.PATTERN_REFUSED, element.getLine(), element.getColumn() + 1, message, suggestion);
    }

    private List<Consequence> consequences(RuleDescr rule) {
        String text = rule.getConsequence() instanceof String written ? written.strip() : "";
        int then = file.offsetOf(Math.max(rule.getConsequenceLine(), 1));
        int start = text.isEmpty() ? then : Math.max(file.text().indexOf(text, then), then);
        Matcher line = Pattern.compile("\\R").matcher(text);
        Excerpt excerpt = new Excerpt(file, line.replaceAll("\n"), start);
        List<Consequence> consequences = new ConsequenceReader(parser, uses).read(excerpt);
        long kinds = consequences.stream().map(Consequence::verb).distinct().count();
        if (kinds > 1) {
            excerpt.report(
                    IssueCode.CONCLUSION_REFUSED,
                    "one rule concludes one kind of thing, this one " + kinds,
                    "Split it.");
        }
        return consequences;
    }
}

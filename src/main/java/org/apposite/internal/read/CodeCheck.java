package org.apposite.internal.read;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.internal.limit.FilledText;
import org.apposite.internal.limit.Limit;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.Placeholder;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Quantity;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.text.Place;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Checks that every code of a topic exists, so that no misspelt rule is silently dead. */
final class CodeCheck {

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}|[{}]");
    private static final String UNPAIRED =
            "Write both braces around the name of a placeholder, such as {complaint-region}; or leave the brace out.";
    private static final String NO_PLACEHOLDER =
            "Braces have no other use: write one of the placeholders of the rule language, or leave the braces out.";
    private static final Pattern CODE = Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+");
    private static final int MAX_STEP = 9999;

    private final Scope scope;
    private final Vocabulary vocabulary;
    private final Topic topic;
    private final Set<String> doubtful;
    private final Set<Parameter> unread;
    private final Map<Parameter, SourceFile> unended;
    private final Map<Parameter, Set<String>> known = new EnumMap<>(Parameter.class);
    private final Map<String, List<String>> notFindings = new HashMap<>();
    private final FilledText filled;

    /**
     * A check of one topic.
     *
     * @param doubtful texts of rules with mistakes: what such a rule concludes may be among them
     * @param unread kinds of codes that are not checked, since their file could not be read; a file that is found to have
     *     lost its end adds to them
     * @param unended kinds of codes whose file may have lost its end
     */
    CodeCheck(Scope scope, Collection<String> doubtful, Set<Parameter> unread, Map<Parameter, SourceFile> unended) {
        this.scope = scope;
        this.vocabulary = scope.vocabulary();
        this.topic = scope.topic();
        this.doubtful = new HashSet<>(doubtful);
        this.unread = unread;
        this.unended = unended;
        this.filled = new FilledText(scope);
    }

    /** Checks what rules use. */
    void check(List<Use> uses) {
        findLost(uses);
        for (Use use : uses) {
            switch (use.parameter()) {
                case TEXT -> checkText(use);
                case NEW_CODE -> {
                    if (!CODE.matcher(use.value()).matches()) {
                        report(
                                use,
                                "the code \"" + use.value() + "\" is not lower case letters, digits and hyphens",
                                null);
                    } else if (Limit.CODE.isExceededBy(use.value().length())) {
                        use.file()
                                .reportAt(
                                        IssueCode.TOO_LARGE,
                                        use.offset(),
                                        "the code has more than " + Limit.CODE.words() + " characters",
                                        "Choose a shorter one.");
                    }
                }
                case STEP -> checkRange(use, 1, MAX_STEP);
                case NUMBER -> checkRange(use, 0, MAX_STEP);
                case AGE_UNIT -> {
                    checkCode(use);
                    checkAge(use);
                }
                case GROUP -> {
                    checkCode(use);
                    checkGroup(use);
                }
                case LIMIT -> checkLimit(use);
                case MEDIAN -> {
                    if (use.literal().isNumber()) {
                        checkRange(use, 1, 9);
                    } else {
                        checkCode(use);
                    }
                }
                default -> checkCode(use);
            }
        }
    }

    /** A code that is like none that is known was not misspelt: it may have stood in what a file has lost. */
    private void findLost(List<Use> uses) {
        for (Use use : uses) {
            SourceFile file = unended.get(use.parameter());
            Collection<String> codes = file == null ? null : codes(use);
            if (file != null
                    && codes != null
                    && !codes.contains(use.value())
                    && Spelling.didYouMean(use.value(), codes) == null) {
                file.lacks();
                unended.entrySet().stream()
                        .filter(one -> one.getValue().equals(file))
                        .forEach(one -> unread.add(one.getKey()));
            }
        }
    }

    private void checkCode(Use use) {
        Collection<String> codes = codes(use);
        if (codes == null || codes.contains(use.value()) || isDoubtful(use)) {
            return;
        }
        if (use.parameter() == Parameter.DATUM && topic.scores().containsKey(use.value())) {
            report(
                    use,
                    "\"" + use.value() + "\" is a score, and nobody can be asked for its points",
                    "Ask for what its items ask: name the data, or a group of them.");
        } else if (use.parameter() == Parameter.DERIVED_FINDING && isFinding(use.value())) {
            report(
                    use,
                    "\"" + use.value() + "\" is not declared as derived, so no rule can derive it",
                    "Write \"derived: true\" below it in vocabulary/findings.yaml.");
        } else {
            report(
                    use,
                    "there is no " + use.parameter().display() + " \"" + use.value() + "\"",
                    Spelling.didYouMeanOneOf(use.value(), codes));
        }
    }

    private boolean isFinding(String code) {
        Term term = vocabulary.terms().get(code);
        return term != null && term.isFinding();
    }

    private @Nullable Collection<String> codes(Use use) {
        if (unread.contains(use.parameter())) {
            return null;
        }
        if (use.index() > 0) {
            return use.parameter().codes(scope, use.before()).orElse(null);
        }
        return known.computeIfAbsent(
                use.parameter(),
                parameter ->
                        new LinkedHashSet<>(parameter.codes(scope, List.of()).orElse(List.of())));
    }

    /** Below the month an age is only told apart up to a month; "more than 9 years" begins at 10. */
    private static void checkAge(Use use) {
        boolean above = QuestionKind.of(Fact.PATIENT, use.callee())
                .filter(kind -> kind.cut() == QuestionKind.Cut.ABOVE)
                .isPresent();
        int number = use.before().get(0).number();
        if (!Age.UNITS.contains(use.value())) {
            return;
        }
        try {
            Age limit = Age.of(above ? number + 1 : number, use.value());
            boolean wide = use.value().equals("years") || use.value().equals("months");
            if (!wide && limit.months() > 0 && Age.of(number, use.value()).months() > 0) {
                report(use, number + " " + use.value() + " are more than a month", "Write months or years.");
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            report(
                    use,
                    (above ? "more than " : "") + number + " " + use.value()
                            + " are out of range: an age is 0 to 130 years",
                    null);
        }
    }

    /** A group that is asked for presence or absence holds nothing else than findings. */
    private void checkGroup(Use use) {
        if (use.callee().equals(QuestionKind.ANY_UNKNOWN.display()) || unread.contains(Parameter.FINDING)) {
            return;
        }
        for (String member : notFindings.computeIfAbsent(use.value(), this::notFindings)) {
            report(
                    use,
                    use.callee() + " asks about findings, but the group \"" + use.value() + "\" holds \"" + member
                            + "\", which is not a finding",
                    "Take it out of the group, or ask a group that leaves it out: { all: [" + use.value()
                            + "], except: [" + member + "] }.");
        }
    }

    private List<String> notFindings(String group) {
        return scope.group(group).stream()
                .filter(member -> {
                    Term term = vocabulary.terms().get(member);
                    return term != null && !term.isFinding();
                })
                .toList();
    }

    /** A limit is a name, or a number in a unit that leaves no doubt in which unit system it is meant. */
    private void checkLimit(Use use) {
        Quantity quantity = vocabulary.quantities().get(use.before().get(0).text());
        if (quantity == null || quantity.systems().isEmpty() || unread.contains(Parameter.QUANTITY)) {
            return;
        }
        if (!use.literal().isNumber()) {
            checkCode(use);
            if (use.arguments().size() > use.index() + 1) {
                report(use, "a named limit already has its units", "Leave out the unit after it.");
            }
        } else if (quantity.systems().size() > 1) {
            report(
                    use,
                    "\"" + quantity.code() + "\" is measured in several unit systems, so a number does not say what it"
                            + " is in the others",
                    "Name the limit in quantities.yaml, with a number for each unit system.");
        } else if (quantity.onlyUnit().isEmpty() && use.arguments().size() == use.index() + 1) {
            report(
                    use,
                    "a number of \"" + quantity.code() + "\" needs its unit",
                    "Write " + use.callee() + "( \"" + quantity.code() + "\", " + use.value() + ", \""
                            + quantity.units().get(0) + "\" ). Units: " + String.join(", ", quantity.units()) + ".");
        } else {
            boolean named = use.arguments().size() > use.index() + 1;
            String unit = named ? use.arguments().get(use.index() + 1).text() : "";
            quantity.comparable(use.literal().decimal(), unit)
                    .filter(limit -> !quantity.isPlausible(limit))
                    .ifPresent(limit -> report(
                            use,
                            use.value() + " lies outside the plausible range of \"" + quantity.code()
                                    + "\", so no statement can be on its other side",
                            "Correct it, or the range in quantities.yaml."));
        }
    }

    /** Whether another mistake has been told that may be the whole reason why this code is not known. */
    private boolean isDoubtful(Use use) {
        if (use.file().hasAt(IssueCode.TYPOGRAPHY, use.offset())) {
            return true;
        }
        return switch (use.parameter()) {
            case RED_FLAG, SITUATION, DIAGNOSIS, ALERT, NEXT_STEP -> doubtful.contains(use.value());
            // Of two variants with one id, one has lost its own.
            case VARIANT ->
                topic.variants().stream().map(Variant::id).distinct().count()
                        < topic.variants().size();
            default -> false;
        };
    }

    private static void checkRange(Use use, int from, int to) {
        int number = Integer.parseInt(use.value());
        if (number < from || number > to) {
            report(
                    use,
                    number + " is out of range: a " + use.parameter().display() + " is " + from + " to " + to,
                    null);
        }
    }

    private void checkText(Use use) {
        if (use.value().isBlank()) {
            report(use, "a text is empty", null);
        }
        long characters = use.value().length();
        Matcher matcher = BRACES.matcher(use.value());
        while (matcher.find()) {
            String name = matcher.group(1);
            Optional<Placeholder.Use> place = name == null ? Optional.empty() : Placeholder.read(name);
            if (place.isPresent()) {
                checkPlace(use, matcher.group(), place.get());
                characters += filled.most(place.get());
            } else {
                reportPlace(use, matcher.group(), "", name == null ? UNPAIRED : Placeholder.didYouMean(name));
            }
        }
        if (Limit.FILLED.isExceededBy(characters)) {
            use.file()
                    .reportAt(
                            IssueCode.TOO_LARGE,
                            use.offset(),
                            "the text can have more than " + Limit.FILLED.words()
                                    + " characters when its places are filled",
                            "Leave out what lists so much, or name what matters.");
        }
    }

    /** The code behind the name of a place to fill. */
    private void checkPlace(Use use, String written, Placeholder.Use place) {
        Parameter parameter = place.placeholder().parameter().orElse(null);
        if (parameter == null || unread.contains(parameter)) {
            return;
        }
        boolean isOneDatum = place.placeholder() == Placeholder.VALUE;
        parameter.codes(scope, List.of()).ifPresent(all -> {
            List<String> codes = all.stream()
                    .filter(code -> !isOneDatum || !topic.groups().containsKey(code))
                    .toList();
            if (!codes.contains(place.argument())) {
                reportPlace(
                        use,
                        written,
                        ": there is no " + parameter.display() + " \"" + place.argument() + "\"",
                        Spelling.didYouMeanOneOf(place.argument(), codes));
            }
        });
    }

    private static void reportPlace(Use use, String written, String why, @Nullable String suggestion) {
        use.file()
                .reportAt(
                        IssueCode.UNKNOWN_PLACEHOLDER,
                        use.offset(),
                        "unknown placeholder " + written + why,
                        suggestion == null ? NO_PLACEHOLDER : suggestion);
    }

    private static void report(Use use, String message, @Nullable String suggestion) {
        use.file().reportAt(IssueCode.UNKNOWN_CODE, use.offset(), message, suggestion);
    }

    /**
     * An argument that a rule uses, and where, to be checked when everything has been read.
     *
     * @param file the file of the rule
     * @param offset where it stands
     * @param callee the question or verb
     * @param parameter what it must be
     * @param arguments all arguments of the question or verb
     * @param index which of them it is
     */
    record Use(SourceFile file, int offset, String callee, Parameter parameter, List<Literal> arguments, int index) {

        Use {
            arguments = List.copyOf(arguments);
        }

        /** A code at a key of a YAML file. */
        static Use of(YamlMap entry, String key, Parameter parameter, String code) {
            return new Use(entry.file(), offset(entry, key), key, parameter, List.of(new Literal(code, false)), 0);
        }

        static int offset(YamlMap entry, String key) {
            Place place = entry.placeOf(key);
            return entry.file().offsetOf(place.line()) + place.column() - 1;
        }

        Literal literal() {
            return arguments.get(index);
        }

        String value() {
            return literal().text();
        }

        List<Literal> before() {
            return arguments.subList(0, index);
        }
    }
}

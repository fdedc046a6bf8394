package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.Placeholder;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Quantity;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Checks that every code of a topic exists, so that no misspelt rule is silently dead. */
final class CodeCheck {

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}|[{}]");
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_STEP = 9999;
    private static final Set<Kind> NOT_ASKED = EnumSet.of(Kind.COMPLAINT, Kind.SUSPICION);

    private final Scope scope;
    private final Vocabulary vocabulary;
    private final Topic topic;
    private final Set<String> doubtful;
    private final Set<Parameter> unread;
    private final Map<Parameter, List<String>> known = new EnumMap<>(Parameter.class);

    /**
     * A check of one topic.
     *
     * @param doubtful texts of rules with mistakes: what such a rule concludes may be among them
     * @param unread kinds of codes that are not checked, since their file could not be read
     */
    CodeCheck(Scope scope, Collection<String> doubtful, Set<Parameter> unread) {
        this.scope = scope;
        this.vocabulary = scope.vocabulary();
        this.topic = scope.topic();
        this.doubtful = new HashSet<>(doubtful);
        this.unread = unread;
    }

    /** Checks what rules use. */
    void check(List<CodeUse> uses) {
        for (CodeUse use : uses) {
            switch (use.parameter()) {
                case TEXT -> checkText(use);
                case NEW_CODE -> {
                    if (!CODE.matcher(use.value()).matches()) {
                        report(
                                use,
                                "the code \"" + use.value() + "\" is not lower case letters, digits and hyphens",
                                null);
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

    private void checkCode(CodeUse use) {
        List<String> codes = codes(use);
        if (codes != null && !codes.contains(use.value()) && !isDoubtful(use)) {
            report(
                    use,
                    "there is no " + use.parameter().display() + " \"" + use.value() + "\"",
                    Spelling.didYouMeanOneOf(use.value(), codes));
        }
    }

    private @Nullable List<String> codes(CodeUse use) {
        if (unread.contains(use.parameter())) {
            return null;
        }
        if (use.index() > 0) {
            return use.parameter().codes(scope, use.before()).orElse(null);
        }
        return known.computeIfAbsent(
                use.parameter(), parameter -> parameter.codes(scope, List.of()).orElse(List.of()));
    }

    /**
     * A limit is an age that there can be, and so is the next one, with which "older than" compares. Below the month an age
     * is only told apart up to a month.
     */
    private static void checkAge(CodeUse use) {
        int number = use.before().get(0).number();
        if (!Age.UNITS.contains(use.value())) {
            return;
        }
        try {
            boolean wide = use.value().equals("years") || use.value().equals("months");
            Age limit = Age.of(number, use.value());
            boolean comparesNext = QuestionKind.of(Fact.PATIENT, use.callee())
                    .filter(kind -> kind.cut() == QuestionKind.Cut.ABOVE)
                    .isPresent();
            if (comparesNext) {
                Age.of(Math.addExact(number, 1), use.value());
            }
            if (!wide && limit.months() > 0) {
                report(use, number + " " + use.value() + " are more than a month", "Write months or years.");
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            report(use, number + " " + use.value() + " are out of range: an age is 0 to 130 years", null);
        }
    }

    /** A group that is asked for presence or absence holds nothing else than findings. */
    private void checkGroup(CodeUse use) {
        if (use.callee().equals(QuestionKind.ANY_UNKNOWN.display()) || unread.contains(Parameter.FINDING)) {
            return;
        }
        for (String member : scope.group(use.value())) {
            Term term = vocabulary.terms().get(member);
            if (term != null && !term.isFinding()) {
                report(
                        use,
                        use.callee() + " asks findings, but the group \"" + use.value() + "\" holds \"" + member
                                + "\", which is none",
                        "Take it out of the group, or ask a group that leaves it out: { all: [" + use.value()
                                + "], except: [" + member + "] }.");
            }
        }
    }

    /** A limit is a name, or a number in a unit that leaves no doubt in which unit system it is meant. */
    private void checkLimit(CodeUse use) {
        Quantity quantity = vocabulary.quantities().get(use.before().get(0).text());
        if (quantity == null || unread.contains(Parameter.QUANTITY)) {
            return;
        }
        if (!use.literal().isNumber()) {
            checkCode(use);
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
        }
    }

    /** Whether another mistake has been told that may be the whole reason why this code is not known. */
    private boolean isDoubtful(CodeUse use) {
        if (use.file().hasAt(IssueCode.TYPOGRAPHY, use.offset())) {
            return true;
        }
        return switch (use.parameter()) {
            case RED_FLAG, SITUATION, DIAGNOSIS -> doubtful.contains(use.value());
            // Of two variants with one id, one has lost its own.
            case VARIANT ->
                topic.variants().stream().map(Variant::id).distinct().count()
                        < topic.variants().size();
            default -> false;
        };
    }

    private static void checkRange(CodeUse use, int from, int to) {
        int number = Integer.parseInt(use.value());
        if (number < from || number > to) {
            report(
                    use,
                    number + " is out of range: a " + use.parameter().display() + " is " + from + " to " + to,
                    null);
        }
    }

    private void checkText(CodeUse use) {
        if (use.value().isBlank()) {
            report(use, "a text is empty", null);
        }
        Matcher matcher = BRACES.matcher(use.value());
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name == null || !isPlaceholder(name)) {
                use.file()
                        .reportAt(
                                IssueCode.UNKNOWN_PLACEHOLDER,
                                use.offset(),
                                "nothing is known to fill " + matcher.group() + " with",
                                name == null ? null : Spelling.didYouMean(name, Placeholder.names()));
            }
        }
    }

    private boolean isPlaceholder(String written) {
        Placeholder.Use use = Placeholder.read(written).orElse(null);
        if (use == null) {
            return false;
        }
        Parameter parameter = use.placeholder().parameter().orElse(null);
        return parameter == null
                || unread.contains(parameter)
                || parameter
                        .codes(scope, List.of())
                        .map(codes -> codes.contains(use.argument()))
                        .orElse(true);
    }

    private static void report(CodeUse use, String message, @Nullable String suggestion) {
        use.file().reportAt(IssueCode.UNKNOWN_CODE, use.offset(), message, suggestion);
    }

    /** Checks the lists of {@code topic.yaml} against vocabulary and rules. */
    void checkTopic(YamlMap yaml) {
        if (!unread.contains(Parameter.DATUM)) {
            List<String> data = data();
            checkList(yaml, "complaints", topic.complaints(), vocabulary.codes(Kind.COMPLAINT));
            checkList(yaml, "red-flags", topic.redFlags(), flags());
            checkList(yaml, "asks", topic.asks(), data);
            topic.groups()
                    .forEach((name, members) -> members.stream()
                            .filter(member -> !data.contains(member) && !name.equals(Topic.RED_FLAGS))
                            .forEach(member -> report(
                                    yaml,
                                    "groups",
                                    "there is no datum or group \"" + member + "\" for the group \"" + name + "\"",
                                    Spelling.didYouMean(member, data))));
            checkOne(yaml, "onset", topic.onset(), data);
            topic.shows()
                    .keySet()
                    .forEach(code ->
                            checkOne(yaml, "shows", code, vocabulary.studies().keySet()));
            checkList(yaml, "alerts", topic.alerts(), alerts());
            topic.wording()
                    .keySet()
                    .forEach(code ->
                            checkOne(yaml, "wording", code, vocabulary.terms().keySet()));
            List<String> findings = new ArrayList<>(topic.applies().present());
            findings.addAll(topic.applies().absent());
            findings.forEach(code -> checkOne(yaml, "applies", code, vocabulary.findings()));
        }
        if (!unread.contains(Parameter.REGION)) {
            checkOne(yaml, "region", topic.region(), vocabulary.regionsOfComplaints());
        }
        if (!vocabulary.radiationScales().isEmpty()) {
            checkList(
                    yaml,
                    "radiation-scale",
                    List.of(topic.radiationScale()),
                    vocabulary.radiationScales().keySet());
        }
        Set<String> ids = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < topic.variants().size(); i++) {
            Variant variant = topic.variants().get(i);
            boolean newId = ids.add(variant.id());
            if (!numbers.add(variant.number()) || !newId) {
                yaml.report(
                        IssueCode.TOPIC_INCOMPLETE,
                        "variants",
                        i,
                        "the variant's " + (newId ? "number " + variant.number() : "id \"" + variant.id() + "\"")
                                + " is taken by another variant",
                        "Give it one of its own.");
            }
        }
        Collection<String> data = unread.contains(Parameter.DATUM) ? List.of() : data();
        for (String datum : dataOfRules()) {
            if (data.contains(datum) && !topic.asks().contains(datum)) {
                report(
                        yaml,
                        "asks",
                        "rules read \"" + datum + "\", but it is never asked",
                        "Add it at the place of its urgency.");
            }
        }
    }

    private List<String> data() {
        return vocabulary.terms().values().stream()
                .filter(term -> !NOT_ASKED.contains(term.kind()))
                .map(Term::code)
                .toList();
    }

    /** What can be a red flag: findings, and data from which one is derived. */
    private List<String> flags() {
        return vocabulary.terms().values().stream()
                .filter(term -> !NOT_ASKED.contains(term.kind())
                        && term.kind() != Kind.CIRCUMSTANCE
                        && term.kind() != Kind.CONDITION)
                .map(Term::code)
                .toList();
    }

    private Set<String> alerts() {
        Set<String> codes = new HashSet<>();
        topic.rules().stream()
                .filter(rule -> !rule.then().isEmpty() && rule.verb().equals(Verb.ALERT.display()))
                .forEach(rule -> rule.then()
                        .forEach(one -> codes.add(one.arguments().get(0).text())));
        return codes;
    }

    private static void checkOne(YamlMap yaml, String key, String code, Collection<String> codes) {
        if (!code.isEmpty() && !codes.contains(code)) {
            report(yaml, key, "there is no \"" + code + "\" for \"" + key + "\"", Spelling.didYouMean(code, codes));
        }
    }

    private void checkList(YamlMap yaml, String key, List<String> written, Collection<String> codes) {
        for (int i = 0; i < written.size(); i++) {
            String code = written.get(i);
            if (!code.isEmpty() && !codes.contains(code)) {
                yaml.report(
                        IssueCode.TOPIC_INCOMPLETE,
                        key,
                        i,
                        "there is no \"" + code + "\" for \"" + key + "\"",
                        Spelling.didYouMean(code, codes));
            }
        }
        if (new HashSet<>(written).size() < written.size()) {
            report(yaml, key, "a code stands twice in \"" + key + "\"", "Keep the first.");
        }
    }

    private static void report(YamlMap yaml, String key, String message, @Nullable String suggestion) {
        yaml.report(IssueCode.TOPIC_INCOMPLETE, key, message, suggestion);
    }

    /** The data that rules read and that can be asked: of a derived finding the rules that derive it say what. */
    private Set<String> dataOfRules() {
        Set<String> data = new TreeSet<>();
        for (Rule rule : topic.rules()) {
            for (Topic.Pattern pattern : rule.when()) {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                pattern.conditions()
                        .forEach(condition -> condition
                                .questions()
                                .forEach(question -> QuestionKind.of(fact, question.name())
                                        .ifPresent(kind -> data.addAll(kind.data(question.arguments(), scope)))));
            }
        }
        data.removeIf(code -> {
            Term term = vocabulary.terms().get(code);
            return term != null && term.derivation() == Derivation.ASKS_ITS_DATA;
        });
        return data;
    }
}

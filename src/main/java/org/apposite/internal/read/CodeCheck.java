package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.advice.Severity;
import org.apposite.advice.Urgency;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.Placeholder;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Checks that every code of a topic exists, so that no misspelt rule is silently dead. */
final class CodeCheck {

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}|[{}]");
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_STEP = 9999;

    private final Vocabulary vocabulary;
    private final Topic topic;
    private final Map<Parameter, Collection<String>> known = new HashMap<>();
    private final Set<String> doubtful;
    private final Set<Parameter> unread;

    /**
     * A check of one topic.
     *
     * @param doubtful texts of rules with mistakes: what such a rule concludes may be among them
     * @param unread kinds of codes that are not checked, since their file could not be read
     */
    CodeCheck(Vocabulary vocabulary, Topic topic, Collection<String> doubtful, Set<Parameter> unread) {
        this.vocabulary = vocabulary;
        this.topic = topic;
        List<String> findings = new ArrayList<>(vocabulary.codes(Kind.FINDING));
        findings.addAll(vocabulary.codes(Kind.CIRCUMSTANCE));
        findings.addAll(vocabulary.codes(Kind.CONDITION));
        List<String> data = new ArrayList<>(findings);
        data.addAll(vocabulary.codes(Kind.DATUM));
        known.put(Parameter.FINDING, findings);
        known.put(Parameter.DATUM, data);
        known.put(Parameter.SYMPTOM, vocabulary.codes(Kind.SYMPTOM));
        known.put(Parameter.SUSPICION, vocabulary.codes(Kind.SUSPICION));
        known.put(Parameter.AGE_UNIT, List.of("years", "months"));
        known.put(Parameter.DURATION_UNIT, List.of("weeks", "days"));
        known.put(
                Parameter.PAIN_REGION,
                codes(List.of(Region.values()).stream().filter(Region::isOfPain).toList()));
        known.put(Parameter.PRIOR_STUDY, codes(List.of(Study.RADIOGRAPHY, Study.CT, Study.MRI)));
        known.put(Parameter.STUDY, codes(List.of(Study.values())));
        known.put(Parameter.CONTRAST, codes(List.of(Contrast.values())));
        known.put(Parameter.RESULT, codes(List.of(ImagingResult.values())));
        known.put(
                Parameter.MRI_RESULT,
                codes(List.of(ImagingResult.values()).stream()
                        .filter(one -> one.isOf(Study.MRI))
                        .toList()));
        List<String> sites = new ArrayList<>(codes(List.of(LesionSite.values())));
        sites.add("not-stated");
        known.put(Parameter.SITE, sites);
        known.put(
                Parameter.VARIANT,
                topic.variants().stream()
                        .map(Variant::id)
                        .filter(id -> !id.isEmpty())
                        .toList());
        known.put(Parameter.PROCEDURE, vocabulary.procedures().keySet());
        known.put(
                Parameter.CATEGORY,
                List.of(
                        "usually-appropriate",
                        "may-be-appropriate",
                        "usually-not-appropriate",
                        "usually-appropriate, disagreement",
                        "may-be-appropriate, disagreement",
                        "usually-not-appropriate, disagreement"));
        known.put(Parameter.RADIATION_LEVEL, codes(List.of(RelativeRadiationLevel.values())));
        known.put(Parameter.SOURCE, vocabulary.sources().keySet());
        known.put(Parameter.SEVERITY, codes(List.of(Severity.values())));
        known.put(Parameter.URGENCY, codes(List.of(Urgency.values())));
        known.put(Parameter.RED_FLAG, concluded(Verb.RED_FLAG));
        known.put(Parameter.SITUATION, concluded(Verb.SITUATION));
        known.put(Parameter.DIAGNOSIS, concluded(Verb.DIFFERENTIAL));
        this.doubtful = new HashSet<>(doubtful);
        this.unread = unread;
        unread.forEach(known::remove);
    }

    private static List<String> codes(List<? extends Coded> list) {
        return list.stream().map(Coded::code).toList();
    }

    private Set<String> concluded(Verb verb) {
        Set<String> codes = new TreeSet<>();
        for (Rule rule : topic.rules()) {
            rule.then().stream()
                    .filter(consequence -> consequence.verb().equals(verb.display()))
                    .forEach(consequence ->
                            codes.add(consequence.arguments().get(0).text()));
        }
        return codes;
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
                case MEDIAN -> checkRange(use, 1, 9);
                case NUMBER -> checkRange(use, 0, MAX_STEP);
                default -> {
                    Collection<String> codes = known.get(use.parameter());
                    if (codes != null && !codes.contains(use.value()) && !isDoubtful(use)) {
                        report(
                                use,
                                "there is no " + use.parameter().display() + " \"" + use.value() + "\"",
                                Spelling.didYouMeanOneOf(use.value(), codes));
                    }
                }
            }
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
            boolean rating = name != null
                    && name.startsWith(Placeholder.RATING)
                    && (unread.contains(Parameter.PROCEDURE)
                            || vocabulary.procedures().containsKey(name.substring(Placeholder.RATING.length())));
            if (name == null || (!rating && !Placeholder.names().contains(name))) {
                use.file()
                        .reportAt(
                                IssueCode.UNKNOWN_PLACEHOLDER,
                                use.offset(),
                                "nothing is known to fill " + matcher.group() + " with",
                                name == null ? null : Spelling.didYouMean(name, Placeholder.names()));
            }
        }
    }

    private static void report(CodeUse use, String message, @Nullable String suggestion) {
        use.file().reportAt(IssueCode.UNKNOWN_CODE, use.offset(), message, suggestion);
    }

    /** Checks the lists of {@code topic.yaml} against vocabulary and rules. */
    void checkTopic(YamlMap yaml) {
        if (!unread.contains(Parameter.DATUM)) {
            checkList(yaml, "symptoms", topic.symptoms(), known.getOrDefault(Parameter.SYMPTOM, List.of()));
            List<String> flags = new ArrayList<>(vocabulary.codes(Kind.FINDING));
            flags.addAll(vocabulary.codes(Kind.DATUM));
            checkList(yaml, "red-flags", topic.redFlags(), flags);
            checkList(yaml, "asks", topic.asks(), known.getOrDefault(Parameter.DATUM, List.of()));
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
        Collection<String> data = known.getOrDefault(Parameter.DATUM, List.of());
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

    private Set<String> dataOfRules() {
        Set<String> data = new TreeSet<>();
        for (Rule rule : topic.rules()) {
            for (Topic.Pattern pattern : rule.when()) {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                pattern.conditions().forEach(condition -> collect(fact, condition, data));
            }
        }
        return data;
    }

    private static void collect(Fact fact, Condition condition, Set<String> data) {
        if (condition instanceof AllOf all) {
            all.conditions().forEach(one -> collect(fact, one, data));
        } else if (condition instanceof AnyOf any) {
            any.conditions().forEach(one -> collect(fact, one, data));
        } else if (condition instanceof Question question) {
            QuestionKind.of(fact, question.name())
                    .flatMap(kind -> kind.datum(question.arguments()))
                    .ifPresent(data::add);
        }
    }
}

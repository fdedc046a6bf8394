package org.apposite.internal.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Applies;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Ucum;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Term;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Checks that {@code topic.yaml}, the rules and the vocabulary fit together. */
final class TopicCheck {

    private static final Set<Kind> NOT_ASKED = EnumSet.of(Kind.COMPLAINT, Kind.SUSPICION);

    private final YamlMap yaml;
    private final Scope scope;
    private final Vocabulary vocabulary;
    private final Topic topic;
    private final Set<Parameter> unread;

    /**
     * A check of one topic.
     *
     * @param unread kinds of codes that are not checked, since their file could not be read
     */
    TopicCheck(YamlMap yaml, Scope scope, Set<Parameter> unread) {
        this.yaml = yaml;
        this.scope = scope;
        this.vocabulary = scope.vocabulary();
        this.topic = scope.topic();
        this.unread = unread;
    }

    void check() {
        if (!unread.contains(Parameter.DATUM)) {
            checkData();
        }
        if (!unread.contains(Parameter.STUDY)) {
            topic.shows()
                    .keySet()
                    .forEach(
                            code -> checkOne("shows", code, vocabulary.studies().keySet()));
        }
        if (!unread.contains(Parameter.SITUATION)) {
            checkList("alerts", topic.alerts(), alerts());
        }
        if (!unread.contains(Parameter.REGION)) {
            checkOne("region", topic.region(), vocabulary.regionsOfComplaints());
        }
        if (!vocabulary.radiationScales().isEmpty()) {
            checkList(
                    "radiation-scale",
                    List.of(topic.radiationScale()),
                    vocabulary.radiationScales().keySet());
        }
        checkVariants();
        if (yaml.isEmptyList("complaints")) {
            report("complaints", "the topic answers no complaint", "Name at least one.");
        }
        if (TopicOverlap.areDisjoint(topic.applies(), topic.applies())) {
            report("applies", "the topic answers no patient", "Say which patients it answers.");
        }
    }

    private void checkData() {
        Set<String> data = new LinkedHashSet<>(codes(term -> !NOT_ASKED.contains(term.kind())));
        checkList("complaints", topic.complaints(), vocabulary.codes(Kind.COMPLAINT));
        // What can be a red flag: findings, and data from which one is derived.
        checkList(
                "red-flags",
                topic.redFlags(),
                codes(term -> !NOT_ASKED.contains(term.kind())
                        && term.kind() != Kind.CIRCUMSTANCE
                        && term.kind() != Kind.CONDITION));
        checkList("asks", topic.asks(), data);
        topic.groups()
                .forEach((name, members) -> members.stream()
                        .filter(member -> !data.contains(member) && !name.equals(Topic.RED_FLAGS))
                        .forEach(member -> report(
                                "groups",
                                "there is no datum or group \"" + member + "\" for the group \"" + name + "\"",
                                Spelling.didYouMean(member, data))));
        if (!topic.onset().isEmpty() && !onsets().contains(topic.onset())) {
            report(
                    "onset",
                    "\"" + topic.onset() + "\" does not say how long it has lasted",
                    Spelling.didYouMeanOneOf(topic.onset(), onsets()));
        }
        if (yaml.has("onset-for") && topic.onset().isEmpty()) {
            report(
                    "onset-for",
                    "the topic has no onset that could count for a study",
                    "Name the datum under \"onset\".");
        }
        checkList("onset-for", List.copyOf(topic.onsetFor()), priorStudies());
        checkGroupNames(data);
        topic.wording()
                .keySet()
                .forEach(code -> checkOne("wording", code, vocabulary.terms().keySet()));
        for (String code : findingsOf(topic.applies())) {
            if (isDerived(code)) {
                report(
                        "applies",
                        "rules derive \"" + code + "\", but which patients a topic answers is decided before any rule",
                        "Name something that is stated.");
            } else {
                checkOne("applies", code, vocabulary.findings());
            }
        }
        checkAsked("rules read", dataOfRules());
        checkAsked("\"applies\" reads", dataOf(topic.applies()));
    }

    /** A name that is a datum's as well would be taken for the group wherever the datum is meant. */
    private void checkGroupNames(Set<String> data) {
        if (yaml.has("groups")) {
            yaml.map("groups").keys().stream()
                    .filter(name -> name.equals(Topic.RED_FLAGS) || data.contains(name))
                    .forEach(name -> report(
                            "groups",
                            name.equals(Topic.RED_FLAGS)
                                    ? "the group \"" + name + "\" already consists of the topic's red flags"
                                    : "the group \"" + name + "\" has the code of a datum",
                            "Choose another name."));
        }
    }

    /** The data that tell how long something has lasted. */
    private List<String> onsets() {
        List<String> onsets = new ArrayList<>(List.of(Datum.DURATION.code()));
        vocabulary.quantities().forEach((code, quantity) -> {
            if (quantity.comparedIn().stream()
                    .allMatch(unit -> Ucum.convert(BigDecimal.ONE, unit, "s").isPresent())) {
                onsets.add(code);
            }
        });
        return onsets;
    }

    private List<String> priorStudies() {
        return vocabulary.studies().values().stream()
                .filter(Study::isPrior)
                .map(Study::code)
                .toList();
    }

    private void checkAsked(String who, Set<String> data) {
        Set<String> asked = new HashSet<>(topic.asks());
        for (String datum : data) {
            if (!vocabulary.terms().containsKey(datum) && Datum.named(datum).isPresent()) {
                report(
                        "asks",
                        who + " \"" + datum + "\", but vocabulary/findings.yaml does not say how to ask for it",
                        "Add it there, to the section \"data\".");
            } else if (vocabulary.terms().containsKey(datum) && !asked.contains(datum)) {
                yaml.file().lacks();
                report(
                        "asks",
                        who + " \"" + datum + "\", but it is never asked",
                        "Add it to asks, in order of urgency.");
            }
        }
    }

    private List<String> codes(Predicate<Term> which) {
        return vocabulary.terms().values().stream()
                .filter(which)
                .map(Term::code)
                .toList();
    }

    private static List<String> findingsOf(Applies applies) {
        List<String> findings = new ArrayList<>(applies.present());
        findings.addAll(applies.absent());
        return findings;
    }

    private Set<String> dataOf(Applies applies) {
        Set<String> data = new TreeSet<>(findingsOf(applies));
        data.removeIf(this::isDerived);
        if (applies.youngerThan() != null || applies.atLeast() != null) {
            data.add(Datum.AGE.code());
        }
        if (applies.sex() != null) {
            data.add(Datum.SEX.code());
        }
        return data;
    }

    private boolean isDerived(String code) {
        Term term = vocabulary.terms().get(code);
        return term != null && term.isDerived();
    }

    /**
     * The data that rules read and that can be asked: of a derived finding the rules that derive it say what, unless it is asked
     * itself.
     */
    private Set<String> dataOfRules() {
        Set<String> data = new TreeSet<>();
        for (Rule rule : topic.rules()) {
            if (!rule.then().isEmpty() && rule.then().stream().allMatch(this::derivesWhatIsAskedItself)) {
                continue;
            }
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

    private boolean derivesWhatIsAskedItself(Consequence derived) {
        if (!derived.verb().equals(Verb.DERIVE_PRESENT.display())
                && !derived.verb().equals(Verb.DERIVE_ABSENT.display())) {
            return false;
        }
        Term term = vocabulary.terms().get(derived.arguments().get(0).text());
        return term != null && term.derivation() == Derivation.ASKS_ITSELF;
    }

    private Set<String> alerts() {
        Set<String> codes = new HashSet<>();
        topic.rules().stream()
                .filter(rule -> !rule.then().isEmpty() && rule.verb().equals(Verb.ALERT.display()))
                .forEach(rule -> rule.then()
                        .forEach(one -> codes.add(one.arguments().get(0).text())));
        return codes;
    }

    private void checkVariants() {
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
    }

    /** An order is matched with a row of a table by what is done and what it shows: two rows with the same are one too many. */
    void checkTables(Collection<SourceFile> files) {
        for (Rule rule : topic.rules()) {
            if (rule.then().isEmpty() || !rule.verb().equals(Verb.RATE.display())) {
                continue;
            }
            Map<List<String>, Procedure> rows = new HashMap<>();
            for (Consequence row : rule.then()) {
                Procedure procedure =
                        vocabulary.procedures().get(row.arguments().get(0).text());
                Procedure other = procedure == null ? null : rows.putIfAbsent(matched(procedure), procedure);
                if (procedure != null && other != null && !other.code().equals(procedure.code())) {
                    files.stream()
                            .filter(file -> file.name().equals(rule.file()))
                            .forEach(file -> file.report(
                                    IssueCode.DUPLICATE,
                                    row.place().line(),
                                    row.place().column(),
                                    "\"" + procedure.code() + "\" and \"" + other.code()
                                            + "\" are the same study of the same region, so an order could mean"
                                            + " either",
                                    "Tell them apart in procedures.yaml, or rate one of them."));
                }
            }
        }
    }

    private static List<String> matched(Procedure procedure) {
        return List.of(
                procedure.kind(),
                String.valueOf(procedure.contrast()),
                procedure.area().name(),
                procedure.region());
    }

    private void checkOne(String key, String code, Collection<String> codes) {
        if (!code.isEmpty() && !codes.contains(code)) {
            report(key, "there is no \"" + code + "\" for \"" + key + "\"", Spelling.didYouMean(code, codes));
        }
    }

    private void checkList(String key, List<String> written, Collection<String> codes) {
        Set<String> known = new LinkedHashSet<>(codes);
        for (int i = 0; i < written.size(); i++) {
            String code = written.get(i);
            if (!code.isEmpty() && !known.contains(code)) {
                yaml.report(
                        IssueCode.TOPIC_INCOMPLETE,
                        key,
                        i,
                        "there is no \"" + code + "\" for \"" + key + "\"",
                        Spelling.didYouMean(code, codes));
            }
        }
        if (new HashSet<>(written).size() < written.size()) {
            report(key, "a code appears twice in \"" + key + "\"", "Keep the first.");
        }
    }

    private void report(String key, String message, @Nullable String suggestion) {
        yaml.report(IssueCode.TOPIC_INCOMPLETE, key, message, suggestion);
    }
}

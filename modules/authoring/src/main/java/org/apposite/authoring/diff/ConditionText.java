package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apposite.authoring.cases.CaseFile;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Conclusions;
import org.apposite.circuit.Dimension;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Domain.About;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.proof.Implicant;
import org.apposite.proof.Patients;
import org.apposite.proof.TwoVersions;

/** Implicants in the words of the rule language and of the vocabulary. For one thread. */
final class ConditionText {

    private static final int MOST_VALUES_TOLD = 6;
    private static final int FEW_VALUES = 4;
    private static final int MOST_DATA_TOLD = 10;
    private static final int MOST_FINDINGS_TOLD = 4;
    private static final Set<Asks> IN_NUMBERS = EnumSet.of(Asks.AGE, Asks.DURATION);

    private final Circuit before;
    private final Circuit after;
    private final PatientCase nobody;
    private final Map<Integer, String> named = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Integer, String> loose = new HashMap<>();
    private final Map<About, Map<String, BitSet>> phrases = new HashMap<>();

    ConditionText(Circuit before, Circuit after, TwoVersions versions) {
        this.before = before;
        this.after = after;
        this.nobody = after.domain().nobody().stated();
        name(after, versions::after);
        name(before, versions::before);
        name(versions);
        nameFacts(versions);
        loose.put(versions.after(after.emergencyElsewhere()), "another topic raises an emergency");
    }

    /** What both versions conclude of the same patients. */
    private void name(TwoVersions versions) {
        Scope scope = after.scope();
        scope.topic().variants().forEach(one -> {
            if (before.variants().contains(one.id()) && after.variants().contains(one.id())) {
                name(
                        versions,
                        before.matched(one.id()),
                        after.matched(one.id()),
                        "variant " + one.number() + " is matched");
            }
        });
        after.exclusions().stream()
                .filter(before.exclusions()::contains)
                .forEach(code -> name(
                        versions, before.excluded(code), after.excluded(code), "the topic does not apply: " + code));
        name(versions, before.dataRequired(), after.dataRequired(), "data are required");
        for (Verb verb : List.of(Verb.RED_FLAG, Verb.DERIVE_PRESENT)) {
            Conclusions was = before.conclusions(verb);
            Conclusions is = after.conclusions(verb);
            for (int i = 0; i < is.size(); i++) {
                int number = was.number(is.code(i), "");
                if (number >= 0) {
                    name(
                            versions,
                            was.wire(number),
                            is.wire(i),
                            verb == Verb.RED_FLAG
                                    ? "the red flag " + scope.display(is.code(i))
                                    : scope.display(is.code(i)) + " present");
                }
            }
        }
    }

    /** Situations that rules of both ask for, and that there is no red flag. */
    private void nameFacts(TwoVersions versions) {
        for (Rule rule : after.scope().topic().rules()) {
            for (Pattern pattern : rule.when()) {
                for (Condition one : pattern.conditions()) {
                    if (pattern.fact().equals(Fact.SITUATION.display())) {
                        one.questions().forEach(asked -> nameSituation(versions, asked));
                    }
                }
            }
        }
        int was = none(before, versions::before, versions);
        int is = none(after, versions::after, versions);
        if (was == is) {
            named.putIfAbsent(is, "no red flag");
        }
    }

    private void nameSituation(TwoVersions versions, Question asked) {
        boolean isAsked = before.scope().topic().rules().stream()
                .flatMap(rule -> rule.when().stream())
                .filter(pattern -> pattern.fact().equals(Fact.SITUATION.display()))
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .anyMatch(one ->
                        one.name().equals(asked.name()) && one.arguments().equals(asked.arguments()));
        if (isAsked) {
            name(
                    versions,
                    before.holds(Fact.SITUATION, asked),
                    after.holds(Fact.SITUATION, asked),
                    "the situation \u201c" + asked.arguments().get(0).text().replace('-', ' ') + "\u201d");
        }
    }

    private static int none(Circuit circuit, IntUnaryOperator wire, TwoVersions versions) {
        Conclusions flags = circuit.conclusions(Verb.RED_FLAG);
        return Patients.not(versions.any(IntStream.range(0, flags.size())
                .mapToObj(i -> wire.applyAsInt(flags.wire(i)))
                .toList()));
    }

    private void name(TwoVersions versions, int was, int is, String words) {
        if (versions.before(was) == versions.after(is)) {
            named.putIfAbsent(versions.after(is), words);
        }
    }

    /** Wires that both versions have in common, with names. */
    List<Integer> named() {
        return List.copyOf(named.keySet());
    }

    /** A question of a rule, in the words of its version. */
    private record Asked(QuestionKind kind, Question question, Scope scope, Optional<About> about) {}

    private void name(Circuit circuit, IntUnaryOperator wire) {
        Domain domain = circuit.domain();
        questions(circuit).forEach((question, kind) -> {
            asked.add(new Asked(kind, question, circuit.scope(), domain.about(kind, question.arguments())));
            loose.putIfAbsent(
                    wire.applyAsInt(circuit.holds(Fact.PATIENT, question)),
                    kind.phrase(question.arguments(), circuit.scope()));
        });
    }

    private static Map<Question, QuestionKind> questions(Circuit circuit) {
        Map<Question, QuestionKind> questions = new LinkedHashMap<>();
        circuit.scope().topic().rules().stream()
                .flatMap(rule -> rule.when().stream())
                .filter(pattern -> pattern.fact().equals(Fact.PATIENT.display()))
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .forEach(one -> questions.put(
                        one, QuestionKind.of(Fact.PATIENT, one.name()).orElseThrow()));
        return questions;
    }

    /** All that must be so, what is present first; findings of which the same is so are told together. */
    String of(Implicant implicant) {
        List<String> data = new ArrayList<>();
        Map<String, List<String>> findings = new LinkedHashMap<>();
        implicant.values().forEach((dimension, values) -> {
            About about = dimension.about();
            if (about != null && about.asks() == Asks.FINDING) {
                findings.computeIfAbsent(presence(about.code(), dimension, values), any -> new ArrayList<>())
                        .add(scope(about.code()).display(about.code()));
            } else {
                data.add(of(dimension, values));
            }
        });
        List<String> words = new ArrayList<>();
        List<String> present = findings.remove(Presence.PRESENT.code());
        if (present != null) {
            words.add(told(Presence.PRESENT.code(), present));
        }
        implicant.wires().forEach(wire -> words.add(named.getOrDefault(wire, "")));
        words.addAll(data);
        findings.forEach((presence, displays) -> words.add(told(presence, displays)));
        int more = words.size() - MOST_DATA_TOLD;
        if (more > 1) {
            return String.join("; ", words.subList(0, MOST_DATA_TOLD)) + "; and " + more + " more";
        }
        return words.isEmpty() ? "every patient" : String.join("; ", words);
    }

    /** The same in full, for a digest: each value of each datum by what it states. */
    String exactly(Implicant implicant) {
        List<String> exact = new ArrayList<>();
        implicant.wires().forEach(wire -> exact.add(named.getOrDefault(wire, "")));
        implicant.values().forEach((dimension, values) -> {
            if (dimension.about() == null) {
                exact.add(ofLoose(dimension, values));
            } else {
                exact.add(dimension.about() + " "
                        + values.stream()
                                .mapToObj(value -> CaseFile.of(
                                                dimension.values().get(value).stated(),
                                                after.scope().vocabulary())
                                        .toString())
                                .toList());
            }
        });
        return exact.toString();
    }

    private static String told(String presence, List<String> displays) {
        if (displays.size() == 1) {
            return displays.get(0) + " " + presence;
        }
        int more = displays.size() - MOST_FINDINGS_TOLD;
        return presence + ": "
                + (more > 1
                        ? String.join(", ", displays.subList(0, MOST_FINDINGS_TOLD)) + " and " + more + " more"
                        : String.join(", ", displays));
    }

    private String of(Dimension dimension, BitSet values) {
        About about = dimension.about();
        if (about == null) {
            return ofLoose(dimension, values);
        }
        Optional<String> questions = inQuestions(
                phrases(about, dimension), values, dimension.values().size());
        boolean few =
                !IN_NUMBERS.contains(about.asks()) && values.cardinality() <= FEW_VALUES && !isQuantity(about.code());
        return few ? inValues(dimension, values) : questions.orElseGet(() -> inValues(dimension, values));
    }

    private boolean isQuantity(String code) {
        return scope(code).vocabulary().quantities().containsKey(code);
    }

    private String ofLoose(Dimension dimension, BitSet values) {
        if (dimension.wires().size() != 1) {
            return "what earlier studies show";
        }
        boolean yes = dimension.values().isEmpty()
                ? values.get(0)
                : values.stream()
                        .allMatch(value -> dimension.values().get(value).holds().get(0));
        String words = loose.getOrDefault(dimension.wires().get(0), "what is asked of several data together");
        return yes ? words : "not: " + words;
    }

    private static String presence(String code, Dimension dimension, BitSet values) {
        List<String> words = new ArrayList<>();
        for (Presence presence : new Presence[] {Presence.PRESENT, Presence.ABSENT, Presence.UNKNOWN}) {
            boolean can = values.stream()
                    .mapToObj(dimension.values()::get)
                    .anyMatch(value -> value.stated().findings().getOrDefault(code, Presence.UNKNOWN) == presence);
            if (can) {
                words.add(presence == Presence.UNKNOWN ? "not stated" : presence.code());
            }
        }
        return String.join(" or ", words);
    }

    private Scope scope(String code) {
        return (after.scope().vocabulary().terms().containsKey(code) ? after : before).scope();
    }

    /** Each question about something, and its opposite, with the values that answer it with yes. */
    private Map<String, BitSet> phrases(About about, Dimension dimension) {
        return phrases.computeIfAbsent(about, any -> {
            Map<String, BitSet> all = new LinkedHashMap<>();
            for (Asked one : asked) {
                if (one.about.filter(about::equals).isPresent()) {
                    phrase(one.kind, one.question, one.scope, dimension, all);
                    one.kind
                            .opposite()
                            .ifPresent(opposite -> phrase(opposite, one.question, one.scope, dimension, all));
                }
            }
            return all;
        });
    }

    private static void phrase(
            QuestionKind kind, Question question, Scope scope, Dimension dimension, Map<String, BitSet> all) {
        BitSet answers = new BitSet();
        for (int value = 0; value < dimension.values().size(); value++) {
            Patient patient = new Patient(dimension.values().get(value).stated(), scope, Derived.NOTHING);
            answers.set(value, kind.holds(Known.of(patient), question.arguments()));
        }
        all.putIfAbsent(kind.phrase(question.arguments(), scope), answers);
    }

    /** One question, or two together, or one of two, that exactly these values answer so. */
    private static Optional<String> inQuestions(Map<String, BitSet> phrases, BitSet wanted, int values) {
        Map<String, BitSet> literals = new LinkedHashMap<>(phrases);
        phrases.forEach((words, answers) -> {
            BitSet others = (BitSet) answers.clone();
            others.flip(0, values);
            literals.put("not: " + words, others);
        });
        for (Map.Entry<String, BitSet> one : literals.entrySet()) {
            if (one.getValue().equals(wanted)) {
                return Optional.of(one.getKey());
            }
        }
        for (Map.Entry<String, BitSet> one : literals.entrySet()) {
            for (Map.Entry<String, BitSet> other : literals.entrySet()) {
                BitSet both = (BitSet) one.getValue().clone();
                both.and(other.getValue());
                BitSet any = (BitSet) one.getValue().clone();
                any.or(other.getValue());
                if (both.equals(wanted) || any.equals(wanted)) {
                    return Optional.of(one.getKey() + (both.equals(wanted) ? ", " : " or ") + other.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private String inValues(Dimension dimension, BitSet values) {
        int number = dimension.values().size();
        boolean fewer = values.cardinality() <= number - values.cardinality();
        BitSet told = (BitSet) values.clone();
        if (!fewer) {
            told.flip(0, number);
        }
        String head = datum(dimension);
        List<String> words = told.stream()
                .limit(MOST_VALUES_TOLD)
                .mapToObj(value -> words(dimension, value, head))
                .toList();
        int more = told.cardinality() - words.size();
        return (head.isEmpty() ? "" : head + ": ")
                + (fewer ? "" : "any but ")
                + String.join(" or ", words)
                + (more == 0 ? "" : ", or " + more + " others");
    }

    /** What the values are of, where each begins with it. */
    private String datum(Dimension dimension) {
        About about = Objects.requireNonNull(dimension.about());
        return switch (about.asks()) {
            case FIRST -> scope(about.code()).display(about.code());
            case AGE, DURATION, COMPLAINT, SEX, REGION, SUSPECTED ->
                after.scope().display(Datum.valueOf(about.asks().name()).code());
            case EXAMINATION -> "the level of the signs";
            case ORDER -> "an order such as";
            default -> "";
        };
    }

    private String words(Dimension dimension, int value, String head) {
        PatientCase stated = dimension.values().get(value).stated();
        if (value == 0) {
            return "not stated";
        }
        Asks asks = Objects.requireNonNull(dimension.about()).asks();
        if (asks == Asks.EXAMINATION) {
            return stated.examinedAt().map(after.scope()::display).orElse("");
        }
        if (asks == Asks.ORDER) {
            return stated.order().map(one -> CaseFile.words(one, after.scope())).orElse("");
        }
        String words = CaseFile.more(stated, nobody, after.scope());
        return words.startsWith(head + " ") ? words.substring(head.length() + 1) : words;
    }
}

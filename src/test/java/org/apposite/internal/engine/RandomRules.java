package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.text.Place;

/**
 * Topics whose rules are made up at random, the same for the same seed: every question and every verb of the language in
 * conditions of any shape, as far as a folder with them would be loaded. They ask of a few data, so that all worlds of these
 * can be tried.
 */
final class RandomRules {

    private static final Place NOWHERE = new Place(1, 1);
    private static final Set<Fact> EARLY = EnumSet.of(Fact.PATIENT, Fact.RED_FLAG, Fact.SITUATION);
    private static final Set<Fact> BEFORE_RANKING =
            EnumSet.of(Fact.PATIENT, Fact.RED_FLAG, Fact.SITUATION, Fact.EMERGENCY, Fact.ROUTING);
    private static final Set<Verb> ROUTING =
            EnumSet.of(Verb.DERIVE_PRESENT, Verb.DERIVE_ABSENT, Verb.VARIANT_CANDIDATE, Verb.EXCLUDE, Verb.ASK);
    private static final Set<Verb> RATING = EnumSet.of(Verb.RATE, Verb.PREFER, Verb.SET_ASIDE);
    private static final int MOST_WORLDS = 1_500;

    private final Random random;
    private final Topic base;
    private final Vocabulary vocabulary;
    private final Set<String> data;
    private final List<Procedure> procedures = new ArrayList<>();
    private Scope scope;

    private RandomRules(Topic base, Vocabulary vocabulary, long seed) {
        this.random = new Random(seed);
        this.base = base;
        this.vocabulary = vocabulary;
        this.scope = Scope.of(base, vocabulary);
        this.data = new HashSet<>();
        List<String> all = new ArrayList<>(base.asks());
        for (int i = 0; i < 4; i++) {
            data.add(oneOf(all));
        }
        vocabulary.terms().values().stream()
                .filter(Vocabulary.Term::isDerived)
                .limit(2)
                .forEach(term -> data.add(term.code()));
        // Few procedures, so that rules rate, prefer, set aside and ask for the same ones.
        List<Procedure> known = List.copyOf(vocabulary.procedures().values());
        String study = oneOf(known).study();
        known.stream().filter(one -> one.study().equals(study)).limit(3).forEach(procedures::add);
        procedures.add(oneOf(known));
    }

    /** A topic like this one with other rules. */
    static Topic topic(Topic base, Vocabulary vocabulary, long seed) {
        RandomRules rules = new RandomRules(base, vocabulary, seed);
        while (true) {
            Topic made = rules.next();
            if (ReasoningOrder.of(Scope.of(made, vocabulary)).circular().isEmpty()) {
                return made;
            }
        }
    }

    private Topic next() {
        List<Rule> rules = new ArrayList<>();
        // What is concluded first can be asked by those that follow; later ones add to it.
        scope = Scope.of(base.withRules(List.of()), vocabulary);
        for (Verb verb : List.of(Verb.SITUATION, Verb.RED_FLAG, Verb.EXCLUDE, Verb.DIFFERENTIAL)) {
            for (int i = 0; i < 3; i++) {
                rules.add(rule(rules.size(), verb, EnumSet.of(Fact.PATIENT), i));
            }
        }
        scope = Scope.of(base.withRules(rules), vocabulary);
        for (Verb verb : Verb.values()) {
            for (int i = 0; i < 3; i++) {
                Set<Fact> facts = ROUTING.contains(verb) || verb == Verb.RED_FLAG || verb == Verb.SITUATION
                        ? EARLY
                        : RATING.contains(verb) ? BEFORE_RANKING : EnumSet.allOf(Fact.class);
                rules.add(rule(rules.size(), verb, facts, i));
            }
        }
        base.variants()
                .forEach(variant -> rules.add(new Rule(
                        "ratings-" + variant.id(),
                        "ratings of " + variant.id(),
                        base.id() + "/random.drl",
                        rules.size() + 1,
                        List.of(oneOf(codes(Parameter.SOURCE, List.of()))),
                        List.of(new Pattern(
                                Fact.ROUTING.display(),
                                false,
                                List.of(new Question(
                                        QuestionKind.MATCHED.display(),
                                        List.of(new Literal(variant.id(), false)),
                                        NOWHERE)))),
                        List.of(consequence(Verb.RATE, 0), consequence(Verb.RATE, 1), consequence(Verb.RATE, 2)))));
        return base.withRules(rules);
    }

    private Rule rule(int number, Verb verb, Set<Fact> facts, int place) {
        List<Consequence> then = new ArrayList<>(List.of(consequence(verb, place)));
        if (random.nextInt(3) == 0) {
            then.add(consequence(verb, place + 1));
        }
        boolean isEmergency = then.stream()
                .anyMatch(one ->
                        verb == Verb.ALERT && one.arguments().get(1).text().equals("critical"));
        boolean derives = verb == Verb.DERIVE_PRESENT || verb == Verb.DERIVE_ABSENT;
        List<Fact> asked = new ArrayList<>(isEmergency ? EARLY : derives ? EnumSet.of(Fact.PATIENT) : facts);
        List<Pattern> when = new ArrayList<>();
        int patterns = 1 + random.nextInt(2);
        while (when.size() < patterns) {
            pattern(oneOf(asked), derives).ifPresent(when::add);
        }
        return new Rule(
                "r" + number,
                "rule " + number,
                base.id() + "/random.drl",
                number + 1,
                List.of(oneOf(codes(Parameter.SOURCE, List.of()))),
                when,
                then);
    }

    private Optional<Pattern> pattern(Fact fact, boolean derives) {
        if (fact.isOneForEachCode()) {
            return question(fact, false)
                    .map(question -> new Pattern(fact.display(), random.nextBoolean(), List.of(question)));
        }
        return condition(fact, derives, 2).map(one -> new Pattern(fact.display(), false, List.of(one)));
    }

    private Optional<Condition> condition(Fact fact, boolean derives, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return question(fact, derives).map(one -> one);
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            condition(fact, derives, depth - 1).ifPresent(parts::add);
        }
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        return Optional.of(random.nextBoolean() ? new AllOf(parts) : new AnyOf(parts));
    }

    /** A question of any kind, about one of the few data where it is about data at all. */
    private Optional<Question> question(Fact fact, boolean derives) {
        List<QuestionKind> kinds = new ArrayList<>();
        for (QuestionKind kind : QuestionKind.values()) {
            if (kind.fact() == fact && !(derives && kind.isOfUnknowns())) {
                kinds.add(kind);
            }
        }
        for (int i = 0; i < 60; i++) {
            QuestionKind kind = oneOf(kinds);
            Optional<List<Literal>> arguments = arguments(kind.parameters());
            if (arguments.isPresent()
                    && (kind.data(arguments.get(), scope).stream().anyMatch(data::contains)
                            || (kind.data(arguments.get(), scope).isEmpty() && (fact != Fact.PATIENT || i > 40)))) {
                return Optional.of(new Question(kind.display(), arguments.get(), NOWHERE));
            }
        }
        return Optional.empty();
    }

    private Consequence consequence(Verb verb, int place) {
        while (true) {
            Optional<List<Literal>> arguments = arguments(verb.parameters());
            if (arguments.isPresent()) {
                List<Literal> all = new ArrayList<>(arguments.get());
                int code = verb.parameters().indexOf(Parameter.NEW_CODE);
                if (code >= 0) {
                    all.set(code, new Literal(verb.display().toLowerCase(Locale.ROOT) + "-" + place, false));
                }
                return new Consequence(verb.display(), all, NOWHERE);
            }
        }
    }

    private Optional<List<Literal>> arguments(List<Parameter> parameters) {
        List<Literal> arguments = new ArrayList<>();
        for (Parameter parameter : parameters) {
            List<String> codes = codes(parameter, arguments);
            boolean isNumber = parameter == Parameter.NUMBER
                    || parameter == Parameter.STEP
                    || parameter == Parameter.POINTS
                    || (parameter == Parameter.MEDIAN && random.nextInt(4) > 0);
            if (isNumber) {
                arguments.add(new Literal(Integer.toString(1 + random.nextInt(6)), true));
            } else if (parameter == Parameter.LIMIT && (codes.isEmpty() || random.nextBoolean())) {
                arguments.add(new Literal(Integer.toString(random.nextInt(12)), true));
            } else if (parameter == Parameter.UNIT && !arguments.get(1).isNumber()) {
                return Optional.of(arguments);
            } else if (parameter == Parameter.TEXT || parameter == Parameter.NEW_CODE) {
                arguments.add(new Literal("text " + random.nextInt(100), false));
            } else if (codes.isEmpty()) {
                return Optional.empty();
            } else {
                arguments.add(new Literal(oneOf(codes), false));
            }
        }
        return Optional.of(arguments);
    }

    private List<String> codes(Parameter parameter, List<Literal> before) {
        List<String> own = procedures.stream().map(Procedure::code).toList();
        List<String> kinds = procedures.stream().map(Procedure::kind).distinct().toList();
        return switch (parameter) {
            case PROCEDURE -> own;
            case STUDY -> kinds;
            case PROCEDURE_OR_STUDY ->
                Stream.concat(own.stream(), kinds.stream()).toList();
            default -> parameter.codes(scope, before).orElse(List.of());
        };
    }

    /** The same world with an order for one of the procedures. */
    private PatientCase ordering(PatientCase world) {
        Procedure one = oneOf(procedures);
        String region =
                one.region().isEmpty() ? oneOf(List.copyOf(vocabulary.regions().keySet())) : one.region();
        return world.toBuilder()
                .order(new ImagingOrder(one.study(), one.technique(), region, null, one.contrast()))
                .build();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Every combination of what can be stated of the few data that rules ask of, as far as the rules tell values apart. */
    static List<PatientCase> worlds(Topic made, Vocabulary vocabulary, long seed) {
        RandomRules rules = new RandomRules(made, vocabulary, seed);
        Scope scope = Scope.of(made, vocabulary);
        Domain domain = Domain.of(scope);
        List<PatientCase> worlds = List.of(
                PatientCase.builder().complaint(made.complaints().get(0)).build());
        for (String datum : rules.data) {
            List<PatientCase> more = new ArrayList<>(worlds);
            for (PatientCase world : worlds) {
                more.addAll(domain.alternatives(datum, new Patient(world, scope, Derived.NOTHING)));
            }
            worlds = more.size() > MOST_WORLDS ? worlds : more;
        }
        return Stream.concat(worlds.stream(), worlds.stream().map(rules::ordering))
                .toList();
    }
}

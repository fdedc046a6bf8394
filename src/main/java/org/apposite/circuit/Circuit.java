package org.apposite.circuit;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Recommendation.Category;
import org.apposite.circuit.Meaning.Derivation;
import org.apposite.language.Domain;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.ReasoningOrder.Part;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a topic mean, as gates over the questions that a case answers: which rules fire, where the routing leads,
 * what is rated, preferred and alerted. Read from the model of the rules alone; the rule engine has no part in it. A number
 * that this class gives for something that can be so is a wire, to be asked of {@link Worlds}. Immutable and thread-safe.
 */
public final class Circuit {

    /** The exclusion of a patient whom the topic does not answer, beside those that rules conclude. */
    public static final String PATIENT_NOT_COVERED = Exclusion.PATIENT_NOT_COVERED;

    /** How many connections between gates a circuit may have; the shipped topics have some two thousand. */
    public static final int MOST_CONNECTIONS = 400_000;

    private final Scope scope;
    private final ReasoningOrder order;
    /** What rules ask of other rules. */
    private static final Set<Verb> ASKED_FOR =
            EnumSet.of(Verb.RED_FLAG, Verb.SITUATION, Verb.DERIVE_PRESENT, Verb.DERIVE_ABSENT);

    private final Gates gates = new Gates();
    private final Inputs inputs;
    private final Meaning meaning;
    private final int emergencyElsewhere;
    private final int asksWhenNowhere;
    private final Map<String, Integer> fires = new HashMap<>();
    private final Map<Verb, Map<String, List<Rule>>> concluding = new HashMap<>();
    private final Map<String, Derivation> derived = new HashMap<>();
    private @Nullable Routes routes;
    private @Nullable Ratings ratings;
    private final Map<Verb, Conclusions> conclusions = new EnumMap<>(Verb.class);
    private final int[] firing;
    private final List<Rule> watched;
    private final Map<String, Integer> asked = new HashMap<>();
    private final int[] watchedFiring;
    private final List<List<Told>> told;
    private final Map<String, Integer> criticalAlerts;
    private final AtomicReference<@Nullable Map<String, Integer>> named = new AtomicReference<>();
    private final int[] variantParts;
    private final int[] preferredParts;
    private final Map<Urgency, Integer> urgent;
    private final int[] urgencyParts;
    private final Gates.Compiled compiled;
    private final int[] inputGates;
    private final long[] ofNothing;
    private final AtomicReference<@Nullable WeakReference<long[]>> spare = new AtomicReference<>();
    private final AtomicReference<Inputs.@Nullable Dimensions> dimensions = new AtomicReference<>();

    private Circuit(Scope scope, List<Rule> watched, Set<String> asked, boolean tells) {
        this.scope = scope;
        this.watched = List.copyOf(watched);
        this.order = ReasoningOrder.of(scope);
        if (!order.circular().isEmpty()) {
            throw new IllegalArgumentException("rules build on their own conclusions: " + order.circular());
        }
        this.inputs = new Inputs(gates, scope);
        this.meaning = new Meaning(gates, inputs, scope, this::derivation);
        this.emergencyElsewhere = gates.input();
        this.asksWhenNowhere = gates.input();
        List<Rule> rules = scope.topic().rules();
        for (Rule rule : rules) {
            for (Consequence one : rule.then()) {
                Verb verb = Verb.named(one.verb()).orElseThrow();
                if (ASKED_FOR.contains(verb)) {
                    concluding
                            .computeIfAbsent(verb, any -> new LinkedHashMap<>())
                            .computeIfAbsent(one.arguments().get(0).text(), any -> new ArrayList<>())
                            .add(rule);
                }
            }
        }
        Size size = new Size();
        this.firing = new int[rules.size()];
        for (int i = 0; i < firing.length; i++) {
            firing[i] = fires(rules.get(i));
            size.check(rules.get(i), gates.connections());
        }
        Routes routing = routes();
        Ratings rating = ratings();
        conclude(Verb.DERIVE_PRESENT, 0);
        conclude(Verb.DERIVE_ABSENT, 0);
        conclude(Verb.RED_FLAG, 0);
        conclude(Verb.RATE, 1);
        conclude(Verb.ALERT, 1);
        conclude(Verb.NEXT_STEP, 1);
        this.criticalAlerts = new LinkedHashMap<>();
        Conclusions alerts = conclusions(Verb.ALERT);
        for (int i = 0; i < alerts.size(); i++) {
            int critical = alerts.number(alerts.code(i), Severity.CRITICAL.code());
            if (critical >= 0) {
                criticalAlerts.put(alerts.code(i), alerts.wire(critical));
            }
        }
        List<Integer> route = new ArrayList<>(routing.variants().values());
        route.addAll(routing.exclusions().values());
        route.add(routing.dataRequired());
        route.add(routing.notApplicable());
        this.variantParts = array(route);
        this.preferredParts = array(List.copyOf(rating.preferred().values()));
        this.urgent = soonest();
        this.urgencyParts = array(List.copyOf(urgent.values()));
        this.watchedFiring = array(watched.stream().map(this::conditions).toList());
        asked.forEach(name -> this.asked.put(name, routing.asked(scope.members(name))));
        this.told = tells ? rules.stream().map(this::told).toList() : List.of();
        size.check(gates.connections());
        this.compiled = gates.compiled();
        this.inputGates = inputs.gates();
        this.ofNothing = inputs.ofNothing(compiled.size());
    }

    /** The rule that has added most, so that a circuit that is too large can be told by it. */
    private static final class Size {

        private int before;
        private int most;
        private @Nullable Rule largest;

        void check(Rule rule, int connections) {
            if (largest == null || connections - before > most) {
                most = connections - before;
                largest = rule;
            }
            before = connections;
            check(connections);
        }

        void check(int connections) {
            if (largest != null && connections > MOST_CONNECTIONS) {
                throw new TooLarge(largest, connections);
            }
        }
    }

    /** Rules ask so much that their circuit would be too large. */
    public static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Rule rule;
        private final int connections;

        TooLarge(Rule rule, int connections) {
            super("the circuit of the rules has " + connections + " or more connections, of which rule " + rule.id()
                    + " adds the most; the limit is " + MOST_CONNECTIONS);
            this.rule = rule;
            this.connections = connections;
        }

        /**
         * The rule that adds most.
         *
         * @return a rule of the topic
         */
        public Rule rule() {
            return rule;
        }

        /**
         * How many connections there were when it was given up.
         *
         * @return more than there may be
         */
        public int connections() {
            return connections;
        }
    }

    /**
     * The circuit of a topic.
     *
     * @param scope the topic, its rules written in the rule language
     * @return the circuit
     * @throws IllegalArgumentException when rules build on their own conclusions
     * @throws TooLarge when they ask too much
     */
    public static Circuit of(Scope scope) {
        return new Circuit(scope, List.of(), Set.of(), false);
    }

    /**
     * The circuit of the same topic that also tells when some other rules would fire, which conclude nothing.
     *
     * @param rules the other rules, written in the rule language
     * @return the circuit
     * @throws TooLarge when they all ask too much
     */
    public Circuit watching(List<Rule> rules) {
        return watching(rules, Set.of());
    }

    /**
     * The same, that also tells when some data must be answered first.
     *
     * @param rules the other rules, written in the rule language
     * @param asked data or groups of the topic
     * @return the circuit
     * @throws TooLarge when all of it asks too much
     */
    public Circuit watching(List<Rule> rules, Set<String> asked) {
        return new Circuit(scope, rules, asked, false);
    }

    /**
     * The circuit of the same topic that also tells how each question of each rule is answered.
     *
     * @return the circuit
     * @throws TooLarge when the questions are too many
     */
    public Circuit telling() {
        return new Circuit(scope, List.of(), Set.of(), true);
    }

    /**
     * How a question is answered: unknown when it is neither.
     *
     * @param yes the wire of a yes
     * @param no the wire of a no
     */
    public record Told(int yes, int no) {}

    /**
     * The topic.
     *
     * @return the scope
     */
    public Scope scope() {
        return scope;
    }

    /**
     * The order in which the rules are asked.
     *
     * @return the order
     */
    public ReasoningOrder order() {
        return order;
    }

    Meaning meaning() {
        return meaning;
    }

    Inputs inputs() {
        return inputs;
    }

    /**
     * When what is open is asked where the rules lead nowhere; no rule has a part in it.
     *
     * @return a wire
     */
    public int asksWhenNowhere() {
        return asksWhenNowhere;
    }

    /**
     * When another topic raises an emergency; no rule of this one has a part in it.
     *
     * @return a wire
     */
    public int emergencyElsewhere() {
        return emergencyElsewhere;
    }

    Gates.Compiled compiled() {
        return compiled;
    }

    int[] inputGates() {
        return inputGates;
    }

    long[] ofNothing() {
        return ofNothing;
    }

    /** Room for the values of all gates: what was kept of an earlier evaluation, where there was one lately. */
    long[] room() {
        WeakReference<long[]> kept = spare.getAndSet(null);
        long[] room = kept == null ? null : kept.get();
        return room == null ? new long[compiled.size()] : room;
    }

    /** Keeps the room of an evaluation that is over. */
    void keep(long[] room) {
        spare.set(new WeakReference<>(room));
    }

    // What rules conclude.

    /** The rule fires. */
    int fires(Rule rule) {
        Integer known = fires.get(rule.id());
        if (known == null) {
            known = conditions(rule);
            fires.put(rule.id(), known);
        }
        return known;
    }

    private int conditions(Rule rule) {
        List<Integer> all = new ArrayList<>();
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            if (fact == Fact.RED_FLAG && pattern.conditions().isEmpty()) {
                all.add(anyConcluded(Verb.RED_FLAG));
            }
            pattern.conditions().forEach(condition -> all.add(gate(fact, condition)));
        }
        return gates.all(all);
    }

    private List<Told> told(Rule rule) {
        List<Told> all = new ArrayList<>();
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            for (Condition condition : pattern.conditions()) {
                condition.questions().forEach(question -> all.add(told(fact, question)));
            }
        }
        return all;
    }

    private Told told(Fact fact, Question question) {
        int yes = holds(fact, question);
        QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
        return new Told(yes, fact == Fact.PATIENT ? meaning.no(kind, question.arguments()) : Gates.not(yes));
    }

    private int gate(Fact fact, Condition condition) {
        return condition.fold(question -> holds(fact, question), gates::all, gates::any);
    }

    private int holds(Fact fact, Question question) {
        QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
        List<Literal> a = question.arguments();
        return switch (fact) {
            case PATIENT -> meaning.holds(kind, a);
            case RED_FLAG -> concluded(Verb.RED_FLAG, a.get(0).text());
            case SITUATION -> concluded(Verb.SITUATION, a.get(0).text());
            case EMERGENCY -> kind == QuestionKind.STANDS ? emergency() : Gates.not(emergency());
            case ROUTING -> route(kind, a);
            case RANKING -> ratings().holds(kind, a);
        };
    }

    private int route(QuestionKind kind, List<Literal> a) {
        return switch (kind) {
            case MATCHED -> routes().matched(a.get(0).text());
            case ALSO_MATCHING -> routes().alsoMatching(a.get(0).text());
            case VARIANT_MATCHED -> routes().variantMatched();
            case DATA_REQUIRED -> routes().dataRequired();
            case NOT_APPLICABLE -> routes().notApplicable();
            case EXCLUDED -> routes().excluded(a.get(0).text());
            default -> throw new IllegalArgumentException("no question to a routing: " + kind);
        };
    }

    private int concluded(Verb verb, String code) {
        return gates.any(concluding.getOrDefault(verb, Map.of()).getOrDefault(code, List.of()).stream()
                .map(this::fires)
                .toList());
    }

    private int anyConcluded(Verb verb) {
        return gates.any(concluding.getOrDefault(verb, Map.of()).values().stream()
                .flatMap(List::stream)
                .map(this::fires)
                .toList());
    }

    private Derivation derivation(String finding) {
        Derivation known = derived.get(finding);
        if (known == null) {
            known = new Derivation(concluded(Verb.DERIVE_PRESENT, finding), concluded(Verb.DERIVE_ABSENT, finding));
            derived.put(finding, known);
        }
        return known;
    }

    /** A critical alert of this topic stands, or one of another. */
    private int emergency() {
        List<Integer> all = new ArrayList<>(List.of(emergencyElsewhere));
        concluding(Verb.ALERT, Part.BEFORE_ROUTING, (rule, alert) -> {
            if (isCritical(alert)) {
                all.add(fires(rule));
            }
        });
        return gates.any(all);
    }

    /** Notes what rules conclude with a verb, and with which argument beside the code; none where that is the code itself. */
    private void conclude(Verb verb, int level) {
        Conclusions.Collector found = new Conclusions.Collector(gates);
        concluding(
                verb,
                Part.AFTER_RANKING,
                (rule, one) -> found.add(
                        one.arguments().get(0).text(),
                        level == 0 ? "" : one.arguments().get(level).text().replace(Verb.DISAGREEMENT, ""),
                        fires(rule)));
        conclusions.put(
                verb,
                switch (verb) {
                    case ALERT ->
                        found.first(Stream.of(Severity.values())
                                .sorted(Comparator.reverseOrder())
                                .map(Severity::code)
                                .toList());
                    case NEXT_STEP ->
                        found.first(
                                Stream.of(Urgency.values()).map(Urgency::code).toList());
                    default -> found.each();
                });
    }

    private static boolean isCritical(Consequence alert) {
        return alert.arguments().get(1).text().equals(Severity.CRITICAL.code());
    }

    /** Of each urgency whether a next step that is told has it, or one that is more urgent. */
    private Map<Urgency, Integer> soonest() {
        Map<Urgency, Integer> steps = new HashMap<>();
        concluding(
                Verb.NEXT_STEP,
                Part.AFTER_RANKING,
                (rule, step) -> steps.merge(
                        Coded.of(Urgency.class, step.arguments().get(1).text()), fires(rule), gates::any));
        Map<Urgency, Integer> soonest = new EnumMap<>(Urgency.class);
        int before = Gates.NEVER;
        for (Urgency urgency : Urgency.values()) {
            before = gates.any(before, steps.getOrDefault(urgency, Gates.NEVER));
            soonest.put(urgency, gates.all(before, Gates.not(routes().turnedAway())));
        }
        return soonest;
    }

    /** Each conclusion of a verb that rules draw in time for a part of the reasoning. */
    void concluding(Verb verb, Part latest, BiConsumer<Rule, Consequence> conclusion) {
        for (Rule rule : scope.topic().rules()) {
            if (order.part(order.stage(rule)).compareTo(latest) <= 0) {
                for (Consequence one : rule.then()) {
                    if (verb.isOf(one)) {
                        conclusion.accept(rule, one);
                    }
                }
            }
        }
    }

    private Routes routes() {
        if (routes == null) {
            routes = new Routes(this, gates);
        }
        return routes;
    }

    private Ratings ratings() {
        if (ratings == null) {
            ratings = new Ratings(this, gates, routes());
        }
        return ratings;
    }

    private static int[] array(List<Integer> wires) {
        return wires.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Whether the value of a datum has no part in what is known of any other, as the age has in how long the complaint can have
     * lasted, or where the complaint is in what a study shows.
     *
     * @param datum the code of a datum
     * @return true for most choices and quantities, for the sex, and for what is suspected
     */
    public boolean standsAlone(String datum) {
        Datum own = Datum.named(datum).orElse(null);
        Term term = scope.vocabulary().terms().get(datum);
        if (own != null || term == null) {
            return own == Datum.SEX || own == Datum.SUSPECTED;
        }
        return switch (term.kind()) {
            case CHOICE ->
                scope.vocabulary().quantities().values().stream()
                        .noneMatch(quantity -> quantity.zeroWhen().containsKey(datum));
            case QUANTITY ->
                !datum.equals(scope.topic().onset())
                        && Objects.requireNonNull(
                                        scope.vocabulary().quantities().get(datum))
                                .zeroWhen()
                                .isEmpty();
            case FINDING, CIRCUMSTANCE, CONDITION, SUSPICION, COMPLAINT, IMAGING, DATUM -> false;
        };
    }

    /**
     * How large it is.
     *
     * @return the number of its gates, inputs among them
     */
    public int size() {
        return compiled.size();
    }

    // What formulas are made of.

    /**
     * One gate.
     *
     * @param number from 0, less than {@link #size}; each stands after those that it rests on, and that with the number 0
     *     never holds
     * @return the gate
     */
    public Gate gate(int number) {
        return compiled.gate(number);
    }

    /**
     * What the questions can be answered with.
     *
     * @return dimensions that are independent of each other, first those that others may rest on; no question is in two
     */
    public List<Dimension> dimensions() {
        return listed().all();
    }

    /**
     * Whether the dimensions have all values that the rules tell apart. There can be too many, as of a number that rules compare
     * with hundreds of limits; then its questions are taken as independent of each other.
     *
     * @return true for the rules of people
     */
    public boolean hasAllValues() {
        return listed().areWhole();
    }

    private Inputs.Dimensions listed() {
        Inputs.Dimensions known = dimensions.get();
        if (known == null) {
            known = inputs.dimensions(compiled.size(), domain());
            dimensions.set(known);
        }
        return known;
    }

    /**
     * What the questions tell apart, those of the rules that are watched among them.
     *
     * @return the values that data can take
     */
    public Domain domain() {
        return Domain.of(scope)
                .with(watched.stream()
                        .flatMap(rule -> rule.when().stream())
                        .flatMap(pattern -> pattern.conditions().stream())
                        .flatMap(condition -> condition.questions().stream())
                        .toList());
    }

    // What can be asked of worlds.

    /**
     * When each rule fires.
     *
     * @param rule the place of the rule in the topic
     * @return a wire
     */
    public int firing(int rule) {
        return firing[rule];
    }

    /**
     * When each of the rules that are {@linkplain #watching watched} would fire.
     *
     * @param rule the place of the rule among them
     * @return a wire
     */
    public int watched(int rule) {
        return watchedFiring[rule];
    }

    /**
     * When a datum, or one of a group, must be answered first.
     *
     * @param name one of those that were named where the circuit was made to {@linkplain #watching(List, Set) tell it}
     * @return a wire
     */
    public int asked(String name) {
        return Objects.requireNonNull(asked.get(name));
    }

    /**
     * How the questions of a rule are answered, in a circuit that {@linkplain #telling tells} it.
     *
     * @param rule the place of the rule in the topic
     * @return an answer for each question, in the order in which they are written
     */
    public List<Told> told(int rule) {
        return told.get(rule);
    }

    /**
     * When a condition of one of the rules holds.
     *
     * @param fact the fact that is asked
     * @param condition the condition, or a part of it
     * @return a wire
     * @throws IllegalArgumentException when no rule has this condition
     */
    public int holds(Fact fact, Condition condition) {
        return gate(fact, condition);
    }

    /**
     * When a datum is open, or one of a group.
     *
     * @param name what a rule of the topic asks for
     * @return a wire
     * @throws IllegalArgumentException when no rule asks for it
     */
    public int open(String name) {
        return gates.any(scope.members(name).stream().map(meaning::open).toList());
    }

    /**
     * What rules conclude with a verb.
     *
     * @param verb one that concludes derived findings, red flags, ratings, alerts or next steps
     * @return the conclusions; of an alert the highest severity alone, of a next step the most urgent one
     */
    public Conclusions conclusions(Verb verb) {
        return Objects.requireNonNull(conclusions.get(verb), verb.display());
    }

    /**
     * The variants that rules can lead to.
     *
     * @return their ids
     */
    public Set<String> variants() {
        return Collections.unmodifiableSet(routes().variants().keySet());
    }

    /**
     * The reasons for which the topic may not apply.
     *
     * @return their codes
     */
    public Set<String> exclusions() {
        return Collections.unmodifiableSet(routes().exclusions().keySet());
    }

    /**
     * When a variant is matched.
     *
     * @param variant its id
     * @return a wire
     */
    public int matched(String variant) {
        return routes().matched(variant);
    }

    /**
     * When another variant is matched, and the definition of this one holds too.
     *
     * @param variant its id
     * @return a wire
     */
    public int alsoMatching(String variant) {
        return routes().alsoMatching(variant);
    }

    /**
     * When the topic does not apply for a reason.
     *
     * @param exclusion the code of the reason
     * @return a wire
     */
    public int excluded(String exclusion) {
        return routes().excluded(exclusion);
    }

    /**
     * When the patient is not one whom the topic answers, whatever the complaint is.
     *
     * @return a wire
     */
    public int refused() {
        return routes().refused();
    }

    /**
     * When questions must be answered first.
     *
     * @return a wire
     */
    public int dataRequired() {
        return routes().dataRequired();
    }

    /**
     * When the topic does not apply, for a reason or for none.
     *
     * @return a wire
     */
    public int notApplicable() {
        return routes().notApplicable();
    }

    /**
     * When a procedure is preferred.
     *
     * @param procedure its code
     * @return a wire
     */
    public int preferred(String procedure) {
        return ratings().preferred().getOrDefault(procedure, Gates.NEVER);
    }

    /**
     * When each critical alert stands.
     *
     * @return wires by the code of the alert
     */
    public Map<String, Integer> criticalAlerts() {
        return Collections.unmodifiableMap(criticalAlerts);
    }

    /** What tells outcome, variant and exclusion. */
    int[] variantParts() {
        return variantParts;
    }

    /** What tells the preferred procedures. */
    int[] preferredParts() {
        return preferredParts;
    }

    /** All that an answer rests on beside what the rules that fire conclude, by name, so that it can be found in other rules. */
    Map<String, Integer> named() {
        Map<String, Integer> known = named.get();
        if (known == null) {
            known = name();
            named.set(known);
        }
        return known;
    }

    private Map<String, Integer> name() {
        Map<String, Integer> names = new HashMap<>();
        int place = 0;
        for (Rule rule : scope.topic().rules()) {
            names.put("rule " + rule.id(), firing[place++]);
        }
        variants().forEach(variant -> {
            names.put("matched " + variant, matched(variant));
            names.put("also " + variant, alsoMatching(variant));
        });
        exclusions().forEach(exclusion -> names.put("excluded " + exclusion, excluded(exclusion)));
        ratings().preferred().forEach((procedure, wire) -> names.put("preferred " + procedure, wire));
        names.put("data required", dataRequired());
        names.put("not applicable", notApplicable());
        return names;
    }

    /**
     * When a next step is told that is at least so urgent.
     *
     * @param urgency an urgency
     * @return a wire
     */
    public int urgent(Urgency urgency) {
        return Objects.requireNonNull(urgent.get(urgency));
    }

    /** What tells how urgent the most urgent next step is. */
    int[] urgencyParts() {
        return urgencyParts;
    }

    /**
     * The category of a procedure in the table of a variant.
     *
     * @param variant the id of the variant
     * @param procedure the code of the procedure
     * @return empty when the variant does not rate it
     */
    public Optional<Category> category(String variant, String procedure) {
        return Optional.ofNullable(
                ratings().tables().getOrDefault(variant, Map.of()).get(procedure));
    }
}

package org.apposite.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Gate;
import org.apposite.circuit.Worlds;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Domain.About;
import org.apposite.language.Domain.TooManyValues;
import org.apposite.language.Fact;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.Scope;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.PatientCase;
import org.apposite.proof.stating.Wiring;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a topic as one circuit, over questions that they have in common: two questions are one when every statement
 * answers them alike, whatever their names and limits are, and gates that rest on the same are one. So what did not change is
 * the same wire. Where the rules lead nowhere, what is open is asked. For one thread.
 */
@SuppressWarnings("exports") // What proofs need of a circuit is no matter of those who compare.
public final class TwoVersions implements Wiring {

    private static final int ALWAYS = Patients.not(Patients.NEVER);
    private static final int BEFORE = 0;
    private static final int AFTER = 1;

    /** What the topic says of its area and onset, and the vocabulary of studies and regions, has a part in these. */
    private static final Set<Asks> OF_STUDIES = EnumSet.of(
            Asks.NOTHING, Asks.STUDY, Asks.ANY_STUDY, Asks.REGION, Asks.EXAMINATION, Asks.ORDER, Asks.ORDERED_REGION);

    /** A gate of one version; of a question, its wire is positive. */
    private record Own(int version, int wire) {}

    private final List<Circuit> circuits;
    private final List<Domain> domains;
    private final boolean studiesAreAlike;
    private final List<Gate> gates = new ArrayList<>();
    /** Of each gate whose it was first; null of one that was added. */
    private final List<Optional<Own>> origins = new ArrayList<>();

    private final Map<Gate, Integer> known = new HashMap<>();
    private final List<int[]> wires = new ArrayList<>();
    private final List<Dimension> dimensions = new ArrayList<>();
    /** The wires of questions that have been given one. */
    private final Map<Own, Integer> linked = new HashMap<>();

    private final Predicate<PatientCase> canBeStated;

    private TwoVersions(Circuit before, Circuit after, Predicate<PatientCase> canBeStated) {
        this.canBeStated = canBeStated;
        this.circuits = List.of(before, after);
        this.domains = List.of(
                before.domain().alsoCutBy(after.domain()), after.domain().alsoCutBy(before.domain()));
        this.studiesAreAlike = ofStudies(before.scope()).equals(ofStudies(after.scope()));
        add(new Gate(List.of(), List.of(), 0), Optional.empty());
        about().forEach(this::link);
        linkLoose();
        for (int version = BEFORE; version <= AFTER; version++) {
            linked.put(new Own(version, circuits.get(version).asksWhenNowhere()), ALWAYS);
        }
        int elsewhere = input(new Own(BEFORE, before.emergencyElsewhere()));
        linked.put(new Own(AFTER, after.emergencyElsewhere()), elsewhere);
        dimensions.add(new Dimension(null, List.of(elsewhere), List.of()));
        take(BEFORE);
        take(AFTER);
    }

    /**
     * Two versions of a topic.
     *
     * @param before the one
     * @param after the other
     * @param canBeStated whether a case can be an example
     * @return both
     */
    public static TwoVersions of(Circuit before, Circuit after, Predicate<PatientCase> canBeStated) {
        return new TwoVersions(before, after, canBeStated);
    }

    /**
     * Whether questions on studies, orders and places mean the same in both versions. Where they do not, nothing links what is
     * asked before with what is asked after, but for patients with one study at most.
     *
     * @return true when area, onset, regions and studies have not changed
     */
    public boolean areStudiesAlike() {
        return studiesAreAlike;
    }

    /** All that has a part in them, but for words. */
    private static List<Object> ofStudies(Scope scope) {
        Topic topic = scope.topic();
        Vocabulary vocabulary = scope.vocabulary();
        List<Object> all = new ArrayList<>(List.of(
                topic.region(), topic.area(), topic.onset(), topic.onsetFor(), topic.shows(), vocabulary.signs()));
        Quantity onset = vocabulary.quantities().get(topic.onset());
        if (onset != null) {
            all.add(List.of(
                    onset.systems(), onset.ranges(), onset.counts(), onset.zeroWhen(), onset.withinComplaint()));
        }
        vocabulary.terms().values().stream()
                .filter(term -> term.kind() == Kind.COMPLAINT || term.kind() == Kind.IMAGING)
                .forEach(term -> all.add(List.of(term.code(), term.place())));
        vocabulary
                .regions()
                .values()
                .forEach(one -> all.add(new Region(
                        one.code(),
                        "",
                        one.parts(),
                        one.ofComplaints(),
                        one.coveredBy(),
                        one.suffices(),
                        one.shownBy(),
                        one.sided())));
        vocabulary.studies().values().forEach(study -> {
            all.add(List.of(
                    study.code(),
                    String.valueOf(study.datum()),
                    study.contrasted(),
                    study.wholeBody(),
                    List.copyOf(study.techniques().keySet()),
                    List.copyOf(study.findings().keySet()),
                    List.copyOf(study.sites().keySet())));
            study.results()
                    .values()
                    .forEach(one -> all.add(new Study.Result(one.code(), "", one.meaning(), one.lasting())));
        });
        vocabulary
                .procedures()
                .values()
                .forEach(one -> all.add(new Procedure(
                        one.code(), "", one.study(), one.technique(), one.contrast(), one.area(), one.region())));
        return all;
    }

    // Questions.

    private Set<About> about() {
        Set<About> all = new LinkedHashSet<>();
        for (Circuit circuit : List.of(circuits.get(AFTER), circuits.get(BEFORE))) {
            circuit.dimensions().stream().filter(one -> one.about() != null).forEach(one -> all.add(one.about()));
        }
        return all;
    }

    private List<Own> questions(About about, int version) {
        return circuits.get(version).dimensions().stream()
                .filter(one -> about.equals(one.about()))
                .flatMap(one -> one.wires().stream())
                .map(wire -> new Own(version, wire))
                .toList();
    }

    private void link(About about) {
        List<Own> asked = new ArrayList<>(questions(about, BEFORE));
        asked.addAll(questions(about, AFTER));
        if (asked.isEmpty()) {
            return;
        }
        boolean separate = OF_STUDIES.contains(about.asks()) && !studiesAreAlike;
        try {
            if (separate) {
                linkApart(about);
            } else {
                link(about, asked, statements(about, nobody()));
            }
        } catch (TooManyValues tooMany) {
            asked.forEach(one -> dimensions.add(new Dimension(null, List.of(input(one)), List.of())));
        }
    }

    /** What is stated can be said of one version alone; the other takes its questions as answered by themselves. */
    private void linkApart(About about) {
        link(about, questions(about, AFTER), statements(about, nobody()));
        List<Own> before = questions(about, BEFORE);
        if (!before.isEmpty()) {
            link(null, before, statements(about, nobody()));
        }
    }

    private void link(@Nullable About about, List<Own> asked, List<PatientCase> statements) {
        if (asked.isEmpty()) {
            return;
        }
        List<BitSet> answers =
                statements.stream().map(one -> answersOf(one, asked)).toList();
        Map<BitSet, Integer> alike = new HashMap<>();
        List<Integer> inputs = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            BitSet column = new BitSet();
            for (int row = 0; row < answers.size(); row++) {
                column.set(row, answers.get(row).get(i));
            }
            Integer same = alike.get(column);
            if (same == null) {
                same = input(asked.get(i));
                alike.put(column, same);
                inputs.add(same);
                places.add(i);
            } else {
                linked.put(asked.get(i), same);
            }
        }
        Map<List<Object>, Dimension.Value> values = new LinkedHashMap<>();
        for (int row = 0; row < statements.size(); row++) {
            BitSet holds = new BitSet();
            for (int i = 0; i < places.size(); i++) {
                holds.set(i, answers.get(row).get(places.get(i)));
            }
            PatientCase stated = statements.get(row);
            values.putIfAbsent(List.of(holds, stated.imaging().isPresent()), new Dimension.Value(stated, holds));
        }
        dimensions.add(new Dimension(about, inputs, List.copyOf(values.values())));
    }

    private BitSet answersOf(PatientCase stated, List<Own> asked) {
        BitSet answers = new BitSet();
        for (int version = BEFORE; version <= AFTER; version++) {
            try (Worlds worlds = Worlds.of(circuits.get(version), stated)) {
                for (int i = 0; i < asked.size(); i++) {
                    if (asked.get(i).version == version) {
                        answers.set(i, (worlds.holds(asked.get(i).wire) & 1) == 1);
                    }
                }
            }
        }
        return answers;
    }

    /** Questions that are answered by themselves are one when they are the same in the same words. */
    private void linkLoose() {
        Map<String, Integer> byQuestion = new HashMap<>();
        for (int version = BEFORE; version <= AFTER; version++) {
            Map<Integer, String> named = named(circuits.get(version));
            for (Dimension one : circuits.get(version).dimensions()) {
                if (one.about() != null) {
                    continue;
                }
                for (int wire : one.wires()) {
                    Own own = new Own(version, wire);
                    String question = studiesAreAlike ? named.get(wire) : null;
                    Integer same = question == null ? null : byQuestion.get(question);
                    if (same != null) {
                        linked.put(own, same);
                    } else {
                        int input = input(own);
                        dimensions.add(new Dimension(null, List.of(input), one.values()));
                        if (question != null) {
                            byQuestion.put(question, input);
                        }
                    }
                }
            }
        }
    }

    /** The questions to the patient that a wire answers. */
    private static Map<Integer, String> named(Circuit circuit) {
        Map<Integer, String> named = new TreeMap<>();
        for (Rule rule : circuit.scope().topic().rules()) {
            rule.when().stream()
                    .filter(pattern -> pattern.fact().equals(Fact.PATIENT.display()))
                    .flatMap(pattern -> pattern.conditions().stream())
                    .flatMap(condition -> condition.questions().stream())
                    .forEach(question -> named.putIfAbsent(circuit.holds(Fact.PATIENT, question), words(question)));
        }
        return named;
    }

    private static String words(Question question) {
        return question.name()
                + question.arguments().stream().map(Literal::text).toList();
    }

    private int input(Own own) {
        return linked.computeIfAbsent(own, any -> add(new Gate(List.of(), List.of(), 0), Optional.of(own)));
    }

    // Gates.

    private int add(Gate gate, Optional<Own> origin) {
        gates.add(gate);
        origins.add(origin);
        return (gates.size() - 1) << 1;
    }

    /** Takes over the gates of a version. */
    private void take(int version) {
        Circuit circuit = circuits.get(version);
        int[] own = new int[circuit.size()];
        wires.add(own);
        for (int number = 1; number < own.length; number++) {
            Gate gate = circuit.gate(number);
            Own origin = new Own(version, number << 1);
            List<Integer> from = gate.wires().stream()
                    .map(wire -> own[wire >> 1] ^ (wire & 1))
                    .toList();
            if (from.isEmpty()) {
                own[number] = input(origin);
            } else if (gate.points().isEmpty()) {
                own[number] = all(from, Optional.of(origin));
            } else {
                own[number] = find(new Gate(from, gate.points(), gate.needed()), Optional.of(origin));
            }
        }
    }

    private int find(Gate gate, Optional<Own> origin) {
        Integer number = known.get(gate);
        if (number == null) {
            number = add(gate, origin);
            known.put(gate, number);
        }
        return number;
    }

    private int all(List<Integer> wires, Optional<Own> origin) {
        List<Integer> sorted = wires.stream()
                .filter(wire -> wire != ALWAYS)
                .distinct()
                .sorted()
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i) == Patients.NEVER || (i > 0 && sorted.get(i - 1) == Patients.not(sorted.get(i)))) {
                return Patients.NEVER;
            }
        }
        return switch (sorted.size()) {
            case 0 -> ALWAYS;
            case 1 -> sorted.get(0);
            default -> find(new Gate(sorted, List.of(), 0), origin);
        };
    }

    /**
     * A wire that holds when all of some do. To be asked for before patients are made of this.
     *
     * @param wires wires of this
     * @return a wire
     */
    public int all(Integer... wires) {
        return all(Arrays.asList(wires), Optional.empty());
    }

    /**
     * A wire that holds when any of some does. To be asked for before patients are made of this.
     *
     * @param wires wires of this
     * @return a wire
     */
    public int any(List<Integer> wires) {
        return Patients.not(all(wires.stream().map(Patients::not).toList(), Optional.empty()));
    }

    /**
     * What a wire of the first version is here.
     *
     * @param wire a wire of its circuit
     * @return a wire
     */
    public int before(int wire) {
        return wires.get(BEFORE)[wire >> 1] ^ (wire & 1);
    }

    /**
     * What a wire of the second version is here.
     *
     * @param wire a wire of its circuit
     * @return a wire
     */
    public int after(int wire) {
        return wires.get(AFTER)[wire >> 1] ^ (wire & 1);
    }

    @Override
    public int size() {
        return gates.size();
    }

    @Override
    public Gate gate(int number) {
        return gates.get(number);
    }

    /**
     * What the questions of both can be answered with.
     *
     * @return dimensions as of a circuit
     */
    @Override
    public List<Dimension> dimensions() {
        return List.copyOf(dimensions);
    }

    // Statements.

    @Override
    public Vocabulary vocabulary() {
        return circuits.get(AFTER).scope().vocabulary();
    }

    @Override
    public PatientCase nobody() {
        return domains.get(AFTER).nobody().stated();
    }

    @Override
    public List<PatientCase> statements(About about, PatientCase patient) {
        Set<PatientCase> all = new LinkedHashSet<>();
        for (int version : new int[] {AFTER, BEFORE}) {
            Scope scope = circuits.get(version).scope();
            if (isIn(about, scope)) {
                all.addAll(domains.get(version).statements(about, new Patient(patient, scope, Derived.NOTHING)));
            }
        }
        return List.copyOf(all);
    }

    private static boolean isIn(About about, Scope scope) {
        return switch (about.asks()) {
            case FINDING, FIRST ->
                Datum.named(about.code()).isPresent()
                        || scope.vocabulary().terms().containsKey(about.code());
            default -> true;
        };
    }

    @Override
    public boolean isOnset(String datum) {
        return circuits.stream()
                .anyMatch(circuit -> datum.equals(circuit.scope().topic().onset()));
    }

    @Override
    public BitSet answers(PatientCase patient, List<Integer> some) {
        List<Own> asked =
                some.stream().map(wire -> origins.get(wire >> 1).orElseThrow()).toList();
        BitSet answers = answersOf(patient, asked);
        IntStream.range(0, some.size()).filter(i -> (some.get(i) & 1) == 1).forEach(answers::flip);
        return answers;
    }

    @Override
    public boolean canBeStated(PatientCase patient) {
        return canBeStated.test(patient);
    }

    @Override
    public boolean areSo(PatientCase patient, List<Integer> some) {
        boolean[] values = new boolean[gates.size()];
        try (Worlds before = Worlds.of(circuits.get(BEFORE), patient);
                Worlds after = Worlds.of(circuits.get(AFTER), patient)) {
            List<Worlds> worlds = List.of(before, after);
            worlds.forEach(one -> {
                one.asksWhenNowhere(true);
                one.evaluate();
            });
            for (int gate = 1; gate < values.length; gate++) {
                Own own = origins.get(gate).orElse(null);
                values[gate] = own == null
                        ? gates.get(gate).wires().stream().allMatch(wire -> values[wire >> 1] == ((wire & 1) == 0))
                        : (worlds.get(own.version).holds(own.wire) & 1) == 1;
            }
        }
        return some.stream().allMatch(wire -> values[wire >> 1] == ((wire & 1) == 0));
    }
}

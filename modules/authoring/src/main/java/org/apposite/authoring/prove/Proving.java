package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.authoring.prove.Proof.Fault;
import org.apposite.authoring.prove.Proof.Verdict;
import org.apposite.authoring.prove.Proof.Witness;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.language.Domain.About;
import org.apposite.language.Verb;
import org.apposite.model.Claims;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.proof.Effort;
import org.apposite.proof.Patients;
import org.apposite.proof.Trials;
import org.apposite.proof.Trials.Extent;
import org.jspecify.annotations.Nullable;

/** The proofs of one topic: what they ask of all its patients, and what has come out. For one thread. */
final class Proving {

    private final ClinicalRules all;
    private final ClinicalRules own;
    private final Circuit circuit;
    private final Effort effort;
    private final Patients patients;
    private final Trials trials;
    private final Witnesses witnesses;
    private final List<PatientCase> cases;
    private final Watched watched;
    private Set<About> varied = Set.of();
    private final Map<Claim, Tally> tallies = new LinkedHashMap<>();
    private final Map<Claims.Exemption, List<String>> explained = new LinkedHashMap<>();

    private static final class Tally {
        private int questions;
        private final List<Fault> faults = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private @Nullable Extent tested;
    }

    Proving(ClinicalRules all, String topic, List<PatientCase> cases, Effort effort) {
        this.all = all;
        this.cases = List.copyOf(cases);
        this.own = all.only(topic);
        this.watched = new Watched(all.circuit(topic).scope());
        this.circuit = watched.in(all.circuit(topic));
        this.effort = effort;
        this.patients = Patients.of(circuit, effort);
        this.trials = new Trials(circuit);
        this.witnesses = new Witnesses(circuit.scope());
        for (Property one : Property.values()) {
            tallies.put(one, new Tally());
        }
        watched.claims().forEach(one -> tallies.put(one, new Tally()));
    }

    private Tally tally(Claim property) {
        return Objects.requireNonNull(tallies.get(property));
    }

    Circuit circuit() {
        return circuit;
    }

    Watched watched() {
        return watched;
    }

    Topic topic() {
        return circuit.scope().topic();
    }

    /** The cases beside the rules. */
    List<PatientCase> cases() {
        return cases;
    }

    List<Rule> rules() {
        return topic().rules();
    }

    ClinicalRules all() {
        return all;
    }

    /** The rules of this topic alone. */
    ClinicalRules own() {
        return own;
    }

    Patients patients() {
        return patients;
    }

    Witnesses witnesses() {
        return witnesses;
    }

    /** When a rule fires. */
    int fires(Rule rule) {
        return circuit.firing(rules().indexOf(rule));
    }

    /** The rules that conclude something with a verb. */
    List<Rule> concluding(Verb verb) {
        return rules().stream()
                .filter(rule -> rule.then().stream().anyMatch(verb::isOf))
                .toList();
    }

    static List<Integer> silent(Collection<Integer> wires) {
        return wires.stream().map(Patients::not).toList();
    }

    /** The wires that say that a datum has a value. */
    List<Integer> is(Dimension dimension, Dimension.Value value, int copy) {
        List<Integer> wires = new ArrayList<>();
        for (int i = 0; i < dimension.wires().size(); i++) {
            int wire = dimension.wires().get(i);
            wires.add(patients.at(copy, value.holds().get(i) ? wire : Patients.not(wire)));
        }
        return wires;
    }

    /** From now on there are two patients who may differ in something; or one, where it is nothing. */
    void vary(Set<About> things) {
        varied = Set.copyOf(things);
        patients.vary(things.isEmpty() ? 1 : 2, things);
    }

    /**
     * Whether a patient may be such that wires hold, while no other topic has a part in it.
     *
     * @return empty when that is too hard to tell
     */
    Optional<Boolean> isAny(Claim property, List<Integer> wires) {
        tally(property).questions++;
        return patients.isAny(alone(wires));
    }

    private List<Integer> alone(List<Integer> wires) {
        List<Integer> all = new ArrayList<>(wires);
        all.add(Patients.not(circuit.asksWhenNowhere()));
        all.add(Patients.not(circuit.emergencyElsewhere()));
        return all;
    }

    /**
     * No patient may be such that some wires hold.
     *
     * @param sentence what is so when one is
     * @param at the rule that it is about, null for none
     * @param rules what answers the patients
     * @param about by what an exception can name it
     * @param shown whether the answers show it
     * @return what is known; a patient who was found has been noted
     */
    Found never(
            Claim property,
            String sentence,
            @Nullable Rule at,
            List<Integer> wires,
            ClinicalRules rules,
            Subject about,
            Predicate<List<Seen>> shown) {
        Optional<Boolean> any = isAny(property, wires);
        if (!any.orElse(true)) {
            return Found.NOBODY;
        }
        List<Claims.Exemption> exceptions = exceptions(property, about);
        List<Integer> rest = new ArrayList<>(wires);
        for (Claims.Exemption one : exceptions) {
            Optional<Integer> accepts = watched.accepts(one, circuit);
            if (accepts.isPresent()) {
                if (isAny(property, with(wires, accepts.get())).orElse(true)) {
                    explain(one, sentence);
                    rest.add(Patients.not(accepts.get()));
                }
            } else if (!one.unproved()) {
                explain(one, sentence);
                return Found.EXPLAINED;
            }
        }
        if (rest.size() > wires.size() && !isAny(property, rest).orElse(true)) {
            return Found.EXPLAINED;
        }
        if (find(property, sentence, at, rest, rules, shown)) {
            return Found.SOMEBODY;
        }
        Optional<Claims.Exemption> unproved =
                exceptions.stream().filter(Claims.Exemption::unproved).findFirst();
        if (isShownByACase(property, sentence, at, rest, rules, shown)
                || isShownByATrial(property, sentence, at, rest, rules, shown)) {
            return Found.SOMEBODY;
        }
        if (unproved.isPresent()) {
            explain(unproved.get(), sentence);
            return Found.EXPLAINED;
        }
        open(property, sentence + ": " + reason());
        return Found.UNKNOWN;
    }

    private static List<Integer> with(List<Integer> wires, int one) {
        List<Integer> all = new ArrayList<>(wires);
        all.add(one);
        return all;
    }

    /** Whom a search has found. */
    enum Found {
        NOBODY,
        SOMEBODY,
        /** Nobody was sought, since the topic accepts it. */
        EXPLAINED,
        UNKNOWN
    }

    /** The exceptions of the topic that name this. */
    private List<Claims.Exemption> exceptions(Claim property, Subject about) {
        return topic().claims().exemptions().stream()
                .filter(one -> one.property().equals(property.code())
                        && about.isNamedBy(
                                one,
                                one.stating().stream()
                                        .flatMap(name -> circuit.scope().members(name).stream())
                                        .collect(Collectors.toSet())))
                .toList();
    }

    private void explain(Claims.Exemption exception, String sentence) {
        explained.computeIfAbsent(exception, any -> new ArrayList<>()).add(sentence);
    }

    private String reason() {
        String reason = effort.isSpent()
                ? "too hard to tell within the budget"
                : "perhaps for a patient with several studies, but none was found";
        return varied.isEmpty() ? reason + ", nor in " + cases.size() + " cases beside the rules" : reason;
    }

    /** Tries the cases beside the rules, since nothing is proved. */
    private boolean isShownByACase(
            Claim property,
            String sentence,
            @Nullable Rule at,
            List<Integer> wires,
            ClinicalRules rules,
            Predicate<List<Seen>> shown) {
        Optional<PatientCase> found = varied.isEmpty()
                ? cases.stream()
                        .filter(one -> patients.areSo(List.of(one), wires))
                        .findFirst()
                : Optional.empty();
        found.ifPresent(one -> note(property, sentence, at, List.of(one), rules, shown));
        return found.isPresent();
    }

    /** Tries patients who cover the values of the data, since nothing is proved. */
    private boolean isShownByATrial(
            Claim property,
            String sentence,
            @Nullable Rule at,
            List<Integer> wires,
            ClinicalRules rules,
            Predicate<List<Seen>> shown) {
        Optional<List<PatientCase>> found = tried(property, wires);
        found.ifPresent(pair -> note(property, sentence, at, pair, rules, shown));
        return found.isPresent();
    }

    /** Whom a trial has found; the property is then only tested. */
    Optional<List<PatientCase>> tried(Claim property, List<Integer> wires) {
        Tally tally = tally(property);
        Extent extent = trials.extent(varied);
        if (tally.tested == null || extent.patients() < tally.tested.patients()) {
            tally.tested = extent;
        }
        return trials.first(alone(wires), varied);
    }

    /** Looks for a patient for whom wires hold, and notes what it finds. */
    boolean find(
            Claim property,
            String sentence,
            @Nullable Rule at,
            List<Integer> wires,
            ClinicalRules rules,
            Predicate<List<Seen>> shown) {
        List<PatientCase> found = patients.smallest(alone(wires));
        if (found.isEmpty()) {
            return false;
        }
        note(property, sentence, at, found, rules, shown);
        return true;
    }

    private void note(
            Claim property,
            String sentence,
            @Nullable Rule at,
            List<PatientCase> found,
            ClinicalRules rules,
            Predicate<List<Seen>> shown) {
        Witnesses.Written written = witnesses.write(property, sentence, found);
        List<Seen> seen =
                written.read().stream().map(one -> Seen.of(one, rules)).toList();
        fault(property, sentence, at, written.files(), seen.size() == found.size() && shown.test(seen));
    }

    /** Somebody such that wires hold, as whoever reads the file of the case. */
    Optional<PatientCase> anyone(List<Integer> wires) {
        List<PatientCase> found = patients.anyone(alone(wires));
        return (found.isEmpty() ? patients.smallest(alone(wires)) : found)
                .stream().findFirst().flatMap(witnesses::read);
    }

    void fault(Claim property, String sentence, @Nullable Rule at, List<Witness> written, boolean confirmed) {
        tally(property)
                .faults
                .add(new Fault(
                        sentence, at == null ? null : at.file(), at == null ? 0 : at.line(), written, confirmed));
    }

    void open(Claim property, String sentence) {
        tally(property).open.add(sentence);
    }

    /** What came out, for the claims that were looked at; an exception of theirs that nothing needs is told. */
    List<Proof> proofs(Predicate<Claim> wanted) {
        List<Proof> proofs = new ArrayList<>();
        tallies.forEach((claim, tally) -> {
            if (wanted.test(claim)) {
                proofs.add(proof(claim, tally));
            }
        });
        return proofs;
    }

    private Proof proof(Claim claim, Tally tally) {
        String file = topic().id() + "/topic.yaml";
        List<String> open = new ArrayList<>(tally.open);
        List<Proof.Explained> accepted = new ArrayList<>();
        for (Claims.Exemption one : topic().claims().exemptions()) {
            if (one.property().equals(claim.code())) {
                List<String> sentences = explained.getOrDefault(one, List.of());
                if (sentences.isEmpty()) {
                    open.add("the exception at " + file + ":" + one.line() + " accepts nothing; remove it");
                } else {
                    accepted.add(new Proof.Explained(one.reason(), one.sources(), file, one.line(), sentences));
                }
            }
        }
        Verdict verdict = !tally.faults.isEmpty()
                ? Verdict.BROKEN
                : !open.isEmpty() ? Verdict.OPEN : accepted.isEmpty() ? Verdict.PROVED : Verdict.EXPLAINED;
        return new Proof(topic().id(), claim, verdict, tally.questions, tally.faults, open, accepted, tally.tested);
    }
}

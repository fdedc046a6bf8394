package org.apposite.circuit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Domain.About;
import org.apposite.language.Known;
import org.apposite.language.Parameter;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Datum;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/**
 * The questions that only a case can answer. Each is kept by what it is about, so that of a case only those are asked of
 * which something is stated; all others are answered as of a case that states nothing.
 */
final class Inputs {

    /** What is stated by a list, or of a study or an order. */
    private enum Part {
        IMAGING,
        ORDER,
        PLACE,
        ANYTHING
    }

    /** What is said of a finding, by itself or by a list: the wires that it is present, and that it is absent. */
    record Said(int present, int absent) {}

    private record Input(int gate, Predicate<PatientCase> test) {}

    private record Shared(int gate, QuestionKind kind, List<Literal> arguments) {}

    private final Gates gates;
    private final Scope scope;
    private final Set<String> conditions;
    private final Set<String> redFlags = new HashSet<>();
    private final Map<String, Said> findings = new LinkedHashMap<>();
    private final Map<String, List<Input>> byDatum = new HashMap<>();
    private final Map<Part, List<Shared>> shared = new HashMap<>();
    private final Map<Procedure, Integer> ordered = new LinkedHashMap<>();
    private final Map<List<Object>, Integer> known = new HashMap<>();
    private int anyOrder = Gates.NEVER;

    Inputs(Gates gates, Scope scope) {
        this.gates = gates;
        this.scope = scope;
        this.conditions = Set.copyOf(scope.vocabulary().codes(Kind.CONDITION));
        for (String flag : scope.topic().redFlags()) {
            Term term = scope.vocabulary().terms().get(flag);
            if (term != null && term.kind() == Kind.FINDING && term.derivation() != Derivation.ASKS_ITS_DATA) {
                redFlags.add(flag);
            }
        }
    }

    /** What is said of a finding. */
    Said said(String finding) {
        return findings.computeIfAbsent(finding, any -> new Said(gates.input(), gates.input()));
    }

    /** A test of the value of one datum, which nothing but a statement of it can answer with yes. */
    int value(String datum, List<Object> key, Predicate<PatientCase> test) {
        return known.computeIfAbsent(key, any -> {
            int wire = gates.input();
            byDatum.computeIfAbsent(datum, one -> new ArrayList<>()).add(new Input(Gates.gate(wire), test));
            return wire;
        });
    }

    /** A question that is answered by the language itself. */
    int asked(QuestionKind kind, List<Literal> arguments) {
        return known.computeIfAbsent(List.of(kind, texts(arguments)), any -> {
            int wire = gates.input();
            shared.computeIfAbsent(part(kind), one -> new ArrayList<>())
                    .add(new Shared(Gates.gate(wire), kind, arguments));
            return wire;
        });
    }

    private static List<String> texts(List<Literal> arguments) {
        return arguments.stream().map(Literal::text).toList();
    }

    private static Part part(QuestionKind kind) {
        if (!kind.parameters().isEmpty() && kind.parameters().get(0) == Parameter.PRIOR_STUDY) {
            return Part.IMAGING;
        }
        if (kind == QuestionKind.COMPLAINT_IN) {
            return Part.PLACE;
        }
        return kind.isOfOrder() ? Part.ORDER : Part.ANYTHING;
    }

    /** Whether the proposed order is for a procedure. */
    int ordered(Procedure procedure) {
        return ordered.computeIfAbsent(procedure, any -> gates.input());
    }

    /** Whether any order is proposed. */
    int hasOrder() {
        if (anyOrder == Gates.NEVER) {
            anyOrder = gates.input();
        }
        return anyOrder;
    }

    /** Whether the age is certainly under a limit, or has certainly reached it. */
    int age(Age limit, boolean reached) {
        return value(
                Datum.AGE.code(),
                List.of(Datum.AGE, limit, reached),
                stated -> stated.age()
                        .map(age -> reached
                                ? age.from().compareTo(limit) >= 0
                                : age.to().compareTo(limit) < 0)
                        .orElse(false));
    }

    /** The gates whose values the inputs are. */
    int[] gates() {
        IntStream.Builder all = IntStream.builder();
        findings.values().forEach(said -> all.add(Gates.gate(said.present)).add(Gates.gate(said.absent)));
        known.values().forEach(wire -> all.add(Gates.gate(wire)));
        ordered.values().forEach(wire -> all.add(Gates.gate(wire)));
        return all.add(Gates.gate(anyOrder)).build().distinct().toArray();
    }

    /** What the inputs can be together, first what others may rest on. */
    Dimensions dimensions(int size, Domain domain) {
        Map<About, Set<Integer>> together = new LinkedHashMap<>();
        for (Datum first : Datum.values()) {
            together.put(domain.about(first.code()), new LinkedHashSet<>());
        }
        byDatum.forEach((datum, some) -> some.forEach(one -> add(together, domain.about(datum), one.gate << 1)));
        findings.forEach((code, said) -> {
            add(together, domain.about(code), said.present);
            add(together, domain.about(code), said.absent);
        });
        List<Dimension> alone = new ArrayList<>();
        shared.values()
                .forEach(some -> some.forEach(one -> domain.about(one.kind, one.arguments)
                        .ifPresentOrElse(
                                about -> add(together, about, one.gate << 1),
                                () -> alone.add(loose(one, domain, size)))));
        ordered.values().forEach(wire -> add(together, domain.aboutTheOrder(), wire));
        if (anyOrder != Gates.NEVER) {
            add(together, domain.aboutTheOrder(), anyOrder);
        }
        List<Dimension> all = new ArrayList<>();
        List<About> unlisted = new ArrayList<>();
        together.forEach((about, wires) -> {
            Optional<List<PatientCase>> cases = statements(about, domain);
            if (cases.isPresent()) {
                all.add(dimension(about, List.copyOf(wires), cases.get(), size));
            } else {
                wires.forEach(wire -> alone.add(new Dimension(null, List.of(wire), List.of())));
                unlisted.add(about);
            }
        });
        all.addAll(alone);
        return new Dimensions(List.copyOf(all), unlisted.stream().allMatch(about -> !domain.isTold(about)));
    }

    /**
     * What the questions can be answered with.
     *
     * @param all the dimensions
     * @param areWhole whether all values were listed that the rules tell apart
     */
    record Dimensions(List<Dimension> all, boolean areWhole) {}

    /** Empty when there are too many to list: then its questions are taken as independent of each other. */
    private static Optional<List<PatientCase>> statements(About about, Domain domain) {
        try {
            return domain.isTold(about) ? Optional.of(domain.statements(about, domain.nobody())) : Optional.empty();
        } catch (Domain.TooManyValues tooMany) {
            return Optional.empty();
        }
    }

    /** A question that cannot be compared with others; on studies some have one answer only. */
    private Dimension loose(Shared question, Domain domain, int size) {
        List<PatientCase> cases = part(question.kind) == Part.IMAGING
                ? domain.statements(question.kind, question.arguments, domain.nobody())
                : List.of();
        return dimension(null, List.of(question.gate << 1), cases, size);
    }

    private static void add(Map<About, Set<Integer>> together, About about, int wire) {
        together.computeIfAbsent(about, any -> new LinkedHashSet<>()).add(wire);
    }

    private Dimension dimension(@Nullable About about, List<Integer> wires, List<PatientCase> cases, int size) {
        // Where studies are stated, one of a kind that is not among them was not done; that is not the same as not
        // stated.
        Map<List<Object>, Dimension.Value> values = new LinkedHashMap<>();
        long[] nothing = ofNothing(size);
        for (PatientCase stated : cases) {
            long[] answers = nothing.clone();
            read(new Patient(stated, scope, Derived.NOTHING), 1L, answers);
            BitSet holds = new BitSet();
            for (int i = 0; i < wires.size(); i++) {
                holds.set(i, (answers[Gates.gate(wires.get(i))] & 1) == 1);
            }
            values.putIfAbsent(List.of(holds, stated.imaging().isPresent()), new Dimension.Value(stated, holds));
        }
        return new Dimension(about, wires, List.copyOf(values.values()));
    }

    /** The answers of a case that states nothing, the same in every bit. */
    long[] ofNothing(int size) {
        long[] values = new long[size];
        PatientCase nothing = PatientCase.builder().build();
        byDatum.values().forEach(inputs -> inputs.forEach(one -> values[one.gate] = one.test.test(nothing) ? -1L : 0L));
        Known facts = Known.of(new Patient(nothing, scope, Derived.NOTHING));
        shared.values()
                .forEach(some ->
                        some.forEach(one -> values[one.gate] = one.kind.holds(facts, one.arguments) ? -1L : 0L));
        return values;
    }

    /** Puts the answers of a case into some bits, which hold those of a case that states nothing. */
    void read(Patient patient, long bits, long[] values) {
        PatientCase stated = patient.stated();
        stated.findings().forEach((code, presence) -> say(code, presence, bits, values));
        sayOfLists(stated, bits, values);
        stated.choices().keySet().forEach(code -> ask(code, stated, bits, values));
        stated.measurements().keySet().forEach(code -> ask(code, stated, bits, values));
        ask(Datum.COMPLAINT.code(), stated, bits, values);
        ask(Datum.AGE.code(), stated, bits, values);
        ask(Datum.DURATION.code(), stated, bits, values);
        if (stated.sex() != Sex.UNKNOWN) {
            ask(Datum.SEX.code(), stated, bits, values);
        }
        if (stated.suspected().isPresent()) {
            ask(Datum.SUSPECTED.code(), stated, bits, values);
        }
        Known facts = Known.of(patient);
        ask(Part.ANYTHING, facts, bits, values);
        if (stated.region().isPresent() || stated.complaint().isPresent()) {
            ask(Part.PLACE, facts, bits, values);
        }
        if (stated.imaging().isPresent()) {
            ask(Part.IMAGING, facts, bits, values);
        }
        ImagingOrder order = stated.order().orElse(null);
        if (order != null) {
            ask(Part.ORDER, facts, bits, values);
            boolean isOpen = scope.vocabulary().leavesContrastOpen(order);
            values[Gates.gate(anyOrder)] |= anyOrder == Gates.NEVER || isOpen ? 0 : bits;
            for (Procedure procedure : scope.procedures(order)) {
                Integer wire = ordered.get(procedure);
                if (wire != null) {
                    values[Gates.gate(wire)] |= bits;
                }
            }
        }
    }

    /**
     * Takes over the answers that other inputs have of the same cases.
     *
     * @return whether that is all of them; or else cases have to be read
     */
    boolean take(long[] values, Inputs others, long[] from) {
        boolean all = take(known, others.known, values, from) && take(ordered, others.ordered, values, from);
        for (Map.Entry<String, Said> finding : findings.entrySet()) {
            Said other = others.findings.get(finding.getKey());
            if (other == null) {
                return false;
            }
            values[Gates.gate(finding.getValue().present)] = from[Gates.gate(other.present)];
            values[Gates.gate(finding.getValue().absent)] = from[Gates.gate(other.absent)];
        }
        if (anyOrder != Gates.NEVER) {
            values[Gates.gate(anyOrder)] = from[Gates.gate(others.anyOrder)];
        }
        return all && (anyOrder == Gates.NEVER || others.anyOrder != Gates.NEVER);
    }

    private static <K> boolean take(Map<K, Integer> own, Map<K, Integer> others, long[] values, long[] from) {
        for (Map.Entry<K, Integer> one : own.entrySet()) {
            Integer other = others.get(one.getKey());
            if (other == null) {
                return false;
            }
            values[Gates.gate(one.getValue())] = from[Gates.gate(other)];
        }
        return true;
    }

    /** Says of a finding that it is present or absent, in some bits. */
    void say(String finding, Presence presence, long bits, long[] values) {
        Said said = findings.get(finding);
        if (said != null && presence != Presence.UNKNOWN) {
            values[Gates.gate(presence == Presence.PRESENT ? said.present : said.absent)] |= bits;
        }
    }

    /** A complete list of conditions says of every other that it is absent; so do "all other red flags" of theirs. */
    private void sayOfLists(PatientCase stated, long bits, long[] values) {
        Set<String> listed = stated.conditions().orElse(null);
        if (listed == null && !stated.allOtherRedFlagsAbsent()) {
            return;
        }
        Map<String, Presence> singly = stated.findings();
        for (String finding : findings.keySet()) {
            if (singly.containsKey(finding)) {
                continue;
            }
            if (listed != null && conditions.contains(finding)) {
                say(finding, listed.contains(finding) ? Presence.PRESENT : Presence.ABSENT, bits, values);
            } else if (stated.allOtherRedFlagsAbsent() && redFlags.contains(finding)) {
                say(finding, Presence.ABSENT, bits, values);
            }
        }
    }

    /** Puts the answers on one datum into some bits. */
    void ask(String datum, PatientCase stated, long bits, long[] values) {
        List<Input> inputs = byDatum.get(datum);
        if (inputs != null) {
            for (Input one : inputs) {
                set(one.gate, one.test.test(stated), bits, values);
            }
        }
    }

    private void ask(Part part, Known facts, long bits, long[] values) {
        List<Shared> questions = shared.get(part);
        if (questions != null) {
            for (Shared one : questions) {
                set(one.gate, one.kind.holds(facts, one.arguments), bits, values);
            }
        }
    }

    private static void set(int gate, boolean holds, long bits, long[] values) {
        values[gate] = holds ? values[gate] | bits : values[gate] & ~bits;
    }
}

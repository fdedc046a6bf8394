package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.advice.Alert.Severity;
import org.apposite.authoring.cases.CaseFile;
import org.apposite.authoring.diff.Change.Example;
import org.apposite.circuit.Circuit;
import org.apposite.json.CaseReader;
import org.apposite.patient.PatientCase;
import org.apposite.proof.Effort;
import org.apposite.proof.Implicant;
import org.apposite.proof.Patients;
import org.apposite.proof.TwoVersions;
import org.jspecify.annotations.Nullable;

/** What two versions of one topic say differently. For one thread. */
final class TopicComparison {

    /** More conditions of one change nobody reads; that there are more is told. */
    private static final int MOST_CONDITIONS = 5;

    private static final String SEVERAL = "several";

    private final String topic;
    private final Circuit before;
    private final Circuit after;
    private final Answers answers;
    private final List<PatientCase> cases;
    private final CaseReader reader;
    private final TwoVersions versions;
    private final Effort effort;
    private final Words words;
    private final Map<Said, Integer> saidBefore;
    private final Map<Said, Integer> saidAfter;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notCompared = new ArrayList<>();
    private final Set<String> several = new LinkedHashSet<>();

    /** What was said gives way to something else, or to nothing; or something is new. */
    private record Pair(
            ChangeKind kind,
            String subject,
            @Nullable Said before,
            @Nullable Said after,
            int wire) {

        /** Of whoever is led elsewhere only what can be an emergency is told beside that. */
        boolean followsFromTheVariant() {
            return kind != ChangeKind.VARIANT
                    && kind != ChangeKind.RED_FLAG
                    && !isCritical(before)
                    && !isCritical(after);
        }

        private static boolean isCritical(@Nullable Said said) {
            return said != null
                    && said.kind() == ChangeKind.ALERT
                    && said.value().equals(Severity.CRITICAL.code());
        }
    }

    TopicComparison(String topic, ClinicalRules before, ClinicalRules after, List<PatientCase> cases, Effort effort) {
        this.topic = topic;
        this.before = before.circuit(topic);
        this.after = after.circuit(topic);
        this.answers = new Answers(before.only(topic), after.only(topic), this.before, this.after);
        this.cases = List.copyOf(cases);
        this.effort = effort;
        this.reader = new CaseReader(this.after.scope().vocabulary());
        this.versions = TwoVersions.of(
                this.before, this.after, patient -> written(patient).isPresent());
        this.words = new Words(this.before.scope(), this.after.scope());
        this.saidBefore = CircuitSays.before(this.before, versions);
        this.saidAfter = CircuitSays.after(this.after, versions);
    }

    TopicDifference compare() {
        List<Pair> pairs = pairs();
        if (!pairs.isEmpty()) {
            ConditionText text = new ConditionText(before, after, versions);
            Patients patients = Patients.of(versions, effort);
            pairs.forEach(pair -> look(pair, patients, text));
        }
        if (!versions.areStudiesAlike() && !notCompared.isEmpty()) {
            notCompared.add(
                    "the area, the onset, regions or studies are others than before: what is asked of earlier studies"
                            + " was compared for patients with one study at most");
        }
        Set<Said> all = new LinkedHashSet<>(saidBefore.keySet());
        all.addAll(saidAfter.keySet());
        return new TopicDifference(
                topic,
                TopicDifference.Standing.IN_BOTH,
                changes,
                Texts.different(before.scope(), after.scope()),
                notCompared,
                all.size());
    }

    /** All that may have changed: what rests on the same gates has not. */
    private List<Pair> pairs() {
        Map<List<String>, Set<Said>> bySubject = new LinkedHashMap<>();
        List<Said> all = new ArrayList<>(saidAfter.keySet());
        all.addAll(saidBefore.keySet());
        all.sort(Comparator.comparing(Said::kind));
        all.forEach(said -> bySubject
                .computeIfAbsent(List.of(said.kind().code(), said.subject()), any -> new LinkedHashSet<>())
                .add(said));
        List<Pair> pairs = new ArrayList<>();
        bySubject.values().forEach(values -> pairs.addAll(pairs(values)));
        mergeQuestions(pairs);
        int ledAlike = Patients.not(versions.any(pairs.stream()
                .filter(pair -> pair.kind == ChangeKind.VARIANT)
                .map(Pair::wire)
                .toList()));
        pairs.replaceAll(pair -> pair.followsFromTheVariant()
                ? new Pair(pair.kind, pair.subject, pair.before, pair.after, versions.all(pair.wire, ledAlike))
                : pair);
        pairs.removeIf(pair -> pair.wire == Patients.NEVER);
        return pairs;
    }

    /** Where many questions come or go, it is one change that others are asked. */
    private void mergeQuestions(List<Pair> pairs) {
        List<Pair> questions =
                pairs.stream().filter(pair -> pair.kind == ChangeKind.QUESTION).toList();
        if (questions.size() > 1) {
            long gone = questions.stream().filter(pair -> pair.after == null).count();
            pairs.removeAll(questions);
            questions.forEach(pair -> several.add(pair.subject));
            pairs.add(new Pair(
                    ChangeKind.QUESTION,
                    SEVERAL,
                    new Said(ChangeKind.QUESTION, SEVERAL, gone + "-gone"),
                    new Said(ChangeKind.QUESTION, SEVERAL, (questions.size() - gone) + "-new"),
                    versions.any(questions.stream().map(Pair::wire).toList())));
        }
    }

    private List<Pair> pairs(Set<Said> values) {
        Map<Said, Integer> lost = new LinkedHashMap<>();
        Map<Said, Integer> gained = new LinkedHashMap<>();
        for (Said said : values) {
            int was = saidBefore.getOrDefault(said, Patients.NEVER);
            int is = saidAfter.getOrDefault(said, Patients.NEVER);
            lost.put(said, versions.all(was, Patients.not(is)));
            gained.put(said, versions.all(is, Patients.not(was)));
        }
        lost.values().removeIf(wire -> wire == Patients.NEVER);
        gained.values().removeIf(wire -> wire == Patients.NEVER);
        int anyLost = versions.any(List.copyOf(lost.values()));
        int anyGained = versions.any(List.copyOf(gained.values()));
        List<Pair> pairs = new ArrayList<>();
        lost.forEach((was, wire) -> {
            gained.forEach((is, other) -> pairs.add(pair(was, is, versions.all(wire, other))));
            pairs.add(pair(was, null, versions.all(wire, Patients.not(anyGained))));
        });
        gained.forEach((is, wire) -> pairs.add(pair(null, is, versions.all(wire, Patients.not(anyLost)))));
        pairs.removeIf(pair -> pair.wire == Patients.NEVER);
        return pairs;
    }

    private static Pair pair(@Nullable Said before, @Nullable Said after, int wire) {
        Said one = before == null ? Objects.requireNonNull(after) : before;
        return new Pair(one.kind(), one.subject(), before, after, wire);
    }

    private void look(Pair pair, Patients patients, ConditionText text) {
        Optional<Boolean> any = patients.isAny(List.of(pair.wire));
        if (any.isPresent() && !any.get()) {
            return;
        }
        String sentence = pair.subject.equals(SEVERAL)
                ? words.questions(several)
                : words.sentence(pair.kind, pair.subject, value(pair.before), value(pair.after));
        if (any.isEmpty()) {
            notCompared.add(sentence + ": too hard to tell within the budget");
            return;
        }
        Implicant.Found implicants = patients.implicants(pair.wire, text.named(), cases, MOST_CONDITIONS);
        Optional<PatientCase> found = implicants.found().isEmpty()
                ? example(pair, patients)
                : Optional.of(implicants.found().get(0).example());
        if (found.isEmpty()) {
            notCompared.add(sentence + ": "
                    + (effort.isSpent()
                            ? "too hard to tell within the budget"
                            : "perhaps for a patient with several studies, or when another topic raises an emergency, but none"
                                    + " was found, nor in "
                                    + cases.size() + " cases beside the rules"));
            return;
        }
        List<String> conditions = implicants.found().stream()
                .sorted(Comparator.comparingInt(Implicant::size))
                .map(text::of)
                .toList();
        Example shown = example(pair, found.get(), sentence);
        if (pair.kind == ChangeKind.QUESTION && !shown.confirmed()) {
            notCompared.add(sentence + ": what is asked in place of the rules where they lead nowhere can be the same");
            return;
        }
        changes.add(new Change(
                topic,
                pair.kind,
                pair.subject,
                value(pair.before),
                value(pair.after),
                sentence,
                conditions,
                implicants.areAll(),
                Change.digest(
                        implicants.found().stream().map(text::exactly).sorted().toList()),
                shown,
                -1));
    }

    private static @Nullable String value(@Nullable Said said) {
        return said == null ? null : said.value();
    }

    private Optional<PatientCase> example(Pair pair, Patients patients) {
        List<Integer> wires = List.of(pair.wire);
        List<PatientCase> found = patients.smallest(wires);
        return found.isEmpty()
                ? cases.stream()
                        .filter(one -> patients.areSo(List.of(one), wires))
                        .findFirst()
                : Optional.of(found.get(0));
    }

    private Example example(Pair pair, PatientCase found, String sentence) {
        var stated = CaseFile.of(found, after.scope().vocabulary());
        boolean confirmed = written(found)
                .map(patient -> answers.show(patient, pair.kind, pair.before, pair.after))
                .orElse(false);
        return new Example(
                file(pair),
                CaseFile.text("The smallest patient whom this change touches:\n" + sentence + ".", stated),
                CaseFile.words(found, after.scope()),
                confirmed);
    }

    /** A patient as whoever reads the file of the case. */
    private Optional<PatientCase> written(PatientCase patient) {
        return CaseFile.read(CaseFile.of(patient, after.scope().vocabulary()), reader);
    }

    private String file(Pair pair) {
        long number = changes.stream().filter(one -> one.kind() == pair.kind).count() + 1;
        return topic + "-" + pair.kind.code() + "-" + number + ".yaml";
    }

    Answers answers() {
        return answers;
    }
}

package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.language.Answer;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Question;
import org.apposite.patient.PatientCase;

/** A patient for whom conditions hold: whatever questions are about is stated in every way, one after the other. */
final class Witness {

    /** With more steps than these none is found. */
    private static final int MAX_STEPS = 20_000;

    private final Domain domain;
    private final Scope scope;
    private final List<Condition> conditions;
    private final List<List<Question>> abouts;
    private final Set<String> data = new LinkedHashSet<>();
    private int steps;

    private Witness(Domain domain, Scope scope, List<Condition> conditions) {
        this.domain = domain;
        this.scope = scope;
        this.conditions = conditions;
        Map<String, List<Question>> byAbout = new LinkedHashMap<>();
        conditions.stream()
                .flatMap(condition -> condition.questions().stream())
                .forEach(question -> byAbout.computeIfAbsent(
                                domain.extent(Fact.PATIENT, question).about(), any -> new ArrayList<>())
                        .add(question));
        this.abouts = List.copyOf(byAbout.values());
        abouts.forEach(questions ->
                questions.forEach(question -> data.addAll(kind(question).data(question.arguments(), scope))));
    }

    /**
     * Looks for one.
     *
     * @param domain what the questions tell apart
     * @param scope the topic
     * @param conditions conditions on the patient
     * @return the patient in words; empty when none was found
     */
    static Optional<String> of(Domain domain, Scope scope, List<Condition> conditions) {
        Witness witness = new Witness(domain, scope, conditions);
        return witness.find(0, new Patient(PatientCase.builder().build(), scope, Derived.NOTHING))
                .map(witness::words);
    }

    private Optional<Patient> find(int next, Patient patient) {
        Set<Question> stated = new HashSet<>();
        abouts.subList(0, next).forEach(stated::addAll);
        boolean isLost = conditions.stream().anyMatch(one -> answer(one, stated, patient) == Answer.NO);
        if (isLost || ++steps > MAX_STEPS) {
            return Optional.empty();
        }
        if (next == abouts.size()) {
            return Optional.of(patient);
        }
        Set<List<Object>> tried = new HashSet<>();
        Question first = abouts.get(next).get(0);
        for (PatientCase one : domain.statements(kind(first), first.arguments(), patient)) {
            Patient other = new Patient(one, scope, Derived.NOTHING);
            if (tried.add(told(other))) {
                Optional<Patient> found = find(next + 1, other);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** What the questions tell of a patient, and of each finding, since those of a group are not told apart. */
    private List<Object> told(Patient patient) {
        List<Object> told = new ArrayList<>();
        abouts.forEach(questions -> questions.forEach(question -> told.add(holds(question, patient))));
        data.forEach(datum -> told.add(patient.said(datum)));
        return told;
    }

    private static Answer answer(Condition condition, Set<Question> stated, Patient patient) {
        return condition.fold(
                question ->
                        !stated.contains(question) ? Answer.UNKNOWN : holds(question, patient) ? Answer.YES : Answer.NO,
                Answer::all,
                Answer::any);
    }

    private static boolean holds(Question question, Patient patient) {
        return kind(question).holds(Known.of(patient), question.arguments());
    }

    private static QuestionKind kind(Question question) {
        return QuestionKind.of(Fact.PATIENT, question.name()).orElseThrow();
    }

    private String words(Patient patient) {
        List<String> words = new ArrayList<>();
        for (String datum : data) {
            words.add(scope.display(datum) + " " + patient.value(datum));
        }
        patient.stated().imaging().ifPresent(studies -> studies.forEach(one -> words.add(patient.words(one))));
        return String.join(", ", words);
    }
}

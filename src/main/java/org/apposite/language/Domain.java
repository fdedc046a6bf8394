package org.apposite.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;

/**
 * The values that data can take, as far as the questions of a topic tell them apart: of numbers, ages and durations one value
 * of each piece between the limits that rules ask about, of everything else every value. Of a study every result is tried,
 * at no stated site. Immutable and thread-safe.
 */
public final class Domain {

    private final Scope scope;
    private final Cuts cuts;

    private Domain(Scope scope, Collection<Question> questions) {
        this.scope = scope;
        this.cuts = new Cuts(questions, scope);
    }

    /**
     * The values that the rules and scores of a topic tell apart.
     *
     * @param scope the topic
     * @return the values
     */
    public static Domain of(Scope scope) {
        List<Question> questions = new ArrayList<>();
        for (Rule rule : scope.topic().rules()) {
            rule.when().forEach(pattern -> pattern.conditions().forEach(one -> questions.addAll(one.questions())));
        }
        scope.topic()
                .scores()
                .values()
                .forEach(score -> score.items()
                        .forEach(item -> questions.addAll(item.condition().questions())));
        return new Domain(scope, questions);
    }

    /**
     * The values that some questions tell apart.
     *
     * @param scope the topic
     * @param questions questions to the patient
     * @return the values
     */
    public static Domain of(Scope scope, Collection<Question> questions) {
        return new Domain(scope, questions);
    }

    /**
     * The same case, once for every value that an open datum can take.
     *
     * @param datum the code of a datum
     * @param patient the patient
     * @return cases; a value that contradicts what is stated makes none
     */
    public List<PatientCase> alternatives(String datum, Patient patient) {
        Alternatives found = new Alternatives(patient.stated());
        DatumKind.of(datum, scope.vocabulary()).vary(datum, patient, cuts, found);
        return found.cases();
    }

    /**
     * What to ask so that a datum or the data of a group become known. Of a derived finding these are the first open data, in
     * reading order, of each rule that could still conclude it absent; where there is none, or the vocabulary says so, it is
     * asked itself.
     *
     * @param name the code of a datum, or the name of a group
     * @param patient the patient
     * @return codes of open data, none twice; none when all is known
     */
    public static Set<String> asked(String name, Patient patient) {
        Set<String> asked = new LinkedHashSet<>();
        for (String datum : patient.scope().members(name)) {
            collect(datum, patient, asked, new LinkedHashSet<>());
        }
        return asked;
    }

    private static void collect(String datum, Patient patient, Set<String> asked, Set<String> above) {
        if (!patient.isOpen(datum) || !above.add(datum)) {
            return;
        }
        Term term = patient.scope().vocabulary().terms().get(datum);
        if (term == null || term.derivation() != Derivation.ASKS_ITS_DATA) {
            asked.add(datum);
            return;
        }
        Set<String> deciding = new LinkedHashSet<>();
        for (Rule rule : patient.scope().deriving(datum)) {
            if (rule.verb().equals(Verb.DERIVE_ABSENT.display())) {
                deciding.addAll(firstOpen(rule, patient, above));
            }
        }
        // Where no rule can conclude it absent any more, only a statement can.
        asked.addAll(deciding.isEmpty() ? Set.of(datum) : deciding);
    }

    /** What the first open question of a rule asks, as long as the rule can still fire. */
    private static Set<String> firstOpen(Rule rule, Patient patient, Set<String> above) {
        List<Topic.Condition> conditions = rule.when().stream()
                .filter(pattern -> pattern.fact().equals(Fact.PATIENT.display()))
                .flatMap(pattern -> pattern.conditions().stream())
                .toList();
        Set<String> open = new LinkedHashSet<>();
        if (conditions.stream().anyMatch(one -> Answer.of(one, patient) == Answer.NO)) {
            return open;
        }
        Known known = Known.of(patient);
        for (Topic.Condition condition : conditions) {
            for (Question question : condition.questions()) {
                QuestionKind kind =
                        QuestionKind.of(Fact.PATIENT, question.name()).orElseThrow();
                if (kind.answer(known, question.arguments()) == Answer.UNKNOWN) {
                    for (String datum : kind.data(question.arguments(), patient.scope())) {
                        collect(datum, patient, open, above);
                    }
                    return open;
                }
            }
        }
        return open;
    }
}

package org.apposite.language;

import java.io.Serial;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The values that data can take, as far as the questions of a topic tell them apart: of numbers, ages and durations one value
 * of each piece between the limits that rules ask about, of everything else every value. Of a study every result is tried,
 * at no stated site. Thread-safe; always gives the same.
 */
public final class Domain {

    private static final LocalDate DAY = LocalDate.of(2000, 1, 1);

    private final Scope scope;
    private final List<Question> questions;
    private final Cuts cuts;

    private Domain(Scope scope, Collection<Question> questions) {
        this.scope = scope;
        this.questions = questions.stream()
                .filter(question ->
                        QuestionKind.of(Fact.PATIENT, question.name()).isPresent())
                .distinct()
                .toList();
        this.cuts = new Cuts(this.questions, scope);
    }

    private Domain(Scope scope, List<Question> questions, Cuts cuts) {
        this.scope = scope;
        this.questions = questions;
        this.cuts = cuts;
    }

    /**
     * What questions to the patient are about: all that can be so of it is told value by value.
     *
     * @param asks what is asked of the patient
     * @param code the datum, the group or the study; empty where there is one only
     */
    public record About(Asks asks, String code) {}

    /** Of more the ways to know some of them, and not others, are too many. */
    private static final int MOST_MEMBERS = 100;

    /** What is stated of one thing can be so much that it is not listed. */
    public static final class TooManyValues extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        TooManyValues() {
            super("more values than can be listed");
        }
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
     * The values that some more questions tell apart.
     *
     * @param more questions to the patient
     * @return the values
     */
    public Domain with(Collection<Question> more) {
        List<Question> all = new ArrayList<>(questions);
        all.addAll(more);
        return new Domain(scope, all);
    }

    /**
     * The values that another domain tells apart, too: of numbers one value of each piece between the limits of both.
     *
     * @param other the values of other rules, perhaps with other words
     * @return the values, in the words of this one
     */
    public Domain alsoCutBy(Domain other) {
        return new Domain(scope, questions, cuts.and(other.cuts));
    }

    /**
     * The same case, once for every value that an open datum can take.
     *
     * @param datum the code of a datum
     * @param patient the patient
     * @return cases; a value that contradicts what is stated makes none
     */
    public List<PatientCase> alternatives(String datum, Patient patient) {
        List<PatientCase> cases = new ArrayList<>();
        alternatives(datum, patient, cases::add);
        return cases;
    }

    /**
     * The same, one after the other: all of them at once can take much room.
     *
     * @param datum the code of a datum
     * @param patient the patient
     * @param found is given each case
     */
    public void alternatives(String datum, Patient patient, Consumer<PatientCase> found) {
        Alternatives alternatives = new Alternatives(scope.vocabulary(), patient.stated(), found);
        DatumKind.of(datum, scope.vocabulary()).vary(datum, patient, cuts, alternatives);
    }

    /**
     * The same case, once for everything that can be stated of what a question to the patient is about, whatever is stated
     * of it now: nothing, each value, what is known in part, and of studies also those that say nothing of the area.
     *
     * @param kind the question
     * @param arguments its arguments
     * @param patient the patient
     * @return cases, the plainest first; a statement that contradicts what else is stated makes none
     */
    public List<PatientCase> statements(QuestionKind kind, List<Literal> arguments, Patient patient) {
        return statements(new About(kind.asks(), kind.about(arguments)), patient);
    }

    /**
     * What a question to the patient is about.
     *
     * @param kind the question
     * @param arguments its arguments
     * @return empty when no value that it is about tells all that could be so
     */
    public Optional<About> about(QuestionKind kind, List<Literal> arguments) {
        return kind.isLoose() ? Optional.empty() : Optional.of(new About(kind.asks(), kind.about(arguments)));
    }

    /**
     * What questions on a datum are about.
     *
     * @param datum the code of a datum other than an imaging study
     * @return what they have in common
     */
    public About about(String datum) {
        DatumKind kind = DatumKind.of(datum, scope.vocabulary());
        return new About(kind.asks(), Datum.named(datum).isPresent() ? "" : datum);
    }

    /**
     * What questions on the proposed order are about.
     *
     * @return what they have in common
     */
    public About aboutTheOrder() {
        return new About(Asks.ORDER, "");
    }

    /**
     * Whether all that can be so is told by values; there can be too many.
     *
     * @param about what questions are about
     * @return false for suspicions of which any number can be raised together
     */
    public boolean isTold(About about) {
        return !hasManySuspicions(about);
    }

    /**
     * The same case, once for everything that can be stated of something, whatever is stated of it now: nothing, each value,
     * what is known in part, and of studies also those that say nothing of the area.
     *
     * @param about what questions are about
     * @param patient the patient
     * @return cases, the plainest first; a statement that contradicts what else is stated makes none
     * @throws TooManyValues when there are more than 5,000
     */
    public List<PatientCase> statements(About about, Patient patient) {
        return switch (about.asks) {
            case FINDING, FIRST -> ofDatum(about.code, patient);
            case AGE, DURATION, COMPLAINT, SEX, REGION, SUSPECTED ->
                ofDatum(Datum.valueOf(about.asks.name()).code(), patient);
            case GROUP -> ofMembers(scope.group(about.code), patient);
            case SCORE ->
                QuestionKind.ofScore(about.code, scope).stream()
                        .flatMap(datum -> ofDatum(datum, patient).stream())
                        .toList();
            case STUDY, ANY_STUDY -> StudyStatements.of(about.code, patient);
            case EXAMINATION -> levels(patient);
            case ORDER, ORDERED_REGION -> orders(patient);
            case NOTHING, EMERGENCY, ROUTE, RANKED, ORDER_RATING -> List.of();
        };
    }

    private List<PatientCase> ofDatum(String datum, Patient patient) {
        DatumKind kind = DatumKind.of(datum, scope.vocabulary());
        PatientCaseBuilder builder = patient.stated().toBuilder();
        kind.clear(datum, patient, builder);
        PatientCase without = builder.build();
        Alternatives found = new Alternatives(scope.vocabulary(), without);
        found.add(unchanged -> {});
        Patient open = new Patient(without, scope, Derived.NOTHING);
        kind.vary(datum, open, cuts, found);
        kind.varyInPart(datum, open, cuts, found);
        return found.cases();
    }

    /** No question tells the members of a group apart: so many have their first value, so many their second, the others none. */
    private List<PatientCase> ofMembers(List<String> members, Patient patient) {
        if (members.size() > MOST_MEMBERS) {
            throw new TooManyValues();
        }
        List<PatientCase> cases = new ArrayList<>();
        for (int first = 0; first <= members.size(); first++) {
            for (int second = 0; first + second <= members.size(); second++) {
                PatientCase one = patient.stated();
                for (int i = 0; i < members.size(); i++) {
                    List<PatientCase> all = ofDatum(members.get(i), new Patient(one, scope, Derived.NOTHING));
                    int value = i < first ? 1 : i < first + second ? 2 : 0;
                    one = all.get(Math.min(value, all.size() - 1));
                }
                cases.add(one);
            }
        }
        return cases;
    }

    private List<PatientCase> levels(Patient patient) {
        Alternatives found = new Alternatives(scope.vocabulary(), patient.stated());
        found.add(unchanged -> {});
        scope.vocabulary().regionsOfComplaints().forEach(region -> found.add(b -> b.examinedAt(region)));
        return found.cases();
    }

    private List<PatientCase> orders(Patient patient) {
        Alternatives found = new Alternatives(scope.vocabulary(), patient.stated());
        found.add(unchanged -> {});
        for (Study study : scope.vocabulary().studies().values()) {
            List<@Nullable String> techniques = new ArrayList<>();
            techniques.add(null);
            techniques.addAll(study.techniques().keySet());
            List<@Nullable Contrast> contrasts = new ArrayList<>();
            contrasts.add(null);
            if (study.contrasted()) {
                contrasts.addAll(Arrays.asList(Contrast.values()));
            }
            for (String technique : techniques) {
                for (Contrast contrast : contrasts) {
                    for (String region : scope.vocabulary().regions().keySet()) {
                        found.add(b -> b.order(new ImagingOrder(study.code(), technique, region, null, contrast)));
                    }
                }
            }
        }
        return found.cases();
    }

    private boolean hasManySuspicions(About about) {
        return about.asks == Asks.SUSPECTED
                && scope.vocabulary().codes(Kind.SUSPICION).size() > DatumKind.MOST_SUSPICIONS_TOGETHER;
    }

    /**
     * A patient of whom nothing is stated but what studies need to count: the day, and an illness that has just begun.
     *
     * @return the patient
     */
    public Patient nobody() {
        PatientCaseBuilder builder = PatientCase.builder().asOf(DAY);
        String onset = scope.topic().onset();
        Quantity quantity = scope.vocabulary().quantities().get(onset);
        if (onset.equals(Datum.DURATION.code())) {
            builder.duration(Duration.ZERO);
        } else if (quantity != null) {
            quantity.comparedIn().stream()
                    .limit(1)
                    .forEach(unit -> cuts.pieces(quantity, unit).stream()
                            .limit(1)
                            .forEach(least -> builder.measured(onset, Measurement.of(least, unit))));
        }
        return new Patient(builder.build(), scope, Derived.NOTHING);
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

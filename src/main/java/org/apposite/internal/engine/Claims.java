package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.circuit.Circuit;
import org.apposite.language.Answer;
import org.apposite.language.Derived;
import org.apposite.language.Patient;
import org.apposite.language.Scope;
import org.apposite.model.Datum;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Applies;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.patient.Range;
import org.jspecify.annotations.Nullable;

/**
 * Which of the loaded topics answers a case.
 *
 * @param answering the topics that answer, or may; one when it is decided
 * @param deciding codes of the open data on which it depends
 * @param refusing the topics of the complaint that do not apply to this patient
 */
record Claims(List<TopicEngine> answering, Set<String> deciding, List<TopicEngine> refusing) {

    static Claims of(List<TopicEngine> ofComplaint, PatientCase stated) {
        List<TopicEngine> answering = new ArrayList<>();
        List<TopicEngine> refusing = new ArrayList<>();
        Set<String> deciding = new LinkedHashSet<>();
        for (TopicEngine topic : ofComplaint) {
            Claim claim = Claim.of(topic, stated);
            if (claim.answer == Answer.NO) {
                refusing.add(topic);
            } else {
                answering.add(topic);
                deciding.addAll(claim.open);
            }
        }
        return new Claims(answering, deciding, refusing);
    }

    /**
     * Whether a topic answers a patient with one of its complaints.
     *
     * @param answer unknown while open data decide it
     * @param open the codes of these data
     */
    record Claim(Answer answer, Set<String> open) {

        private static final Claim OF_EVERYBODY = new Claim(Answer.YES, Set.of());

        static Claim of(TopicEngine topic, PatientCase stated) {
            Applies applies = topic.topic().applies();
            // A topic that is loaded alone is asked about any complaint; whom it answers is a matter of its own ones.
            if (applies.equals(Applies.TO_ALL) || !topic.claims(stated)) {
                return OF_EVERYBODY;
            }
            Set<String> open = new LinkedHashSet<>();
            Answer answer = applies(applies, new Patient(stated, topic.scope(), Derived.NOTHING), open);
            return new Claim(answer, answer == Answer.UNKNOWN ? open : Set.of());
        }
    }

    /** Why no topic answers a patient, although some answer the complaint. */
    static Exclusion refusal(List<TopicEngine> refusing) {
        String requirements = refusing.stream()
                .map(topic -> requirement(topic.topic(), topic.scope()))
                .collect(Collectors.joining("; "));
        String otherwise = refusing.stream()
                .map(topic -> topic.topic().applies().otherwise())
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return new Exclusion(
                Circuit.PATIENT_NOT_COVERED,
                "No loaded topic answers this complaint for this patient: " + requirements + ".",
                otherwise.isEmpty() ? "The appropriateness criteria for this patient." : otherwise,
                null);
    }

    private static Answer applies(Applies applies, Patient patient, Set<String> open) {
        List<Answer> answers = new ArrayList<>();
        Range<Age> age = patient.stated().age().orElse(null);
        if (applies.youngerThan() != null) {
            answers.add(age(age, applies.youngerThan(), true, open));
        }
        if (applies.atLeast() != null) {
            answers.add(age(age, applies.atLeast(), false, open));
        }
        if (applies.sex() != null) {
            answers.add(noting(
                    Datum.SEX.code(),
                    open,
                    patient.sexUnknown()
                            ? Answer.UNKNOWN
                            : patient.stated().sex() == applies.sex() ? Answer.YES : Answer.NO));
        }
        applies.present().forEach(code -> answers.add(noting(code, open, is(patient, code, Presence.PRESENT))));
        applies.absent().forEach(code -> answers.add(noting(code, open, is(patient, code, Presence.ABSENT))));
        return Answer.all(answers);
    }

    private static Answer age(@Nullable Range<Age> age, Age limit, boolean under, Set<String> open) {
        if (age == null) {
            return noting(Datum.AGE.code(), open, Answer.UNKNOWN);
        }
        boolean surelyUnder = age.to().compareTo(limit) < 0;
        boolean surelyNot = age.from().compareTo(limit) >= 0;
        return noting(
                Datum.AGE.code(),
                open,
                surelyUnder == under && surelyUnder != surelyNot
                        ? Answer.YES
                        : surelyUnder || surelyNot ? Answer.NO : Answer.UNKNOWN);
    }

    private static Answer is(Patient patient, String code, Presence wanted) {
        Presence known = patient.presence(code);
        return known == wanted ? Answer.YES : known == Presence.UNKNOWN ? Answer.UNKNOWN : Answer.NO;
    }

    private static Answer noting(String datum, Set<String> open, Answer answer) {
        if (answer == Answer.UNKNOWN) {
            open.add(datum);
        }
        return answer;
    }

    /** Whom a topic answers, for a reader. */
    private static String requirement(Topic topic, Scope scope) {
        Applies applies = topic.applies();
        List<String> parts = new ArrayList<>();
        if (applies.atLeast() != null) {
            parts.add("from " + applies.atLeast() + " of age");
        }
        if (applies.youngerThan() != null) {
            parts.add("under " + applies.youngerThan() + " of age");
        }
        if (applies.sex() != null) {
            parts.add("of sex " + applies.sex().code());
        }
        applies.present().forEach(code -> parts.add("with " + scope.display(code)));
        applies.absent().forEach(code -> parts.add("without " + scope.display(code)));
        return "\"" + topic.title() + "\" answers patients " + String.join(", ", parts);
    }
}

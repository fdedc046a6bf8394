package org.apposite.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.advice.Ranking;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Routing;
import org.apposite.advice.Situation;
import org.apposite.patient.PatientCase;

/** The kinds of facts that rules may ask for; there are no others. */
public enum Fact {
    /** What is stated of the patient. */
    PATIENT_CASE(PatientCase.class),
    /** A concluded red flag. */
    RED_FLAG(RedFlag.class),
    /** A concluded situation. */
    SITUATION(Situation.class),
    /** Where the routing led. */
    ROUTING(Routing.class),
    /** The rated procedures. */
    RANKING(Ranking.class);

    private final Class<?> type;

    Fact(Class<?> type) {
        this.type = type;
    }

    /** The type that a rule file imports. */
    public Class<?> type() {
        return type;
    }

    /** The name in a pattern. */
    public String display() {
        return type.getSimpleName();
    }

    /** The fact with this name in a pattern. */
    public static Optional<Fact> named(String name) {
        for (Fact fact : values()) {
            if (fact.display().equals(name)) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    /** The names of all questions to this fact. */
    public List<String> questions() {
        List<String> names = new ArrayList<>();
        for (QuestionKind kind : QuestionKind.values()) {
            if (kind.fact() == this) {
                names.add(kind.display());
            }
        }
        return names;
    }
}

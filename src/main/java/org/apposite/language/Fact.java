package org.apposite.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace.Kind;
import org.apposite.model.Topic.Pattern;

/** The kinds of facts that rules may ask for; there are no others. */
public enum Fact {
    /** The patient, from the beginning. */
    PATIENT(Patient.class, Kind.DATUM),
    /** A concluded red flag; there is one for each. */
    RED_FLAG(RedFlag.class, Kind.RED_FLAG),
    /** A concluded situation; there is one for each. */
    SITUATION(Situation.class, Kind.SITUATION),
    /** Whether an emergency stands, once the routing is decided. */
    EMERGENCY(Emergency.class, Kind.ALERT),
    /** Where the routing led. */
    ROUTING(Routing.class, Kind.VARIANT),
    /** The rated procedures. */
    RANKING(Ranking.class, Kind.RATING);

    private final Class<?> type;
    private final Kind kind;

    Fact(Class<?> type, Kind kind) {
        this.type = type;
        this.kind = kind;
    }

    /**
     * What a reason that rests on it is about.
     *
     * @return the kind of reason
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The verb by which rules conclude it, one for each code.
     *
     * @return empty for what no rule concludes by itself
     */
    public Optional<Verb> concludedBy() {
        return switch (this) {
            case RED_FLAG -> Optional.of(Verb.RED_FLAG);
            case SITUATION -> Optional.of(Verb.SITUATION);
            case PATIENT, EMERGENCY, ROUTING, RANKING -> Optional.empty();
        };
    }

    /**
     * The type that a rule file imports.
     *
     * @return a type of this package, or of the answer
     */
    public Class<?> type() {
        return type;
    }

    /**
     * The name in a pattern.
     *
     * @return the simple name of the type
     */
    public String display() {
        return type.getSimpleName();
    }

    /**
     * Whether there is one for each code that rules conclude, so that "and" has no meaning within a pattern.
     *
     * @return true for red flags and situations
     */
    public boolean isOneForEachCode() {
        return this == RED_FLAG || this == SITUATION;
    }

    /**
     * Whether a pattern asks for this fact.
     *
     * @param pattern a pattern of a rule
     * @return true when it does
     */
    public boolean isOf(Pattern pattern) {
        return pattern.fact().equals(display());
    }

    /**
     * The fact with a name in a pattern.
     *
     * @param name the name
     * @return empty when there is none
     */
    public static Optional<Fact> named(String name) {
        for (Fact fact : values()) {
            if (fact.display().equals(name)) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    /**
     * The names of all questions to this fact.
     *
     * @return names, in the order of the reference
     */
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

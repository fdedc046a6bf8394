package org.apposite.language;

import static org.apposite.language.Parameter.CATEGORY;
import static org.apposite.language.Parameter.DATUM;
import static org.apposite.language.Parameter.DIAGNOSIS;
import static org.apposite.language.Parameter.MEDIAN;
import static org.apposite.language.Parameter.NEW_CODE;
import static org.apposite.language.Parameter.PROCEDURE;
import static org.apposite.language.Parameter.RADIATION_LEVEL;
import static org.apposite.language.Parameter.SOURCE;
import static org.apposite.language.Parameter.STEP;
import static org.apposite.language.Parameter.TEXT;
import static org.apposite.language.Parameter.VARIANT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The verbs that rules may conclude with; the order is that of the reasoning, and of the trace. */
public enum Verb {
    RED_FLAG("redFlag", false, NEW_CODE, TEXT),
    SITUATION("situation", false, NEW_CODE),
    EXCLUDE("exclude", false, STEP, NEW_CODE, TEXT, TEXT),
    ASK("ask", false, STEP, DATUM),
    VARIANT_CANDIDATE("variant", false, STEP, VARIANT),
    RATE("rate", true, PROCEDURE, CATEGORY, MEDIAN, RADIATION_LEVEL, SOURCE),
    PREFER("prefer", false, PROCEDURE, TEXT),
    REMARK("remark", false, PROCEDURE, TEXT),
    DIFFERENTIAL("differential", false, NEW_CODE, TEXT),
    RAISE("raise", false, DIAGNOSIS),
    ALERT("alert", false, NEW_CODE, Parameter.SEVERITY, TEXT),
    NEXT_STEP("nextStep", false, NEW_CODE, Parameter.URGENCY, TEXT);

    private final String display;
    private final boolean lastRepeats;
    private final List<Parameter> parameters;

    Verb(String display, boolean lastRepeats, Parameter... parameters) {
        this.display = display;
        this.lastRepeats = lastRepeats;
        this.parameters = List.of(parameters);
    }

    /** Its name in a rule. */
    public String display() {
        return display;
    }

    /** What its arguments must be, in order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Whether this many arguments fit. */
    public boolean takes(int arguments) {
        return lastRepeats ? arguments >= parameters.size() : arguments == parameters.size();
    }

    /** What the argument at an index must be. */
    public Parameter parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** The verb with this name. */
    public static Optional<Verb> named(String name) {
        return Arrays.stream(values()).filter(verb -> verb.display.equals(name)).findFirst();
    }
}

package org.apposite.language;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A question to an answer, as the properties of a topic ask it; what an answer says is beyond the rules that make it. */
public enum AnswerQuestion implements QuestionForm {
    /** An alert is given, at this severity. */
    ALERT("alert", "the alert is given, at this severity", Parameter.ALERT, Parameter.SEVERITY),
    /** A next step is told, as urgent as this. */
    NEXT_STEP("nextStep", "the next step is told, with this urgency", Parameter.NEXT_STEP, Parameter.URGENCY),
    /** A study stands first. */
    PREFERRED("preferred", "the procedure is preferred", Parameter.PROCEDURE),
    /** A study has this category. */
    RATED("rated", "the procedure is rated in this category", Parameter.PROCEDURE, Parameter.CATEGORY),
    /** Something is asked before anything is decided. */
    ASKED("asked", "the datum, or one of the group, must be answered first", Parameter.DATUM);

    /** The name in a pattern. */
    public static final String FACT = "Answer";

    private final String display;
    private final String meaning;
    private final List<Parameter> parameters;

    AnswerQuestion(String display, String meaning, Parameter... parameters) {
        this.display = display;
        this.meaning = meaning;
        this.parameters = List.of(parameters);
    }

    /**
     * The question with a name.
     *
     * @param name the name in a pattern
     * @return empty when there is none
     */
    public static Optional<AnswerQuestion> named(String name) {
        return Arrays.stream(values()).filter(one -> one.display.equals(name)).findFirst();
    }

    /**
     * The names of all.
     *
     * @return names, in the order of the reference
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(AnswerQuestion::display).toList();
    }

    @Override
    public String display() {
        return display;
    }

    /**
     * What a yes means, for the reference of the language.
     *
     * @return a few words
     */
    public String meaning() {
        return meaning;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean takes(int arguments) {
        return arguments == parameters.size();
    }

    @Override
    public String form() {
        return parameters.stream().map(Parameter::display).collect(Collectors.joining(", ", display + "( ", " )"));
    }
}

package org.apposite.language;

import java.util.List;

/** How a question is written. */
public interface QuestionForm {

    /**
     * Its name.
     *
     * @return the name before its parentheses
     */
    String display();

    /**
     * What its arguments must be.
     *
     * @return the parameters, in order
     */
    List<Parameter> parameters();

    /**
     * Whether this many arguments fit.
     *
     * @param arguments a number of arguments
     * @return true when they do
     */
    boolean takes(int arguments);

    /**
     * How it is written.
     *
     * @return the name, and what stands in its parentheses
     */
    String form();
}

package org.apposite.advice;

/**
 * What to do after the result of a study.
 *
 * @param code its code
 * @param urgency how soon
 * @param text what to do
 * @param source the key of its source
 */
public record NextStep(String code, Urgency urgency, String text, String source) implements Conclusion {}

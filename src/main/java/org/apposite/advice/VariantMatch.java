package org.apposite.advice;

/**
 * The clinical variant that the case matches.
 *
 * @param topic the topic's id
 * @param id the variant's id
 * @param number the variant's number in its source
 * @param title the variant, for a reader
 */
public record VariantMatch(String topic, String id, int number, String title) implements Conclusion {}

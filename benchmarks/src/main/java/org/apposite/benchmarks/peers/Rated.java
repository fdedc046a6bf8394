package org.apposite.benchmarks.peers;

/**
 * One row of a variant's ratings.
 *
 * @param procedure its code
 * @param category its category
 * @param median the panel's median
 */
public record Rated(String procedure, String category, int median) {}

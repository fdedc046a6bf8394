package org.apposite.log;

/**
 * How the writing of logs fares.
 *
 * @param unwritten how many lines could not be written since the start
 * @param isFailing whether the last ones could not, or the disk does not answer
 */
public record Writing(long unwritten, boolean isFailing) {

    Writing and(Writing other) {
        return new Writing(unwritten + other.unwritten, isFailing || other.isFailing);
    }
}

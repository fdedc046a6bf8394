package org.apposite.file;

import java.time.Instant;
import java.util.Optional;

/**
 * How whoever watches a folder fares. Immutable.
 *
 * @param lastGood when everything in the folder could be seen last
 * @param failed how many looks failed since the watch began
 * @param fault why the last look failed, a line; empty when it did not
 * @param refusal where it lies that what the folder holds was not taken; empty when it was
 */
public record Looks(Instant lastGood, long failed, Optional<String> fault, Optional<Refusal> refusal) {

    /**
     * Where it lies that content was not taken. What is wrong there is told by the log.
     *
     * @param file the file of the first reason, relative to the folder; empty when it is of none
     * @param code its code, such as {@code APP-109}; empty when it has none
     */
    public record Refusal(String file, String code) {}
}

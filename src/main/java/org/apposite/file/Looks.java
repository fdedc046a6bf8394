package org.apposite.file;

import java.time.Instant;
import java.util.Optional;

/**
 * How whoever watches a folder fares. Immutable.
 *
 * @param lastGood when everything in the folder could be seen last
 * @param failed how many looks failed since the watch began
 * @param fault why the last look failed, a line; empty when it did not
 */
public record Looks(Instant lastGood, long failed, Optional<String> fault) {}

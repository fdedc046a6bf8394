package org.apposite.cds;

import java.util.List;

/**
 * What a service has of the process that it is in.
 *
 * @param metrics where it counts
 * @param memory what the bodies that it reads at once may take
 * @param aside what the calls may take that wait to be asked about once more
 * @param alsoAt addresses at which callers reach it, besides the base of its settings
 */
record Surroundings(Metrics metrics, MemoryBudget.Share memory, MemoryBudget.Share aside, List<String> alsoAt) {}

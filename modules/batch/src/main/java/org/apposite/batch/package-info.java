/**
 * Cases of a file, by the million: answers in parts that a killed run leaves whole, bad rows beside them with their reasons, and a report.
 * The entry is {@link org.apposite.batch.Batch}.
 */
@NullMarked
package org.apposite.batch;

import org.jspecify.annotations.NullMarked;

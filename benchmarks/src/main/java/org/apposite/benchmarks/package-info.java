/** Measurements: the engine beside hand-written Java, and the start of a process. */
@NullMarked
package org.apposite.benchmarks;

import org.jspecify.annotations.NullMarked;

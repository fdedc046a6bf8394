/** Figures of a host that evaluates, for Micrometer. */
@NullMarked
package org.apposite.metrics;

import org.jspecify.annotations.NullMarked;

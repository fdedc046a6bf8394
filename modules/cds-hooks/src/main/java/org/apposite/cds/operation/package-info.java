/** How a service is operated while it runs: what of it is shown, and how often. */
@org.jspecify.annotations.NullMarked
package org.apposite.cds.operation;

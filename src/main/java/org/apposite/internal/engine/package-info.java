/** Evaluates cases in sessions that are kept. The only place that knows Drools at run time. */
@NullMarked
package org.apposite.internal.engine;

import org.jspecify.annotations.NullMarked;

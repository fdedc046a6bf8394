/** Compiles topics to KIE bases and evaluates cases in pooled sessions. The only place that knows Drools at run time. */
@NullMarked
package org.apposite.internal.engine;

import org.jspecify.annotations.NullMarked;

/** What a layer makes of the rules of a topic, and of its critical alerts. */
@NullMarked
package org.apposite.internal.layer;

import org.jspecify.annotations.NullMarked;

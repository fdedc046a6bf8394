/** What topics state of the harm that they could do. */
@NullMarked
package org.apposite.internal.hazard;

import org.jspecify.annotations.NullMarked;

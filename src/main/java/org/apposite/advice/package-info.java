/** What rules conclude and a host reads: one immutable answer that explains itself. */
@NullMarked
package org.apposite.advice;

import org.jspecify.annotations.NullMarked;

/** Rules that decided: how they are kept beside a log, and found again. */
@NullMarked
package org.apposite.log.kept;

import org.jspecify.annotations.NullMarked;

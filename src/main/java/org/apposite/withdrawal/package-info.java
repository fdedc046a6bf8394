/** Parts of a rule set that no longer speak, although they stand in its files: a recall that takes effect at once. */
@NullMarked
package org.apposite.withdrawal;

import org.jspecify.annotations.NullMarked;

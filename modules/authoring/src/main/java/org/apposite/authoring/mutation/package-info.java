/** Tries whether the cases beside the rules would notice a mistake in a rule. */
@NullMarked
package org.apposite.authoring.mutation;

import org.jspecify.annotations.NullMarked;

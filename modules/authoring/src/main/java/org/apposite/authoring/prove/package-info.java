/** Proofs of what is so for every patient, or the smallest patient for whom it is not. */
@NullMarked
package org.apposite.authoring.prove;

import org.jspecify.annotations.NullMarked;

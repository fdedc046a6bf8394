/** Patients whose values cover all triples. */
@NullMarked
package org.apposite.proof.covering;

import org.jspecify.annotations.NullMarked;

/** What can be stated of a patient, so that the questions of a circuit are answered in a certain way. */
@NullMarked
package org.apposite.proof.stating;

import org.jspecify.annotations.NullMarked;

/** What a host states about a patient: immutable values and three-valued questions. */
@NullMarked
package org.apposite.patient;

import org.jspecify.annotations.NullMarked;

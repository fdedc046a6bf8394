/** What a host states about a patient: immutable values. What nobody states stays unknown. */
@NullMarked
package org.apposite.patient;

import org.jspecify.annotations.NullMarked;

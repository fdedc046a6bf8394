/** A patient's record becomes a case: each kind of resource has its reader, and all of them write one draft. */
@NullMarked
package org.apposite.fhir.in;

import org.jspecify.annotations.NullMarked;

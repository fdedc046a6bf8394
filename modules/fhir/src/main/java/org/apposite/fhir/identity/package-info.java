/** Which resources of a record are one, which version of one counts, and of whom each is. */
@NullMarked
package org.apposite.fhir.identity;

import org.jspecify.annotations.NullMarked;

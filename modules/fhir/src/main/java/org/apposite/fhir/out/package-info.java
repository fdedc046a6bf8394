/** An answer becomes a bundle of proposals, and the rules become definitions: a part for each kind of resource. */
@NullMarked
package org.apposite.fhir.out;

import org.jspecify.annotations.NullMarked;

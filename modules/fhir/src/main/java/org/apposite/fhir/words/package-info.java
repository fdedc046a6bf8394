/** What this module says to people around the texts of rules, in codes until somebody reads it. */
@NullMarked
package org.apposite.fhir.words;

import org.jspecify.annotations.NullMarked;

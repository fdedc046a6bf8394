/** What was sent, before anybody reads what it means: JSON with faults, and elements that are not stated. */
@NullMarked
package org.apposite.fhir.sent;

import org.jspecify.annotations.NullMarked;

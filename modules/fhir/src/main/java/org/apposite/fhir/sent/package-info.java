/**
 * What was sent, before anybody reads what it means: JSON with faults, elements that are not stated, searches that are not
 * whole, orders that are parts of one study.
 */
@NullMarked
package org.apposite.fhir.sent;

import org.jspecify.annotations.NullMarked;

/** What two versions of rules answer differently: of which patients, found by a solver and shown by the rule engine. */
@NullMarked
package org.apposite.authoring.diff;

import org.jspecify.annotations.NullMarked;

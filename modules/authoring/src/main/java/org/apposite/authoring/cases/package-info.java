/** Runs the cases that stand beside the rules. */
@NullMarked
package org.apposite.authoring.cases;

import org.jspecify.annotations.NullMarked;

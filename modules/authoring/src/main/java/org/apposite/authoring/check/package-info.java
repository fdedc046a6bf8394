/** Checks rule content beyond what loading needs. */
@NullMarked
package org.apposite.authoring.check;

import org.jspecify.annotations.NullMarked;

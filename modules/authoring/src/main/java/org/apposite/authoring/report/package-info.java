/** Findings as other programs read them. */
@NullMarked
package org.apposite.authoring.report;

import org.jspecify.annotations.NullMarked;

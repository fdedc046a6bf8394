/** Rules that a running host exchanges without a break. */
@NullMarked
package org.apposite.authoring.reload;

import org.jspecify.annotations.NullMarked;

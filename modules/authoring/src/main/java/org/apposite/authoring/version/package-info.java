/** Versions of rule content: no content changes without a new one. */
@NullMarked
package org.apposite.authoring.version;

import org.jspecify.annotations.NullMarked;

/** The pages that explain each code of a message. */
@NullMarked
package org.apposite.authoring.explain;

import org.jspecify.annotations.NullMarked;

/** The format for cases: its schemas, its values as they are written, and the case that a tree of it states. */
@NullMarked
package org.apposite.json.format;

import org.jspecify.annotations.NullMarked;

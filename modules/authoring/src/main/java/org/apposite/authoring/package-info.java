/** Tools for those who write rules. Each tool has a package of its own; this one holds what they share. */
@NullMarked
package org.apposite.authoring;

import org.jspecify.annotations.NullMarked;

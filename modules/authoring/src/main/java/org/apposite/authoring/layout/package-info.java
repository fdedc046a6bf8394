/** Gives rule files one canonical layout. */
@NullMarked
package org.apposite.authoring.layout;

import org.jspecify.annotations.NullMarked;

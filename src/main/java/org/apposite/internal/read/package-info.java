/** Reads and checks a folder of rule content. */
@NullMarked
package org.apposite.internal.read;

import org.jspecify.annotations.NullMarked;

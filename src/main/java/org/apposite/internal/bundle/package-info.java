/** Content as data, and as bytes in a jar. */
@NullMarked
package org.apposite.internal.bundle;

import org.jspecify.annotations.NullMarked;

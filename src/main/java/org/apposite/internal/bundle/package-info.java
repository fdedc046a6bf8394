/** Content as data, as bytes in a jar, and as compiled rules. */
@NullMarked
package org.apposite.internal.bundle;

import org.jspecify.annotations.NullMarked;

/** How large rule content may be. */
@NullMarked
package org.apposite.internal.limit;

import org.jspecify.annotations.NullMarked;

/** What runs when the jar is built. */
@NullMarked
package org.apposite.internal.build;

import org.jspecify.annotations.NullMarked;

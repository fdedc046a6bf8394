/** Why an answer is not another one. */
@NullMarked
package org.apposite.internal.explain;

import org.jspecify.annotations.NullMarked;

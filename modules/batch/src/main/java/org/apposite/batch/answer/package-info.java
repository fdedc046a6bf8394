/** How answers are written. */
@NullMarked
package org.apposite.batch.answer;

import org.jspecify.annotations.NullMarked;

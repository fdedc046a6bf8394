/** What reads and writes tables with types: {@link org.apposite.batch.columnar.ColumnarFile}, of which the batch knows no more. */
@NullMarked
package org.apposite.batch.columnar;

import org.jspecify.annotations.NullMarked;

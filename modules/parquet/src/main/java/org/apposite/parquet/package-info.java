/** Parquet for {@code apposite batch}, without an installation of Hadoop. The entry is {@link org.apposite.parquet.ParquetTables}. */
@NullMarked
package org.apposite.parquet;

import org.jspecify.annotations.NullMarked;

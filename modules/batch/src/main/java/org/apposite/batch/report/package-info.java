/** What a batch says in sum: {@link org.apposite.batch.report.BatchReport}, and the page of it. */
@NullMarked
package org.apposite.batch.report;

import org.jspecify.annotations.NullMarked;

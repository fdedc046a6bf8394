/** What logs tell of a time: {@link org.apposite.log.report.DecisionReport}. */
@NullMarked
package org.apposite.log.report;

import org.jspecify.annotations.NullMarked;

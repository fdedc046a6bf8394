/** Logs in PostgreSQL: one chain for each log, however many services write to it, in a partition for each month. */
@NullMarked
package org.apposite.log.jdbc;

import org.jspecify.annotations.NullMarked;

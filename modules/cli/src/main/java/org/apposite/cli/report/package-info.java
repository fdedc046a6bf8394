/** The command that reports what logs tell of a time. */
@NullMarked
package org.apposite.cli.report;

import org.jspecify.annotations.NullMarked;

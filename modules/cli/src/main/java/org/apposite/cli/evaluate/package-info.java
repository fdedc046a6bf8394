/** Answering: of cases, and of the records of patients. */
@NullMarked
package org.apposite.cli.evaluate;

import org.jspecify.annotations.NullMarked;

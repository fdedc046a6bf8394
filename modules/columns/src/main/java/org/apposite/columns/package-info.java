/**
 * A table with a column for each datum, whatever holds it: which columns there can be, what a row of them states, and the answer as
 * columns. The entries are {@link org.apposite.columns.CaseColumns}, {@link org.apposite.columns.Decider} and {@link
 * org.apposite.columns.DecisionStruct}. It knows plain values only, and needs no Jackson, of which a host such as Spark has its own.
 */
@NullMarked
package org.apposite.columns;

import org.jspecify.annotations.NullMarked;

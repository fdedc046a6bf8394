/** What a service decided, as a table. */
@NullMarked
package org.apposite.batch.history;

import org.jspecify.annotations.NullMarked;

/** Where logs are kept: what a writer and a reader need of files, a database, or whatever else. */
@NullMarked
package org.apposite.log.store;

import org.jspecify.annotations.NullMarked;

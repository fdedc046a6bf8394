/** Rewrites a folder of rules from language 1 to language 2. */
@NullMarked
package org.apposite.authoring.migrate;

import org.jspecify.annotations.NullMarked;

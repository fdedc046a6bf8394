/** CDS Hooks 2.0: requests in, cards and ratings out; and a server for it on the JDK alone. */
@NullMarked
package org.apposite.cds;

import org.jspecify.annotations.NullMarked;

/** Who may call the service, and what the service itself may read from other servers. It knows nothing of requests. */
@NullMarked
package org.apposite.cds.security;

import org.jspecify.annotations.NullMarked;

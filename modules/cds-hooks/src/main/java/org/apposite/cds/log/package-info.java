/** What a service writes down: decisions and feedback, in logs that outlive a crash; and decisions answered once more. */
@NullMarked
package org.apposite.cds.log;

import org.jspecify.annotations.NullMarked;

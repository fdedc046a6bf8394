/**
 * What a service writes down: decisions and feedback, in logs that outlive a crash and, with a key of the hospital, show every
 * later change. A host meets {@link org.apposite.log.LogKey}, {@link org.apposite.log.LogVerification} and {@link
 * org.apposite.log.DecisionReplay}.
 */
@NullMarked
package org.apposite.log;

import org.jspecify.annotations.NullMarked;

package org.apposite.language;

import org.apposite.patient.Presence;

/** What rules have derived so far of one patient. */
@FunctionalInterface
public interface Derived {

    /** Nothing yet. */
    Derived NOTHING = finding -> Presence.UNKNOWN;

    /**
     * What has been derived of a finding.
     *
     * @param finding its code
     * @return present when any rule concluded so, whatever others say; unknown when none has
     */
    Presence of(String finding);
}

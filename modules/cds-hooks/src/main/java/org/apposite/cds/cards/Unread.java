package org.apposite.cds.cards;

import java.util.List;

/**
 * What could not be read.
 *
 * @param record what of the patient's record, in plain words
 * @param hasFailedSearch whether a search that could have told a complaint or an emergency failed
 * @param call what of the call was not reviewed and is to be told
 */
public record Unread(List<String> record, boolean hasFailedSearch, List<Unreviewed> call) {

    /**
     * Something of a call that was not reviewed.
     *
     * @param reason the code of the reason
     * @param order how the client names the order; empty where it does not
     */
    public record Unreviewed(String reason, String order) {}

    /** Copies the lists. */
    public Unread {
        record = List.copyOf(record);
        call = List.copyOf(call);
    }
}

package org.apposite.cds.cards;

import java.util.List;

/**
 * What could not be read.
 *
 * @param record what of the patient's record, in plain words
 * @param hasFailedSearch whether a search that could have told a complaint or an emergency failed
 * @param call what of the call was not reviewed and is to be told, in plain words without a full stop
 */
public record Unread(List<String> record, boolean hasFailedSearch, List<String> call) {

    /** Copies the lists. */
    public Unread {
        record = List.copyOf(record);
        call = List.copyOf(call);
    }
}

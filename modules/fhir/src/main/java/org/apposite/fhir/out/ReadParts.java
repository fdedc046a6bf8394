package org.apposite.fhir.out;

import java.util.List;

/**
 * What a bundle tells of how the case was read. Immutable.
 *
 * @param resources the resources that facts rest on
 * @param notes what was not taken as it stands
 */
public record ReadParts(List<String> resources, List<String> notes) {

    /** Of a case that did not come from resources. */
    public static final ReadParts NONE = new ReadParts(List.of(), List.of());

    public ReadParts {
        resources = List.copyOf(resources);
        notes = List.copyOf(notes);
    }
}

package org.apposite.cds;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * What is had of a patient.
 *
 * @param resources the resources
 * @param unread what could not be read, in plain words
 * @param hasPatient whether the patient's own resource is among the resources
 * @param hasAllImagingFound whether every search for imaging was answered in full
 */
record PatientRecord(List<Resource> resources, List<String> unread, boolean hasPatient, boolean hasAllImagingFound) {

    PatientRecord {
        resources = List.copyOf(resources);
        unread = List.copyOf(unread);
    }
}

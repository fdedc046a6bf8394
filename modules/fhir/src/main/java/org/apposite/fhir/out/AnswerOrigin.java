package org.apposite.fhir.out;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apposite.fhir.mapping.Urls;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.Device.FHIRDeviceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;

/**
 * Makes the Provenance and the Device: by which rules and engine an answer was made, and of which resources.
 *
 * @param frame the answer
 */
record AnswerOrigin(AnswerFrame frame) {

    private static final Pattern REFERENCE = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");

    Device device() {
        Device device = new Device();
        device.setStatus(FHIRDeviceStatus.ACTIVE);
        device.addDeviceName().setName("Apposite").setType(DeviceNameType.USERFRIENDLYNAME);
        device.addVersion().setValue(frame.advice().provenance().engine());
        return device;
    }

    Provenance provenance(List<Reference> targets, List<String> resources) {
        org.apposite.advice.Provenance content = frame.advice().provenance();
        Provenance provenance = new Provenance();
        provenance.setTarget(new ArrayList<>(targets));
        provenance.setOccurred(frame.dateTime());
        provenance.setRecordedElement(frame.instant());
        provenance.addPolicy(frame.ruleSet());
        provenance
                .addAgent()
                .setWho(frame.engine())
                .getType()
                .addCoding(new Coding(
                        "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler", "Assembler"));
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(new Reference()
                        .setType("Library")
                        .setIdentifier(new Identifier().setSystem(Urls.DIGEST).setValue(content.digest()))
                        .setDisplay(content.ruleSet() + " " + content.version() + ", status "
                                + content.status().code()));
        for (String resource : resources) {
            Reference what = REFERENCE.matcher(resource).matches()
                    ? new Reference(resource)
                    : new Reference().setDisplay(resource);
            provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(what);
        }
        return provenance;
    }
}

package org.example.host;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.datatype.CE;
import ca.uhn.hl7v2.model.v25.message.ORM_O01;
import ca.uhn.hl7v2.model.v25.message.ORR_O02;
import ca.uhn.hl7v2.model.v25.segment.OBR;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/** Takes imaging orders (ORM^O01) and says in the notes of the response what the rules say of them. */
public final class OrderListener implements ReceivingApplication<ORM_O01> {

    private final ClinicalRules rules = ClinicalRules.bundled();
    private final SiteCodes codes = SiteCodes.read();

    OrderListener() throws IOException {}

    public static void main(String[] args) throws Exception {
        HL7Service service = new DefaultHapiContext().newServer(Integer.parseInt(args[0]), false);
        service.registerApplication("ORM", "O01", new OrderListener());
        service.startAndWait();
        System.out.println("Listening for orders at port " + args[0]);
    }

    @Override
    public boolean canProcess(ORM_O01 message) {
        return true;
    }

    @Override
    public Message processMessage(ORM_O01 message, Map<String, Object> metadata) throws HL7Exception {
        try {
            ORR_O02 response = new ORR_O02();
            message.fillResponseHeader(response, AcknowledgmentCode.AA);
            response.getMSH().getMessageType().parse("ORR^O02^ORR_O02");
            List<String> notes = notes(message);
            for (int i = 0; i < notes.size(); i++) {
                response.getNTE(i).getComment(0).setValue(notes.get(i));
            }
            return response;
        } catch (IOException e) {
            throw new HL7Exception(e);
        }
    }

    private List<String> notes(ORM_O01 message) throws HL7Exception {
        List<String> notes = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        PatientCase stated = stated(message, unread);
        try {
            Advice advice = rules.evaluate(stated);
            advice.alerts().forEach(alert -> notes.add(note(alert)));
            advice.preferred().forEach(study -> notes.add("Do next: " + study.display()));
            advice.missing().forEach(datum -> notes.add("Ask: " + datum.question()));
        } catch (EvaluationAborted none) {
            none.emergencies().forEach(alert -> notes.add(note(alert)));
            notes.add("There is no advice on this order.");
        } catch (IllegalArgumentException refused) {
            notes.add("There is no advice on this order: " + refused.getMessage());
        }
        notes.addAll(unread);
        return notes;
    }

    /** What cannot be read is named, and is not taken for an absence. */
    private PatientCase stated(ORM_O01 message, List<String> unread) throws HL7Exception {
        PatientCaseBuilder patient = PatientCase.builder();
        String born =
                message.getPATIENT().getPID().getDateTimeOfBirth().getTime().getValue();
        String sent = message.getMSH().getDateTimeOfMessage().getTime().getValue();
        if (born != null && born.length() >= 8 && sent != null && sent.length() >= 8) {
            patient.age(Age.between(day(born), day(sent)));
        } else {
            unread.add("The date of birth is not known to the day, so that the age is not known.");
        }
        OBR order = message.getORDER().getORDER_DETAIL().getOBR();
        String study = order.getUniversalServiceIdentifier().getIdentifier().getValue();
        codes.order(study).ifPresentOrElse(patient::order, () -> unread.add("Not known at this site: order " + study));
        for (CE reason : order.getReasonForStudy()) {
            String code = reason.getIdentifier().getValue();
            codes.reason(code)
                    .ifPresentOrElse(
                            words -> state(patient, words.get(0), words.get(1)),
                            () -> unread.add("Not known at this site: reason " + code));
        }
        return patient.build();
    }

    private static void state(PatientCaseBuilder patient, String kind, String code) {
        if (kind.equals("complaint")) {
            patient.complaint(code);
        } else {
            patient.present(code);
        }
    }

    private static LocalDate day(String time) {
        return LocalDate.parse(time.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static String note(Alert alert) {
        return alert.severity().code() + ": " + alert.text();
    }
}

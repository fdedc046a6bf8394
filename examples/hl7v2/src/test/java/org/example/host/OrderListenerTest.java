package org.example.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sends orders over MLLP, as an EHR does. */
class OrderListenerTest {

    private static final String ORDER = String.join(
            "\r",
            "MSH|^~\\&|EHR|HOSPITAL|RULES|HOSPITAL|20261127083000||ORM^O01^ORM_O01|1|P|2.5",
            "PID|1||1||DOE^JOHN||20171001|M",
            "ORC|NW|1",
            "OBR|1|1||MTSP^MRI thoracic spine without contrast^L|||||||||||||||||||||||||||BACKP^^L~FEVER^^L~ODD^^L",
            "");

    @Test
    void anOrderGetsItsAdviceInTheNotesOfTheResponse() throws Exception {
        List<String> notes = notesTo(ORDER);

        assertTrue(notes.contains("NTE|||Not known at this site: reason ODD"), notes::toString);
        assertTrue(notes.stream().anyMatch(note -> note.startsWith("NTE|||Ask: ")), notes::toString);
    }

    @Test
    void anEmergencyComesFirst() throws Exception {
        List<String> notes = notesTo(ORDER.replace("~ODD", "~DEFICIT~BLADDER"));

        assertTrue(notes.get(0).startsWith("NTE|||critical: "), notes::toString);
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        List<String> notes = notesTo(ORDER.replace("|20171001|", "|2017|").replace("MTSP^", "WHAT^"));

        int last = notes.size() - 1;
        assertEquals("NTE|||Not known at this site: reason ODD", notes.get(last));
        assertEquals("NTE|||Not known at this site: order WHAT", notes.get(last - 1));
        assertEquals(
                "NTE|||The date of birth is not known to the day, so that the age is not known.", notes.get(last - 2));
    }

    private static List<String> notesTo(String order) throws Exception {
        try (HapiContext context = new DefaultHapiContext()) {
            int port = freePort();
            HL7Service service = context.newServer(port, false);
            service.registerApplication("ORM", "O01", new OrderListener());
            service.startAndWait();
            Connection connection = context.newClient("localhost", port, false);
            try {
                Message sent = context.getPipeParser().parse(order);
                String response = connection.getInitiator().sendAndReceive(sent).encode();
                assertTrue(response.contains("ORR^O02"), response);
                return Arrays.stream(response.split("\r"))
                        .filter(segment -> segment.startsWith("NTE"))
                        .toList();
            } finally {
                connection.close();
                service.stopAndWait();
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}

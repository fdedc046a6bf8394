package org.apposite.cds.cards;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirCase.Origin;
import org.apposite.json.CaseJson;

/**
 * What the link of a card carries behind its #, which no browser sends to a server or a proxy: the case, of which resources and
 * days its facts are, and who the patient is, for the answers that go back.
 */
final class CarriedCase {

    /** Of so many resources a fact is said to be; whoever wants to know all looks into the record. */
    private static final int SOURCES = 3;

    private CarriedCase() {}

    static String behind(FhirCase read, String patient) {
        ObjectNode carried = JsonNodeFactory.instance.objectNode();
        ObjectNode stated = CaseJson.write(read.patient());
        stated.remove("id");
        carried.set("case", stated);
        carried.put("patient", "Patient/" + patient);
        ObjectNode sources = carried.putObject("sources");
        for (Origin origin : read.origins()) {
            ArrayNode named = sources.withArray(origin.fact());
            origin.resources().stream().limit(SOURCES).forEach(resource -> {
                ArrayNode source = named.addArray().add(resource);
                String day = read.dates().getOrDefault(resource, "");
                if (!day.isEmpty()) {
                    source.add(day);
                }
            });
        }
        return "#record="
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(carried.toString().getBytes(UTF_8));
    }
}

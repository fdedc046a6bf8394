package org.apposite.cds;

import java.util.Optional;
import org.hl7.fhir.r4.model.ServiceRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * A draft order.
 *
 * @param json as it was sent
 * @param request as it is read
 */
record DraftOrder(ObjectNode json, ServiceRequest request) {

    static Optional<DraftOrder> of(ObjectNode json) {
        return Resources.of(json)
                .filter(ServiceRequest.class::isInstance)
                .map(resource -> new DraftOrder(json, (ServiceRequest) resource));
    }
}

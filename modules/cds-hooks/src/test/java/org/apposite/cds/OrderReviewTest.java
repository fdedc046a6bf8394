package org.apposite.cds;

import org.junit.jupiter.api.Test;

class OrderReviewTest {
    @Test
    void x() {
        CdsService service = Requests.service();
        CdsResponse r =
                service.handle(Requests.post("/cds-services/apposite-order-select", Requests.of("lumbar-mri.json")));
        System.out.println(r.status());
        System.out.println(Requests.json(r).toPrettyString());
        System.out.println(Requests.json(r).path("cards").path(0).path("detail").asString(""));
        System.out.println(Requests.json(service.handle(Requests.get("/cds-services")))
                .toPrettyString()
                .substring(0, 1500));
    }
}

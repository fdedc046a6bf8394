package org.apposite.benchmarks.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.apposite.benchmarks.service.OrderSelectRatios.Extent;
import org.junit.jupiter.api.Test;

/** Each benchmark of the service runs, for as short a time as it can: one that nobody runs stops working, and nobody sees it. */
class ServiceBenchmarksRunTest {

    @Test
    void anOrderIsComparedWithAnEchoTheBareParserAndTheBareRules() throws Exception {
        assertThat(OrderSelectRatios.measured(new Extent(1, 1, 1)))
                .contains(
                        "an order with a card",
                        "refused unread",
                        "FHIR alone",
                        "time: an order with a card is",
                        "CPU:");
    }

    @Test
    void aNewProcessOfTheCommandAnswersWithACard() throws Exception {
        assertThat(FirstCard.measured(1)).contains("CPU to the first card, s", "the first in medians of the next");
    }

    @Test
    void whatALargeRecordTookIsTold() throws Exception {
        assertThat(LargeBundles.measured(1, 10_000)).contains("MB of heap live", "after 1 requests of 0.0 MB each");
    }
}

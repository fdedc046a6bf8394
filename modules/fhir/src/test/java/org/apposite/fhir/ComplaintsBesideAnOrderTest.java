package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;

/** Whoever has read a record with an order knows in most cases of which complaint the record is without it. */
class ComplaintsBesideAnOrderTest {

    private static final List<String> FILES =
            List.of("conditions.txt", "observations.txt", "imaging.txt", "orders-and-others.txt");

    private static final String PAIN = "\"system\":\"http://snomed.info/sct\",\"code\":\"279038004\"";
    private static final String FEVER = "\"system\":\"http://snomed.info/sct\",\"code\":\"386661006\"";

    @Test
    void a_record_that_is_said_to_tell_a_complaint_tells_that_one_and_no_other() throws IOException {
        Random random = new Random(21);
        List<Records.Block> blocks = new ArrayList<>();
        for (String file : FILES) {
            blocks.addAll(Records.of(file));
        }
        int told = 0;
        int untold = 0;
        for (int i = 0; i < 400; i++) {
            List<Resource> resources = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int j = 0; j < count; j++) {
                resources.addAll(blocks.get(random.nextInt(blocks.size())).withPatient());
            }
            FhirRecord record = FhirRecord.of(resources).ofPatient("p");
            for (ServiceRequest order : List.of(order("reason", PAIN), order("reason", FEVER), order("o1", PAIN))) {
                List<FhirCase> cases = Records.CASES.readEach(record.ordering(order));
                boolean isTold = cases.size() == 1 && record.tellsComplaintOf(cases.get(0));
                if (isTold) {
                    assertThat(complaints(Records.CASES.readEach(record)))
                            .as("%d", i)
                            .isEqualTo(complaints(cases));
                }
                told += isTold ? 1 : 0;
                untold += isTold ? 0 : 1;
            }
        }
        assertThat(told).isGreaterThan(200);
        assertThat(untold).isGreaterThan(200);
    }

    @Test
    void what_only_the_order_gives_as_its_reason_the_record_does_not_tell() {
        FhirRecord record = FhirRecord.of(List.of()).ofPatient("p");
        FhirCase read =
                Records.CASES.readEach(record.ordering(order("o", PAIN))).get(0);
        assertThat(read.patient().complaint()).isPresent();
        assertThat(record.tellsComplaintOf(read)).isFalse();
    }

    @Test
    void an_older_self_of_the_order_may_have_told_another_complaint() {
        FhirRecord record = FhirRecord.of(List.of(order("o", PAIN))).ofPatient("p");
        FhirCase read =
                Records.CASES.readEach(record.ordering(order("o", FEVER))).get(0);
        assertThat(read.patient().complaint()).isEmpty();
        assertThat(record.tellsComplaintOf(read)).isFalse();
    }

    private static List<Optional<String>> complaints(List<FhirCase> cases) {
        return cases.stream().map(one -> one.patient().complaint()).toList();
    }

    private static ServiceRequest order(String id, String reason) {
        return (ServiceRequest) Records.resource("""
                {"resourceType":"ServiceRequest","id":"%s","status":"active","intent":"order",
                "code":{"coding":[{"system":"http://loinc.org","code":"24981-3"}]},"reasonCode":[{"coding":[{%s}]}]}
                """.formatted(id, reason));
    }
}

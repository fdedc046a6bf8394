package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apposite.fhir.Records.Block;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of the tables gives exactly what stands in it. */
class RecordsTest {

    static List<Block> conditions() throws IOException {
        return Records.of("conditions.txt");
    }

    static List<Block> observations() throws IOException {
        return Records.of("observations.txt");
    }

    /** Every way in which FHIR says that something is not known. */
    static List<Block> notKnown() throws IOException {
        return Records.of("not-known.txt");
    }

    static List<Block> imaging() throws IOException {
        return Records.of("imaging.txt");
    }

    static List<Block> orders() throws IOException {
        return Records.of("orders-and-others.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"conditions", "observations", "notKnown", "imaging", "orders"})
    void gives_the_facts_and_notes_that_stand_beside_the_record(Block block) {
        FhirCase read = Records.CASES.read(FhirRecord.of(block.withPatient()));
        assertThat(Records.told(read)).filteredOn(block::isAsked).isEqualTo(block.expected());
    }
}

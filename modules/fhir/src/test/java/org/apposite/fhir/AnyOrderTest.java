package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.json.AdviceJson;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** Whatever the order of a record's resources: the same case, the same notes, the same bytes of the answer. */
class AnyOrderTest {

    private static final List<String> FILES =
            List.of("conditions.txt", "observations.txt", "imaging.txt", "orders-and-others.txt");

    /** Two blocks of the tables at once, so that statements of all kinds meet, with equal names and contradictions. */
    @Test
    void every_shuffle_of_a_record_gives_the_same_bytes() throws IOException {
        Random random = new Random(11);
        List<Records.Block> blocks = new ArrayList<>();
        for (String file : FILES) {
            blocks.addAll(Records.of(file));
        }
        for (int i = 0; i < 300; i++) {
            List<Resource> rich = new ArrayList<>();
            int count = 2 + random.nextInt(12);
            for (int j = 0; j < count; j++) {
                rich.addAll(blocks.get(random.nextInt(blocks.size())).withPatient());
            }
            FhirCase expected = read(rich);
            for (int j = 0; j < 5; j++) {
                Collections.shuffle(rich, random);
                assertThat(Records.told(read(rich))).as("%d", i).isEqualTo(Records.told(expected));
                assertThat(read(rich)).isEqualTo(expected);
            }
        }
    }

    @Test
    void the_newest_version_counts_wherever_it_stands() {
        String old = observation("false", "\"versionId\":\"9\",\"lastUpdated\":\"2026-11-20T08:00:00Z\"");
        String now = observation("true", "\"versionId\":\"10\",\"lastUpdated\":\"2026-11-20T08:30:00Z\"");
        String unversioned = observation("true", "\"source\":\"x\"");
        for (List<String> order : List.of(List.of(old, now), List.of(now, old), List.of(old, now, now))) {
            assertThat(Records.told(read(resources(order))))
                    .containsExactly(
                            "fever = present (Observation/o)",
                            "! Observation/o: is there in an older version too; the newest is read");
        }
        for (List<String> order : List.of(List.of(old, unversioned), List.of(unversioned, old))) {
            assertThat(Records.told(read(resources(order))))
                    .containsExactly(
                            "fever = present (Observation/o)",
                            "! Observation/o: is there in several versions, and nothing tells which is the newest; each is read",
                            "! Observation/o: denies fever, which Observation/o states; it counts as present");
        }
    }

    private static String observation(String value, String meta) {
        return """
                {"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026-11-20","meta":{%s},
                "code":{"coding":[{"system":"http://snomed.info/sct","code":"386661006"}]},"valueBoolean":%s}
                """.formatted(meta, value);
    }

    private static List<Resource> resources(List<String> texts) {
        return texts.stream().map(Records::resource).toList();
    }

    private static FhirCase read(List<Resource> resources) {
        return Records.CASES.read(FhirRecord.of(resources));
    }

    /** The answer is a function of the case; a few records go all the way. */
    @Test
    void the_answer_is_the_same_too() throws IOException {
        Random random = new Random(12);
        List<Resource> rich = new ArrayList<>();
        for (String file : FILES) {
            for (Records.Block block : Records.of(file)) {
                if (random.nextInt(6) == 0) {
                    rich.addAll(block.resources());
                }
            }
        }
        List<String> answers = Stream.generate(() -> {
                    Collections.shuffle(rich, random);
                    return AdviceJson.compact(Records.RULES.evaluate(read(rich).patient()));
                })
                .limit(4)
                .distinct()
                .toList();
        assertThat(answers).hasSize(1);
    }
}

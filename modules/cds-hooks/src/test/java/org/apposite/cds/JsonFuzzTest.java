package org.apposite.cds;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Whatever bytes are posted to a service, it answers as it may. */
class JsonFuzzTest {

    private static final CdsService SERVICE = Requests.service();
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    @DictionaryFile(resourcePath = "/hostile/words.dict")
    @FuzzTest
    void any_bytes_are_answered(byte[] body) {
        Invariants.hold(SERVICE, new CdsRequest("POST", "/cds-services/apposite-order-select", JSON, body));
    }
}

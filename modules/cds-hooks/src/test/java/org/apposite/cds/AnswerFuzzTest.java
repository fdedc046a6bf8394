package org.apposite.cds;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Whatever bytes are posted as the answers to a questionnaire, they are answered or refused. */
class AnswerFuzzTest {

    private static final CdsService SERVICE = Requests.service();
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/fhir+json");

    @DictionaryFile(resourcePath = "/hostile/words.dict")
    @FuzzTest
    void any_answers_are_answered(byte[] body) {
        Invariants.hold(SERVICE, new CdsRequest("POST", "/answer", JSON, body));
    }
}

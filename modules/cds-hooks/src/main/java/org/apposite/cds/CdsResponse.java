package org.apposite.cds;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A response, for any web framework to send. Immutable and thread-safe, as long as nobody changes the bytes.
 *
 * @param status the status, such as 200
 * @param headers the headers, in the order of their names
 * @param body the body, empty when there is none
 */
public record CdsResponse(int status, Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public CdsResponse {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        Objects.requireNonNull(body, "body");
    }

    CdsResponse with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new CdsResponse(status, all, body);
    }
}

package org.apposite.cds;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request, as any web framework has it. Immutable and thread-safe, as long as nobody changes the bytes.
 *
 * @param method the method, such as {@code POST}
 * @param path the path without the query, beginning with {@code /}, as it was sent
 * @param headers the first value of each header; their names in any case
 * @param body the body, empty when there is none
 */
public record CdsRequest(String method, String path, Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public CdsRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(body, "body");
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    /**
     * A header.
     *
     * @param name its name in any case
     * @return its value, empty when it was not sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The same request, with its path without the first part, which it is known to have. */
    CdsRequest below(String first) {
        return new CdsRequest(method, path.substring(first.length() + 1), headers, body);
    }

    /** The same request with a header, in place of any other of this name. */
    CdsRequest with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new CdsRequest(method, path, more, body);
    }
}

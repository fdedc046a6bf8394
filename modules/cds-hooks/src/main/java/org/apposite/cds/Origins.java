package org.apposite.cds;

import java.util.Map;
import java.util.Set;

/** Lets pages of allowed origins call from a browser, and no others. */
final class Origins {

    private Origins() {}

    /** The answer to a browser's question before a call; it needs no token. */
    static CdsResponse preflight(Set<String> allowed, CdsRequest request) {
        if (isAllowed(allowed, request)) {
            return new CdsResponse(
                    204,
                    Map.of(
                            "Access-Control-Allow-Methods", "GET, POST",
                            "Access-Control-Allow-Headers", "Authorization, Content-Type",
                            "Access-Control-Max-Age", "600"),
                    new byte[0]);
        }
        throw new Refused(403, "forbidden", "this origin may not call");
    }

    static Map<String, String> headers(Set<String> allowed, CdsRequest request) {
        return isAllowed(allowed, request)
                ? Map.of("Access-Control-Allow-Origin", request.header("Origin").orElseThrow(), "Vary", "Origin")
                : Map.of();
    }

    private static boolean isAllowed(Set<String> allowed, CdsRequest request) {
        return request.header("Origin").filter(allowed::contains).isPresent();
    }
}

package org.apposite.cds;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request is known by in the logs of all systems that it passed: what the client calls it, or a new id. */
final class RequestId {

    /** The header that names a request, and its response. */
    static final String HEADER = "X-Request-Id";

    /** What it is called in the lines of the operational log. */
    static final String IN_LOGS = "request";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._\\-]{1,64}");

    /** The header of W3C Trace Context: version, trace, span and flags. */
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private RequestId() {}

    /** The id of a request. What a client sends is taken only when it is an id: it goes into logs. */
    static String of(CdsRequest request) {
        return request.header(HEADER)
                .filter(id -> ID.matcher(id).matches())
                .or(() -> request.header("traceparent")
                        .map(TRACE::matcher)
                        .filter(Matcher::matches)
                        .map(trace -> trace.group(1)))
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}

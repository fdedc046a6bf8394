package org.apposite.cds;

import java.util.Optional;

/**
 * Who calls, after the check of the token.
 *
 * @param iss the issuer, as on the list of the trusted ones
 * @param tenant the part of the issuer that calls, when the token names one
 */
record Caller(String iss, Optional<String> tenant) {}

package org.apposite.cds.security;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;

/** Where the keys of an issuer are. Thread-safe. */
interface IssuerKeys {

    /** The keys with the id that are for signatures; more than one when the issuer was careless. */
    List<JWK> withId(String kid) throws RefusedCaller;
}

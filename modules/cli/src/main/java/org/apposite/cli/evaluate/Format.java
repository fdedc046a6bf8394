package org.apposite.cli.evaluate;

/** How answers are written. */
enum Format {
    /** For people. */
    TEXT,
    /** The format of all answers. */
    JSON,
    /** A Bundle of FHIR R4. */
    FHIR
}

package org.apposite.fhir.identity;

import org.apposite.fhir.words.Remark;

/** Of whom a resource is, as far as its subject tells. */
public enum Whose {
    /** The patient's. */
    OWN(Remark.words("")),
    /** It has no subject. */
    UNSAID(Remark.of("whose-unsaid")),
    /** Of somebody, or something, else. */
    ANOTHER(Remark.of("whose-another")),
    /** By an identifier that may be anybody's. */
    BY_IDENTIFIER(Remark.of("whose-by-identifier")),
    /** By a reference that does not lead to the patient. */
    UNCLEAR(Remark.of("whose-unclear"));

    private final Remark note;

    Whose(Remark note) {
        this.note = note;
    }

    /** What is told of a resource that is set aside. */
    public Remark note() {
        return note;
    }
}

package org.apposite.fhir.identity;

/** Of whom a resource is, as far as its subject tells. */
public enum Whose {
    /** The patient's. */
    OWN(""),
    /** It has no subject. */
    UNSAID("does not say whose it is; it is ignored"),
    /** Of somebody, or something, else. */
    ANOTHER("belongs to another patient; it is ignored"),
    /** By an identifier that may be anybody's. */
    BY_IDENTIFIER("says whose it is by an identifier that the Patient sent does not have; it is ignored"),
    /** By a reference that does not lead to the patient. */
    UNCLEAR("says whose it is by a reference that does not lead to the patient; it is ignored");

    private final String note;

    Whose(String note) {
        this.note = note;
    }

    /** What is told of a resource that is set aside. */
    public String note() {
        return note;
    }
}

package org.apposite.cds.request;

/**
 * Something of a call that was not reviewed although it asks for imaging, or may.
 *
 * @param reason why
 * @param system the code system of the order: a URL that the mapping knows, an object identifier, {@code other} or
 *     {@code none}
 * @param order how the client names the order, for the person who placed it and for no log; empty where it does not
 */
public record Unreviewed(Reason reason, String system, String order) {

    static final String OTHER_SYSTEM = "other";
    static final String NO_SYSTEM = "none";

    /** Why something was not reviewed. */
    public enum Reason {
        /** It is an order for imaging, but no code of it is one that the mapping knows. */
        UNRECOGNISED("unrecognised"),
        /** FHIR cannot read it. */
        UNREADABLE("unreadable"),
        /** A selection names none of the drafts. */
        NOT_FOUND("not-found"),
        /** There were more orders at once than are reviewed. */
        TOO_MANY("too-many"),
        /** It asks for nothing: it is over, was revoked or entered in error, or says that something is not to be done. */
        NOT_PROPOSED("not-proposed");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The reason in logs and figures. */
        public String code() {
            return code;
        }
    }
}

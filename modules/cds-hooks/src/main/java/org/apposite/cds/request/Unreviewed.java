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
        UNRECOGNISED("unrecognised", "An order for imaging", "is not in the mapping of codes"),
        /** FHIR cannot read it. */
        UNREADABLE("unreadable", "A draft order", "cannot be read"),
        /** A selection names none of the drafts. */
        NOT_FOUND("not-found", "A selection", "names none of the draft orders"),
        /** There were more orders at once than are reviewed. */
        TOO_MANY("too-many", "An order", "is beyond the ten that are reviewed at once"),
        /** It asks for nothing: it is over, was revoked or entered in error, or says that something is not to be done. */
        NOT_PROPOSED("not-proposed", "An order", "asks for nothing");

        private final String code;
        private final String what;
        private final String why;

        Reason(String code, String what, String why) {
            this.code = code;
            this.what = what;
            this.why = why;
        }

        /** The reason in logs and figures. */
        public String code() {
            return code;
        }
    }

    /** What was not reviewed and why, as people read it, without a full stop. */
    String words() {
        return reason.what + (order.isEmpty() ? " " : ", " + order + ", ") + reason.why;
    }
}

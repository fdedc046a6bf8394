package org.apposite.cds.request;

/** The hooks that the service answers, each under an id of its own. */
public enum Hook {
    /** A patient's record is opened. */
    PATIENT_VIEW(
            "patient-view",
            "Imaging appropriateness: emergencies and next study",
            "Reports emergencies, the study to do next, and what has to be known for that."),
    /** An order was selected. */
    ORDER_SELECT(
            "order-select",
            "Imaging appropriateness: order being selected",
            "Reviews imaging orders against the guideline that fits the patient, and rates them."),
    /** Orders are about to be signed. */
    ORDER_SIGN(
            "order-sign",
            "Imaging appropriateness: order being signed",
            "Reviews imaging orders against the guideline that fits the patient, and rates them.");

    private final String hook;
    private final String title;
    private final String description;

    Hook(String hook, String title, String description) {
        this.hook = hook;
        this.title = title;
        this.description = description;
    }

    /** The name of the hook, as CDS Hooks has it. */
    public String hook() {
        return hook;
    }

    /** The id of the service, which is also the end of its path. */
    public String service() {
        return "apposite-" + hook;
    }

    /** What people call the service. */
    public String title() {
        return title;
    }

    /** What the service does, in a sentence. */
    public String description() {
        return description;
    }

    /** Whether it is about orders, and not about the patient's record alone. */
    public boolean isOfOrders() {
        return this != PATIENT_VIEW;
    }
}

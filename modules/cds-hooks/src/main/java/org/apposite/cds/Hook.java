package org.apposite.cds;

import java.util.Arrays;
import java.util.Optional;

/** The hooks that this service answers, each under an id of its own. */
enum Hook {
    PATIENT_VIEW(
            "patient-view",
            "Imaging appropriateness: emergencies and next study",
            "Tells of an emergency, of the study to do next, and of what has to be known for that."),
    ORDER_SELECT(
            "order-select",
            "Imaging appropriateness: order being selected",
            "Reviews imaging orders against the guideline that fits the patient, and rates them."),
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

    static Optional<Hook> ofService(String id) {
        return Arrays.stream(values()).filter(one -> one.service().equals(id)).findFirst();
    }

    /** The name of the hook. */
    String hook() {
        return hook;
    }

    /** The id of the service. */
    String service() {
        return "apposite-" + hook;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    boolean isOfOrders() {
        return this != PATIENT_VIEW;
    }
}

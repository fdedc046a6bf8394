package org.apposite.patient;

/** Where an MRI shows its lesion, where that is stated. */
public enum LesionSite implements Coded {
    /** In bone. */
    BONY("bony"),
    /** In the epidural space. */
    EPIDURAL("epidural"),
    /** Inside the dura. */
    INTRADURAL("intradural");

    private final String code;

    LesionSite(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

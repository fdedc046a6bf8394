package org.apposite.patient;

/** A kind of imaging study, before region and contrast. */
public enum Study implements Coded {
    /** Plain films. */
    RADIOGRAPHY("radiography"),
    /** Computed tomography. */
    CT("ct"),
    /** Computed tomography after contrast into the thecal sac. */
    CT_MYELOGRAPHY("ct-myelography"),
    /** Magnetic resonance imaging. */
    MRI("mri"),
    /** Bone scintigraphy. */
    BONE_SCAN("bone-scan"),
    /** Ultrasound. */
    US("us"),
    /** Positron emission tomography with FDG, with CT. */
    FDG_PET_CT("fdg-pet-ct");

    private final String code;

    Study(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

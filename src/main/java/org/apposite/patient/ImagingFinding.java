package org.apposite.patient;

/** What a positive radiograph or CT shows, where that is stated. */
public enum ImagingFinding implements Coded {
    /** Fracture. */
    FRACTURE("fracture"),
    /** Defect of the pars interarticularis. */
    SPONDYLOLYSIS("spondylolysis"),
    /** Slip of one vertebra on the next. */
    SPONDYLOLISTHESIS("spondylolisthesis"),
    /** Scheuermann disease. */
    SCHEUERMANN("scheuermann"),
    /** Lateral curvature. */
    SCOLIOSIS("scoliosis"),
    /** Something else. */
    OTHER("other");

    private final String code;

    ImagingFinding(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

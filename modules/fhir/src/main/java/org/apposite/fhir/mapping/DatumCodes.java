package org.apposite.fhir.mapping;

/**
 * The codes that the vocabulary has for data with a value of their own. They are also the link ids of the questions for
 * them.
 */
public final class DatumCodes {

    public static final String AGE = "age";
    public static final String COMPLAINT = "complaint";
    public static final String REGION = "region";
    public static final String DURATION = "duration";
    public static final String SUSPECTED = "suspected";
    public static final String EGFR = "egfr";
    public static final String RADIOGRAPHS = "radiographs";
    public static final String MRI = "mri";

    private DatumCodes() {}
}

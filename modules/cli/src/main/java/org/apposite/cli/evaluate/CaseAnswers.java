package org.apposite.cli.evaluate;

import org.apposite.cli.evaluate.Answers.About;
import org.apposite.patient.PatientCase;

/** What is told of each case of a file. */
interface CaseAnswers {

    /** How it is written. */
    Format format();

    /** The complaint of a case, as people call it. */
    String complaint(PatientCase patient);

    /** Prints what is told of a case. */
    void answer(About about, String place, PatientCase patient);

    /** Prints a line of a machine's format. */
    void printLine(String json);
}

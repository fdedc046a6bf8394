package org.apposite.proof.stating;

import java.util.BitSet;
import java.util.List;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Gate;
import org.apposite.language.Domain.About;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;

/** Gates over the questions that a case answers: of the rules of a topic, or of two versions of them. */
public interface Wiring {

    int size();

    Gate gate(int number);

    List<Dimension> dimensions();

    /** The words in which cases are stated. */
    Vocabulary vocabulary();

    /** A patient of whom nothing is stated but what studies need to count. */
    PatientCase nobody();

    /** The same case, once for everything that can be stated of something. */
    List<PatientCase> statements(About about, PatientCase patient);

    /** Whether a datum says when the illness began. */
    boolean isOnset(String datum);

    /** Which of some questions a case answers with yes, by their places; gates that rest on questions are not evaluated. */
    BitSet answers(PatientCase patient, List<Integer> wires);

    /** Whether a case can be stated: what is said of several data can contradict each other. */
    boolean canBeStated(PatientCase patient);

    /** Whether all wires hold of a patient. */
    boolean areSo(PatientCase patient, List<Integer> wires);
}

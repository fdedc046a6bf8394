package org.apposite.authoring.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.authoring.cases.CaseFile;
import org.apposite.authoring.prove.Proof.Witness;
import org.apposite.json.CaseReader;
import org.apposite.language.Scope;
import org.apposite.patient.PatientCase;

/** Patients as case files, with a name for each. */
final class Witnesses {

    private final Scope scope;
    private final CaseReader reader;
    private final Map<Claim, Integer> numbers = new HashMap<>();

    Witnesses(Scope scope) {
        this.scope = scope;
        this.reader = new CaseReader(scope.vocabulary());
    }

    /**
     * Patients as files, and as whoever reads the files.
     *
     * @param files the files
     * @param read what they state; fewer where a file cannot be read
     */
    record Written(List<Witness> files, List<PatientCase> read) {}

    Written write(Claim property, String sentence, List<PatientCase> patients) {
        int number = numbers.merge(property, 1, Integer::sum);
        List<Witness> files = new ArrayList<>();
        List<PatientCase> read = new ArrayList<>();
        for (int i = 0; i < patients.size(); i++) {
            PatientCase patient = patients.get(i);
            String name = scope.topic().id() + "-" + property.code() + "-" + number
                    + (patients.size() == 1 ? "" : i == 0 ? "-before" : "-after") + ".yaml";
            ObjectNode stated = CaseFile.of(patient, scope.vocabulary());
            String comment = "The smallest patient that breaks \"" + property.title() + "\":\n" + sentence + ".";
            files.add(new Witness(name, CaseFile.text(comment, stated), CaseFile.words(patient, scope)));
            read(patient).ifPresent(read::add);
        }
        return new Written(files, read);
    }

    /** A patient as whoever reads the file of the case. */
    Optional<PatientCase> read(PatientCase patient) {
        return CaseFile.read(CaseFile.of(patient, scope.vocabulary()), reader);
    }
}

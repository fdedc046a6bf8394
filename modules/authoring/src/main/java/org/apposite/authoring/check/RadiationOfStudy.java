package org.apposite.authoring.check;

import java.util.Map;
import java.util.Optional;
import org.apposite.advice.Radiation.Level;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Procedure;

/** APP-228: a radiation level that a study cannot have: some for one without ionizing radiation, or none for one with it. */
final class RadiationOfStudy implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        Map<String, Procedure> procedures = subject.vocabulary().procedures();
        for (Topic topic : subject.topics()) {
            for (Rule rule : subject.rules(topic)) {
                Tables.ratings(rule).stream()
                        .map(rating -> new Row(rule, rating))
                        .forEach(row -> Optional.ofNullable(procedures.get(row.procedure()))
                                .ifPresent(procedure -> look(subject, report, row, procedure.study())));
            }
        }
    }

    private static void look(Subject subject, Report report, Row row, String study) {
        String ionizing = subject.keys("vocabulary/studies.yaml")
                .text("studies", study, "ionizing")
                .orElse("");
        boolean isNone = row.radiation().equals(Level.NONE.code());
        boolean isWrong = ionizing.equals("true") ? isNone : ionizing.equals("false") && !isNone;
        if (isWrong && !row.radiation().equals(Verb.NOT_STATED)) {
            report.within(
                    row.rule(),
                    row.rating().place(),
                    CheckCode.RADIATION_OF_STUDY,
                    "\"" + row.procedure() + "\" has the radiation level \"" + row.radiation()
                            + "\", but by studies.yaml the study \"" + study + "\" has "
                            + (isNone ? "ionizing radiation" : "no ionizing radiation"),
                    "Compare it with the source; write \"" + Verb.NOT_STATED + "\" when that says nothing.");
        }
    }
}

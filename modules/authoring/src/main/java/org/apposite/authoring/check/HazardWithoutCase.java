package org.apposite.authoring.check;

import java.util.List;
import org.apposite.authoring.cases.ShownByCase;
import org.apposite.model.Hazard;

/** APP-238: a hazard of which no case shows that it is met. */
final class HazardWithoutCase implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        List<Hazard> hazards = subject.hazards();
        if (hazards.isEmpty()
                || !subject.isSound()
                || !subject.casesWereRead()
                || subject.cases().stream().anyMatch(subject::isWrong)) {
            return;
        }
        List<ShownByCase> shown = ShownByCase.of(
                subject.cases().stream()
                        .filter(one -> hazards.stream()
                                .anyMatch(hazard -> hazard.topic().equals(one.topic())))
                        .toList(),
                subject.answering());
        for (Hazard hazard : hazards) {
            if (shown.stream().noneMatch(one -> one.shows(hazard))) {
                report.at(
                        hazard.file(),
                        subject.keys(hazard.file()).item(Subject.HAZARDS, "id", hazard.id()),
                        CheckCode.HAZARD_WITHOUT_CASE,
                        "no case that is answered as expected shows how the hazard \"" + hazard.id() + "\" is met",
                        "Add one to " + hazard.topic() + "/cases in which a rule or an alert of met-by speaks.");
            }
        }
    }
}

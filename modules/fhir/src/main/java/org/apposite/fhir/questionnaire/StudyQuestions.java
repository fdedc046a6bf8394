package org.apposite.fhir.questionnaire;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apposite.fhir.mapping.DatumCodes;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;

/**
 * What is asked of a kind of study in this illness.
 *
 * @param datum the datum that asks for it
 * @param done the question whether it was done
 * @param region the question for its region
 * @param date the question for its date
 * @param detail the question for what else it shows, by the datum
 */
record StudyQuestions(
        String datum, String done, String region, String date, Function<String, QuestionnaireItemComponent> detail) {

    static final List<StudyQuestions> ALL = List.of(
            new StudyQuestions(
                    DatumCodes.RADIOGRAPHS,
                    "Were radiographs taken?",
                    "Which part do the radiographs show?",
                    "When were the radiographs taken?",
                    StudyQuestions::finding),
            new StudyQuestions(
                    DatumCodes.MRI,
                    "Was an MRI done?",
                    "Which part does the MRI show?",
                    "When was the MRI done?",
                    StudyQuestions::site));

    List<QuestionnaireItemComponent> items(Term term) {
        Study study = Objects.requireNonNull(StudyKinds.ASKED.get(datum), datum);
        return List.of(
                Questions.presence(term, done),
                whenDone(
                        datum,
                        Questions.choice(
                                datum + LinkIds.STUDY_REGION, region, OwnCodes.REGION, one -> one != Region.DIFFUSE)),
                whenDone(datum, Questions.date(datum + LinkIds.STUDY_DATE, date)),
                whenDone(
                        datum,
                        Questions.choice(
                                datum + LinkIds.STUDY_RESULT,
                                "What is the result?",
                                OwnCodes.IMAGING_RESULT,
                                result -> result.isOf(study))),
                detail.apply(datum));
    }

    private static QuestionnaireItemComponent finding(String datum) {
        return Questions.when(
                Questions.choice(
                        datum + LinkIds.STUDY_FINDING,
                        "Which finding do the radiographs show?",
                        OwnCodes.IMAGING_FINDING,
                        any -> true),
                datum + LinkIds.STUDY_RESULT,
                OwnCodes.IMAGING_RESULT.coding(ImagingResult.POSITIVE));
    }

    private static QuestionnaireItemComponent site(String datum) {
        return whenDone(
                datum,
                Questions.choice(
                        datum + LinkIds.STUDY_SITE,
                        "Where does the MRI show the lesion, if it shows one?",
                        OwnCodes.LESION_SITE,
                        any -> true));
    }

    private static QuestionnaireItemComponent whenDone(String datum, QuestionnaireItemComponent item) {
        return Questions.when(item, datum, OwnCodes.PRESENCE.coding(Presence.PRESENT));
    }
}

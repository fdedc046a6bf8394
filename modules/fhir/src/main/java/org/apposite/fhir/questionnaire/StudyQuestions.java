package org.apposite.fhir.questionnaire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Study.Meaning;
import org.apposite.model.Study.Result;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Presence;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;

/**
 * What is asked of a kind of study in this illness: whether it was done, and if so its region, date and result, and what
 * else its kind can show.
 *
 * @param vocabulary the vocabulary of the rules
 * @param asked what the topic asks
 * @param study the kind of study
 * @param datum the datum that asks for it
 * @param question what the topic asks in its own words, empty when it has none
 */
record StudyQuestions(Vocabulary vocabulary, AskedBeside asked, Study study, Term datum, String question) {

    List<QuestionnaireItemComponent> items() {
        String done = datum.code();
        String name = study.display();
        List<QuestionnaireItemComponent> items = new ArrayList<>();
        items.add(Questions.presence(
                datum, question.isEmpty() ? QuestionTexts.of(done, "Was this done: " + name + "?") : question));
        List<String> techniques = asked.techniques(study);
        if (!techniques.isEmpty()) {
            items.add(whenDone(choice(
                    LinkIds.STUDY_TECHNIQUE,
                    "By which technique was it done?",
                    OwnCodes.studies(vocabulary),
                    techniques)));
        }
        if (asked.contrast(study)) {
            OwnCodes contrasts = OwnCodes.CONTRAST;
            items.add(whenDone(choice(
                    LinkIds.STUDY_CONTRAST,
                    "With which contrast was it done?",
                    contrasts,
                    contrasts.displays().keySet())));
        }
        items.add(whenDone(choice(
                LinkIds.STUDY_REGION, "Which part does it show?", OwnCodes.regions(vocabulary), regionsOfStudies())));
        if (vocabulary.regions().values().stream().anyMatch(Region::sided)) {
            items.add(whenDone(choice(
                    LinkIds.STUDY_SIDE,
                    "Which side does it show?",
                    OwnCodes.SIDE,
                    OwnCodes.SIDE.displays().keySet())));
        }
        items.add(whenDone(Questions.date(
                done + LinkIds.STUDY_DATE, QuestionTexts.of(done + LinkIds.STUDY_DATE, "When was it done?"))));
        items.add(whenDone(choice(
                LinkIds.STUDY_RESULT,
                "What is the result?",
                OwnCodes.results(vocabulary),
                study.results().keySet())));
        if (!study.findings().isEmpty()) {
            items.add(whenAbnormal(choice(
                    LinkIds.STUDY_FINDING,
                    "Which finding does it show?",
                    OwnCodes.findings(vocabulary),
                    study.findings())));
        }
        if (!study.sites().isEmpty()) {
            items.add(whenDone(choice(
                    LinkIds.STUDY_SITE,
                    "Where does it show the lesion, if it shows one?",
                    OwnCodes.sites(vocabulary),
                    study.sites())));
        }
        return items;
    }

    private List<String> regionsOfStudies() {
        return vocabulary.regions().values().stream()
                .filter(region -> region.isPlace() || region.code().equals(Region.UNKNOWN))
                .map(Region::code)
                .toList();
    }

    private QuestionnaireItemComponent choice(String part, String text, OwnCodes list, Map<String, String> offered) {
        return choice(part, text, list, offered.keySet());
    }

    private QuestionnaireItemComponent choice(String part, String text, OwnCodes list, Collection<String> offered) {
        String linkId = datum.code() + part;
        return Questions.choice(linkId, QuestionTexts.of(linkId, text), list, offered);
    }

    /** A finding explains what is abnormal; of a lesion, where it is told apart, the site is asked. */
    private QuestionnaireItemComponent whenAbnormal(QuestionnaireItemComponent item) {
        Meaning meaning = study.results().values().stream().anyMatch(one -> one.meaning() == Meaning.ABNORMAL)
                ? Meaning.ABNORMAL
                : Meaning.LESION;
        OwnCodes results = OwnCodes.results(vocabulary);
        List<String> found = study.results().values().stream()
                .filter(result -> result.meaning() == meaning)
                .map(Result::code)
                .toList();
        found.forEach(result -> Questions.when(item, datum.code() + LinkIds.STUDY_RESULT, results.coding(result)));
        if (found.size() > 1) {
            item.setEnableBehavior(EnableWhenBehavior.ANY);
        }
        return item;
    }

    private QuestionnaireItemComponent whenDone(QuestionnaireItemComponent item) {
        return Questions.when(item, datum.code(), OwnCodes.PRESENCE.coding(Presence.PRESENT));
    }
}

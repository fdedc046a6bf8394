package org.apposite.fhir.questionnaire;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Coded;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;

/** The kinds of questions that a questionnaire has. */
final class Questions {

    private static final String UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
    private static final String UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
    private static final List<Map.Entry<String, String>> TIMES = List.of(
            Map.entry("d", "days"), Map.entry("wk", "weeks"), Map.entry("mo", "months"), Map.entry("a", "years"));

    private Questions() {}

    /** Whether a term is present, absent or unknown. */
    static QuestionnaireItemComponent presence(Term term) {
        return presence(term, term.question());
    }

    static QuestionnaireItemComponent presence(Term term, String text) {
        QuestionnaireItemComponent item = choice(term.code(), text, OwnCodes.PRESENCE, any -> true);
        item.addCode(OwnCodes.term(term));
        return item;
    }

    /** A choice among some values of a closed list. */
    static <E extends Coded> QuestionnaireItemComponent choice(
            String linkId, String text, OwnCodes<E> list, Predicate<E> offered) {
        QuestionnaireItemComponent item = item(linkId, text, QuestionnaireItemType.CHOICE);
        list.values().stream()
                .filter(offered)
                .forEach(value -> item.addAnswerOption().setValue(list.coding(value)));
        return item;
    }

    /** A choice among terms. */
    static QuestionnaireItemComponent choice(Term term, List<Term> values) {
        QuestionnaireItemComponent item = datum(term, QuestionnaireItemType.CHOICE);
        values.forEach(value -> item.addAnswerOption().setValue(OwnCodes.term(value)));
        return item;
    }

    /** An age or a duration. */
    static QuestionnaireItemComponent time(Term term) {
        QuestionnaireItemComponent item = datum(term, QuestionnaireItemType.QUANTITY);
        TIMES.forEach(unit ->
                item.addExtension(new Extension(UNIT_OPTION, new Coding(Urls.UCUM, unit.getKey(), unit.getValue()))));
        return item;
    }

    /** A number in a unit. */
    static QuestionnaireItemComponent number(Term term, String unit, String display) {
        QuestionnaireItemComponent item = datum(term, QuestionnaireItemType.DECIMAL);
        item.addExtension(new Extension(UNIT, new Coding(Urls.UCUM, unit, display)));
        return item;
    }

    static QuestionnaireItemComponent date(String linkId, String text) {
        return item(linkId, text, QuestionnaireItemType.DATE);
    }

    static QuestionnaireItemComponent group(String linkId, String text, List<QuestionnaireItemComponent> items) {
        QuestionnaireItemComponent group = item(linkId, text, QuestionnaireItemType.GROUP);
        items.forEach(group::addItem);
        return group;
    }

    /** The same question, asked only when another has this answer. */
    static QuestionnaireItemComponent when(QuestionnaireItemComponent item, String linkId, Coding answer) {
        item.addEnableWhen()
                .setQuestion(linkId)
                .setOperator(QuestionnaireItemOperator.EQUAL)
                .setAnswer(answer);
        return item;
    }

    private static QuestionnaireItemComponent datum(Term term, QuestionnaireItemType type) {
        QuestionnaireItemComponent item = item(term.code(), term.question(), type);
        item.addCode(OwnCodes.term(term));
        return item;
    }

    private static QuestionnaireItemComponent item(String linkId, String text, QuestionnaireItemType type) {
        QuestionnaireItemComponent item = new QuestionnaireItemComponent();
        item.setLinkId(linkId);
        item.setText(text);
        item.setType(type);
        return item;
    }
}

package org.apposite.fhir.questionnaire;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Quantity;
import org.apposite.model.Ucum;
import org.apposite.model.Vocabulary.Term;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;

/** The kinds of questions that a questionnaire has. */
final class Questions {

    private static final String UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
    private static final String UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
    private static final Map<String, String> SHORT_TIMES = ordered("min", "minutes", "h", "hours");
    private static final Map<String, String> TIMES = ordered("d", "days", "wk", "weeks", "mo", "months", "a", "years");

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private Questions() {}

    /** Whether a term is present, absent or unknown. */
    static QuestionnaireItemComponent presence(Term term, String text) {
        QuestionnaireItemComponent item = choice(
                term.code(),
                text,
                OwnCodes.PRESENCE,
                OwnCodes.PRESENCE.displays().keySet());
        item.addCode(OwnCodes.term(term));
        return item;
    }

    /** A choice among some values of a closed list. */
    static QuestionnaireItemComponent choice(String linkId, String text, OwnCodes list, Collection<String> offered) {
        QuestionnaireItemComponent item = item(linkId, text, QuestionnaireItemType.CHOICE);
        list.displays().keySet().stream()
                .filter(offered::contains)
                .forEach(value -> item.addAnswerOption().setValue(list.coding(value)));
        return item;
    }

    /** A choice among the values of a datum. */
    static QuestionnaireItemComponent choice(Term term, String text, OwnCodes list) {
        return choice(term.code(), text, list, list.displays().keySet()).addCode(OwnCodes.term(term));
    }

    /** A choice among terms. */
    static QuestionnaireItemComponent choice(Term term, String text, List<Term> values) {
        QuestionnaireItemComponent item = datum(term, text, QuestionnaireItemType.CHOICE);
        values.forEach(value -> item.addAnswerOption().setValue(OwnCodes.term(value)));
        return item;
    }

    /** An age or a duration. */
    static QuestionnaireItemComponent time(Term term, String text, boolean shortTimes) {
        QuestionnaireItemComponent item = datum(term, text, QuestionnaireItemType.QUANTITY);
        if (shortTimes) {
            SHORT_TIMES.forEach((unit, display) -> item.addExtension(unitOption(unit, display)));
        }
        TIMES.forEach((unit, display) -> item.addExtension(unitOption(unit, display)));
        return item;
    }

    /** A number in the only unit of a quantity, or in one of its units. */
    static QuestionnaireItemComponent quantity(Term term, String text, Quantity quantity) {
        Optional<String> only = quantity.onlyUnit();
        if (only.isPresent()) {
            QuestionnaireItemType type =
                    quantity.whole() ? QuestionnaireItemType.INTEGER : QuestionnaireItemType.DECIMAL;
            QuestionnaireItemComponent item = datum(term, text, type);
            item.addExtension(new Extension(UNIT, new Coding(Urls.UCUM, only.get(), Ucum.words(only.get()))));
            return item;
        }
        QuestionnaireItemComponent item = datum(term, text, QuestionnaireItemType.QUANTITY);
        quantity.units().forEach(unit -> item.addExtension(unitOption(unit, Ucum.words(unit))));
        return item;
    }

    private static Extension unitOption(String unit, String display) {
        return new Extension(UNIT_OPTION, new Coding(Urls.UCUM, unit, display));
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

    private static QuestionnaireItemComponent datum(Term term, String text, QuestionnaireItemType type) {
        QuestionnaireItemComponent item = item(term.code(), text, type);
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

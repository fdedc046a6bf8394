package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.out.OwnCodeSystems;
import org.apposite.fhir.questionnaire.CaseQuestionnaire;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary.Kind;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class CaseQuestionnaireTest {

    private static final Topic TOPIC = Records.RULES.topics().get(0);
    private static final Questionnaire QUESTIONNAIRE =
            CaseQuestionnaire.of(Records.VOCABULARY, TOPIC, Records.RULES.version());

    private static List<QuestionnaireItemComponent> all(List<QuestionnaireItemComponent> items) {
        List<QuestionnaireItemComponent> all = new ArrayList<>();
        items.forEach(item -> {
            all.add(item);
            all.addAll(all(item.getItem()));
        });
        return all;
    }

    @Test
    void is_valid() {
        assertThat(Validation.problems(QUESTIONNAIRE)).isEmpty();
    }

    @Test
    void has_valid_code_systems() {
        for (CodeSystem system : OwnCodeSystems.of(Records.VOCABULARY, Records.RULES.version())) {
            assertThat(Validation.problems(system)).as(system.getName()).isEmpty();
        }
    }

    @Test
    void asks_everything_that_a_rule_of_the_topic_may_ask() {
        List<String> linkIds = all(QUESTIONNAIRE.getItem()).stream()
                .map(QuestionnaireItemComponent::getLinkId)
                .toList();
        assertThat(linkIds).doesNotHaveDuplicates();
        Stream<String> asked = TOPIC.asks().stream()
                .flatMap(code ->
                        code.equals("suspected") ? Records.VOCABULARY.codes(Kind.SUSPICION).stream() : Stream.of(code));
        assertThat(linkIds).containsAll(asked.toList());
    }

    @Test
    void requires_no_answer_and_offers_unknown_to_every_finding() {
        for (QuestionnaireItemComponent item : all(QUESTIONNAIRE.getItem())) {
            assertThat(item.getRequired()).as(item.getLinkId()).isFalse();
            if (Records.VOCABULARY.codes(Kind.FINDING).contains(item.getLinkId())) {
                assertThat(item.getAnswerOption())
                        .as(item.getLinkId())
                        .extracting(option -> option.getValueCoding().getCode())
                        .containsExactly("present", "absent", "unknown");
            }
        }
    }

    /** Answers every choice with its first option, so that each link id comes out somewhere in the case. */
    @Test
    void is_answered_by_a_response_that_is_valid_and_read_whole() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setId("r");
        response.setQuestionnaire(QUESTIONNAIRE.getUrl() + "|" + QUESTIONNAIRE.getVersion());
        response.setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setAuthoredElement(new DateTimeType("2026-11-22T10:00:00+01:00"));
        response.setSubject(new Reference("Patient/p"));
        QUESTIONNAIRE.getItem().forEach(item -> response.addItem(answered(item)));
        assertThat(Validation.problems(response)).isEmpty();

        FhirCase read = Records.CASES.read(FhirRecord.of(List.of(response)));
        assertThat(read.notes()).isEmpty();
        List<String> facts =
                read.origins().stream().map(FhirCase.Origin::fact).distinct().toList();
        assertThat(facts).containsAll(TOPIC.asks()).contains("examination");
        assertThat(read.patient().suspected())
                .hasValueSatisfying(all -> assertThat(all).hasSameElementsAs(Records.VOCABULARY.codes(Kind.SUSPICION)));
        assertThat(Records.RULES.evaluate(read.patient())).isNotNull();
    }

    private static QuestionnaireResponseItemComponent answered(QuestionnaireItemComponent item) {
        QuestionnaireResponseItemComponent answer = new QuestionnaireResponseItemComponent();
        answer.setLinkId(item.getLinkId());
        answer.setText(item.getText());
        if (item.getType() == QuestionnaireItemType.CHOICE && !item.getLinkId().endsWith(".finding")) {
            answer.addAnswer().setValue(item.getAnswerOption().get(0).getValue());
        } else if (item.getType() == QuestionnaireItemType.QUANTITY) {
            answer.addAnswer()
                    .setValue(new Quantity()
                            .setValue(6)
                            .setUnit("months")
                            .setSystem(Urls.UCUM)
                            .setCode("mo"));
        } else if (item.getType() == QuestionnaireItemType.DATE) {
            answer.addAnswer().setValue(new DateType("2026-11-20"));
        } else if (item.getType() == QuestionnaireItemType.DECIMAL) {
            answer.addAnswer().setValue(new DecimalType("88.5"));
        }
        item.getItem().forEach(inner -> {
            if (!inner.getLinkId().endsWith(".finding")) {
                answer.addItem(answered(inner));
            }
        });
        return answer;
    }
}

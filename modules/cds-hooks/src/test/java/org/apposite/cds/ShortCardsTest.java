package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.cds.cards.Asked;
import org.apposite.cds.cards.CardIds;
import org.apposite.cds.cards.CardSettings;
import org.apposite.cds.cards.CardWords;
import org.apposite.cds.cards.Cards;
import org.apposite.cds.cards.Consultation;
import org.apposite.cds.cards.ImagingRating;
import org.apposite.cds.cards.Unread;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.in.FhirCase;
import org.apposite.json.RuleCase;
import org.apposite.log.Decision;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/** The cards of all cases beside the rules, as for a patient whose record is opened. */
class ShortCardsTest {

    private static final int COLUMNS = 100;
    private static final ClinicalRules RULES = ClinicalRules.bundled();
    private static final Cards CARDS = new Cards(
            RULES,
            FhirMapping.bundled(RULES.vocabulary()),
            new CardSettings(
                    ImagingRating.standard(),
                    URI.create("https://example.org/"),
                    false,
                    CardIds.ofProcess(),
                    CardWords.in(Locale.ENGLISH)));
    private static final Unread NOTHING = new Unread(List.of(), false, List.of());

    private static List<Consultation> consultations() {
        return RuleCase.in(Path.of("..", "..", "rules-drl"), RULES.vocabulary()).stream()
                .map(one -> one.stated().patientCase())
                .flatMap(Optional::stream)
                .map(PatientCase::perComplaint)
                .flatMap(List::stream)
                .map(patient -> new Consultation(
                        new UUID(0, 0),
                        Asked.NEXT_STUDY,
                        new FhirCase(patient, List.of(), List.of()),
                        Decision.Asking.WHOLE,
                        RULES.evaluate(patient),
                        false))
                .filter(Consultation::isAnswered)
                .toList();
    }

    private static JsonNode cards(Consultation one) {
        return CARDS.response("1", List.of(one), NOTHING).body().path("cards");
    }

    @Test
    void half_of_all_cards_have_at_most_fifteen_lines() {
        List<Integer> lines = new ArrayList<>(consultations().stream()
                .flatMap(one -> cards(one).valueStream())
                .map(card -> lines(card.path("summary").asText())
                        + lines(card.path("detail").asText()))
                .sorted()
                .toList());

        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(lines.get(lines.size() / 2)).as("lines: %s", lines).isLessThanOrEqualTo(15);
    }

    @Test
    void no_emergency_warning_or_urgent_step_is_lost() {
        for (Consultation one : consultations()) {
            String told = cards(one).findValuesAsText("detail").toString().replace("\\", "");
            Advice advice = one.advice();
            Stream.of(
                            advice.alerts(Severity.CRITICAL).stream().map(alert -> alert.text()),
                            advice.alerts(Severity.WARNING).stream()
                                    .filter(alert -> advice.outcome() == Advice.Outcome.VARIANT_MATCHED)
                                    .map(alert -> alert.text()),
                            advice.nextSteps().stream()
                                    .filter(step -> step.urgency() != Urgency.ROUTINE)
                                    .map(step -> step.text()))
                    .flatMap(texts -> texts)
                    .forEach(text -> assertThat(told).contains(text));
        }
    }

    /** Of Markdown in lines of a hundred columns; empty lines part paragraphs and are not counted. */
    private static int lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> (line.length() + COLUMNS - 1) / COLUMNS)
                .sum();
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.cds.request.Json;
import org.apposite.json.AdviceJson;
import org.apposite.json.CaseJson;
import org.apposite.json.RuleCase;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The form behind the link of a card: nothing that the case states is lost, and an answer counts for its datum alone. */
class LinkedFormTest {

    private static final Vocabulary VOCABULARY = Requests.RULES.vocabulary();
    private static final CdsService SERVICE = Requests.service();
    private static final RandomPatients RANDOM = new RandomPatients(VOCABULARY, 21);
    private static final int SWEEP = Integer.getInteger("apposite.sweep", 1);
    private static final int PATIENTS = 200 * SWEEP;

    /** One of so many cases beside the rules, in the long build all, and random patients. */
    private static Stream<PatientCase> patients(int each) {
        List<PatientCase> beside = RuleCase.in(Path.of("..", "..", "rules-drl"), VOCABULARY).stream()
                .flatMap(one -> one.stated().patientCase().stream())
                .flatMap(patient -> patient.perComplaint().stream())
                .toList();
        assertThat(beside).hasSizeGreaterThan(1000);
        int step = SWEEP > 1 ? 1 : each;
        return Stream.concat(
                IntStream.range(0, beside.size()).filter(i -> i % step == 0).mapToObj(beside::get),
                new RandomPatients(VOCABULARY, 21).stream().limit(PATIENTS));
    }

    @Test
    void a_form_that_nobody_changes_gives_the_answer_of_the_case_byte_for_byte_and_what_it_shows_is_what_counts() {
        patients(1).forEach(patient -> {
            String answer = answerOf(patient);
            JsonNode opened = ask(patient, null);
            assertThat(opened.path("answer").toString()).isEqualTo(answer);

            Map<String, JsonNode> shown = new LinkedHashMap<>();
            for (JsonNode one : opened.at("/record/stated")) {
                // An age is shown in completed years; one that is told to the day is not told by that.
                if (one.has("answer") && !one.path("linkId").textValue().equals("age")) {
                    shown.put(one.path("linkId").textValue(), one.path("answer"));
                }
            }
            JsonNode answered = ask(patient, response(shown));
            assertThat(answered.at("/record/changes")).as(patient.toString()).isEmpty();
            if (hasStudyOfWhichNothingIsKnown(patient)) {
                // That there may have been others is not said again by who says which there were.
                return;
            }
            assertThat(essence(answered.path("answer")))
                    .as(patient.toString())
                    .isEqualTo(essence(Requests.json(answer)));
        });
    }

    private static boolean hasStudyOfWhichNothingIsKnown(PatientCase patient) {
        return patient.imaging().orElse(List.of()).stream()
                .anyMatch(study ->
                        study.region().equals(Region.UNKNOWN) && study.result().equals("unknown"));
    }

    /** An answer without its reasons: a finding of a list that is stated by itself is told by itself. */
    private static JsonNode essence(JsonNode answer) {
        ObjectNode kept = answer.deepCopy();
        kept.remove("trace");
        return kept;
    }

    @Test
    void an_answer_counts_for_its_datum_and_leaves_all_others_as_the_case_states_them() {
        Random random = new Random(21);
        int[] compared = {0};
        patients(4).forEach(patient -> {
            Change change = oneOf(changes(patient, random), random);

            JsonNode answered = ask(patient, response(change.answers()));

            Optional<PatientCase> changed = change.changed().buildIfConsistent().filter(RANDOM::isPossible);
            if (changed.isPresent()) {
                assertThat(answered.path("notes")).as(change.toString()).isEmpty();
                assertThat(answered.path("answer").toString())
                        .as(change + " of " + patient)
                        .isEqualTo(answerOf(changed.get()));
                compared[0]++;
            } else {
                assertThat(answered.path("notes"))
                        .as("what gives way to %s", change)
                        .isNotEmpty();
            }
        });
        assertThat(compared[0]).isGreaterThan(PATIENTS);
    }

    @Test
    void no_emergency_of_the_record_is_lost_in_silence_whatever_is_answered() {
        Random random = new Random(22);
        int[] overruled = {0};
        patients(4).forEach(patient -> {
            Set<String> recorded = new TreeSet<>();
            for (Alert alert : Requests.RULES.evaluate(patient).alerts(Severity.CRITICAL)) {
                recorded.add(alert.text());
            }
            Map<String, JsonNode> answers = new LinkedHashMap<>();
            List<Change> all = changes(patient, random);
            for (int i = 0; i < 5; i++) {
                answers.putAll(oneOf(all, random).answers());
            }

            JsonNode answered = ask(patient, response(answers));

            if (answered.has("resourceType")) {
                assertThat(recorded)
                        .as(answered.toString())
                        .allSatisfy(text -> assertThat(answered.toString()).contains(text));
                return;
            }
            assertThat(new TreeSet<>(answered.at("/record/emergencies").findValuesAsText("text")))
                    .isEqualTo(recorded);
            for (JsonNode alert : answered.at("/answer/alerts")) {
                if (alert.path("severity").textValue().equals("critical")) {
                    recorded.remove(alert.path("text").textValue());
                }
            }
            overruled[0] += recorded.size();
            if (!recorded.isEmpty()) {
                assertThat(answered.at("/record/changes"))
                        .as("what took them away")
                        .isNotEmpty();
            }
        });
        assertThat(overruled[0]).isGreaterThan(10);
    }

    /** One answer, and the case with it, as whoever knows cases would state it. */
    private record Change(Map<String, JsonNode> answers, PatientCaseBuilder changed) {

        static Change of(String linkId, JsonNode answer, PatientCaseBuilder changed) {
            return new Change(Map.of(linkId, answer), changed);
        }

        @Override
        public String toString() {
            return answers.toString();
        }
    }

    private static List<Change> changes(PatientCase patient, Random random) {
        List<Change> all = new ArrayList<>();
        int years = random.nextInt(90);
        all.add(Change.of("age", quantity(years, "a"), patient.toBuilder().age(Age.ofYears(years))));
        all.add(Change.of("age", Json.object(), patient.toBuilder().notStated("age")));
        Sex sex = oneOf(List.of(Sex.FEMALE, Sex.MALE), random);
        all.add(Change.of("sex", own("sex", sex), patient.toBuilder().sex(sex)));
        int days = random.nextInt(40);
        all.add(Change.of("duration", quantity(days, "d"), patient.toBuilder().durationDays(days)));
        all.add(Change.of("duration", Json.object(), patient.toBuilder().notStated("duration")));
        all.add(Change.of("side", own("side", Side.LEFT), patient.toBuilder().side(Side.LEFT)));
        if (patient.imaging().map(List::isEmpty).orElse(true)) {
            // What is known of studies is of an area: where another is asked for, more may be open.
            String region = oneOf(VOCABULARY.regionsOfComplaints(), random);
            all.add(Change.of(
                    "region", own("region", region), patient.toBuilder().region(region)));
            all.add(Change.of("region", Json.object(), patient.toBuilder().notStated("region")));
            String complaint = oneOf(VOCABULARY.codes(Kind.COMPLAINT), random);
            all.add(Change.of(
                    "complaint", own("term", complaint), patient.toBuilder().complaint(complaint)));
        }
        for (Term term : VOCABULARY.terms().values()) {
            Presence presence = oneOf(List.of(Presence.values()), random);
            if (term.isFinding()
                    && (term.kind() != Kind.CONDITION || patient.conditions().isEmpty())) {
                boolean isToldByOthers = patient.allOtherRedFlagsAbsent() && presence == Presence.UNKNOWN;
                if (!isToldByOthers) {
                    all.add(Change.of(
                            term.code(),
                            presence == Presence.UNKNOWN ? Json.object() : own("presence", presence),
                            patient.toBuilder().notStated(term.code()).finding(term.code(), presence)));
                }
            }
        }
        VOCABULARY.choices().values().forEach(choice -> {
            String value = oneOf(List.copyOf(choice.values().keySet()), random);
            all.add(Change.of(
                    choice.code(),
                    own("choice-" + choice.code(), value),
                    patient.toBuilder().notStated(choice.code()).chosen(choice.code(), value)));
        });
        VOCABULARY.quantities().values().forEach(quantity -> {
            all.add(Change.of(
                    quantity.code(), Json.object(), patient.toBuilder().notStated(quantity.code())));
            String unit = quantity.units().get(0);
            all.add(Change.of(
                    quantity.code(),
                    quantity(7, unit),
                    patient.toBuilder()
                            .notStated(quantity.code())
                            .measured(quantity.code(), Measurement.of(BigDecimal.valueOf(7), unit))));
        });
        return all;
    }

    private static <T> T oneOf(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static JsonNode own(String list, Coded value) {
        return own(list, value.code());
    }

    private static JsonNode own(String list, String code) {
        ObjectNode answer = Json.object();
        answer.putObject("valueCoding")
                .put("system", "https://apposite.org/fhir/CodeSystem/" + list)
                .put("code", code);
        return answer;
    }

    private static JsonNode quantity(int value, String unit) {
        ObjectNode answer = Json.object();
        answer.putObject("valueQuantity")
                .put("value", value)
                .put("system", "http://unitsofmeasure.org")
                .put("code", unit);
        return answer;
    }

    /** What a person changed: an empty answer takes back what was stated. */
    private static ObjectNode response(Map<String, JsonNode> answers) {
        ObjectNode response = Json.object()
                .put("resourceType", "QuestionnaireResponse")
                .put("status", "completed")
                .put("questionnaire", "https://apposite.org/fhir/Questionnaire/back-pain-child");
        ArrayNode items = response.putArray("item");
        answers.forEach((linkId, answer) -> {
            ObjectNode item = items.addObject().put("linkId", linkId);
            if (!answer.isEmpty()) {
                item.putArray("answer").add(answer);
            }
        });
        return response;
    }

    private static JsonNode ask(PatientCase patient, @Nullable ObjectNode answers) {
        ObjectNode body = Json.object();
        body.set("case", stated(patient));
        if (answers != null) {
            body.set("answers", answers);
        }
        return Requests.json(SERVICE.handle(Requests.post("/answer", body)));
    }

    private static JsonNode stated(PatientCase patient) {
        return CaseJson.write(patient);
    }

    private static String answerOf(PatientCase patient) {
        return AdviceJson.write(Requests.RULES.evaluate(patient)).toString();
    }
}

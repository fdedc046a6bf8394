package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.words.Remark;
import org.apposite.json.AdviceDifference;
import org.apposite.json.AdviceJson;
import org.apposite.json.AdviceReader;
import org.apposite.json.RuleCase;
import org.apposite.language.Scope;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.ActionPrecheckBehavior;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.RequestGroup.RequestPriority;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FhirAdviceTest {

    private static final FhirAdvice OUT = new FhirAdvice(Records.VOCABULARY, FhirMapping.bundled(Records.VOCABULARY));
    private static final Instant WHEN = Instant.parse("2026-11-23T11:00:00Z");
    static final Map<String, Advice> ADVICE = advice();

    /** The answers to all cases beside the rules, by file. */
    private static Map<String, Advice> advice() {
        Map<String, Advice> all = new LinkedHashMap<>();
        for (RuleCase one : RuleCase.in(Path.of("../../rules-drl"), Records.VOCABULARY)) {
            one.stated()
                    .patientCase()
                    .ifPresent(patient ->
                            all.put(one.file(), Records.RULES.only(one.topic()).evaluate(patient)));
        }
        return all;
    }

    private static Advice of(String file) {
        return Objects.requireNonNull(
                ADVICE.get(file.endsWith(".yaml") ? file : "back-pain-child/cases/" + file + ".yaml"), file);
    }

    /** What the topic of an answer speaks of. */
    private static Scope scope(Advice advice) {
        return Records.RULES.topics().stream()
                .filter(topic -> topic.id().equals(advice.topic()))
                .map(topic -> Scope.of(topic, Records.VOCABULARY))
                .findFirst()
                .orElseThrow();
    }

    static Bundle bundle(Advice advice) {
        return OUT.of(advice, new Reference("Patient/p"), new Identifier().setValue("h-1"), WHEN);
    }

    private static <R extends Resource> List<R> all(Bundle bundle, Class<R> type) {
        return bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static <R extends Resource> R only(Bundle bundle, Class<R> type) {
        List<R> all = all(bundle, type);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    static List<RequestGroupActionComponent> actions(Bundle bundle, String title) {
        return all(bundle, RequestGroup.class).stream()
                .flatMap(group -> group.getAction().stream())
                .filter(action -> action.getTitle().startsWith(title))
                .flatMap(action -> action.getAction().stream())
                .toList();
    }

    /**
     * What decides how a bundle looks: two answers of one shape differ in codes and texts alone. Validating one of each
     * shape, and of each code that a resource can hold, keeps the test short.
     */
    private static Set<String> traits(Advice advice) {
        Set<String> traits = new HashSet<>();
        VariantMatch variant = advice.variant();
        traits.add(advice.outcome() + " "
                + (variant == null ? "" : variant.id()) + " "
                + advice.preferred().size() + " "
                + !advice.nextSteps().isEmpty() + " "
                + !advice.alerts().isEmpty() + " "
                + (advice.order() != null) + " "
                + !advice.missing().isEmpty());
        advice.redFlags().forEach(one -> traits.add("flag " + one.code()));
        advice.alerts().forEach(one -> traits.add("alert " + one.code() + one.severity()));
        advice.nextSteps().forEach(one -> traits.add("step " + one.code() + one.urgency()));
        advice.missing().forEach(one -> traits.add("missing " + one.code()));
        advice.missing().forEach(one -> traits.add("effects " + one.blocking() + one.couldChange()));
        advice.preferred().forEach(one -> traits.add("preferred " + one.procedure()));
        return traits;
    }

    /** Few cases that have every trait: always the next that has most of those not yet seen. */
    static List<String> casesOfDistinctShape() {
        Map<String, Set<String>> left = new LinkedHashMap<>();
        ADVICE.forEach((file, advice) -> left.put(file, traits(advice)));
        List<String> chosen = new ArrayList<>();
        while (!left.isEmpty()) {
            Map.Entry<String, Set<String>> next = Collections.max(
                    left.entrySet(),
                    Comparator.comparingInt(one -> one.getValue().size()));
            chosen.add(next.getKey());
            Set<String> seen = next.getValue();
            left.remove(next.getKey());
            left.values().forEach(traits -> traits.removeAll(seen));
            left.values().removeIf(Set::isEmpty);
        }
        return chosen;
    }

    @ParameterizedTest
    @MethodSource("casesOfDistinctShape")
    void every_bundle_is_valid(String file) {
        // No dictionary of LOINC or SNOMED CT is at hand, so their codes cannot be looked up.
        assertThat(Validation.problems(bundle(of(file))))
                .allMatch(problem -> problem.startsWith("WARNING")
                        && problem.contains("CodeSystem is unknown and can't be validated"));
    }

    @Test
    void the_validator_knows_the_parts_of_a_rating() {
        Bundle bundle = bundle(of("fever-alone-after-negative-films"));
        Extension rating = all(bundle, ServiceRequest.class).get(0).getExtensionByUrl(Urls.RATING);
        rating.getExtensionByUrl("category").setValue(new Coding(OwnCodes.CATEGORY.url(), "splendid", null));
        rating.getExtensionByUrl("median").setValue(new StringType("high"));
        rating.addExtension("colour", new StringType("green"));
        assertThat(Validation.problems(bundle))
                .anyMatch(problem -> problem.startsWith("ERROR") && problem.contains("splendid"))
                .anyMatch(problem -> problem.startsWith("ERROR") && problem.contains("not a valid integer"))
                .anyMatch(problem -> problem.startsWith("ERROR") && problem.contains("colour"));
    }

    @Test
    void equal_answers_give_equal_bundles_and_others_do_not() {
        IParser parser = Records.FHIR.newJsonParser();
        Set<String> texts = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Advice advice : new HashSet<>(ADVICE.values())) {
            String text = parser.encodeResourceToString(bundle(advice));
            assertThat(parser.encodeResourceToString(bundle(advice))).isEqualTo(text);
            assertThat(bundle(advice).equalsDeep(bundle(advice))).isTrue();
            texts.add(text);
            bundle(advice)
                    .getEntry()
                    .forEach(entry -> assertThat(ids.add(entry.getFullUrl())).isTrue());
        }
        assertThat(texts).hasSameSizeAs(new HashSet<>(ADVICE.values()));
    }

    @Test
    void another_patient_request_or_time_gives_other_ids() {
        Advice advice = of("fever-alone-after-negative-films");
        Reference subject = new Reference("Patient/p");
        Identifier request = new Identifier().setValue("h-1");
        assertThat(Stream.of(
                                OUT.of(advice, subject, request, WHEN),
                                OUT.of(advice, new Reference("Patient/q"), request, WHEN),
                                OUT.of(advice, subject, new Identifier().setValue("h-2"), WHEN),
                                OUT.of(advice, subject, request, WHEN.plusMillis(1)))
                        .map(Bundle::getId))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_smallest_difference_in_an_answer_gives_other_ids() {
        Advice advice = of("fever-alone-after-negative-films");
        String json = AdviceJson.compact(advice);
        Advice other = AdviceReader.read(json.replaceFirst("\"line\":", "\"line\":1"));

        assertThat(AdviceDifference.between(advice, other).isEmpty()).isTrue();
        assertThat(bundle(other).getId()).isNotEqualTo(bundle(advice).getId());
    }

    @Test
    void ids_are_the_same_on_every_machine_and_under_every_version_of_java() throws IOException {
        Path kept = Path.of("..", "json", "src", "test", "resources", "good", "not-applicable.json");

        assertThat(bundle(AdviceReader.read(Files.readString(kept))).getId())
                .isEqualTo("378ecf3f-c0b2-38be-bdb8-0064da79633e");
    }

    @Test
    void a_bundle_comes_back_from_json_and_xml_as_it_was() {
        ADVICE.keySet().forEach(file -> assertThatItComesBack(Records.FHIR.newJsonParser(), file));
        casesOfDistinctShape().forEach(file -> assertThatItComesBack(Records.FHIR.newXmlParser(), file));
    }

    private static void assertThatItComesBack(IParser parser, String file) {
        String text = parser.encodeResourceToString(bundle(of(file)));
        Bundle read = parser.parseResource(Bundle.class, text);
        assertThat(parser.encodeResourceToString(read)).as(file).isEqualTo(text);
    }

    @Test
    void all_references_of_all_bundles_resolve() {
        ADVICE.forEach((file, advice) -> {
            Bundle bundle = bundle(advice);
            List<String> urls = bundle.getEntry().stream()
                    .map(BundleEntryComponent::getFullUrl)
                    .toList();
            assertThat(urls).doesNotHaveDuplicates();
            List<String> references = new ArrayList<>();
            collect(bundle, references);
            assertThat(references).as(file).contains("Patient/p").isNotEmpty();
            assertThat(references.stream().filter(one -> !one.equals("Patient/p")))
                    .as(file)
                    .isSubsetOf(urls);
            // Whatever is in a bundle is reached from the response, but for the provenance.
            assertThat(urls.stream().filter(url -> !references.contains(url)))
                    .as(file)
                    .hasSize(1);
        });
    }

    private static void collect(Base element, Collection<String> references) {
        if (element instanceof Reference reference && reference.hasReference()) {
            references.add(reference.getReference());
        }
        if (element instanceof BundleEntryComponent entry) {
            collect(entry.getResource(), references);
        } else {
            element.children().forEach(child -> child.getValues().forEach(value -> collect(value, references)));
        }
    }

    @Test
    void the_status_follows_the_outcome() {
        ADVICE.forEach((file, advice) -> {
            GuidanceResponse response = only(bundle(advice), GuidanceResponse.class);
            assertThat(response.getStatus())
                    .as(file)
                    .isEqualTo(
                            advice.outcome() == Outcome.DATA_REQUIRED
                                    ? GuidanceResponseStatus.DATAREQUIRED
                                    : GuidanceResponseStatus.SUCCESS);
            assertThat(response.getReasonCode())
                    .extracting(CodeableConcept::getText)
                    .as(file)
                    .containsExactlyElementsOf(
                            advice.redFlags().stream().map(RedFlag::text).toList());
            assertThat(response.getModuleCanonicalType().getValue())
                    .as(file)
                    .isEqualTo("https://apposite.org/fhir/"
                            + (advice.topic() == null ? "Library/apposite-rules" : "PlanDefinition/" + advice.topic())
                            + "|" + Records.RULES.version());
        });
        assertThat(ADVICE.values()).extracting(Advice::outcome).contains(Outcome.values());
    }

    @Test
    void every_missing_datum_is_a_data_requirement_with_its_question() {
        ADVICE.forEach((file, advice) -> {
            List<DataRequirement> requirements =
                    only(bundle(advice), GuidanceResponse.class).getDataRequirement();
            assertThat(requirements)
                    .as(file)
                    .extracting(one -> part(one.getExtension(), Urls.MISSING_DATUM, "code"))
                    .containsExactlyElementsOf(
                            advice.missing().stream().map(MissingDatum::code).toList());
            assertThat(requirements)
                    .as(file)
                    .extracting(one -> part(one.getExtension(), Urls.MISSING_DATUM, "question"))
                    .containsExactlyElementsOf(advice.missing().stream()
                            .map(MissingDatum::question)
                            .toList());
            if (advice.outcome() == Outcome.DATA_REQUIRED) {
                assertThat(requirements).as(file).isNotEmpty();
            }
        });
    }

    private static String part(List<Extension> extensions, String url, String name) {
        return extensions.stream()
                .filter(one -> one.getUrl().equals(url))
                .map(one -> one.getExtensionByUrl(name).getValue().primitiveValue())
                .findFirst()
                .orElse("");
    }

    @Test
    void every_alert_is_in_the_response_whatever_the_outcome_and_critical_ones_say_so() {
        Set<Outcome> withEmergency = new HashSet<>();
        ADVICE.forEach((file, advice) -> {
            List<Annotation> notes =
                    only(bundle(advice), GuidanceResponse.class).getNote();
            List<Annotation> alerts =
                    notes.stream().filter(note -> note.hasExtension(Urls.ALERT)).toList();
            assertThat(alerts)
                    .as(file)
                    .extracting(note -> part(note.getExtension(), Urls.ALERT, "code"))
                    .containsExactlyElementsOf(
                            advice.alerts().stream().map(Alert::code).toList());
            int headlines = advice.headlines().size();
            assertThat(notes.subList(headlines, headlines + alerts.size()))
                    .as(file)
                    .isEqualTo(alerts);
            if (!alerts.isEmpty()) {
                assertThat(only(bundle(advice), OperationOutcome.class).getIssue())
                        .as(file)
                        .extracting(issue -> issue.getDetails().getText())
                        .containsExactlyElementsOf(
                                advice.alerts().stream().map(Alert::text).toList());
            }
            for (int i = 0; i < alerts.size(); i++) {
                Alert alert = advice.alerts().get(i);
                assertThat(alerts.get(i).getText()).isEqualTo(alert.severity().code() + ": " + alert.text());
                if (alert.severity() == Severity.CRITICAL) {
                    withEmergency.add(advice.outcome());
                }
            }
        });
        assertThat(withEmergency).containsExactlyInAnyOrder(Outcome.values());
    }

    @Test
    void all_rated_procedures_are_actions_in_the_order_of_the_answer() {
        ADVICE.forEach((file, advice) -> {
            List<RequestGroupActionComponent> actions = actions(bundle(advice), "Studies");
            assertThat(actions)
                    .as(file)
                    .extracting(action ->
                            action.getCodeFirstRep().getCodingFirstRep().getCode())
                    .containsExactlyElementsOf(advice.recommendations().stream()
                            .map(Recommendation::procedure)
                            .toList());
            for (int i = 0; i < actions.size(); i++) {
                Recommendation one = advice.recommendations().get(i);
                Extension rating = actions.get(i).getExtensionByUrl(Urls.RATING);
                assertThat(((Coding) rating.getExtensionByUrl("category").getValue()).getCode())
                        .isEqualTo(one.category().code());
                // A median that was not seen is left out: it is neither zero nor an empty value.
                assertThat(rating.getExtensionsByUrl("median"))
                        .extracting(median -> median.getValue().primitiveValue())
                        .isEqualTo(one.median() == null ? List.of() : List.of(Integer.toString(one.median())));
                assertThat(rating.getExtensionByUrl("disagreement").getValue().primitiveValue())
                        .isEqualTo(Boolean.toString(one.disagreement()));
                assertThat(rating.getExtensionByUrl("preferred").getValue().primitiveValue())
                        .isEqualTo(Boolean.toString(one.preferred()));
                assertThat(rating.getExtensionByUrl("transcribed").getValue().primitiveValue())
                        .isEqualTo(Boolean.toString(one.transcribed()));
                assertThat(rating.getExtensionsByUrl("radiationLevel"))
                        .extracting(level -> ((Coding) level.getValue()).getCode())
                        .isEqualTo(
                                one.radiation() == null
                                        ? List.of()
                                        : List.of(one.radiation().level().code()));
                assertThat(rating.getExtensionsByUrl("source"))
                        .extracting(source -> ((Coding) source.getValue()).getCode())
                        .containsExactlyElementsOf(one.sources());
            }
        });
    }

    @Test
    void a_proposed_study_whose_median_was_not_seen_says_so() {
        Bundle bundle = bundle(of("low-back-pain/cases/numb-saddle-and-no-urine-for-eight-hours.yaml"));

        assertThat(Records.FHIR.newJsonParser().encodeResourceToString(bundle))
                .contains("usually appropriate, median not stated, radiation 0 mSv")
                .doesNotContain("median 0", "median null");
    }

    @Test
    void only_preferred_procedures_are_proposed_as_orders_and_as_drafts() {
        ADVICE.forEach((file, advice) -> {
            List<ServiceRequest> orders = all(bundle(advice), ServiceRequest.class);
            assertThat(orders)
                    .as(file)
                    .extracting(order -> order.getCode().getCodingFirstRep().getCode())
                    .containsExactlyElementsOf(advice.preferred().stream()
                            .map(Recommendation::procedure)
                            .toList());
            for (ServiceRequest order : orders) {
                assertThat(order.getStatus()).isEqualTo(ServiceRequestStatus.DRAFT);
                assertThat(order.getIntent()).isEqualTo(ServiceRequestIntent.PROPOSAL);
            }
        });
    }

    @Test
    void what_is_usually_not_appropriate_is_never_an_order_even_when_rules_prefer_it() {
        Advice advice = of("fever-alone-after-negative-films");
        List<Recommendation> preferred = advice.recommendations().stream()
                .map(one -> new Recommendation(
                        one.procedure(),
                        one.display(),
                        one.region(),
                        one.category(),
                        one.disagreement(),
                        one.median(),
                        true,
                        one.transcribed(),
                        one.radiation(),
                        one.setAside(),
                        one.reasons(),
                        one.sources()))
                .toList();
        Predicate<Recommendation> isHarmful = one -> one.category() == Recommendation.Category.USUALLY_NOT_APPROPRIATE;
        assertThat(preferred).anyMatch(isHarmful).anyMatch(isHarmful.negate());
        Bundle bundle = bundle(with(advice, preferred));
        assertThat(all(bundle, ServiceRequest.class))
                .extracting(order -> order.getCode().getCodingFirstRep().getCode())
                .containsExactlyElementsOf(preferred.stream()
                        .filter(isHarmful.negate())
                        .map(Recommendation::procedure)
                        .toList());
        assertThat(actions(bundle, "Studies")).hasSameSizeAs(preferred);
    }

    private static Advice with(Advice advice, List<Recommendation> recommendations) {
        return new Advice(
                advice.id(),
                advice.topic(),
                advice.headlines(),
                advice.outcome(),
                advice.variant(),
                advice.alsoMatches(),
                advice.exclusion(),
                advice.redFlags(),
                advice.differential(),
                recommendations,
                advice.alerts(),
                advice.nextSteps(),
                advice.missing(),
                advice.order(),
                advice.trace(),
                advice.provenance());
    }

    @Test
    void what_warns_of_a_proposal_and_that_its_rating_has_to_be_confirmed_goes_with_it() {
        int warned = 0;
        int transcribed = 0;
        for (Advice advice : ADVICE.values()) {
            List<String> warnings = advice.alerts().stream()
                    .filter(alert -> alert.severity() != Severity.INFO)
                    .map(alert -> alert.severity().code() + ": " + alert.text())
                    .toList();
            Bundle bundle = bundle(advice);
            for (ServiceRequest order : all(bundle, ServiceRequest.class)) {
                List<String> notes =
                        order.getNote().stream().map(Annotation::getText).toList();
                assertThat(notes).containsAll(warnings);
                boolean toConfirm = ((BooleanType) order.getExtensionByUrl(Urls.RATING)
                                .getExtensionByUrl("transcribed")
                                .getValue())
                        .booleanValue();
                assertThat(notes.stream().anyMatch(note -> note.contains("confirm before clinical use")))
                        .isEqualTo(toConfirm);
                warned += warnings.isEmpty() ? 0 : 1;
                transcribed += toConfirm ? 1 : 0;
            }
            all(bundle, RequestGroup.class)
                    .forEach(group -> assertThat(group.getNote())
                            .extracting(Annotation::getText)
                            .containsAll(warnings)
                            .contains(advice.provenance().notice()));
            assertThat(actions(bundle, "Studies"))
                    .allMatch(action -> action.getPrecheckBehavior() == ActionPrecheckBehavior.NO);
        }
        assertThat(warned).isPositive();
        assertThat(transcribed).isPositive();
    }

    @Test
    void next_steps_are_actions_with_a_priority_and_emergent_ones_come_before_the_studies() {
        Function<NextStep, RequestPriority> priority = step -> switch (step.urgency()) {
            case EMERGENT -> RequestPriority.STAT;
            case URGENT -> RequestPriority.URGENT;
            case ROUTINE -> RequestPriority.ROUTINE;
        };
        Set<RequestPriority> seen = new HashSet<>();
        ADVICE.forEach((file, advice) -> {
            Bundle bundle = bundle(advice);
            List<RequestGroupActionComponent> steps = actions(bundle, "Next steps");
            assertThat(steps)
                    .as(file)
                    .extracting(RequestGroupActionComponent::getTitle)
                    .containsExactlyElementsOf(
                            advice.nextSteps().stream().map(NextStep::text).toList());
            assertThat(steps)
                    .as(file)
                    .extracting(RequestGroupActionComponent::getPriority)
                    .containsExactlyElementsOf(
                            advice.nextSteps().stream().map(priority).toList());
            assertThat(all(bundle, Task.class)).as(file).hasSameSizeAs(steps);
            steps.forEach(step -> seen.add(step.getPriority()));
            if (steps.stream().anyMatch(step -> step.getPriority() == RequestPriority.STAT)) {
                assertThat(only(bundle, RequestGroup.class).getActionFirstRep().getTitle())
                        .as(file)
                        .isEqualTo("Next steps");
            }
        });
        assertThat(seen)
                .containsExactlyInAnyOrder(RequestPriority.STAT, RequestPriority.URGENT, RequestPriority.ROUTINE);
    }

    @Test
    void an_order_has_the_standard_codes_that_the_mapping_sends_for_its_study() {
        assertThat(codes(of("fever-alone-after-negative-films")))
                .containsExactly(
                        "procedure mri-spine-area-of-interest-without-and-with-iv-contrast", "loinc.org 24967-2");
        Set<String> proposed = new TreeSet<>();
        ADVICE.values().forEach(advice -> proposed.addAll(codes(advice)));
        assertThat(proposed)
                .containsExactly(
                        "loinc.org 24937-5",
                        "loinc.org 24946-6",
                        "loinc.org 24964-9",
                        "loinc.org 24967-2",
                        "loinc.org 24972-2",
                        "loinc.org 24979-7",
                        "loinc.org 24981-3",
                        "loinc.org 24983-9",
                        "loinc.org 30620-9",
                        "loinc.org 30657-1",
                        "loinc.org 30679-5",
                        "loinc.org 30799-1",
                        "loinc.org 30855-1",
                        "loinc.org 37340-7",
                        "loinc.org 42692-4",
                        "loinc.org 69393-7",
                        "procedure ct-head-without-iv-contrast",
                        "procedure ct-lumbar-spine-with-iv-contrast",
                        "procedure ct-lumbar-spine-without-iv-contrast",
                        "procedure ct-spine-area-of-interest-with-iv-contrast",
                        "procedure mri-complete-spine-without-and-with-iv-contrast",
                        "procedure mri-head-without-iv-contrast",
                        "procedure mri-lumbar-spine-without-and-with-iv-contrast",
                        "procedure mri-lumbar-spine-without-iv-contrast",
                        "procedure mri-spine-area-of-interest-without-and-with-iv-contrast",
                        "procedure mri-spine-area-of-interest-without-iv-contrast",
                        "procedure radiography-lumbar-spine",
                        "procedure radiography-spine-area-of-interest",
                        "procedure us-spine-area-of-interest",
                        "sct 1290654008",
                        "sct 22791004",
                        "sct 383371000119108",
                        "sct 394451000119106",
                        "sct 432651001",
                        "sct 444634007",
                        "sct 572091000119106",
                        "sct 712970008",
                        "sct 840361000");
    }

    @Test
    void where_a_hospital_has_two_codes_of_its_system_for_a_study_and_sends_none_neither_is_proposed() {
        FhirMapping hospital = FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", """
                systems:
                  local: https://hospital.example/codes
                imaging:
                  procedures:
                    - { study: mri, region: lumbar, contrast: without-and-with, codes: [local 17, local 18] }
                """);
        Bundle bundle = new FhirAdvice(Records.VOCABULARY, hospital)
                .of(
                        of("fever-alone-after-negative-films"),
                        new Reference("Patient/p"),
                        new Identifier().setValue("h-1"),
                        WHEN);
        assertThat(only(bundle, ServiceRequest.class).getCode().getCoding())
                .extracting(Coding::getSystem)
                .containsExactly(Urls.PROCEDURE, "http://loinc.org");
    }

    private static List<String> codes(Advice advice) {
        return all(bundle(advice), ServiceRequest.class).stream()
                .flatMap(order -> order.getCode().getCoding().stream())
                .map(code -> Urls.id(code.getSystem()) + " " + code.getCode())
                .toList();
    }

    /** What is read back from a proposal is the study that was meant, so that codes cannot drift from their meaning. */
    @Test
    void a_proposal_is_read_again_as_the_order_that_was_preferred() {
        int read = 0;
        for (Advice advice : ADVICE.values()) {
            for (ServiceRequest order : all(bundle(advice), ServiceRequest.class)) {
                PatientCase again =
                        Records.CASES.read(FhirRecord.of(List.of(order))).patient();
                if (order.getCode().getCoding().size() > 1 && again.order().isPresent()) {
                    read++;
                    assertThat(scope(advice).procedures(again.order().get()))
                            .extracting(Procedure::code)
                            .contains(order.getCode().getCodingFirstRep().getCode());
                }
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    @Test
    void the_provenance_names_the_engine_the_digest_and_what_was_read() {
        Advice advice = of("fever-alone-after-negative-films");
        FhirCase read = new FhirCase(
                PatientCase.builder().build(),
                List.of(new FhirCase.Origin(
                        "fever", "fever", "present", List.of("Condition/17", "Observation without id, number 2"))),
                List.of(new FhirCase.Note("Condition/18", Remark.words("is older than 30 days"))));
        Bundle bundle = OUT.of(advice, read, new Reference("Patient/p"), new Identifier().setValue("h-1"), WHEN);
        Provenance provenance = only(bundle, Provenance.class);
        assertThat(provenance.getAgentFirstRep().getWho().getDisplay())
                .isEqualTo(advice.provenance().engine());
        assertThat(provenance.getEntity())
                .extracting(ProvenanceEntityComponent::getWhat)
                .extracting(what -> what.hasReference()
                        ? what.getReference()
                        : what.hasIdentifier() ? what.getIdentifier().getValue() : what.getDisplay())
                .containsExactly(Records.RULES.digest(), "Condition/17", "Observation without id, number 2");
        assertThat(only(bundle, GuidanceResponse.class).getNote())
                .extracting(Annotation::getText)
                .contains("Not used as recorded: Condition/18: is older than 30 days")
                .anyMatch(note -> note.contains(advice.provenance().notice()));
        assertThat(Validation.problems(bundle)).noneMatch(problem -> problem.startsWith("ERROR"));
    }

    @Test
    void an_answer_about_nobody_or_to_no_request_is_refused() {
        Advice advice = of("fever-alone-after-negative-films");
        assertThatThrownBy(() -> OUT.of(advice, new Reference(), new Identifier().setValue("h-1"), WHEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the subject is empty");
        assertThatThrownBy(() -> OUT.of(advice, new Reference("Patient/p"), new Identifier(), WHEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the request is empty");
    }
}

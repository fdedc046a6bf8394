package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.json.AdviceDifference.Change;
import org.apposite.json.AdviceDifference.How;
import org.apposite.json.AdviceDifference.Part;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceDifferenceTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/topic | null | topic was back-pain-child, is now none",
                "/headlines | [] | headlines: An emergency comes first. is gone",
                "/headlines/0/sources | [] | headlines: An emergency comes first. is worded otherwise",
                "/outcome | `data-required` | outcome was variant-matched, is now data-required",
                "/variant/id | `overuse` | variant was red-flags-negative-radiographs, is now overuse",
                "/variant/title | `Other words` | variant is worded otherwise",
                "/alsoMatches | [`overuse`] | alsoMatches: red-flags is gone; alsoMatches: overuse is new",
                "/redFlags/0/code | `weight-loss` | redFlags: fever is gone; redFlags: weight-loss is new",
                "/redFlags/0/text | `a fever` | redFlags: fever is worded otherwise",
                "/recommendations/0/preferred | false | preferred: mri-spine-area-of-interest-without-and-with-iv-contrast is gone",
                "/recommendations/3/setAside | null | setAside: mri-dti is gone",
                "/recommendations/3/setAside | `Not here.` | setAside: mri-dti is worded otherwise",
                "/recommendations/2/median | 5 | ratings: ct was usually-not-appropriate, median 2, radiation varies, is now "
                        + "usually-not-appropriate, median 5, radiation varies",
                "/recommendations/2/reasons | [] | ratings: ct is worded otherwise",
                "/recommendations/3/disagreement | false | ratings: mri-dti was may-be-appropriate, disagreement, is now may-be-appropriate",
                "/alerts | [] | alerts: sedation-planning (info) is gone",
                "/alerts/0/severity | `critical` | alerts: sedation-planning was info, is now critical",
                "/nextSteps/0/urgency | `emergent` | nextSteps: await-mri-result was routine, is now emergent",
                "/missing/0/blocking | false | missing: radiographs was blocking, is now none",
                "/missing/1/couldChange | [`urgency`] | missing: neurologic-deficit was variant, urgency, is now urgency",
                "/differential/0/because | [] | differential: infection was fever, is now none",
                "/order | null | order was mri-spine-area-of-interest-without-and-with-iv-contrast, usually-appropriate, preferred, is now none",
                "/order/setAside | `Done.` | order was mri-spine-area-of-interest-without-and-with-iv-contrast, usually-appropriate, "
                        + "preferred, is now mri-spine-area-of-interest-without-and-with-iv-contrast, usually-appropriate, "
                        + "preferred, set aside",
            })
    void what_changed_is_told_in_a_line_each(String place, String value, String lines) throws IOException {
        Advice changed = with(place, MAPPER.readTree(value.replace('`', '"')));

        assertThat(AdviceDifference.between(Examples.matched(), changed)
                        .toString()
                        .split("\n"))
                .containsExactly(lines.split("; "));
    }

    @Test
    void another_order_is_a_change() {
        Advice matched = Examples.matched();
        ObjectNode tree = tree();
        tree.withArray("redFlags").add(tree.withArray("redFlags").remove(0));
        AdviceDifference difference = AdviceDifference.between(matched, AdviceReader.read(tree));

        assertThat(difference.changes()).containsExactly(new Change(Part.RED_FLAGS, "", How.REORDERED, null, null));
        assertThat(difference).hasToString("redFlags in another order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/id", "/trace/0/name", "/provenance/version"})
    void which_case_and_which_rules_it_was_is_no_difference(String place) {
        Advice changed = with(place, MAPPER.getNodeFactory().textNode("another"));

        assertThat(changed).isNotEqualTo(Examples.matched());
        assertThat(AdviceDifference.between(Examples.matched(), changed).isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void what_was_added_one_way_is_gone_the_other_way(Part part) {
        AdviceDifference there = AdviceDifference.between(Examples.notApplicable(), Examples.matched());
        AdviceDifference back = AdviceDifference.between(Examples.matched(), Examples.notApplicable());

        assertThat(there.of(part)).isNotEmpty();
        assertThat(back.of(part))
                .extracting(Change::code, Change::before, Change::after)
                .containsExactlyElementsOf(there.of(part).stream()
                        .map(one -> tuple(one.code(), one.after(), one.before()))
                        .toList());
    }

    @Test
    void what_one_more_fact_changes_is_told_in_codes() {
        ClinicalRules rules = ClinicalRules.bundled();
        PatientCase before = PatientCase.builder()
                .complaint("back-pain")
                .age(Age.ofYears(9))
                .region("lumbar")
                .absent("fever")
                .build();
        AdviceDifference difference = AdviceDifference.between(
                rules.evaluate(before),
                rules.evaluate(before.toBuilder().present("neurologic-deficit").build()));

        assertThat(difference.of(Part.RED_FLAGS))
                .containsExactly(new Change(Part.RED_FLAGS, "neurologic-deficit", How.ADDED, null, ""));
        assertThat(difference.of(Part.ALERTS))
                .contains(new Change(Part.ALERTS, "neurologic-emergency", How.ADDED, null, "critical"));
    }

    private static Advice with(String place, JsonNode value) {
        ObjectNode tree = tree();
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode parent = tree.at(pointer.head());
        ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), value);
        return AdviceReader.read(tree);
    }

    private static ObjectNode tree() {
        try {
            return (ObjectNode) MAPPER.readTree(AdviceJson.compact(Examples.matched()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

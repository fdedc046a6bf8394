package org.apposite.authoring.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Alert;
import org.apposite.json.Expectation;
import org.apposite.json.RuleCase;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * APP-214: a case beside the rules that expects a code which nothing concludes, so that it never holds; or the absence of
 * one, so that it holds whatever the answer is.
 */
final class ExpectedCodes implements Lint {

    private static final String NONE = "none";

    @Override
    public void look(Subject subject, Report report) {
        if (subject.isSound()) {
            new Look(subject, report).look();
        }
    }

    private record Look(Subject subject, Report report) {

        void look() {
            Set<String> topics = new TreeSet<>(Set.of(NONE));
            Set<String> variants = new TreeSet<>(Set.of(NONE));
            Set<String> rules = new TreeSet<>();
            for (Topic topic : subject.topics()) {
                topics.add(topic.id());
                topic.variants().stream().map(Variant::id).forEach(variants::add);
                topic.rules().stream().map(Rule::id).forEach(rules::add);
            }
            Set<String> exclusions = concluded(Verb.EXCLUDE, 1);
            exclusions.addAll(Set.of(
                    NONE,
                    Exclusion.COMPLAINT_NOT_COVERED,
                    Exclusion.PATIENT_NOT_COVERED,
                    Exclusion.NO_VARIANT_MATCHED));
            Set<String> alerts = concluded(Verb.ALERT, 0);
            alerts.add(Alert.CONTRADICTION);
            Set<String> redFlags = concluded(Verb.RED_FLAG, 0);
            Set<String> nextSteps = concluded(Verb.NEXT_STEP, 0);
            Set<String> diagnoses = concluded(Verb.DIFFERENTIAL, 0);
            for (RuleCase one : subject.cases()) {
                // The cases of a topic that is not loaded expect what it concluded.
                if (!topics.contains(one.topic())) {
                    continue;
                }
                Expectation expected = one.expectation();
                present(one, "topic", listed(expected.topic()), "topic", topics);
                present(one, "variant", listed(expected.variant()), "variant", variants);
                present(one, "alsoMatches", expected.alsoMatches(), "variant", variants);
                present(one, "exclusion", listed(expected.exclusion()), "exclusion", exclusions);
                present(one, "redFlags", expected.redFlags(), "red flag", redFlags);
                present(one, "alerts", keys(expected.alerts()), "alert", alerts);
                present(one, "nextSteps", expected.nextSteps(), "next step", nextSteps);
                present(one, "urgencies", keys(expected.urgencies()), "next step", nextSteps);
                present(one, "differential", expected.differential(), "diagnosis", diagnoses);
                present(one, "because", keys(expected.because()), "diagnosis", diagnoses);
                present(one, "fired", expected.fired(), "rule", rules);
                absent(one, "absentAlerts", expected.absentAlerts(), "alert", alerts);
                absent(one, "notFired", expected.notFired(), "rule", rules);
            }
        }

        private Set<String> concluded(Verb verb, int argument) {
            Set<String> codes = new TreeSet<>();
            subject.topics().stream()
                    .flatMap(topic -> topic.rules().stream())
                    .flatMap(rule -> rule.then().stream())
                    .filter(verb::isOf)
                    .forEach(one -> codes.add(one.arguments().get(argument).text()));
            return codes;
        }

        private void present(
                RuleCase one, String key, @Nullable Collection<String> codes, String what, Set<String> known) {
            unknown(one, key, codes, what, known, "so the case can never pass");
        }

        private void absent(
                RuleCase one, String key, @Nullable Collection<String> codes, String what, Set<String> known) {
            unknown(one, key, codes, what, known, "so this passes whatever the answer is");
        }

        private void unknown(
                RuleCase one,
                String key,
                @Nullable Collection<String> codes,
                String what,
                Set<String> known,
                String effect) {
            Stream.ofNullable(codes)
                    .flatMap(Collection::stream)
                    .filter(code -> !known.contains(code))
                    .forEach(code -> report.add(
                            CheckCode.WRONG_CASE,
                            one.file(),
                            1,
                            1,
                            1,
                            "\"" + key + "\" names \"" + code + "\", but there is no such " + what + ", " + effect,
                            Objects.requireNonNullElse(
                                    Spelling.didYouMean(code, known), "Correct it, or leave it out.")));
        }

        private static @Nullable List<String> listed(@Nullable String code) {
            return code == null ? null : List.of(code);
        }

        private static @Nullable Collection<String> keys(@Nullable Map<String, ?> map) {
            return map == null ? null : map.keySet();
        }
    }
}

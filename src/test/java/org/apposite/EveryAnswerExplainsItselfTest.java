package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.advice.Trace.Kind;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer names its sources, the rules that led to it and where they stand, and the content that answered. */
class EveryAnswerExplainsItselfTest {

    static Stream<Map.Entry<String, PatientCase>> cases() {
        return BaseCases.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_conclusion_has_a_source_that_the_answer_names(Map.Entry<String, PatientCase> one) {
        Advice advice = Rules.CHILD.evaluate(one.getValue());
        assertThat(sources(advice)).allSatisfy(cited -> {
            assertThat(cited).isNotEmpty();
            assertThat(advice.provenance().sources()).containsKeys(cited.toArray(String[]::new));
        });
    }

    @Test
    void an_answer_is_one_line_in_a_log_without_the_patient() {
        Advice emergency = Rules.CHILD.evaluate(BaseCases.child()
                .id("Jane Doe")
                .present("neurologic-deficit")
                .imaging(BaseCases.films("negative"))
                .build());
        Advice question = Rules.CHILD.evaluate(PatientCase.builder().build());
        String digest = Rules.BUNDLED.digest();

        assertThat(emergency)
                .hasToString("variant-matched, topic back-pain-child, variant red-flags-negative-radiographs, "
                        + "preferred mri-spine-area-of-interest-without-and-with-iv-contrast, 2 alerts (critical: neurologic-emergency), "
                        + digest);
        assertThat(question).hasToString("data-required, topic back-pain-child, 1 alert, " + digest);
    }

    private static List<Collection<String>> sources(Advice advice) {
        List<Collection<String>> cited = new ArrayList<>();
        advice.redFlags().forEach(flag -> cited.add(Set.of(flag.source())));
        advice.differential().forEach(diagnosis -> cited.add(Set.of(diagnosis.source())));
        advice.recommendations().forEach(study -> cited.add(study.sources()));
        advice.alerts().forEach(alert -> cited.add(alert.sources()));
        advice.nextSteps().forEach(step -> cited.add(Set.of(step.source())));
        if (advice.exclusion() != null && advice.exclusion().source() != null) {
            cited.add(Set.of(advice.exclusion().source()));
        }
        return cited;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_conclusion_has_a_rule_in_the_trace_that_concludes_it(Map.Entry<String, PatientCase> one) {
        Advice advice = Rules.CHILD.evaluate(one.getValue());
        Trace trace = advice.trace();

        advice.redFlags().forEach(flag -> concludes(trace, Kind.RED_FLAG, flag.code(), "red flag " + flag.code()));
        advice.alerts().forEach(alert -> concludes(trace, Kind.ALERT, alert.code(), "alert " + alert.code()));
        advice.nextSteps().forEach(step -> concludes(trace, Kind.NEXT_STEP, step.code(), "next step " + step.code()));
        advice.differential()
                .forEach(cause -> concludes(trace, Kind.DIFFERENTIAL, cause.code(), "in question: " + cause.code()));
        advice.matched().ifPresent(variant -> {
            concludes(trace, Kind.VARIANT, variant.id(), "variant " + variant.id() + " at step ");
            assertThat(trace.steps())
                    .flatMap(Trace.Step::concluded)
                    .contains(new Trace.Conclusion(advice.recommendations().size() + " ratings", Kind.RATING, null));
        });
        if (advice.exclusion() != null) {
            String id = advice.exclusion().id();
            concludes(trace, Kind.EXCLUSION, id, "exclusion " + id + " at step ");
        }
        advice.missing().stream()
                .filter(MissingDatum::blocking)
                .forEach(datum -> concludes(trace, Kind.QUESTION, datum.code(), "asks for "));
    }

    private static void concludes(Trace trace, Kind kind, String code, String words) {
        assertThat(trace.concluding(kind, code))
                .as(kind + " " + code)
                .flatMap(Trace.Step::conclusions)
                .anyMatch(one -> one.startsWith(words));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_step_of_the_trace_says_where_its_rule_stands_on_what_it_fired_and_what_it_concluded(
            Map.Entry<String, PatientCase> one) throws IOException {
        List<Trace.Step> steps = Rules.CHILD.evaluate(one.getValue()).trace().steps();

        assertThat(steps).isNotEmpty();
        for (Trace.Step step : steps) {
            List<String> file = Files.readAllLines(Rules.FOLDER.resolve(step.file()));
            assertThat(file.get(step.line() - 1)).isEqualTo("rule \"" + step.name() + "\"");
            assertThat(file.get(step.line())).contains("@id( " + step.rule() + " )");
            assertThat(step.reasons())
                    .as(step.rule())
                    .isNotEmpty()
                    .noneMatch(String::isBlank)
                    .noneMatch(words -> words.contains("{"));
            assertThat(step.conclusions()).isNotEmpty().noneMatch(String::isBlank);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void no_text_for_a_reader_is_empty_or_has_an_unfilled_place(Map.Entry<String, PatientCase> one) {
        Advice advice = Rules.CHILD.evaluate(one.getValue());
        List<String> texts = new ArrayList<>();
        advice.redFlags().forEach(flag -> texts.add(flag.text()));
        advice.alerts().forEach(alert -> texts.add(alert.text()));
        advice.nextSteps().forEach(step -> texts.add(step.text()));
        advice.differential().forEach(diagnosis -> texts.add(diagnosis.text()));
        advice.missing().forEach(datum -> texts.add(datum.question()));
        advice.recommendations().stream().map(Recommendation::reasons).forEach(texts::addAll);

        assertThat(texts).noneMatch(String::isBlank).noneMatch(text -> text.contains("{") || text.contains("}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_preferred_study_says_why(Map.Entry<String, PatientCase> one) {
        Advice advice = Rules.CHILD.evaluate(one.getValue());
        assertThat(advice.preferred())
                .allSatisfy(study -> assertThat(study.reasons()).isNotEmpty());
    }

    @Test
    void the_provenance_tells_the_content_and_its_digest() throws IOException, NoSuchAlgorithmException {
        Advice advice = Rules.CHILD.evaluate(BaseCases.of("red-flags"));

        assertThat(advice.provenance().digest())
                .isEqualTo(digest(Rules.FOLDER))
                .isEqualTo(Rules.BUNDLED.digest())
                .isEqualTo(Rules.ofFolder().digest());
        assertThat(advice.provenance().ruleSet()).isEqualTo(Rules.BUNDLED.name());
        assertThat(advice.provenance().version()).isEqualTo(Rules.BUNDLED.version());
        assertThat(advice.provenance().status()).isEqualTo(Rules.backPain().status());
        assertThat(advice.provenance().engine()).matches("apposite \\S+, drools \\S+");
    }

    /** Over every file of rules, topics and vocabulary: name, line break, length in bytes, line break, text. */
    private static String digest(Path folder) throws IOException, NoSuchAlgorithmException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (name.matches(".*\\.(yaml|drl)") && !name.contains("/cases/")) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        files.forEach((name, text) -> {
            sha.update((name + "\n" + text.length + "\n").getBytes(StandardCharsets.UTF_8));
            sha.update(text);
        });
        return "sha256:" + HexFormat.of().formatHex(sha.digest());
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Trace;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer depends on the case and the rules only. */
class TheSameCaseGivesTheSameAnswerTest {

    private static List<PatientCase> cases() {
        return Stream.concat(BaseCases.all().values().stream(), RandomCases.some(Sweep.of(10), 8))
                .toList();
    }

    private static List<Advice> answers(ClinicalRules rules, List<PatientCase> cases) {
        return cases.stream().map(rules::evaluate).toList();
    }

    private static List<String> texts(List<Advice> answers) {
        return answers.stream().map(Whole::of).toList();
    }

    @Test
    void in_whatever_order_the_facts_are_stated() {
        for (long seed = 0; seed < Sweep.of(20); seed++) {
            List<Consumer<PatientCaseBuilder>> statements = new ArrayList<>(RandomCases.statements(seed));
            Advice answer = answer(statements);
            Collections.shuffle(statements, new Random(seed));

            Advice again = answer(statements);
            assertThat(again).isEqualTo(answer);
            assertThat(Whole.of(again)).isEqualTo(Whole.of(answer));
        }
    }

    private static Advice answer(List<Consumer<PatientCaseBuilder>> statements) {
        PatientCaseBuilder builder = PatientCase.builder();
        statements.forEach(statement -> statement.accept(builder));
        return Rules.BUNDLED.evaluate(builder.build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "complaint bumped-head; chosen mechanism fall | drop 3 [ft_i] | drop 2 m | drop 1 m",
                "complaint bumped-head; chosen mechanism fall | drop 3 [ft_i] | drop 100 cm | drop 1 m",
                "complaint bumped-head | wakefulness 13 | wakefulness >= 14 | wakefulness 15 {score}",
                "complaint belly-ache; age 70 years; absent hard-belly | stew 3 [lb_av] | stew 1.5 kg | stew 1500 g",
            })
    void in_whatever_order_one_quantity_is_stated(String stated, String one, String two, String three) {
        Set<String> answers = Stream.of(
                        List.of(one, two, three),
                        List.of(two, one, three),
                        List.of(three, two, one),
                        List.of(two, three, one))
                .map(order -> Statements.patient(stated + "; " + String.join("; ", order)))
                .map(patient -> patient + Whole.of(MadeUp.topics().evaluate(patient)))
                .collect(Collectors.toSet());

        assertThat(answers).hasSize(1);
    }

    @Test
    void however_often_it_is_asked() {
        List<PatientCase> cases = cases();
        assertThat(answers(Rules.BUNDLED, cases)).isEqualTo(answers(Rules.BUNDLED, cases));
    }

    @Test
    void whether_the_rules_come_with_the_library_or_from_their_folder() {
        List<PatientCase> cases = cases();
        List<Advice> bundled = answers(Rules.BUNDLED, cases);
        List<Advice> ofFolder = answers(Rules.ofFolder(), cases);

        assertThat(ofFolder).isEqualTo(bundled);
        assertThat(texts(ofFolder)).isEqualTo(texts(bundled));
    }

    @Test
    void on_sixteen_threads_at_once() throws InterruptedException, ExecutionException {
        List<PatientCase> cases = cases();
        List<Advice> expected = answers(Rules.BUNDLED, cases);
        List<Callable<List<Advice>>> sixteen = Collections.nCopies(16, () -> answers(Rules.BUNDLED, cases));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (Future<List<Advice>> answers : threads.invokeAll(sixteen)) {
                assertThat(answers.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"tr-TR, Pacific/Kiritimati", "ar-EG-u-nu-arab, Pacific/Pago_Pago", "de-DE, Asia/Kathmandu"})
    void wherever_in_the_world_the_machine_stands(String language, String zone) {
        List<PatientCase> cases = cases();
        List<String> expected = texts(answers(Rules.BUNDLED, cases));
        Locale locale = Locale.getDefault();
        TimeZone timeZone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            TimeZone.setDefault(TimeZone.getTimeZone(zone));

            assertThat(texts(answers(Rules.BUNDLED, cases))).isEqualTo(expected);
            assertThat(texts(answers(ClinicalRules.bundled(), cases))).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(timeZone);
        }
    }

    @Test
    void whatever_the_rule_files_are_called_and_in_whatever_order_their_rules_stand(@TempDir Path temporary)
            throws IOException {
        Path folder = temporary.resolve("rules");
        Rules.copy(Rules.FOLDER, folder);
        Path topic = folder.resolve("back-pain-child");
        // Alerts, steps and differential are told in the order of their rules, so they keep theirs.
        for (String name : List.of("exclusions", "variants", "situations", "ratings")) {
            reverse(topic.resolve(name + ".drl"));
            Files.move(topic.resolve(name + ".drl"), topic.resolve("zz-" + name + ".drl"));
        }
        ClinicalRules shuffled = ClinicalRules.from(folder);
        assertThat(shuffled.digest()).isNotEqualTo(Rules.BUNDLED.digest());

        for (PatientCase patient : cases()) {
            Advice expected = Rules.BUNDLED.evaluate(patient);
            Advice answer = shuffled.evaluate(patient);
            assertThat(answer)
                    .usingRecursiveComparison()
                    .ignoringFields("trace", "provenance.digest")
                    .isEqualTo(expected);
            assertThat(withoutPlaces(answer)).containsExactlyInAnyOrderElementsOf(withoutPlaces(expected));
        }
    }

    private static List<Trace.Step> withoutPlaces(Advice advice) {
        return advice.trace().steps().stream()
                .map(step -> new Trace.Step(step.rule(), step.name(), "", 0, step.because(), step.concluded()))
                .toList();
    }

    private static void reverse(Path file) throws IOException {
        List<String> parts = new ArrayList<>(List.of(Files.readString(file).split("(?m)(?=^rule \")")));
        String head = parts.remove(0);
        Collections.reverse(parts);
        Files.writeString(file, head + String.join("\n", parts));
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rule engine looks for its services by the context class loader of the thread that touches it first, and remembers what
 * it did not find. In a container this can be any thread, so each of these is the first in a process of its own.
 */
class AnyThreadCanBeTheFirstTest {

    /** What a host does on a thread whose context loader does not see the library. */
    static final class Host {

        private Host() {}

        /** Answers by the bundled rules, or by those of a folder, then by the others. */
        public static void main(String[] args) {
            ClassLoader blind = args[1].equals("none") ? null : ClassLoader.getPlatformClassLoader();
            Thread.currentThread().setContextClassLoader(blind);
            for (String rules : args[0].split(",", -1)) {
                boolean bundled = rules.equals("bundled");
                Advice advice = (bundled ? ClinicalRules.bundled() : ClinicalRules.from(MadeUp.FOLDER))
                        .evaluate(PatientCase.builder()
                                .complaint(bundled ? "back-pain" : "bumped-head")
                                .age(Age.ofYears(9))
                                .build());
                System.out.println(advice.topic());
            }
            System.out.println(Thread.currentThread().getContextClassLoader() == blind ? "restored" : "changed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundled,folder platform",
                "folder,bundled platform",
                "bundled,folder none",
                "folder,bundled none"
            })
    void whatever_its_context_class_loader_sees(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        how.split(" ", -1)[0],
                        how.split(" ", -1)[1]))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(printed.lines().filter(line -> !line.contains(" ")))
                .containsExactlyInAnyOrder("back-pain-child", "gnome-head", "restored");
        assertThat(process.waitFor()).isZero();
    }
}

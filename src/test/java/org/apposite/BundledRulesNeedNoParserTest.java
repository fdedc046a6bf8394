package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/** Promise 8: starts a process with only what docs/embedding.md says a host of the bundled rules needs. */
class BundledRulesNeedNoParserTest {

    private static final Path PAGE = Path.of("docs", "embedding.md");

    private static final Pattern EXCLUDED = Pattern.compile("`[a-z.]+:([a-z0-9-]+)`");

    private static final List<String> TEST_ONLY = List.of(
            "drools-model-codegen",
            "drools-codegen-common",
            "drools-model-prototype",
            "drools-mvel-compiler",
            "drools-mvel-parser",
            "javaparser-core",
            "drools-ecj",
            "ecj",
            "junit-jupiter",
            "junit-jupiter-api",
            "junit-jupiter-params",
            "junit-jupiter-engine",
            "junit-platform-commons",
            "junit-platform-engine",
            "junit-platform-launcher",
            "opentest4j",
            "apiguardian-api",
            "assertj-core",
            "byte-buddy",
            "archunit",
            "ucum",
            "asm",
            "icu4j",
            "logback-classic",
            "logback-core");

    /** What a host does. */
    static final class Host {

        private Host() {}

        /** Answers a case and prints the variant, then what is said of rules in a folder. */
        public static void main(String[] args) {
            System.out.println(ClinicalRules.bundled()
                    .evaluate(PatientCase.builder()
                            .complaint("back-pain")
                            .age(Age.ofYears(9))
                            .present("fever")
                            .build())
                    .matched()
                    .orElseThrow()
                    .id());
            try {
                ClinicalRules.from(Path.of("rules-drl"));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void a_host_that_leaves_out_what_the_page_says_gets_its_answers() throws IOException, InterruptedException {
        List<String> left = new ArrayList<>();
        List<String> out = leftOut();
        out.addAll(TEST_ONLY);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = String.valueOf(Path.of(entry).getFileName()).replaceFirst("-[0-9].*", "");
            if (!out.contains(name)) {
                left.add(entry);
            }
        }
        assertThat(left).filteredOn(entry -> entry.endsWith(".jar")).hasSize(17);
        assertThat(Files.readString(PAGE)).contains("That leaves 18 jars instead of 26, the library included");
        assertThat(out).contains("drools-drl-parser", "antlr-runtime", "snakeyaml-engine");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        String.join(File.pathSeparator, left),
                        Host.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(printed.lines())
                .contains("red-flags")
                .last()
                .asString()
                .startsWith("rules of a folder cannot be read here: the class path lacks what reads them")
                .endsWith("or use ClinicalRules.bundled().");
        assertThat(process.waitFor()).isZero();
    }

    /** The artifacts of the table of that page, those that go with others included. */
    private static List<String> leftOut() throws IOException {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("| exclude |"), page.indexOf("## Your own rules"));
        List<String> names = new ArrayList<>();
        EXCLUDED.matcher(table).results().forEach(found -> names.add(found.group(1)));
        for (String row : table.lines().filter(line -> line.startsWith("|")).toList()) {
            for (String name : row.split("\\|", -1)[2].split(",", -1)) {
                names.add(name.strip());
            }
        }
        return names;
    }
}

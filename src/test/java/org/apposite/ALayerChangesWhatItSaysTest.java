package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Provenance;
import org.apposite.advice.Trace;
import org.apposite.file.RuleSource;
import org.apposite.language.Verb;
import org.apposite.model.LayerChange;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hospital's layer on the rules of others. */
class ALayerChangesWhatItSaysTest {

    private static final Path EXAMPLE = Path.of("docs/examples/layer");
    private static final Path MISTAKES = Path.of("src/test/resources/layers");
    private static final String HOSPITAL = """
            === rule-set.yaml
            name: hospital
            version: 1
            language: 2
            extends: apposite-rules 0.2.0
            """;

    /** A child with a red flag and no radiograph yet. */
    private static final PatientCase CHILD = PatientCase.builder()
            .age(Age.ofYears(9))
            .complaint("back-pain")
            .region("thoracic")
            .present("fever", "night-pain")
            .build();

    @TempDir
    private Path all;

    private static Map<String, List<String>> rows(Topic topic) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Rule rule : topic.rules()) {
            for (Consequence one : rule.then()) {
                if (Verb.RATE.isOf(one)) {
                    String variant = rule.when()
                            .get(0)
                            .conditions()
                            .get(0)
                            .questions()
                            .get(0)
                            .arguments()
                            .get(0)
                            .text();
                    rows.put(
                            variant + " " + one.arguments().get(0).text(),
                            one.arguments().stream().skip(1).map(Literal::text).toList());
                }
            }
        }
        return rows;
    }

    private static Topic child(RuleSet set) {
        return set.topics().stream()
                .filter(topic -> topic.id().equals("back-pain-child"))
                .findFirst()
                .orElseThrow();
    }

    private static <V> Map<String, V> different(Map<String, V> from, Map<String, V> in) {
        Map<String, V> different = new TreeMap<>(in);
        different.entrySet().removeIf(entry -> entry.getValue().equals(from.get(entry.getKey())));
        return different;
    }

    @Test
    void the_example_changes_three_ratings_and_the_text_of_an_alert_and_nothing_else() {
        RuleSet layer = RuleSet.read(EXAMPLE);
        RuleSet bundled = RuleSet.read(Rules.FOLDER);

        assertThat(layer.issues()).isEmpty();
        assertThat(different(rows(child(bundled)), rows(child(layer))))
                .isEqualTo(Map.of(
                        "red-flags mri-complete-spine-without-iv-contrast",
                        List.of("usually-appropriate", "7", "none", "example-hospital-2026"),
                        "red-flags radiography-complete-spine",
                        List.of("usually-not-appropriate", "3", "3", "example-hospital-2026"),
                        "no-red-flags radiography-spine-area-of-interest",
                        List.of("may-be-appropriate", "4", "varies", "example-hospital-2026")));
        assertThat(rows(child(layer))).hasSameSizeAs(rows(child(bundled)));
        assertThat(layer.changes())
                .extracting(change -> change.kind().display() + " " + change.what())
                .containsExactly(
                        "replaced rating of mri-complete-spine-without-iv-contrast for variant red-flags",
                        "replaced rating of radiography-complete-spine for variant red-flags",
                        "replaced rating of radiography-spine-area-of-interest for variant no-red-flags",
                        "replaced text of alert lesion-elsewhere of rule alert-lesion-elsewhere");
        assertThat(layer.topics().stream().map(Topic::id))
                .containsExactlyElementsOf(
                        bundled.topics().stream().map(Topic::id).toList());
    }

    @Test
    void an_answer_names_both_layers_and_its_trace_says_which_speaks() {
        ClinicalRules rules = ClinicalRules.from(EXAMPLE);

        Advice answer = rules.evaluate(CHILD);

        assertThat(answer.recommendations())
                .filteredOn(one -> one.procedure().equals("mri-complete-spine-without-iv-contrast"))
                .singleElement()
                .satisfies(one -> assertThat(one.sources()).containsExactly("example-hospital-2026"));
        Provenance by = answer.provenance();
        assertThat(by.ruleSet()).isEqualTo("example-hospital");
        assertThat(by.layers())
                .extracting(layer -> layer.ruleSet() + " " + layer.version())
                .containsExactly("apposite-rules 0.2.0", "example-hospital 1.0.0");
        assertThat(by.layers().get(0).digest())
                .isEqualTo(ClinicalRules.bundled().digest());
        assertThat(by.layers()).extracting(Provenance.Layer::digest).doesNotContain(by.digest());
        assertThat(by.notice())
                .startsWith(ClinicalRules.bundled().evaluate(CHILD).provenance().notice());
        assertThat(by.lowered()).isEmpty();
        assertThat(answer.trace().steps())
                .filteredOn(step -> step.rule().startsWith("ratings-"))
                .extracting(Trace.Step::file)
                .containsExactlyInAnyOrder(
                        "apposite-rules/back-pain-child/ratings.drl", "back-pain-child/changes.yaml");
    }

    @Test
    void what_a_layer_leaves_alone_is_shared_by_all_layers() throws IOException {
        RuleSet one = RuleSet.read(EXAMPLE);
        RuleSet other = RuleSet.read(Layer.in(all, HOSPITAL));

        assertThat(other.vocabulary()).isNotSameAs(one.vocabulary());
        for (int i = 0; i < one.topics().size(); i++) {
            Set<Rule> same = Collections.newSetFromMap(new IdentityHashMap<>());
            same.addAll(one.topics().get(i).rules());
            assertThat(other.topics().get(i).rules())
                    .filteredOn(rule -> !rule.id().matches("ratings-(no-)?red-flags|alert-lesion-elsewhere"))
                    .isNotEmpty()
                    .allMatch(same::contains);
        }
        assertThat(RuleSet.read(all).vocabulary()).isSameAs(other.vocabulary());
    }

    @Test
    void a_layer_and_what_it_builds_on_are_the_same_whatever_they_come_from() throws IOException {
        Path layer = Layer.in(all.resolve("layer"), HOSPITAL);
        String digest = RuleSet.read(layer).digest();
        Map<String, byte[]> bytes = Map.of("rule-set.yaml", Files.readAllBytes(layer.resolve("rule-set.yaml")));
        Path beside = Layer.in(
                all.resolve("beside"),
                HOSPITAL + "base: " + Path.of("rules-drl").toAbsolutePath() + "\n");
        RuleSet onFolder = RuleSet.read(beside);

        assertThat(RuleSet.read(RuleSource.of(bytes)).digest()).isEqualTo(digest);
        assertThat(onFolder.issues()).isEmpty();
        assertThat(onFolder.topics()).isEqualTo(RuleSet.read(layer).topics());
        assertThat(onFolder.layers().get(0))
                .isEqualTo(RuleSet.read(layer).layers().get(0));
    }

    @Test
    void a_layer_that_changes_nothing_answers_as_what_it_builds_on() throws IOException {
        ClinicalRules layer = ClinicalRules.from(Layer.in(all, HOSPITAL));

        for (PatientCase patient : RandomCases.some(200, 23).toList()) {
            Advice expected = Rules.BUNDLED.evaluate(patient);
            Advice answer = layer.evaluate(patient);
            assertThat(answer.recommendations()).isEqualTo(expected.recommendations());
            assertThat(answer.alerts()).isEqualTo(expected.alerts());
            assertThat(answer.missing()).isEqualTo(expected.missing());
        }
    }

    @Test
    void of_what_it_builds_on_only_files_of_rules_are_opened() throws IOException {
        Path base = all.resolve("base");
        try (Stream<Path> shipped = Files.walk(Path.of("rules-drl"))) {
            for (Path one : shipped.filter(Files::isRegularFile).toList()) {
                Path copy = base.resolve(Path.of("rules-drl").relativize(one).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(one, copy);
            }
        }
        // Larger than anything that is read, as what a folder holds that is no folder of rules, such as /proc.
        try (RandomAccessFile large =
                new RandomAccessFile(base.resolve("scan.bin").toFile(), "rw")) {
            large.setLength(1L << 30);
        }
        Path hospital = Layer.in(all.resolve("hospital"), HOSPITAL + "base: ../base\n");

        assertThat(RuleSet.read(hospital).issues()).isEmpty();
    }

    @Test
    void layers_stand_on_layers() throws IOException {
        Path region = Layer.in(all.resolve("region"), HOSPITAL.replace("hospital", "region") + """
                === vocabulary/sources.yaml
                sources:
                  theirs: { title: "Theirs", trust: interpretation }
                === back-pain-child/changes.yaml
                ratings:
                  - variant: red-flags
                    procedure: radiography-complete-spine
                    category: usually-appropriate
                    median: 8
                    sources: theirs
                    was: NOW
                """);
        assertThat(RuleSet.read(region).issues()).isEmpty();
        Path hospital = Layer.in(
                all.resolve("hospital"), HOSPITAL.replace("apposite-rules 0.2.0", "region 1\nbase: ../region") + """
                === vocabulary/sources.yaml
                sources:
                  ours: { title: "Ours", trust: interpretation }
                === back-pain-child/changes.yaml
                ratings:
                  - variant: red-flags
                    procedure: radiography-complete-spine
                    category: may-be-appropriate
                    median: 6
                    sources: ours
                    was: NOW
                """);

        RuleSet read = RuleSet.read(hospital);

        assertThat(read.issues()).isEmpty();
        assertThat(read.layers())
                .extracting(Provenance.Layer::ruleSet)
                .containsExactly("apposite-rules", "region", "hospital");
        assertThat(rows(child(read)).get("red-flags radiography-complete-spine"))
                .containsExactly("may-be-appropriate", "6", "3", "ours");
        assertThat(child(read).rules())
                .extracting(rule -> rule.file().replaceFirst("/?back-pain-child/.*", ""))
                .contains("apposite-rules", "")
                .isSubsetOf("apposite-rules", "region", "");
    }

    @Test
    void a_critical_alert_that_a_layer_lowers_is_told_in_every_answer() throws IOException {
        Path folder = Layer.in(all, HOSPITAL + """
                === back-pain-child/changes.yaml
                left-out:
                  - rule: alert-neurologic-emergency
                    by: Dr. A. Example
                    reason: another alarm covers it
                    was: NOW
                """);
        ClinicalRules rules = ClinicalRules.from(folder);
        List<PatientCase> patients = new ArrayList<>(RandomCases.some(20, 5).toList());
        patients.add(CHILD);
        patients.add(PatientCase.builder().build());

        for (PatientCase patient : patients) {
            assertThat(rules.evaluate(patient).provenance().lowered())
                    .containsExactly(new Provenance.Lowered(
                            "back-pain-child", "neurologic-emergency", "Dr. A. Example", "another alarm covers it"));
        }
    }

    /** Whatever is left out of what critical alerts rest on needs a person; what they do not rest on needs none. */
    @Test
    void every_rule_that_raises_a_critical_alert_or_feeds_one_needs_a_person_to_be_left_out() throws IOException {
        for (Topic topic : Rules.BUNDLED.topics()) {
            StringBuilder changes = new StringBuilder("left-out:\n");
            for (Rule rule : topic.rules()) {
                changes.append("  - { rule: " + rule.id() + ", reason: none, was: NOW }\n");
            }
            Path folder =
                    Layer.in(all.resolve(topic.id()), HOSPITAL + "=== " + topic.id() + "/changes.yaml\n" + changes);

            List<String> told = RuleSet.read(folder).issues().stream()
                    .filter(issue -> issue.code().equals("APP-129"))
                    .map(RuleIssue::message)
                    .toList();

            for (Rule rule : topic.rules()) {
                boolean raises = rule.then().stream()
                        .anyMatch(one -> Verb.ALERT.isOf(one)
                                && one.arguments().get(1).text().equals("critical"));
                if (raises) {
                    assertThat(told).anyMatch(one -> one.startsWith("the rule \"" + rule.id() + "\" "));
                }
                if (Verb.RATE.isOf(rule.then().get(0))) {
                    assertThat(told).noneMatch(one -> one.startsWith("the rule \"" + rule.id() + "\" "));
                }
            }
            assertThat(told).hasSizeGreaterThan(1);
        }
    }

    /** Every row, one layer for all of a topic. */
    @Test
    void every_row_of_every_table_can_be_changed_and_no_other_changes_with_it() throws IOException {
        for (Topic topic : Rules.BUNDLED.topics()) {
            Map<String, List<String>> before = rows(topic);
            StringBuilder changes = new StringBuilder("ratings:\n");
            Map<String, List<String>> expected = new LinkedHashMap<>();
            int i = 0;
            for (String row : before.keySet()) {
                if (i++ % 2 == 0) {
                    List<String> parts = List.of(row.split(" ", -1));
                    changes.append("  - { variant: " + parts.get(0) + ", procedure: " + parts.get(1)
                            + ", category: usually-appropriate, median: 9, sources: ours, was: NOW }\n");
                    expected.put(
                            row,
                            List.of(
                                    "usually-appropriate",
                                    "9",
                                    Objects.requireNonNull(before.get(row)).get(2),
                                    "ours"));
                }
            }
            Path folder = Layer.in(all.resolve(topic.id()), HOSPITAL + """
                    === vocabulary/sources.yaml
                    sources:
                      ours: { title: "Ours", trust: interpretation }
                    === %s/changes.yaml
                    %s""".formatted(topic.id(), changes));
            RuleSet read = RuleSet.read(folder);

            assertThat(read.issues()).isEmpty();
            assertThat(read.changes())
                    .hasSize(expected.size())
                    .allMatch(one -> one.kind() == LayerChange.Kind.REPLACED);
            assertThat(different(
                            before,
                            rows(read.topics().stream()
                                    .filter(one -> one.id().equals(topic.id()))
                                    .findFirst()
                                    .orElseThrow())))
                    .isEqualTo(new TreeMap<>(expected));
        }
    }

    private record Said(String file, List<String> sources, List<String> text) {}

    /** What is told by each alert, with the conditions under which it is. */
    private static Map<String, Said> alerts(Topic topic) {
        Map<String, Said> alerts = new TreeMap<>();
        for (Rule rule : topic.rules()) {
            for (Consequence one : rule.then()) {
                if (Verb.ALERT.isOf(one)) {
                    String key = rule.id().replaceFirst("-changed.*", "") + " "
                            + one.arguments().get(0).text();
                    List<String> text =
                            one.arguments().stream().skip(1).map(Literal::text).toList();
                    assertThat(alerts.put(key, new Said(rule.file(), rule.sources(), text)))
                            .isNull();
                }
            }
        }
        return alerts;
    }

    /** Of every second alert, one layer for all of a topic: the others keep their texts and their sources. */
    @Test
    void every_text_of_an_alert_that_a_layer_changes_has_the_sources_of_the_layer_and_no_other() throws IOException {
        for (Topic topic : Rules.BUNDLED.topics()) {
            Map<String, Said> before = alerts(topic);
            StringBuilder changes = new StringBuilder("alerts:\n");
            Map<String, Said> expected = new TreeMap<>();
            int i = 0;
            for (Map.Entry<String, Said> alert : before.entrySet()) {
                if (i++ % 2 == 0) {
                    List<String> parts = List.of(alert.getKey().split(" ", -1));
                    changes.append("  - { rule: " + parts.get(0) + ", alert: " + parts.get(1)
                            + ", text: New, sources: ours, by: Dr. A. Example, reason: none, was: NOW }\n");
                    expected.put(
                            alert.getKey(),
                            new Said(
                                    topic.id() + "/changes.yaml",
                                    List.of("ours"),
                                    List.of(alert.getValue().text().get(0), "New")));
                }
            }
            Path folder = Layer.in(all.resolve(topic.id()), HOSPITAL + """
                    === vocabulary/sources.yaml
                    sources:
                      ours: { title: "Ours", trust: interpretation }
                    === %s/changes.yaml
                    %s""".formatted(topic.id(), changes));
            RuleSet read = RuleSet.read(folder);
            Topic now = read.topics().stream()
                    .filter(one -> one.id().equals(topic.id()))
                    .findFirst()
                    .orElseThrow();

            assertThat(read.issues()).isEmpty();
            assertThat(alerts(now).keySet()).isEqualTo(before.keySet());
            assertThat(alerts(now).entrySet())
                    .filteredOn(one -> one.getValue().file().endsWith("changes.yaml"))
                    .containsExactlyInAnyOrderElementsOf(expected.entrySet());
            assertThat(alerts(now).entrySet())
                    .filteredOn(one -> !expected.containsKey(one.getKey()))
                    .allMatch(one -> {
                        Said said = Objects.requireNonNull(before.get(one.getKey()));
                        return said.sources().equals(one.getValue().sources())
                                && said.text().equals(one.getValue().text());
                    });
            assertThat(now.rules().stream().map(Rule::id)).doesNotHaveDuplicates();
        }
    }

    @Test
    void of_a_rule_with_two_alerts_the_one_that_is_not_changed_keeps_its_source() throws IOException {
        Layer.in(all.resolve("region"), HOSPITAL.replace("hospital", "region") + """
                === vocabulary/sources.yaml
                sources:
                  theirs: { title: "Theirs", trust: interpretation }
                === back-pain-child/more.drl
                package back_pain_child;
                import org.apposite.language.Patient;
                global org.apposite.language.Conclude conclude;
                rule "Two alerts"
                    @id( two-alerts )
                    @source( theirs )
                when
                    Patient( present( "night-pain" ) )
                then
                    conclude.alert( "first", "info", "First." );
                    conclude.alert( "second", "info", "Second." );
                end
                """);
        Path hospital = Layer.in(
                all.resolve("hospital"), HOSPITAL.replace("apposite-rules 0.2.0", "region 1\nbase: ../region") + """
                === vocabulary/sources.yaml
                sources:
                  ours: { title: "Ours", trust: interpretation }
                === back-pain-child/changes.yaml
                alerts:
                  - { rule: two-alerts, alert: first, text: "Ours.", sources: ours, was: NOW }
                """);

        assertThat(RuleSet.read(hospital).issues()).isEmpty();
        assertThat(ClinicalRules.from(hospital).evaluate(CHILD).alerts())
                .filteredOn(alert -> alert.text().matches("Ours\\.|Second\\."))
                .extracting(alert -> alert.code() + " " + alert.text() + " " + alert.sources())
                .containsExactlyInAnyOrder("first Ours. [ours]", "second Second. [theirs]");
    }

    @Test
    void the_guide_shows_the_files_of_the_example() throws IOException {
        String guide = Files.readString(Path.of("docs/guides/a-hospitals-own-rules.md"));
        List<MatchResult> shown = Pattern.compile("(?ms)^<!-- file (\\S+) -->\\n```yaml\\n(.*?)^```$")
                .matcher(guide)
                .results()
                .toList();

        assertThat(shown).hasSize(3);
        for (MatchResult file : shown) {
            assertThat(EXAMPLE.resolve(file.group(1))).hasContent(file.group(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"APP-126", "APP-127", "APP-128", "APP-129"})
    void what_a_page_shows_as_wrong_gets_its_code_and_what_it_shows_as_right_is_loaded(String code) throws IOException {
        List<MatchResult> shown = Pattern.compile("(?ms)^(Wrong|Right)[^\\n]*:\\n\\n```yaml\\n(.*?)^```$")
                .matcher(Files.readString(Path.of("docs/findings", code + ".md")))
                .results()
                .toList();

        assertThat(shown).extracting(example -> example.group(1)).containsExactly("Wrong", "Right");
        for (MatchResult example : shown) {
            String text = example.group(2);
            Path folder = Layer.in(
                    all.resolve(example.group(1)),
                    text.contains("extends:") ? "=== rule-set.yaml\n" + text : HOSPITAL + """
                                    === vocabulary/sources.yaml
                                    sources:
                                      example-hospital-2026: { title: "Ours", trust: interpretation }
                                    === back-pain-child/changes.yaml
                                    %s""".formatted(text));
            assertThat(RuleSet.read(folder).issues())
                    .extracting(RuleIssue::code)
                    .containsExactlyElementsOf(example.group(1).equals("Right") ? List.of() : List.of(code));
        }
    }

    static Stream<Path> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(MISTAKES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void what_is_wrong_with_a_layer_is_told_with_its_place_and_what_to_do(Path mistake) throws IOException {
        String text = Files.readString(mistake, StandardCharsets.UTF_8);
        int end = text.indexOf("=== expected\n");
        Path folder = Layer.in(all, text.substring(0, end));

        String told = RuleSet.read(folder).issues().stream()
                .map(issue -> issue.toString().replace(all.toString(), "FOLDER") + "\n")
                .collect(Collectors.joining());

        if (Boolean.getBoolean("apposite.write-expected")) {
            Files.writeString(mistake, text.substring(0, end) + "=== expected\n" + told);
        }
        assertThat(told).isNotEmpty().isEqualTo(text.substring(end + "=== expected\n".length()));
    }
}

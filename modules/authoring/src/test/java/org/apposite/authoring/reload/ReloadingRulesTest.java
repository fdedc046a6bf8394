package org.apposite.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.TinyRules;
import org.apposite.authoring.reload.ReloadReport.Outcome;
import org.apposite.file.Looks.Refusal;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is put into the folder, something sound keeps answering, and it is said what. */
class ReloadingRulesTest {

    @TempDir
    private Path folder;

    private TinyRules tiny;

    @BeforeEach
    void write_version_1() throws IOException {
        tiny = TinyRules.in(folder);
    }

    @Test
    void new_rules_answer_when_told() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            ClinicalRules before = rules.current();
            tiny.write(2);
            assertThat(answering(rules)).isEqualTo(1);

            ReloadReport report = rules.reload();

            assertThat(answering(rules)).isEqualTo(2);
            assertThat(TinyRules.version(before))
                    .as("who holds the old rules goes on")
                    .isEqualTo(1);
            assertThat(report).isEqualTo(rules.lastReport());
            assertThat(report.outcome()).isEqualTo(Outcome.LOADED);
            assertThat(report).hasToString("Rules loaded: tiny 2 (" + beginning(rules) + ") is now in use.");
        }
    }

    @Test
    void a_layer_is_loaded_anew_when_what_it_builds_on_changes_and_kept_when_that_has_another_version()
            throws IOException {
        Path layer = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-layer"));
        Path set = layer.resolve("rule-set.yaml");
        Files.writeString(
                set, "name: ours\nversion: 1\nextends: tiny 1\nbase: ../" + folder.getFileName() + "\nlanguage: 2\n");
        try (ReloadingRules rules = ReloadingRules.of(layer)) {
            assertThat(answering(rules)).isEqualTo(1);
            assertThat(rules.reload().outcome()).isEqualTo(Outcome.UNCHANGED);

            tiny.write(2);
            assertThat(rules.reload().reasons()).singleElement().asString().contains("APP-126", "tiny 2");
            assertThat(answering(rules)).isEqualTo(1);

            Files.writeString(set, Files.readString(set).replace("tiny 1", "tiny 2"));
            assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
            assertThat(answering(rules)).isEqualTo(2);

            Files.writeString(
                    tiny.topicFile(), Files.readString(tiny.topicFile()).replace("number: 2", "number: 3"));
            assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
            assertThat(answering(rules)).isEqualTo(3);
        } finally {
            Files.delete(set);
            Files.delete(layer);
        }
    }

    @Test
    void the_same_content_is_not_built_again() {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            ClinicalRules before = rules.current();

            assertThat(rules.reload().outcome()).isEqualTo(Outcome.UNCHANGED);

            assertThat(rules.current()).isSameAs(before);
        }
    }

    @Test
    void rules_with_an_error_are_refused_with_its_place() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            tiny.write(2);
            Files.writeString(tiny.ruleFile(), Files.readString(tiny.ruleFile()).replace("back-pain", "bak-pain"));

            ReloadReport report = rules.reload();

            assertThat(answering(rules)).isEqualTo(1);
            assertThat(report.outcome()).isEqualTo(Outcome.KEPT);
            assertThat(report.reasons()).singleElement().asString().contains("tiny-topic/tiny.drl:11", "bak-pain");
            assertThat(report.toString())
                    .startsWith("Rules NOT loaded: tiny-topic/tiny.drl:11")
                    .contains(
                            " So tiny 2 (sha256:",
                            " was refused, and what was loaded before stays in use: tiny 1 (sha256:")
                    .doesNotContain("\n");
        }
    }

    @Test
    void rules_that_fail_a_case_beside_them_are_refused() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            tiny.write(2);
            Files.writeString(
                    tiny.caseFile(), Files.readString(tiny.caseFile()).replace("variant: tiny", "variant: other"));

            assertThat(rules.reload().reasons())
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason).startsWith("tiny-topic/cases/back-pain.yaml: "));

            assertThat(answering(rules)).isEqualTo(1);
        }
    }

    @Test
    void a_withdrawal_is_taken_although_cases_expect_what_is_withdrawn_and_a_wrong_one_is_not() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            Path file = folder.resolve(WithdrawalFile.NAME);
            Withdrawal withdrawal = new Withdrawal(
                    Part.of("tiny-topic").orElseThrow(), "Wrong", "A. Person", Instant.parse("2026-11-27T14:30:00Z"));
            Files.writeString(file, WithdrawalFile.write(List.of(withdrawal), List.of()));

            assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
            assertThat(rules.current().withdrawals()).containsExactly(withdrawal);

            Files.writeString(file, WithdrawalFile.write(List.of(), List.of()).replace("[]", "[nobody]"));

            assertThat(rules.reload().reasons()).singleElement().asString().startsWith("withdrawn.yaml:3");
            assertThat(rules.current().withdrawals()).containsExactly(withdrawal);

            Files.delete(file);

            assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
            assertThat(rules.current().withdrawals()).isEmpty();
        }
    }

    @Test
    void while_the_folder_holds_what_is_not_taken_the_looks_say_where_it_lies() throws IOException {
        Path withdrawn = folder.resolve(WithdrawalFile.NAME);
        String rule = Files.readString(tiny.ruleFile());
        String test = Files.readString(tiny.caseFile());
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            assertThat(rules.looks().refusal()).isEmpty();

            Files.writeString(tiny.ruleFile(), rule.replace("back-pain", "bak-pain"));
            rules.reload();
            assertThat(rules.looks().refusal()).contains(new Refusal("tiny-topic/tiny.drl", "APP-109"));
            Files.writeString(tiny.ruleFile(), rule);
            assertThat(rules.reload().outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(rules.looks().refusal()).as("what it holds answers").isEmpty();

            Files.writeString(
                    withdrawn, WithdrawalFile.write(List.of(), List.of()).replace("[]", "[nobody]"));
            rules.reload();
            assertThat(rules.looks().refusal().orElseThrow().file()).isEqualTo("withdrawn.yaml");
            Files.delete(withdrawn);

            tiny.write(2);
            Files.writeString(tiny.caseFile(), test.replace("variant: tiny", "variant: other"));
            rules.reload();
            assertThat(rules.looks().refusal()).contains(new Refusal("tiny-topic/cases/back-pain.yaml", ""));

            tiny.write(3);
            rules.reload();
            assertThat(rules.looks().refusal()).isEmpty();
        }
        try (ReloadingRules picky = ReloadingRules.builder(folder)
                .gate((from, candidate) ->
                        TinyRules.version(candidate) == 3 ? List.of() : List.of("This is no good: why not?"))
                .load()) {
            tiny.write(4);
            picky.reload();
            assertThat(picky.looks().refusal()).as("words of others").contains(new Refusal("", ""));
        }
    }

    @Test
    void a_host_can_refuse_what_the_check_calls_an_error_at_the_start_and_later() throws IOException {
        Path rules = Files.createDirectory(folder.resolve("shipped"));
        RulesFolder.copyShipped(rules);
        Path ratings = rules.resolve("back-pain-child/ratings.drl");
        String right = Files.readString(ratings);
        String wrong = right.replaceFirst("\"usually-appropriate\", +\\d", "\"usually-appropriate\", 3");
        assertThat(wrong).isNotEqualTo(right);
        try (ReloadingRules checked =
                ReloadingRules.builder(rules).checked().gate(Gate.NONE).load()) {
            Files.writeString(ratings, wrong);
            assertThat(checked.reload().outcome()).isEqualTo(Outcome.KEPT);
            assertThat(checked.looks().refusal()).contains(new Refusal("back-pain-child/ratings.drl", "APP-227"));

            assertThatThrownBy(() -> ReloadingRules.builder(rules).checked().load())
                    .isInstanceOfSatisfying(
                            NotLoadedException.class,
                            e -> assertThat(e.report().reasons()).allMatch(reason -> reason.contains("APP-227")));
            ReloadingRules.builder(rules).gate(Gate.NONE).load().close();

            Files.writeString(ratings, right.replaceFirst("\"usually-appropriate\", +8", "\"usually-appropriate\", 9"));
            assertThat(checked.reload().outcome())
                    .as("the lock may be of before")
                    .isEqualTo(Outcome.LOADED);
        }
    }

    @Test
    void a_host_sets_its_own_gate_or_none() throws IOException {
        Gate onlyOdd = (from, candidate) ->
                TinyRules.version(candidate) % 2 == 1 ? List.of() : List.of("even versions are unlucky");
        try (ReloadingRules picky = ReloadingRules.builder(folder)
                        .gate(Gate.CASES.and(onlyOdd))
                        .load();
                ReloadingRules open =
                        ReloadingRules.builder(folder).gate(Gate.NONE).load()) {
            tiny.write(2);
            Files.writeString(tiny.caseFile(), "not a case");
            assertThat(picky.reload().reasons()).allMatch(reason -> reason.contains("back-pain.yaml"));
            assertThat(open.reload().outcome()).isEqualTo(Outcome.LOADED);

            tiny.write(2);
            assertThat(picky.reload().reasons()).containsExactly("even versions are unlucky");

            tiny.write(3);
            assertThat(picky.reload().outcome()).isEqualTo(Outcome.LOADED);
        }
    }

    @Test
    void a_folder_that_is_gone_changes_nothing() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            Path elsewhere = folder.resolveSibling(folder.getFileName() + "-moved");
            Files.move(folder, elsewhere);
            try {
                ReloadReport report = rules.reload();

                assertThat(report.outcome()).isEqualTo(Outcome.KEPT);
                assertThat(report.toString()).contains("rules without a readable version was refused");
                assertThat(answering(rules)).isEqualTo(1);
            } finally {
                Files.move(elsewhere, folder);
            }
        }
    }

    @Test
    void a_machine_that_fails_while_building_is_reported_and_not_hidden() throws IOException {
        Gate exhausted = (from, candidate) -> {
            if (TinyRules.version(candidate) > 1) {
                throw new OutOfMemoryError("made up");
            }
            return List.of();
        };
        try (ReloadingRules rules =
                ReloadingRules.builder(folder).gate(exhausted).load()) {
            tiny.write(2);

            assertThatThrownBy(rules::reload).isInstanceOf(OutOfMemoryError.class);

            assertThat(rules.lastReport().outcome()).isEqualTo(Outcome.KEPT);
            assertThat(rules.lastReport().reasons()).singleElement().asString().contains("made up");
            assertThat(answering(rules)).isEqualTo(1);
        }
    }

    @Test
    void a_bad_start_is_refused_with_all_reasons() throws IOException {
        Files.delete(tiny.ruleSet());
        Files.delete(folder.resolve("vocabulary/sources.yaml"));

        assertThatThrownBy(() -> ReloadingRules.of(folder))
                .isInstanceOfSatisfying(
                        NotLoadedException.class,
                        refused -> assertThat(refused.report().reasons()).hasSize(2))
                .hasMessageContainingAll("rule-set.yaml", "sources.yaml");
    }

    @Test
    void the_watcher_loads_changed_content_once_it_has_settled() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            assertThat(rules.poll()).isNull();
            tiny.write(2);

            assertThat(rules.poll()).as("a copy may be under way").isNull();
            assertThat(outcome(rules.poll())).isEqualTo(Outcome.LOADED);
            assertThat(rules.poll()).isNull();

            assertThat(answering(rules)).isEqualTo(2);
        }
    }

    /** A folder within itself cannot be read by anybody, root included. */
    @Test
    void the_watcher_is_not_blinded_by_a_hidden_folder_that_cannot_be_read() throws IOException {
        Files.createSymbolicLink(folder.resolve(".closed"), folder);
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            tiny.write(2);

            rules.poll();
            assertThat(outcome(rules.poll())).isEqualTo(Outcome.LOADED);
            assertThat(answering(rules)).isEqualTo(2);
        }
    }

    @Test
    void the_watcher_tries_refused_content_once_only() throws IOException {
        List<ReloadReport> reports = new ArrayList<>();
        try (ReloadingRules rules =
                ReloadingRules.builder(folder).listener(reports::add).load()) {
            Files.writeString(tiny.ruleFile(), "this is no rule");
            for (int i = 0; i < 5; i++) {
                rules.poll();
            }
            assertThat(reports).extracting(ReloadReport::outcome).containsExactly(Outcome.LOADED, Outcome.KEPT);
        }
    }

    @Test
    void a_roll_back_is_one_step_and_the_watcher_respects_it() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            assertThatIllegalStateException()
                    .isThrownBy(rules::rollBack)
                    .withMessageContaining("there are no previous rules");
            tiny.write(2);
            rules.reload();

            assertThat(rules.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

            assertThat(answering(rules)).isEqualTo(1);
            assertThatIllegalStateException().isThrownBy(rules::rollBack);
            assertThat(rules.poll()).isNull();
            assertThat(rules.poll()).isNull();

            Files.writeString(tiny.caseFile(), "# touched\n" + Files.readString(tiny.caseFile()));
            rules.poll();
            assertThat(outcome(rules.poll())).as("the same rules again").isEqualTo(Outcome.KEPT);
            assertThat(answering(rules)).isEqualTo(1);

            tiny.write(3);
            rules.poll();
            assertThat(outcome(rules.poll())).isEqualTo(Outcome.LOADED);
            assertThat(answering(rules)).isEqualTo(3);
        }
    }

    @Test
    void what_was_rolled_back_is_loaded_when_told() throws IOException {
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            tiny.write(2);
            rules.reload();
            rules.rollBack();

            assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
            assertThat(answering(rules)).isEqualTo(2);
        }
    }

    @Test
    void a_listener_that_fails_breaks_nothing() throws IOException {
        try (ReloadingRules rules = ReloadingRules.builder(folder)
                .listener(report -> {
                    throw new IllegalArgumentException("made up");
                })
                .load()) {
            tiny.write(2);
            rules.reload();
            assertThat(answering(rules)).isEqualTo(2);
        }
    }

    @Test
    void the_thread_watches_until_closed() throws IOException, InterruptedException {
        BlockingQueue<ReloadReport> reports = new LinkedBlockingQueue<>();
        ReloadingRules rules =
                ReloadingRules.builder(folder).listener(reports::add).load();
        reports.clear();
        rules.watch(Duration.ofMillis(1));
        assertThatIllegalStateException().isThrownBy(() -> rules.watch(Duration.ofMillis(1)));

        tiny.write(2);
        // Between the files of a version the watcher may see another folder: only the last report counts.
        ReloadReport report = reports.poll(1, TimeUnit.MINUTES);
        while (report != null && answering(rules) != 2) {
            report = reports.poll(1, TimeUnit.MINUTES);
        }
        rules.close();

        assertThat(answering(rules)).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> rules.watch(Duration.ofMillis(1)));
    }

    private static int answering(ReloadingRules rules) {
        return TinyRules.version(rules.evaluate(TinyRules.CASE));
    }

    private static Outcome outcome(@Nullable ReloadReport report) {
        return Objects.requireNonNull(report, "nothing was done").outcome();
    }

    private static String beginning(ReloadingRules rules) {
        return rules.current().digest().substring(0, "sha256:".length() + 12);
    }
}

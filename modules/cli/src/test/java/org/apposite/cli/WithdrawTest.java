package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apposite.file.Folder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recall from the command line: written, listed, heard and lifted. */
class WithdrawTest {

    private static final String RULE = "back-pain-child/alert-neurologic-emergency";
    private static final String[] SIGNED = {"--reason", "Wrong number", "--by", "A. Person"};

    @TempDir
    private Path folder;

    @BeforeEach
    void copy_the_rules() throws IOException {
        RulesCopy.shipped(folder);
    }

    private Session withdraw(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "withdraw";
        all[1] = folder.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Session.run(all);
    }

    private Session withdrawSigned(String part) {
        return withdraw(part, SIGNED[0], SIGNED[1], SIGNED[2], SIGNED[3]);
    }

    @Test
    void what_is_withdrawn_is_told_in_answers_and_listed_until_it_is_lifted() throws IOException {
        Path deficit = folder.resolve("deficit.yaml");
        Files.writeString(
                deficit,
                "patient: { age: 9 years }\ncomplaint: { symptom: back-pain }\nfindings: { present: [neurologic-deficit] }\n");

        Session written = withdrawSigned("alert-neurologic-emergency");
        assertThat(written.err()).isEmpty();
        assertThat(written.exit()).isZero();
        assertThat(written.out())
                .startsWith(folder.resolve("withdrawn.yaml") + ": " + RULE + " is withdrawn.\n")
                .contains("/health/ready says \"degraded\"");
        assertThat(refused(withdrawSigned(RULE))).contains("it is withdrawn already: " + RULE);
        assertThat(Session.run("check", folder.toString()).out()).contains("Withdrawn since 20");
        assertThat(withdraw().out()).startsWith(RULE + ", 20").endsWith(", by A. Person: Wrong number\n");
        Session answered = Session.run("evaluate", "--rules", folder.toString(), deficit.toString());
        assertThat(answered.out())
                .contains("it was withdrawn on")
                .contains("Wrong number")
                .doesNotContain("A. Person");
        assertThat(Session.run("check", folder.toString()).exit())
                .as("the lock and the cases do not mind")
                .isZero();

        Session lifted = withdraw("alert-neurologic-emergency", "--lift", "--by", "B. Person");
        assertThat(lifted.out()).endsWith("back-pain-child/alert-neurologic-emergency speaks again.\n");
        assertThat(withdraw().out())
                .startsWith("Nothing is withdrawn.\n" + RULE + ", 20")
                .endsWith(", by B. Person)\n");
        assertThat(Session.run("evaluate", "--rules", folder.toString(), deficit.toString())
                        .out())
                .doesNotContain("withdrawn");
    }

    @Test
    void of_several_withdrawals_at_the_same_moment_none_is_lost() throws Exception {
        List<String> parts = List.of(
                RULE,
                "back-pain-child/alert-neurologic-emergency-trauma",
                "back-pain-child/alert-abscess-emergency",
                "back-pain-child/alert-lesion-elsewhere",
                "head-trauma-child",
                "low-back-pain");
        CyclicBarrier together = new CyclicBarrier(parts.size());
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        List<Future<Session>> all = new ArrayList<>();
        for (String part : parts) {
            all.add(threads.submit(() -> {
                together.await();
                return withdrawSigned(part);
            }));
        }
        for (Future<Session> one : all) {
            assertThat(one.get().exit()).as(one.get().err()).isZero();
        }
        threads.shutdown();
        assertThat(withdraw().out().lines().map(line -> line.replaceFirst(",.*", "")))
                .containsExactlyInAnyOrderElementsOf(parts);
    }

    @Test
    void what_a_command_left_that_was_killed_is_named() throws IOException {
        Path left = Files.createFile(folder.resolve(Folder.draftAfter("withdrawn.yaml", Optional.empty())));
        assertThat(refused(withdrawSigned(RULE))).contains("remove " + left.getFileName() + " from this folder");
        Files.delete(left);
        assertThat(withdrawSigned(RULE).exit()).isZero();
    }

    @Test
    void cases_are_answered_as_if_nothing_were_withdrawn() {
        withdrawSigned("head-trauma-child");

        Session tested = Session.run("test", folder.toString(), "--topic", "head-trauma-child");

        assertThat(tested.exit()).isZero();
        assertThat(tested.err()).contains("withdrawn is 1 part");
    }

    @Test
    void what_is_misspelt_unsigned_or_not_withdrawn_is_refused_in_one_line_and_nothing_is_written() {
        assertThat(refused(withdrawSigned("alert-neurologic-emergancy")))
                .contains("Did you mean \"alert-neurologic-emergency\"?");
        assertThat(refused(withdrawSigned("../../etc/passwd"))).contains("there is no topic, rule or rating");
        assertThat(refused(withdraw(RULE, "--by", "A. Person"))).contains("--reason is missing");
        assertThat(refused(withdraw(RULE, "--reason", "Wrong"))).contains("--by is missing");
        assertThat(refused(withdraw(RULE, "--reason", "see {order}", "--by", "A. Person")))
                .contains("holds a brace");
        assertThat(refused(withdraw(RULE, "--lift"))).contains("is not withdrawn; nothing is");
        assertThat(refused(withdraw("--lift"))).contains("name the part");
        assertThat(folder.resolve("withdrawn.yaml")).doesNotExist();
    }

    private static String refused(Session session) {
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).hasLineCount(1);
        return session.err();
    }

    @Test
    void from_rules_with_errors_nothing_is_withdrawn_since_no_service_would_take_it() throws IOException {
        Files.writeString(folder.resolve("back-pain-child/broken.drl"), "rule");

        Session session = withdrawSigned(RULE);

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.err()).contains("back-pain-child/broken.drl").contains("Mend them first.");
        assertThat(folder.resolve("withdrawn.yaml")).doesNotExist();
    }

    @Test
    void what_can_be_one_of_several_withdrawals_lifts_none_of_them() throws IOException {
        String one = "{ part: PART, reason: Wrong, by: A, at: \"2026-11-27T14:30:00Z\" }";
        String file =
                "withdrawn: [" + one.replace("PART", "first/flag") + ", " + one.replace("PART", "second/flag") + "]\n";
        Files.writeString(folder.resolve("withdrawn.yaml"), file);

        assertThat(refused(withdraw("flag", "--lift"))).contains("\"flag\" can be first/flag or second/flag.");
        assertThat(folder.resolve("withdrawn.yaml")).hasContent(file);
        assertThat(withdraw("first/flag", "--lift", "--by", "B. Person").out()).endsWith("first/flag speaks again.\n");
        assertThat(folder.resolve("withdrawn.yaml"))
                .content()
                .contains("second/flag")
                .contains(
                        "  - part: first/flag\n    reason: \"Wrong\"\n    by: \"A\"\n    at: \"2026-11-27T14:30:00Z\"\n    lifted-by: \"B. Person\"\n");
    }

    @Test
    void a_withdrawal_that_is_written_wrongly_is_not_lost_with_the_lifting_of_another() throws IOException {
        String file =
                "withdrawn:\n- { part: one, reason: Wrong, by: A, at: \"2026-11-27T14:30:00Z\" }\n- { part: two, by: A }\n";
        Files.writeString(folder.resolve("withdrawn.yaml"), file);

        assertThat(refused(withdraw("one", "--lift"))).contains("withdrawn.yaml:3: the key \"reason\" is missing");
        assertThat(folder.resolve("withdrawn.yaml")).hasContent(file);
    }

    @Test
    void a_withdrawal_of_what_the_rules_no_longer_have_can_be_lifted() throws IOException {
        Files.writeString(
                folder.resolve("withdrawn.yaml"),
                "withdrawn: [{ part: gone, reason: Wrong, by: A, at: \"2026-11-27T14:30:00Z\" }]\n");
        assertThat(Session.run("check", folder.toString()).out()).contains("APP-130");

        withdraw("gone", "--lift", "--by", "B. Person");

        assertThat(withdraw().out()).startsWith("Nothing is withdrawn.\n");
    }
}

package org.apposite.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.TinyRules;
import org.apposite.authoring.reload.ReloadReport.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One line for each exchange of the rules: what answers, and why it is not what somebody wanted. */
class AnOperatorReadsTheLogTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ReloadingRules.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        log.start();
        LOG.addAppender(log);
        LOG.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(log);
        LOG.setLevel(null);
    }

    @Test
    void what_was_loaded_refused_and_rolled_back_is_one_line_each() throws IOException {
        TinyRules tiny = TinyRules.in(folder);
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            tiny.write(2);
            rules.reload();
            Files.writeString(tiny.ruleFile(), Files.readString(tiny.ruleFile()).replace("back-pain", "bak-pain"));
            rules.reload();
            rules.rollBack();
        }

        assertThat(log.list)
                .extracting(
                        ILoggingEvent::getLevel,
                        event -> event.getFormattedMessage()
                                .replaceAll("sha256:[0-9a-f]{12}", "digest")
                                .replace(folder.toString(), "rules"))
                .containsExactly(
                        tuple(Level.INFO, "Rules loaded: tiny 1 (digest) is now in use. Folder: rules"),
                        tuple(Level.INFO, "Rules loaded: tiny 2 (digest) is now in use. Folder: rules"),
                        tuple(
                                Level.ERROR,
                                "Rules NOT loaded: tiny-topic/tiny.drl:11:27: APP-109 there is no complaint \"bak-pain\". "
                                        + "Did you mean \"back-pain\"? So tiny 2 (digest) was refused, and what was loaded "
                                        + "before stays in use: tiny 2 (digest). Folder: rules"),
                        tuple(Level.WARN, "Rules rolled back: tiny 1 (digest) is in use again. Folder: rules"));
    }

    @Test
    void rules_that_cannot_be_loaded_at_the_start_are_an_error_and_nobody_is_said_to_answer_or_not()
            throws IOException {
        TinyRules tiny = TinyRules.in(folder);
        Files.writeString(tiny.ruleFile(), Files.readString(tiny.ruleFile()).replace("back-pain", "bak-pain"));

        assertThatThrownBy(() -> ReloadingRules.of(folder)).isInstanceOf(NotLoadedException.class);

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage())
                    .startsWith("Rules NOT loaded: tiny-topic/tiny.drl:11:27: APP-109 ")
                    .contains(" So tiny 1 (sha256:", ") was refused. Folder: ")
                    .doesNotContain("answer");
        });
    }

    @Test
    void the_shipped_rules_pass_their_own_cases_at_every_exchange() throws IOException {
        RulesFolder.copyShipped(folder);
        Path set = folder.resolve("rule-set.yaml");
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            for (int i = 0; i < 3; i++) {
                Files.writeString(set, Files.readString(set).replaceFirst("version: .*", "version: 9.0." + i));

                assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
                assertThat(rules.current().version()).isEqualTo("9.0." + i);
            }
        }
    }
}

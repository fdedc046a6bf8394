package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.MutateOptions;
import org.apposite.cli.text.Terminal;
import org.apposite.json.RuleCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MutateOptionsTest {

    @TempDir
    private static Path folder;

    private static ClinicalRules rules;
    private static List<RuleCase> cases;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** One rule and one case; every mistake but those in the age is noticed. */
    @BeforeAll
    static void write() throws IOException {
        RulesCopy.small(folder);
        rules = ClinicalRules.from(folder);
        cases = RuleCase.in(folder, rules.vocabulary());
    }

    @Test
    void too_few_noticed_are_a_finding_and_each_mistake_that_was_not_has_its_place_and_a_hint() {
        assertThat(run(false, "--mutate")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("""
                        Would go unnoticed
                        one/rules.drl:11:14 Patient( youngerThan( 7, "years" ) ) -> left out
                            no answer changes; the rule fires in one/cases/six.yaml
                        one/rules.drl:11:14 youngerThan( 7, "years" ) -> youngerThan( 8, "years" )
                            no answer changes; the rule fires in one/cases/six.yaml

                        Mistake                             noticed     unnoticed   equivalent  refused
                        a limit one lower or higher         1           1           0           0
                        """)
                .endsWith("\n66.6 % noticed: 4 of 6 mistakes, tried on 1 case.\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("apposite: 66.6 % of the mistakes were noticed, fewer than 95.0 %.\n");
    }

    @Test
    void enough_noticed_are_fine() {
        assertThat(run(true, "--mutate", "--at-least", "60")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\n  \"schemaVersion\" : 1,")
                .contains("\"percentNoticed\" : 66.6")
                .endsWith("}\n");
    }

    @Test
    void a_percentage_that_is_none_is_misuse() {
        assertThatThrownBy(() -> run(false, "--mutate", "--at-least", "101"))
                .isInstanceOf(Misuse.class)
                .hasMessage("--at-least must be a number from 0 to 100.");
    }

    @Test
    void how_far_it_has_come_is_told_to_a_person_at_a_terminal_only() {
        run(false, "--mutate");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("tried");

        Session onTerminal = Session.onTerminal(80, true, "test", folder.toString(), "--mutate");
        assertThat(onTerminal.err()).contains("6 of 6 mistakes tried\n");
    }

    private int run(boolean asJson, String... arguments) {
        MutateOptions options = new MutateOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("mutate", spec(options))).parseArgs(arguments);
        assertThat(options.wanted()).isTrue();
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), out, err, null, true);
        return options.run(rules, cases, asJson, false, terminal);
    }

    private static CommandLine.Model.CommandSpec spec(MutateOptions options) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
    }
}

package org.apposite;

import static org.apposite.Hostile.BUMP;
import static org.apposite.Hostile.listed;
import static org.apposite.Hostile.many;
import static org.apposite.Hostile.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A folder in which nothing is found is loaded and answers, and one in which something is found is refused with just that,
 * however near to a limit a generator goes: the check and the compiler never disagree.
 */
class WhatIsCheckedLoadsTest {

    private static final String SWAYS = "Patient( present( \"sway\" ) )";
    private static final String HEADLINE = "conclude.headline( \"Sways.\" );";
    private static final List<String> RESERVED = List.of(
            "con", "prn", "aux", "nul", "com1", "lpt1", "class", "package", "rule", "end", "default", "int", "null",
            "true", "rules", "stage", "org");

    /** What a generator makes, and whether it is within the limits. */
    @SuppressWarnings("ImmutableEnumChecker")
    private enum Made {
        LONG_IDS(true, on -> on.rules(rule("a".repeat(200), SWAYS, HEADLINE))),
        LONGER_IDS(false, on -> on.rules(rule("a".repeat(100_000), SWAYS, HEADLINE))),
        LONG_IDS_OF_RULES_THAT_FIRE_TOGETHER(
                true, on -> on.rules(many(400, i -> rule("a".repeat(190) + i, SWAYS, HEADLINE)))),
        CONCLUSIONS(true, on -> on.rules(rule("many", SWAYS, alerts("a", 1_000)))),
        MORE_CONCLUSIONS(false, on -> on.rules(rule("many", SWAYS, alerts("a", 5_000)))),
        CONCLUSIONS_OF_RULES_THAT_FIRE_TOGETHER(
                true, on -> on.rules(many(60, i -> rule("many-" + i, SWAYS, alerts("a" + i, 60))))),
        ARGUMENTS(true, on -> on.rules(rule("many", "Routing( matched( \"only\" ) )", row(4_996)))),
        MORE_ARGUMENTS(false, on -> on.rules(rule("many", "Routing( matched( \"only\" ) )", row(16_000)))),
        QUESTIONS(
                true,
                on -> on.findings(400, "")
                        .rules(rule("many", "Patient( " + listed(400, ", ", Made::present) + " )", HEADLINE))),
        ALTERNATIVES(
                true,
                on -> on.findings(201, "")
                        .rules(rule("many", "Patient( " + listed(201, " || ", Made::present) + " )", HEADLINE))),
        MORE_ALTERNATIVES(
                false,
                on -> on.findings(202, "")
                        .rules(rule("many", "Patient( " + listed(202, " || ", Made::present) + " )", HEADLINE))),
        PATTERNS(true, on -> on.findings(16, "").rules(rule("many", patterns(16), HEADLINE))),
        MORE_PATTERNS(false, on -> on.findings(17, "").rules(rule("many", patterns(17), HEADLINE))),
        A_ROW_OF_SITUATIONS(true, on -> on.rules(row(99, "s"))),
        A_LONGER_ROW_OF_SITUATIONS(false, on -> on.rules(row(2_000, "s"))),
        LONG_TEXTS(
                true,
                on -> on.rules(many(
                        60, i -> rule("text-" + i, SWAYS, "conclude.headline( \"" + "x".repeat(1_990) + i + "\" );")))),
        LONGER_TEXTS(false, on -> on.rules(rule("text", SWAYS, "conclude.headline( \"" + "x".repeat(2_001) + "\" );"))),
        MANY_PLACES(
                true,
                on -> on.rules(rule("places", SWAYS, "conclude.headline( \"" + "{value:sway}".repeat(160) + "\" );"))),
        MANY_RULES_WITH_ONE_QUESTION_IN_COMMON(
                true,
                on -> on.findings(300, "")
                        .rules(many(
                                300,
                                i -> rule("r" + i, "Patient( present( \"sway\" ), " + present(i) + " )", HEADLINE)))),
        FILES_WITH_RESERVED_NAMES(true, on -> {
            for (String name : RESERVED) {
                on.rules(name + ".drl", rule(name + "-rule", SWAYS, HEADLINE));
            }
            return on;
        }),
        FILES_THAT_DIFFER_IN_CASE_ALONE(
                true,
                on -> on.rules("a.drl", rule("lower", SWAYS, HEADLINE)).rules("A.drl", rule("upper", SWAYS, HEADLINE))),
        IDS_THAT_ARE_WORDS_OF_THE_LANGUAGE(
                true,
                on -> on.rules(String.join(
                        "",
                        RESERVED.stream()
                                .filter(id -> !id.equals("end"))
                                .map(id -> rule(id, SWAYS, HEADLINE))
                                .toList())));

        private final boolean isWithin;
        private final Maker maker;

        Made(boolean isWithin, Maker maker) {
            this.isWithin = isWithin;
            this.maker = maker;
        }

        private interface Maker {
            Hostile on(Hostile folder) throws IOException;
        }

        private static String alerts(String code, int number) {
            return many(number, i -> "conclude.alert( \"" + code + "-" + i + "\", \"info\", \"A.\" );\n");
        }

        private static String row(int sources) {
            return "conclude.rate( \"lantern-head\", \"usually-appropriate\", 7, \"none\""
                    + ", \"book\"".repeat(sources) + " );";
        }

        private static String present(int finding) {
            return "present( \"f" + finding + "\" )";
        }

        private static String patterns(int number) {
            return listed(number, "\n    ", i -> "Patient( " + present(i) + " )");
        }

        private static String row(int number, String code) {
            return many(
                            number,
                            i -> rule(
                                    code + i,
                                    "exists Situation( is( \"" + code + (i + 1) + "\" ) )",
                                    "conclude.situation( \"" + code + i + "\" );"))
                    + rule(code + number, SWAYS, "conclude.situation( \"" + code + number + "\" );")
                    + rule("last", "exists Situation( is( \"" + code + "0\" ) )", HEADLINE);
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Made.class)
    void near_the_limits(Made made) throws IOException {
        made.maker.on(Hostile.in(folder));

        List<RuleIssue> issues = ClinicalRules.check(folder);

        if (made.isWithin) {
            assertThat(issues).isEmpty();
            Advice advice = ClinicalRules.from(folder)
                    .evaluate(BUMP.toBuilder().present("sway").build());
            assertThat(advice.trace().steps()).isNotEmpty();
        } else {
            assertThat(issues).isNotEmpty();
            assertThatThrownBy(() -> ClinicalRules.from(folder))
                    .isInstanceOfSatisfying(
                            RuleSetException.class,
                            refused -> assertThat(refused.issues()).isEqualTo(issues));
        }
    }

    @ParameterizedTest
    @EnumSource(Topics.class)
    void topics_of_any_name(Topics name) throws IOException {
        Hostile.in(folder);
        Path topic = folder.resolve(name.id);
        Files.move(folder.resolve("bump"), topic);
        Path rules = topic.resolve("bump.drl");
        Files.writeString(
                rules, Files.readString(rules).replace("package bump", "package " + name.id.replace('-', '_')));

        List<RuleIssue> issues = ClinicalRules.check(folder);

        if (issues.isEmpty()) {
            assertThat(ClinicalRules.from(folder).evaluate(BUMP).trace().steps())
                    .isNotEmpty();
        } else {
            assertThatThrownBy(() -> ClinicalRules.from(folder)).isInstanceOf(RuleSetException.class);
        }
    }

    private enum Topics {
        RESERVED_BY_A_SYSTEM("con"),
        RESERVED_BY_A_LANGUAGE("class"),
        A_WORD_OF_RULES("rule"),
        LONG("a".repeat(200)),
        AS_LONG_AS_A_NAME_CAN_BE("a".repeat(255)),
        OF_MANY_PARTS("a" + "-b".repeat(100));

        private final String id;

        Topics(String id) {
            this.id = id;
        }
    }
}

package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide is followed word for word: its files are written, its commands are run, in the order of the page. */
class AddATopicGuideTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Path GUIDE = PROJECT.resolve("docs/guides/add-a-topic.md");
    private static final Pattern STEP = Pattern.compile(
            "^<!-- (?:(file) (\\S+)|below (.+?) of (\\S+)) -->\\n```\\w+\\n(.*?)^```$|^```sh\\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final String MY_RULES = "my-rules";

    @TempDir
    private Path folder;

    @Test
    void every_step_does_what_the_page_says() throws IOException {
        List<String> commands = new ArrayList<>();
        for (MatchResult step : STEP.matcher(Files.readString(GUIDE)).results().toList()) {
            if (step.group(6) != null) {
                for (String command : step.group(6).lines().toList()) {
                    run(command);
                    commands.add(command.replaceFirst("^\\./apposite ", "").split(" ", -1)[0]);
                }
            } else if (step.group(1) != null) {
                Path file = rules().resolve(step.group(2));
                Files.createDirectories(file.getParent());
                Files.writeString(file, step.group(5));
            } else {
                insert(rules().resolve(step.group(4)), step.group(3), step.group(5));
            }
        }

        assertThat(commands).containsExactly("cp", "check", "test", "format", "test", "test", "lock", "docs", "check");
        assertThat(folder.resolve("gnome-nose.html")).content().contains("Glowing nose of a gnome");
    }

    private Path rules() {
        return folder.resolve(MY_RULES);
    }

    private void insert(Path file, String place, String lines) throws IOException {
        String text = Files.readString(file);
        int at = place.equals("the end") ? text.length() : text.indexOf("\n" + place + "\n") + place.length() + 2;
        Files.writeString(file, text.substring(0, at) + lines + text.substring(at));
    }

    private void run(String command) throws IOException {
        if (command.startsWith("cp -r rules-drl ")) {
            RulesCopy.shipped(rules());
            return;
        }
        String[] words = command.replaceFirst("^\\./apposite ", "")
                .replace(MY_RULES, rules().toString())
                .replace("gnome-nose.html", folder.resolve("gnome-nose.html").toString())
                .split(" ");
        Session session = Session.run(words);
        assertThat(session.exit())
                .as("%s%n%s%n%s", command, session.out(), session.err())
                .isEqualTo(ExitCode.FINE);
    }
}

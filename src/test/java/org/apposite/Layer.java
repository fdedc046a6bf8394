package org.apposite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.model.RuleIssue;

/** Writes layers for tests: the files of a text, each after a line {@code === name}. */
final class Layer {

    private static final Pattern FILE = Pattern.compile("(?ms)^=== (\\S+)\\n(.*?)(?=^=== |\\z)");
    private static final Pattern DIGEST = Pattern.compile("write was: ([0-9a-f]{12})\\.");

    private Layer() {}

    /** Writes the files. Where they say {@code was: NOW}, the digest that is asked for is put. */
    static Path in(Path folder, String text) throws IOException {
        for (MatchResult file : FILE.matcher(text).results().toList()) {
            Path to = folder.resolve(file.group(1));
            Files.createDirectories(to.getParent());
            Files.writeString(to, file.group(2));
        }
        for (RuleIssue issue : RuleSet.read(folder).issues()) {
            if (issue.code().equals("APP-128")
                    && String.valueOf(issue.excerpt()).contains("was: NOW")) {
                Matcher digest = DIGEST.matcher(String.valueOf(issue.suggestion()));
                if (digest.find()) {
                    Path file = folder.resolve(issue.file());
                    List<String> lines = Files.readAllLines(file);
                    lines.set(
                            issue.line() - 1,
                            lines.get(issue.line() - 1).replace("was: NOW", "was: \"" + digest.group(1) + '"'));
                    Files.write(file, lines);
                }
            }
        }
        return folder;
    }
}

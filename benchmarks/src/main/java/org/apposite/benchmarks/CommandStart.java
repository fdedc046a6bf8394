package org.apposite.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a case costs on the command line, beside a Java program that prints a word; all in CPU time of the whole process. */
public final class CommandStart {

    private static final int RUNS = 11;
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final String FLAGS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto";

    private CommandStart() {}

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws IOException when a process cannot be started
     * @throws InterruptedException when interrupted while waiting for one
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("apposite-command");
        Path hello = Files.writeString(
                folder.resolve("Hello.java"),
                "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        shell("javac -d " + folder + " " + hello);
        String one = PROJECT.resolve("docs/examples/index-case.yaml").toString();
        String rules = PROJECT.resolve("rules-drl").toString();
        Path launcher = PROJECT.resolve("apposite");
        Path jar = PROJECT.resolve("modules/cli/target/lib/apposite.jar");
        shell(launcher + " evaluate " + one);
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("a Java program that prints a word", "java " + FLAGS + " -cp " + folder + " Hello");
        commands.put("evaluate, without an archive of classes", "java " + FLAGS + " -jar " + jar + " evaluate " + one);
        commands.put("evaluate, by the launcher", launcher + " evaluate " + one);
        commands.put("check of the bundled rules, by the launcher", launcher + " check " + rules);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int i = 0; i <= RUNS; i++) {
            for (Map.Entry<String, String> command : commands.entrySet()) {
                double used = shell(command.getValue());
                if (i > 0) {
                    seconds.computeIfAbsent(command.getKey(), any -> new ArrayList<>())
                            .add(used);
                }
            }
        }
        System.out.println(Machine.line());
        System.out.println();
        System.out.println("| what | times the word | median CPU s | min to max CPU s |");
        System.out.println("|---|---|---|---|");
        double word = median(seconds.values().iterator().next());
        seconds.forEach((name, all) -> System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.2f | %.2f to %.2f |",
                name,
                median(all) / word,
                median(all),
                Collections.min(all),
                Collections.max(all))));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Runs a command and gives the CPU seconds of it and its children, as the shell counts them. */
    private static double shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command + " >/dev/null || exit 1; times")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("this failed: " + command);
        }
        MatchResult children =
                TIMES.matcher(printed).results().skip(1).findFirst().orElseThrow();
        return Integer.parseInt(children.group(1)) * 60
                + Double.parseDouble(children.group(2))
                + Integer.parseInt(children.group(3)) * 60
                + Double.parseDouble(children.group(4));
    }
}

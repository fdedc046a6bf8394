package org.apposite.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Starts processes in turn, each until its first answer, and compares the CPU time that they have used. */
public final class StartRatios {

    private static final int RUNS = 9;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final String RULES = Path.of("..", "rules-drl").toString();

    /** What a host has on its class path: not the peers of other benchmarks. */
    private static final Pattern HOST = Pattern.compile(
            "apposite-\\d.*|classes|drools-(?!mvel-\\d).*|kie-(?!dmn).*|slf4j-.*|jspecify.*|snakeyaml-engine.*|antlr-runtime.*"
                    + "|antlr4-runtime.*|ecj.*|javaparser-core.*|mvel2.*|xstream.*|commons-codec.*|classgraph.*");

    private StartRatios() {}

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws IOException when a process cannot be started
     * @throws InterruptedException when interrupted while waiting for one
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("apposite-start");
        String host = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> HOST.matcher(new File(jar).getName()).matches())
                .map(jar -> packed(jar, folder))
                .collect(Collectors.joining(File.pathSeparator));
        Path archive = folder.resolve("first-answer.jsa");
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(
                "classic Drools compiles the DRL",
                command(System.getProperty("java.class.path"), List.of(), "classic", RULES));
        commands.put("from(rules-drl)", command(host, List.of(), RULES));
        commands.put("bundled()", command(host, List.of(), "bundled"));
        commands.put(
                "bundled(), archive of classes",
                command(host, List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"), "bundled"));
        run(command(host, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"), "bundled"));
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int i = 0; i <= RUNS; i++) {
            for (Map.Entry<String, List<String>> one : commands.entrySet()) {
                double used = run(one.getValue());
                if (i > 0) {
                    seconds.computeIfAbsent(one.getKey(), any -> new ArrayList<>())
                            .add(used);
                }
            }
        }
        System.out.println(Machine.line());
        System.out.println();
        System.out.println("| from start to first answer | of classic | median CPU s | min to max CPU s |");
        System.out.println("|---|---|---|---|");
        double classic = median(seconds.values().iterator().next());
        seconds.forEach((name, all) -> System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.2f | %.2f to %.2f |",
                name,
                median(all) / classic,
                median(all),
                Collections.min(all),
                Collections.max(all))));
    }

    /** An archive of classes takes them from jars alone, so a folder of classes becomes one. */
    private static String packed(String entry, Path folder) {
        if (!new File(entry).isDirectory()) {
            return entry;
        }
        try {
            Path jar = folder.resolve("benchmarks.jar");
            java.util.spi.ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", entry, ".");
            return jar.toString();
        } catch (java.util.NoSuchElementException e) {
            throw new IllegalStateException("the tool jar of the JDK is needed", e);
        }
    }

    private static List<String> command(String classPath, List<String> more, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(more);
        command.addAll(List.of("-classpath", classPath, FirstAnswer.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** The CPU time of a process, in seconds, which it prints itself. */
    private static double run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the process that was to be measured failed");
        }
        return Long.parseLong(printed.lines().reduce("", (one, last) -> last)) / NANOS_PER_SECOND;
    }
}

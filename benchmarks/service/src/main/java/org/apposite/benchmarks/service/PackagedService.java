package org.apposite.benchmarks.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command that was built, as a service in a process of its own, ready to answer. */
record PackagedService(Process process, String address, HttpClient client, Path log) implements AutoCloseable {

    private static final Path JAR = Path.of("../../modules/cli/target/lib/apposite.jar");
    private static final Path ORDER = Path.of("../../docs/examples/cds-hooks/order-select-lumbar-mri.json");
    private static final Pattern ADDRESS = Pattern.compile("answer at (http://\\S+)/ ");

    /** Starts it, and waits until it is ready. */
    static PackagedService start(String... options) throws IOException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is not there: build the command first");
        }
        // What it logs stays out of what it tells.
        Path log = Files.createTempFile("service", ".log");
        List<String> command = new ArrayList<>(List.of(
                tool("java"),
                "-jar",
                JAR.toString(),
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log-file",
                log.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader told = process.errorReader();
        String line = String.valueOf(told.readLine());
        Matcher address = ADDRESS.matcher(line);
        if (!address.find()) {
            process.destroyForcibly();
            throw new IllegalStateException("the service did not start, but said: " + line);
        }
        return new PackagedService(process, address.group(1), HttpClient.newHttpClient(), log);
    }

    /** An order that gets a card. */
    static byte[] order() throws IOException {
        return Files.readAllBytes(ORDER);
    }

    HttpRequest orderSelect(BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(address + "/cds-services/apposite-order-select"))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
    }

    HttpRequest live() {
        return HttpRequest.newBuilder(URI.create(address + "/health/live")).build();
    }

    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    /** What the tool of the JDK says that talks to a running machine. */
    String jcmd(String command) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(tool("jcmd"), String.valueOf(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        return said;
    }

    /** What Linux says of the process. */
    String status() throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}

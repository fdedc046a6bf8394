package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command as it is shipped, in a process of its own with a heap of 512 MB; a build says in a property where it is. */
final class PackagedCommand implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final Pattern ADDRESS = Pattern.compile(" answer at http://[^ :]+:(\\d+)/ ");
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$");

    private final Process process;
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> reloads = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final InetSocketAddress address;

    private PackagedCommand(Process process) throws IOException {
        this.process = process;
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder before = new StringBuilder();
        Matcher found = ADDRESS.matcher("");
        while (!found.find()) {
            String line = errors.readLine();
            assertThat(line).as("the service did not start: %s", before).isNotNull();
            before.append(line).append('\n');
            found = ADDRESS.matcher(line);
        }
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(found.group(1)));
        reader = new Thread(() -> read(errors));
        reader.start();
    }

    private void read(BufferedReader errors) {
        try (errors) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                told.add(line);
                if (line.contains("\"Rules ")) {
                    reloads.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reloads.add("gone");
        }
    }

    private static ProcessBuilder command(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                JAVA.resolve("java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                System.getProperty("apposite.jar", "../cli/target/lib/apposite.jar")));
        all.addAll(arguments);
        return new ProcessBuilder(all);
    }

    /** Starts a service, at any port. */
    static PackagedCommand serve(List<String> options) throws IOException {
        List<String> all = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
        all.addAll(options);
        return new PackagedCommand(
                command(all).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Runs a command to its end, and returns its exit code. */
    static int run(String... arguments) throws IOException {
        Process process = command(List.of(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                .start();
        return process.onExit().join().exitValue();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Each line that it has told since it listens. */
    Stream<String> told() {
        return told.stream();
    }

    /** Waits until it has told of rules in these words. */
    void next(String words) throws InterruptedException {
        while (!reloads.take().contains(words)) {
            assertThat(process.isAlive()).isTrue();
        }
    }

    /** The bytes of the heap that are still needed: the least of several counts, since counting needs some itself. */
    long held() throws IOException {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            Process jcmd = new ProcessBuilder(JAVA.resolve("jcmd").toString(), String.valueOf(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(jcmd.onExit().join().exitValue()).isZero();
            String figures =
                    RawHttp.exchanged(address, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            double used = HEAP.matcher(figures)
                    .results()
                    .mapToDouble(one -> Double.parseDouble(one.group(1)))
                    .sum();
            assertThat(used).isPositive();
            least = Math.min(least, used);
        }
        return (long) least;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

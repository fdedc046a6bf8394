package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apposite.ClinicalRules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A standalone master and two workers, as processes of their own, and a job that is submitted to them with rules of a folder. */
@Tag("soak")
@Timeout(1800)
class AClusterAnswersAsOneMachineTest {

    private static final int ROWS = 4_000;
    private static final int PARTITIONS = 16;
    private static final String ADDRESS = "127.0.0.1";

    /** What a person would pass by {@code --jars}; all else on the class path of the tests is Spark. */
    private static final Set<String> OF_THE_JOB =
            Set.of("apposite", "kie", "drools", "snakeyaml", "antlr-runtime", "jspecify");

    @TempDir
    Path folder;

    @Test
    void the_checksum_is_the_same_also_when_a_worker_is_killed() throws Exception {
        Path home = Files.createDirectories(folder.resolve("spark"));
        Files.writeString(home.resolve("RELEASE"), "made up of the jars of the class path");
        List<Path> ofTheJob = classPath(Files.createDirectories(home.resolve("jars")));
        Path rules = Files.createDirectories(folder.resolve("rules"));
        RowsOfCases.copyRules(rules);
        long expected = checksum(ClinicalRules.from(rules));
        String port = String.valueOf(freePort());
        String master = "spark://" + ADDRESS + ":" + port;

        try (Jvm leader = daemon(home, "master.Master", "--host", ADDRESS, "--port", port, "--webui-port", "0")) {
            leader.awaitLine("I have been elected leader");
            try (Jvm first = worker(home, master, "first");
                    Jvm second = worker(home, master, "second")) {
                first.awaitLine("Successfully registered with master");
                second.awaitLine("Successfully registered with master");

                try (Jvm job = submit(home, master, ofTheJob)) {
                    assertThat(job.awaitLine("CHECKSUM")).isEqualTo("CHECKSUM " + expected);
                    assertThat(job.hasSaid("EXECUTOR LOST")).isFalse();
                }
                assertThat(rulesBuilt()).isNotEmpty().containsOnly(1L);

                try (Jvm job = submit(home, master, ofTheJob)) {
                    job.awaitLine("TASK 5");
                    second.kill();
                    assertThat(job.awaitLine("CHECKSUM")).isEqualTo("CHECKSUM " + expected);
                    assertThat(job.hasSaid("EXECUTOR LOST")).isTrue();
                }
            }
        }
    }

    /** One machine without Spark. */
    private static long checksum(ClinicalRules rules) {
        Cohort cohort = new Cohort(rules.vocabulary());
        Decider decider = Decider.of(rules, cohort.struct(), Set.of());
        long sum = 0;
        for (long i = 0; i < ROWS; i++) {
            Row decision = decider.decide(cohort.patient(i));
            sum += DecisionText.checksum(decision);
        }
        return sum;
    }

    /** How often each executor that had a row made rules of the texts. */
    private List<Long> rulesBuilt() throws IOException {
        List<Long> built = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder.resolve("work"))) {
            for (Path log : (Iterable<Path>) all.filter(file -> file.endsWith("stderr"))::iterator) {
                try (Stream<String> lines = Files.lines(log)) {
                    long times = lines.filter(line -> line.contains("Apposite rules built: " + RowsOfCases.NAME))
                            .count();
                    if (times > 0) {
                        built.add(times);
                    }
                }
            }
        }
        return built;
    }

    private Jvm worker(Path home, String master, String name) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work").resolve(name));
        return daemon(
                home,
                "worker.Worker",
                "--host",
                ADDRESS,
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "480m",
                "--work-dir",
                work.toString(),
                master);
    }

    private Jvm daemon(Path home, String main, String... arguments) throws IOException {
        return new Jvm(
                environment(home),
                folder,
                options("160m"),
                home + "/jars/*",
                "org.apache.spark.deploy." + main,
                arguments);
    }

    /** As {@code bin/spark-submit} does. */
    private Jvm submit(Path home, String master, List<Path> jars) throws IOException {
        return new Jvm(
                environment(home),
                folder,
                options("480m"),
                home + "/jars/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--executor-memory",
                "460m",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=" + ADDRESS,
                "--conf",
                "spark.sql.catalog.imaging=org.apposite.spark.RulesCatalog",
                "--conf",
                "spark.sql.catalog.imaging.rules=" + folder.resolve("rules"),
                "--jars",
                jars.stream().skip(1).map(Path::toString).collect(Collectors.joining(",")),
                "--class",
                ClusterJob.class.getName(),
                jars.get(0).toString(),
                String.valueOf(ROWS),
                String.valueOf(PARTITIONS));
    }

    private static Map<String, String> environment(Path home) {
        return Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                ADDRESS,
                "SPARK_LOCAL_HOSTNAME",
                ADDRESS);
    }

    private static List<String> options(String memory) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + memory, "-XX:+UseSerialGC"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk.reflect"))
                .forEach(options::add);
        return options;
    }

    /** Puts Spark into the folder of its jars, and gives the jars of the job: first that of the tests, whose main class it has. */
    private List<Path> classPath(Path jars) throws IOException {
        List<Path> ofTheJob = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path packed = folder.resolve("classes-" + ofTheJob.size() + ".jar");
                pack(path, packed);
                ofTheJob.add(path.endsWith("test-classes") ? 0 : ofTheJob.size(), packed);
            } else if (Files.exists(path)) {
                String name = path.getFileName().toString();
                if (OF_THE_JOB.stream().anyMatch(name::startsWith)) {
                    ofTheJob.add(path);
                } else {
                    Files.createSymbolicLink(jars.resolve(name), path);
                }
            }
        }
        return ofTheJob;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>)
                    files.filter(one -> Files.isRegularFile(one) && !one.endsWith("log4j2.properties"))::iterator) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

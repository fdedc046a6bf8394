package org.apposite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.file.RuleSource;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;

/**
 * What hospitals hold, each with a layer of its own on the bundled rules: it replaces five rows of ratings in each topic, no two
 * of them alike. Each has answered a case of each topic. What is measured is what lives on the heap, the metaspace, and the CPU
 * time of the process from its start.
 */
public final class ManyHospitals {

    private static final int ROWS = 5;
    private static final int MANY = 200;
    private static final int LOWEST = 4;
    private static final int MEDIANS = 3;
    private static final String VERSION = "0.2.0";
    private static final Pattern DIGEST = Pattern.compile("write was: ([0-9a-f]{12})\\.");

    private ManyHospitals() {}

    /** A row of ratings of a variant. */
    private record Row(String topic, String variant, String procedure) {}

    /**
     * Measures and prints a table.
     *
     * @param args how many hospitals; 200 when none is named
     * @throws InterruptedException when interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        int many = args.length > 0 ? Integer.parseInt(args[0]) : MANY;
        System.out.println(Machine.line());
        System.out.println();
        System.out.println("| hospitals | heap MB | metaspace MB | together MB | CPU seconds since the start |");
        System.out.println("|---|---|---|---|---|");
        List<ClinicalRules> hospitals = new ArrayList<>();
        System.out.println(line(0));
        List<Row> rows = rows(ClinicalRules.bundled());
        List<String> digests = digests(rows);
        for (int number = 0; number < many; number++) {
            ClinicalRules hospital = ClinicalRules.of(layer(number, rows, digests));
            answers(hospital);
            hospitals.add(hospital);
            if (number == 0 || number == many - 1) {
                System.out.println(line(hospitals.size()));
            }
        }
        if (hospitals.stream().map(ClinicalRules::digest).distinct().count() != many) {
            throw new IllegalStateException("two hospitals have the same rules");
        }
    }

    private static String line(int hospitals) throws InterruptedException {
        double heap = Clock.liveBytes() / 1e6;
        double metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
                        .sum()
                / 1e6;
        double seconds =
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %.1f | %.1f | %.1f |",
                hospitals,
                heap,
                metaspace,
                heap + metaspace,
                seconds);
    }

    private static void answers(ClinicalRules hospital) {
        hospital.topics()
                .forEach(topic -> hospital.evaluate(PatientCase.builder()
                        .complaint(topic.complaints().iterator().next())
                        .build()));
        hospital.evaluate(IndexCase.patientCase());
    }

    /** The first rows of the tables of each topic. */
    private static List<Row> rows(ClinicalRules rules) {
        List<Row> rows = new ArrayList<>();
        for (Topic topic : rules.topics()) {
            int before = rows.size();
            for (Rule rule : topic.rules()) {
                List<Question> asked = rule.when().stream()
                        .flatMap(pattern -> pattern.conditions().stream())
                        .flatMap(condition -> condition.questions().stream())
                        .toList();
                if (rule.verb().equals("rate") && asked.size() == 1) {
                    for (Consequence row : rule.then()) {
                        if (rows.size() < before + ROWS) {
                            rows.add(new Row(
                                    topic.id(),
                                    asked.get(0).arguments().get(0).text(),
                                    row.arguments().get(0).text()));
                        }
                    }
                }
            }
        }
        return rows;
    }

    /** What a layer must record of each row, as the library says itself. */
    private static List<String> digests(List<Row> rows) {
        List<String> unknown = Collections.nCopies(rows.size(), "000000000000");
        List<String> digests = new ArrayList<>();
        for (RuleIssue issue : layer(0, rows, unknown).issues()) {
            Matcher digest = DIGEST.matcher(String.valueOf(issue.suggestion()));
            if (digest.find()) {
                digests.add(digest.group(1));
            }
        }
        return digests;
    }

    private static RuleSet layer(int number, List<Row> rows, List<String> digests) {
        Map<String, String> texts = new TreeMap<>();
        texts.put("rule-set.yaml", """
                name: hospital-%d
                version: 1.0.0
                extends: apposite-rules %s
                language: 2
                notice: Made up.
                """.formatted(number, VERSION));
        texts.put(
                "vocabulary/sources.yaml",
                "sources:\n  committee: { title: \"An imaging committee (made up)\", trust: interpretation }\n");
        int digits = number;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            digits = i % ROWS == 0 ? number : digits / MEDIANS;
            texts.merge(
                    row.topic + "/changes.yaml",
                    "ratings:\n" + """
                      - variant: %s
                        procedure: %s
                        category: may-be-appropriate
                        median: %d
                        sources: committee
                        was: "%s"
                    """.formatted(row.variant, row.procedure, LOWEST + digits % MEDIANS, digests.get(i)),
                    (one, next) -> one + next.substring("ratings:\n".length()));
        }
        Map<String, byte[]> files = new TreeMap<>();
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return RuleSet.read(RuleSource.of(files));
    }
}

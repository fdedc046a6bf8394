package org.apposite.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.authoring.reload.Gate;
import org.apposite.authoring.reload.ReloadingRules;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/** A million answers to a mixed stream of cases, with a hundred reloads under way: what grows, and whether one differs. */
public final class LongRun {

    /** Where the last run stands, as a table of semicolons. */
    static final Path RESULTS = Path.of("results", "long-run.csv");

    private static final int ANSWERS = 1_000_000;
    private static final int RELOADS = 100;

    private LongRun() {}

    /**
     * Runs, prints a line for every fifth reload, and writes all to the results.
     *
     * @param args how many answers; a million when left out
     * @throws IOException when the folder for the rules cannot be written
     * @throws InterruptedException when interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int answers = args.length == 0 ? ANSWERS : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("apposite-long-run");
        MadeUpRules made = new MadeUpRules(folder);
        Path ruleSet = made.written().resolve("rule-set.yaml");
        String original = Files.readString(ruleSet);
        List<PatientCase> cases = cases();
        List<String> lines =
                new ArrayList<>(List.of("# " + Machine.line(), "answers;heap MB;metaspace MB;classes;threads"));
        try (ReloadingRules rules = ReloadingRules.builder(folder)
                .gate(Gate.NONE)
                .answering(ClinicalRules::withBlockingQuestionsOnly)
                .load()) {
            List<Advice> expected = cases.stream().map(rules::evaluate).toList();
            int done = 0;
            for (int reload = 0; reload <= RELOADS; reload++) {
                lines.add(state(done));
                if (reload % 5 == 0) {
                    System.out.println(lines.get(lines.size() - 1));
                }
                if (reload == RELOADS) {
                    break;
                }
                // Version and digest differ with every reload; what is answered must not.
                Files.writeString(ruleSet, original.replaceFirst("version: .*", "version: 1." + (reload + 1)));
                Thread reloading = new Thread(rules::reload);
                reloading.start();
                int until = (int) ((long) answers * (reload + 1) / RELOADS);
                for (; done < until; done++) {
                    Advice advice = rules.evaluate(cases.get(done % cases.size()));
                    if (!advice.trace().equals(expected.get(done % cases.size()).trace())
                            || !advice.recommendations()
                                    .equals(expected.get(done % cases.size()).recommendations())
                            || !advice.alerts()
                                    .equals(expected.get(done % cases.size()).alerts())) {
                        throw new IllegalStateException("the answer " + done + " differs");
                    }
                }
                reloading.join();
            }
        } finally {
            MadeUpRules.delete(folder);
        }
        Files.write(RESULTS, lines);
    }

    private static String state(int done) throws InterruptedException {
        double metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return String.format(
                Locale.ROOT,
                "%d;%.1f;%.1f;%d;%d",
                done,
                Clock.liveBytes() / 1e6,
                metaspace / 1e6,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Every age from 0 to 19 with every red flag, its absence, or nothing said. */
    private static List<PatientCase> cases() {
        List<PatientCase> cases = new ArrayList<>();
        List<String> flags =
                List.of("fever", "night-pain", "neurologic-deficit", "weight-loss", "overuse", "palpable-lump");
        for (int years = 0; years < 20; years++) {
            for (String flag : flags) {
                for (int answer = 0; answer < 3; answer++) {
                    PatientCaseBuilder child = PatientCase.builder()
                            .complaint("back-pain")
                            .age(Age.ofYears(years))
                            .region("lumbar")
                            .durationDays(7 * answer)
                            .imaging();
                    if (answer == 0) {
                        child.present(flag);
                    } else if (answer == 1) {
                        child.absent(flag);
                    }
                    cases.add(child.build());
                }
            }
        }
        return cases;
    }
}

package org.apposite.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/** What an answer costs as rules grow: with more topics, findings stated, ratings, and unknowns. */
public final class Growth {

    private static final int MANY = 160;

    private Growth() {}

    /**
     * Measures and prints the series.
     *
     * @param args how many topics at most; 1000 when left out
     * @throws IOException when a folder for made-up rules cannot be written
     * @throws InterruptedException when interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int most = args.length == 0 ? 1000 : Integer.parseInt(args[0]);
        System.out.println(Machine.line());
        topics(most);
        findings();
        ratings();
        unknowns();
    }

    private static void topics(int most) throws IOException, InterruptedException {
        PatientCase patient = IndexCase.patientCase();
        // What is loaded with the first rules, whatever they are, is no topic's.
        keep(ClinicalRules.from(Path.of("..", "rules-drl")));
        head("topics loaded", "times one topic", "MB of heap a topic");
        ClinicalRules one = null;
        long heapOfOne = 0;
        for (int topics = 1; topics <= most; topics *= 10) {
            Path folder = Files.createTempDirectory("apposite-growth");
            MadeUpRules rules = new MadeUpRules(folder);
            for (int number = 1; number < topics; number++) {
                rules.addTopic(number, 17, 3);
            }
            long before = Clock.liveBytes();
            ClinicalRules loaded = ClinicalRules.from(rules.written()).withBlockingQuestionsOnly();
            ClinicalRules alone = one == null ? loaded : one;
            one = alone;
            // In turns, since the longer a process runs, the better it is compiled.
            double first = Clock.micros(() -> alone.evaluate(patient));
            double micros = Clock.micros(() -> loaded.evaluate(patient));
            double second = Clock.micros(() -> alone.evaluate(patient));
            long heap = Clock.liveBytes() - before;
            heapOfOne = topics == 1 ? heap : heapOfOne;
            double each = topics == 1 ? heap / 1e6 : (heap - heapOfOne) / 1e6 / (topics - 1);
            row(topics, 2 * micros / (first + second), each);
            MadeUpRules.delete(folder);
            keep(loaded);
        }
    }

    private static void findings() throws IOException {
        Path folder = Files.createTempDirectory("apposite-growth");
        ClinicalRules rules = ClinicalRules.from(new MadeUpRules(folder)
                        .withoutShippedTopic()
                        .addTopic(1, 1, MANY)
                        .written())
                .withBlockingQuestionsOnly();
        head("findings stated present, each with an alert", "times 10 findings", "kB an answer");
        double base = 0;
        for (int stated = 10; stated <= MANY; stated *= 2) {
            PatientCaseBuilder patient =
                    PatientCase.builder().complaint("itch-1").present("fever");
            for (int i = 0; i < stated; i++) {
                patient.present("made-up-1-" + i);
            }
            PatientCase built = patient.build();
            Supplier<?> answer = () -> rules.evaluate(built);
            double micros = Clock.micros(answer);
            base = stated == 10 ? micros : base;
            row(stated, micros / base, Clock.bytes(answer) / 1000.0);
        }
        MadeUpRules.delete(folder);
    }

    private static void ratings() throws IOException {
        head("ratings of the variant", "times 10 ratings", "kB an answer");
        double base = 0;
        for (int number = 10; number <= MANY; number *= 2) {
            Path folder = Files.createTempDirectory("apposite-growth");
            ClinicalRules rules = ClinicalRules.from(new MadeUpRules(folder)
                            .withoutShippedTopic()
                            .addTopic(1, number, 1)
                            .written())
                    .withBlockingQuestionsOnly();
            PatientCase patient =
                    PatientCase.builder().complaint("itch-1").present("fever").build();
            Supplier<?> answer = () -> rules.evaluate(patient);
            double micros = Clock.micros(answer);
            base = number == 10 ? micros : base;
            row(number, micros / base, Clock.bytes(answer) / 1000.0);
            MadeUpRules.delete(folder);
        }
    }

    private static void unknowns() {
        ClinicalRules rules = ClinicalRules.bundled();
        ClinicalRules blockingOnly = rules.withBlockingQuestionsOnly();
        List<String> findings = new ArrayList<>(rules.topics().get(0).asks());
        findings.retainAll(rules.vocabulary().codes(org.apposite.model.Vocabulary.Kind.FINDING));
        head("findings not stated", "times one evaluation without the analysis", "kB an answer");
        for (int unknown = 0; unknown <= findings.size(); unknown += 4) {
            PatientCaseBuilder patient = PatientCase.builder()
                    .complaint("back-pain")
                    .region("thoracic")
                    .age(Age.ofYears(9))
                    .durationDays(14)
                    .imaging();
            findings.subList(unknown, findings.size()).forEach(patient::absent);
            PatientCase built = patient.build();
            Supplier<?> answer = () -> rules.evaluate(built);
            row(
                    unknown,
                    Clock.micros(answer) / Clock.micros(() -> blockingOnly.evaluate(built)),
                    Clock.bytes(answer) / 1000.0);
        }
    }

    private static void head(String size, String ratio, String bytes) {
        System.out.printf(Locale.ROOT, "%n| %s | %s | %s |%n|---|---|---|%n", size, ratio, bytes);
    }

    private static void row(int size, double ratio, double bytes) {
        System.out.printf(Locale.ROOT, "| %d | %.2f | %.2f |%n", size, ratio, bytes);
    }

    /** The rules live until their heap has been measured. */
    private static void keep(ClinicalRules rules) {
        if (rules.topics().isEmpty()) {
            throw new IllegalStateException("no topic was loaded");
        }
    }
}

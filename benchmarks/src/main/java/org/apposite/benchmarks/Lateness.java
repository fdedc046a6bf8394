package org.apposite.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.patient.PatientCase;

/**
 * How late an answer is given up when rules would take far longer than the deadline, while every core is busy with other things:
 * rules that are matched and never fire, and findings of which each could change the answer.
 */
public final class Lateness {

    private static final int RUNS = 3;

    private Lateness() {}

    /**
     * Measures and prints a table.
     *
     * @param args the deadlines, in seconds; 10, which is what is promised, when there is none
     * @throws IOException when a folder for made-up rules cannot be written
     */
    public static void main(String[] args) throws IOException {
        System.out.println(Machine.line());
        System.out.println();
        System.out.println("| rules | kB | deadline ms | given up after, each run s | latest, of the deadline |");
        System.out.println("|---|---|---|---|---|");
        AtomicBoolean busy = new AtomicBoolean(true);
        List<Thread> others = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(any -> new Thread(() -> {
                    while (busy.get()) {
                        Thread.onSpinWait();
                    }
                }))
                .toList();
        others.forEach(Thread::start);
        for (String deadline : args.length == 0 ? new String[] {"10"} : args) {
            Duration within = Duration.ofSeconds(Integer.parseInt(deadline));
            System.out.println(measured("matched for long", within, 2_500, 150, 90));
            System.out.println(measured("of many findings", within, 3_500, 20, 20));
        }
        busy.set(false);
    }

    private static String measured(String what, Duration deadline, int findings, int rules, int questions)
            throws IOException {
        Path folder = Files.createTempDirectory("apposite-late");
        long bytes = write(folder, findings, rules, questions);
        ClinicalRules loaded = ClinicalRules.from(folder).withLimits(Integer.MAX_VALUE, deadline);
        PatientCase patient = PatientCase.builder().complaint("itch-1").build();
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long from = System.nanoTime();
            try {
                loaded.evaluate(patient);
                seconds.add(Double.NaN);
            } catch (EvaluationAborted late) {
                seconds.add((System.nanoTime() - from) / 1e9);
            }
        }
        MadeUpRules.delete(folder);
        double latest = seconds.stream().mapToDouble(one -> one).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %.2f |",
                what,
                bytes / 1000,
                deadline.toMillis(),
                seconds.stream()
                        .map(one -> String.format(Locale.ROOT, "%.2f", one))
                        .collect(Collectors.joining(", ")),
                latest * 1000 / deadline.toMillis());
    }

    /** Each rule asks the same questions in another order, so that the engine cannot ask them once for all. */
    private static long write(Path folder, int findings, int rules, int questions) throws IOException {
        MadeUpRules made = new MadeUpRules(folder).withoutShippedTopic().addTopic(1, 0, findings);
        made.written();
        Path topic = folder.resolve("made-up-1/topic.yaml");
        Files.writeString(
                topic,
                Files.readString(topic) + "groups:\n  all: ["
                        + IntStream.range(0, findings)
                                .mapToObj(i -> "made-up-1-" + i)
                                .collect(Collectors.joining(", "))
                        + "]\n");
        String head = """
                package made_up_1;

                import org.apposite.language.Patient;

                global org.apposite.language.Conclude conclude;

                rule "Made up 1: an itch with fever"
                    @id( made-up-1 )
                    @source( interpretation )
                when
                    Patient( present( "fever" ) )
                then
                    conclude.variant( 10, "itch-with-fever" );
                end
                """;
        Files.writeString(folder.resolve("made-up-1/rules.drl"), head);
        StringBuilder text = new StringBuilder(head.substring(0, head.indexOf("rule ")));
        int file = 0;
        for (int rule = 0; rule < rules; rule++) {
            int first = rule;
            text.append("rule \"Late ")
                    .append(rule)
                    .append("\"\n    @id( late-")
                    .append(rule);
            text.append(" )\n    @source( interpretation )\nwhen\n    Patient( ");
            text.append(IntStream.range(0, questions)
                    .mapToObj(i -> "atLeastPresent( " + (2 + (i * 7 + first * 13) % 97) + ", \"all\" )")
                    .collect(Collectors.joining(" || ")));
            text.append(" )\nthen\n    conclude.headline( \"Made up.\" );\nend\n");
            if (text.length() > 500_000 || rule == rules - 1) {
                Files.writeString(folder.resolve("made-up-1/late-" + file++ + ".drl"), text);
                text.setLength(head.indexOf("rule "));
            }
        }
        long bytes = 0;
        try (var files = Files.walk(folder)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(one);
            }
        }
        return bytes;
    }
}

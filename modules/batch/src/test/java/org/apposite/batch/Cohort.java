package org.apposite.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apposite.ClinicalRules;
import org.apposite.advice.Alert;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.PatientCase;

/** Made-up patients as lines, one of ten of which is garbage of some kind, for any vocabulary. */
final class Cohort {

    static final ClinicalRules RULES = ClinicalRules.bundled();

    private Cohort() {}

    /** A finding that is an emergency by itself. */
    static String emergency() {
        return RULES.vocabulary().codes(Kind.FINDING).stream()
                .filter(code -> !RULES.evaluate(
                                PatientCase.builder().present(code).build())
                        .alerts(Alert.Severity.CRITICAL)
                        .isEmpty())
                .findFirst()
                .orElseThrow();
    }

    static Path csv(Path file, int rows) throws IOException {
        Vocabulary vocabulary = RULES.vocabulary();
        List<String> complaints = vocabulary.codes(Kind.COMPLAINT);
        List<String> findings = vocabulary.codes(Kind.FINDING).subList(0, 6);
        Random random = new Random(25);
        List<String> lines = new ArrayList<>();
        StringBuilder header = new StringBuilder("id,site,month,complaint,age,duration_days");
        findings.forEach(code -> header.append(',').append(code.replace('-', '_')));
        lines.add(header.toString());
        for (int i = 0; i < rows; i++) {
            StringBuilder line =
                    new StringBuilder("c" + i + ",site-" + random.nextInt(3) + ",2026-0" + (1 + random.nextInt(3)));
            line.append(',').append(complaints.get(random.nextInt(complaints.size())));
            line.append(',').append(i % 10 == 3 ? "garbage" : 1 + random.nextInt(80) + " years");
            line.append(',').append(random.nextBoolean() ? "" : String.valueOf(random.nextInt(200)));
            for (int finding = 0; finding < findings.size(); finding++) {
                line.append(',').append(List.of("true", "false", "false", "").get(random.nextInt(4)));
            }
            lines.add(i % 10 == 7 ? line.substring(0, line.length() / 2) : line.toString());
        }
        return Files.write(file, lines, StandardCharsets.UTF_8);
    }

    static Batch.Settings settings(
            Path in, TableFormat from, Path out, TableFormat to, int partRows, String... besides) {
        return new Batch.Settings("test", in, from, out, to, List.of(besides), null, null, 2, partRows);
    }
}

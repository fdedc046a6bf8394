package org.apposite.host;

import java.nio.file.Path;
import java.time.Duration;
import org.apposite.authoring.reload.ReloadingRules;
import org.apposite.patient.PatientCase;

public class RulesThatChange {
    static void run(PatientCase child) {
        try (ReloadingRules rules = ReloadingRules.of(Path.of("our-rules"))) {
            rules.watch(Duration.ofSeconds(30)); // or rules.reload(), when the host is told
            System.out.println(rules.evaluate(child).outcome());
            rules.rollBack(); // to the previous rules
        }
    }
}

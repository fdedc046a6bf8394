package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host that answers for months does not grow: nothing of a case is kept once it is answered. */
@Tag("soak")
class HeapStaysFlatTest {

    private static final int EVALUATIONS = 100_000;
    private static final long MARGIN_BYTES = 8L << 20;

    @Test
    void a_hundred_thousand_evaluations_leave_nothing_behind() {
        ClinicalRules rules = Rules.BUNDLED.withBlockingQuestionsOnly();
        List<PatientCase> cases = List.copyOf(BaseCases.ofVariants().values());
        evaluate(rules, cases, EVALUATIONS / 20);
        long before = usedAfterCollection();

        evaluate(rules, cases, EVALUATIONS);

        // 8 MiB over 100,000 evaluations are 80 bytes each: less than any session, fact or answer that were kept.
        assertThat(usedAfterCollection() - before).isLessThan(MARGIN_BYTES);
    }

    private static void evaluate(ClinicalRules rules, List<PatientCase> cases, int times) {
        for (int i = 0; i < times; i++) {
            rules.evaluate(cases.get(i % cases.size()));
        }
    }

    private static long usedAfterCollection() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}

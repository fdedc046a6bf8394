package org.apposite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apposite.ClinicalRules;

/** A process that loads the rules, answers the index case once, and prints the CPU time it has used till then. */
public final class FirstAnswer {

    private FirstAnswer() {}

    /**
     * Answers once.
     *
     * @param args {@code bundled}, or the folder of rules to compile
     */
    public static void main(String[] args) {
        ClinicalRules rules =
                args[0].equals("bundled") ? ClinicalRules.bundled() : ClinicalRules.from(Path.of(args[0]));
        rules.withBlockingQuestionsOnly().evaluate(IndexCase.patientCase());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(system.getProcessCpuTime());
    }
}

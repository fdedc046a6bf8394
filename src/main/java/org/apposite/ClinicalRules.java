package org.apposite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;

/** Facade (signatures; implementation follows). */
public final class ClinicalRules {
    public static ClinicalRules bundled() { throw new IllegalStateException(); }
    /** Compiles the folder. topics: ids to load, all when none given. */
    public static ClinicalRules from(Path folder, String... topics) { throw new IllegalStateException(); }
    public static List<RuleIssue> check(Path folder) { throw new IllegalStateException(); }
    public Advice evaluate(PatientCase patient) { throw new IllegalStateException(); }
    public ClinicalRules withLimits(int maxFirings, Duration deadline) { throw new IllegalStateException(); }
    public ClinicalRules withBlockingQuestionsOnly() { throw new IllegalStateException(); }
    public List<Topic> topics() { throw new IllegalStateException(); }
    public Vocabulary vocabulary() { throw new IllegalStateException(); }
    public String name() { throw new IllegalStateException(); }
    public String version() { throw new IllegalStateException(); }
    public String digest() { throw new IllegalStateException(); }
}

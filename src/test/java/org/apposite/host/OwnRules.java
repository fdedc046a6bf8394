package org.apposite.host;

import java.nio.file.Path;
import org.apposite.ClinicalRules;

public class OwnRules {
    static ClinicalRules load(Path folder) {
        ClinicalRules.check(folder).forEach(System.out::println); // every error, with file and line
        return ClinicalRules.from(folder); // the whole folder, or a RuleSetException
    }
}

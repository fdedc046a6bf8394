package org.apposite.spring;

import java.time.Duration;
import java.util.List;
import org.apposite.ClinicalRules;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which rules answer, and how.
 *
 * @param rules the path of the folder of the rules, with {@code rule-set.yaml} in it, absolute or from the working directory; the
 *     bundled rules when there is none
 * @param topics ids of the topics to load; all when none is named
 * @param watch the time between two looks at the folder, such as {@code 30s}; without it rules change when told only
 * @param maxFirings how many rules may fire in one run, at least 1
 * @param deadline how long an answer may take, longer than nothing
 * @param blockingQuestionsOnly whether what else could change an answer is left out, which is faster
 */
@ConfigurationProperties("apposite")
public record AppositeProperties(
        @Nullable String rules,
        @DefaultValue List<String> topics,
        @Nullable Duration watch,
        @DefaultValue("10000") int maxFirings,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("false") boolean blockingQuestionsOnly) {

    /** What only rules of a folder can have must not be set in vain. */
    public AppositeProperties {
        if ((rules == null || rules.isBlank()) && (!topics.isEmpty() || watch != null)) {
            throw new IllegalArgumentException((watch != null ? "apposite.watch" : "apposite.topics")
                    + " needs apposite.rules, a folder of rules");
        }
    }

    /** The rules as the properties want them to answer. */
    ClinicalRules view(ClinicalRules loaded) {
        ClinicalRules within = loaded.withLimits(maxFirings, deadline);
        return blockingQuestionsOnly ? within.withBlockingQuestionsOnly() : within;
    }
}

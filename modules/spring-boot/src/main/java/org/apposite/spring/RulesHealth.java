package org.apposite.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.file.Looks;
import org.apposite.model.Topic;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells operators which rules answer: name, version, digest, the status of each topic, and whether their folder can be read. */
@AutoConfiguration(after = AppositeAutoConfiguration.class)
public class RulesHealth {

    /** The last good rules answer whatever became of their folder, so that it does not make the host unhealthy. */
    private static Map<String, Object> details(ClinicalRules rules, ObjectProvider<Supplier<Looks>> watch) {
        Map<String, String> topics = new TreeMap<>();
        for (Topic topic : rules.topics()) {
            topics.put(topic.id(), topic.status().code());
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", rules.name());
        details.put("version", rules.version());
        details.put("digest", rules.digest());
        details.put("topics", topics);
        watch.ifAvailable(looks -> details.put("folder", details(looks.get())));
        return details;
    }

    private static Map<String, Object> details(Looks looks) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "status",
                looks.refusal().isPresent() ? "refused" : looks.fault().isEmpty() ? "read" : "not-read");
        looks.refusal().ifPresent(refusal -> {
            details.put("file", refusal.file());
            details.put("code", refusal.code());
        });
        details.put("failedLooks", looks.failed());
        details.put("lastGoodLook", looks.lastGood().toString());
        return details;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
    static class OfBoot3 {

        @Bean
        @ConditionalOnMissingBean(name = "rulesHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator rulesHealthIndicator(
                Supplier<ClinicalRules> rules, ObjectProvider<Supplier<Looks>> watch) {
            return () -> org.springframework.boot.actuate.health.Health.up()
                    .withDetails(details(rules.get(), watch))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.springframework.boot.actuate.health.HealthIndicator")
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    static class OfBoot4 {

        @Bean
        @ConditionalOnMissingBean(name = "rulesHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator rulesHealthIndicator(
                Supplier<ClinicalRules> rules, ObjectProvider<Supplier<Looks>> watch) {
            return () -> org.springframework.boot.health.contributor.Health.up()
                    .withDetails(details(rules.get(), watch))
                    .build();
        }
    }
}

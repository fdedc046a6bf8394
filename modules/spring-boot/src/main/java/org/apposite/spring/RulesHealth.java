package org.apposite.spring;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.model.Topic;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells operators which rules answer: name, version, digest, and the status of each topic. */
@AutoConfiguration(after = AppositeAutoConfiguration.class)
public class RulesHealth {

    private static Map<String, Object> details(ClinicalRules rules) {
        Map<String, String> topics = new TreeMap<>();
        for (Topic topic : rules.topics()) {
            topics.put(topic.id(), topic.status().code());
        }
        return Map.of("name", rules.name(), "version", rules.version(), "digest", rules.digest(), "topics", topics);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
    static class OfBoot3 {

        @Bean
        @ConditionalOnMissingBean(name = "rulesHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator rulesHealthIndicator(Supplier<ClinicalRules> rules) {
            return () -> org.springframework.boot.actuate.health.Health.up()
                    .withDetails(details(rules.get()))
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
                Supplier<ClinicalRules> rules) {
            return () -> org.springframework.boot.health.contributor.Health.up()
                    .withDetails(details(rules.get()))
                    .build();
        }
    }
}

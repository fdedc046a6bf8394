package org.apposite.spring;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationListener;
import org.apposite.authoring.reload.ReloadingRules;
import org.apposite.file.Looks;
import org.apposite.metrics.EvaluationMetrics;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Rules as beans: {@link ClinicalRules}, the bundled ones, or with {@code apposite.rules} {@link ReloadingRules}, those of a
 * folder. In either case a {@code Supplier<ClinicalRules>} gives those that answer now. Every {@link EvaluationListener} that
 * is a bean is told of their evaluations.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@EnableConfigurationProperties(AppositeProperties.class)
public class AppositeAutoConfiguration {

    private static ClinicalRules heard(ClinicalRules rules, ObjectProvider<EvaluationListener> listeners) {
        ClinicalRules heard = rules;
        for (EvaluationListener listener : listeners) {
            heard = heard.withListener(listener);
        }
        return heard;
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoFolder.class)
    static class Bundled {

        @Bean
        @ConditionalOnMissingBean
        ClinicalRules clinicalRules(AppositeProperties properties, ObjectProvider<EvaluationListener> listeners) {
            return heard(properties.view(ClinicalRules.bundled()), listeners);
        }

        @Bean
        @ConditionalOnMissingBean(name = "currentRules")
        Supplier<ClinicalRules> currentRules(ClinicalRules rules) {
            return () -> rules;
        }
    }

    static final class NoFolder extends NoneNestedConditions {

        NoFolder() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("apposite.rules")
        static final class IsNamed {}
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("apposite.rules")
    @ConditionalOnMissingClass("org.apposite.authoring.reload.ReloadingRules")
    static class FolderThatCannotBeRead {

        @Bean
        Supplier<ClinicalRules> currentRules() {
            throw new IllegalStateException("apposite.rules names a folder, which only apposite-authoring can load:"
                    + " add org.apposite:apposite-authoring to the dependencies.");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("apposite.rules")
    @ConditionalOnClass(ReloadingRules.class)
    static class Folder {

        @Bean
        @ConditionalOnMissingBean
        ReloadingRules reloadingRules(AppositeProperties properties, ObjectProvider<EvaluationListener> listeners) {
            ReloadingRules rules = ReloadingRules.builder(Path.of(Objects.requireNonNull(properties.rules())))
                    .topics(properties.topics().toArray(String[]::new))
                    .answering(loaded -> heard(properties.view(loaded), listeners))
                    .load();
            Duration watch = properties.watch();
            if (watch != null) {
                rules.watch(watch);
            }
            return rules;
        }

        @Bean
        @ConditionalOnMissingBean(name = "currentRules")
        Supplier<ClinicalRules> currentRules(ReloadingRules rules) {
            return rules::current;
        }

        @Bean
        @ConditionalOnMissingBean(name = "rulesFolderLooks")
        Supplier<Looks> rulesFolderLooks(ReloadingRules rules) {
            return rules::looks;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({EvaluationMetrics.class, MeterRegistry.class})
    static class Metrics {

        @Bean
        @ConditionalOnBean(MeterRegistry.class)
        @ConditionalOnMissingBean
        EvaluationMetrics evaluationMetrics(MeterRegistry registry) {
            return new EvaluationMetrics(registry);
        }
    }
}

package org.apposite.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationListener;
import org.apposite.authoring.reload.NotLoadedException;
import org.apposite.authoring.reload.ReloadingRules;
import org.apposite.metrics.EvaluationMetrics;
import org.apposite.patient.PatientCase;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RulesAreBeansTest {

    private static final PatientCase CASE =
            PatientCase.builder().complaint("back-pain").present("fever").build();
    private static final Path RULES = Path.of("..", "..", "rules-drl");

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AppositeAutoConfiguration.class, RulesHealth.class));

    @Test
    void the_bundled_ones_when_nothing_is_set() {
        host.run(context -> {
            ClinicalRules rules = context.getBean(ClinicalRules.class);
            assertThat(rules.evaluate(CASE)).isEqualTo(ClinicalRules.bundled().evaluate(CASE));
            assertThat(context.getBean("currentRules", Supplier.class).get()).isSameAs(rules);
        });
    }

    @Test
    void those_of_a_folder_which_can_change() {
        host.withPropertyValues("apposite.rules=" + RULES, "apposite.watch=1h", "apposite.topics=back-pain-child")
                .run(context -> {
                    ReloadingRules rules = context.getBean(ReloadingRules.class);
                    assertThat(rules.evaluate(CASE).redFlags()).hasSize(1);
                    assertThat(context.getBean("currentRules", Supplier.class).get())
                            .isSameAs(rules.current());
                    assertThat(context).doesNotHaveBean(ClinicalRules.class);
                });
    }

    @Test
    void which_answer_as_the_properties_say() {
        host.withPropertyValues("apposite.blocking-questions-only=true", "apposite.max-firings=5000")
                .run(context -> assertThat(context.getBean(ClinicalRules.class).evaluate(CASE))
                        .isEqualTo(ClinicalRules.bundled()
                                .withBlockingQuestionsOnly()
                                .evaluate(CASE)));
        host.withPropertyValues("apposite.max-firings=0")
                .run(context ->
                        assertThat(context).getFailure().hasRootCauseMessage("maxFirings 0: must be at least 1"));
    }

    @Test
    void which_tell_listeners_that_are_beans() {
        List<String> heard = new ArrayList<>();
        host.withBean(EvaluationListener.class, () -> new EvaluationListener() {
                    @Override
                    public void started() {
                        heard.add("started");
                    }
                })
                .run(context -> context.getBean(ClinicalRules.class).evaluate(CASE));

        assertThat(heard).containsExactly("started");
    }

    @Test
    void which_are_measured_where_the_host_measures() {
        host.withBean(SimpleMeterRegistry.class).run(context -> {
            context.getBean(ClinicalRules.class).evaluate(CASE);
            assertThat(context.getBean(SimpleMeterRegistry.class)
                            .get("apposite.evaluations")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
        host.run(context -> assertThat(context).doesNotHaveBean(EvaluationMetrics.class));
    }

    @Test
    void of_which_health_tells_operators() {
        host.run(context -> {
            Health health = context.getBean(HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsKeys("name", "version", "digest", "topics");
        });
    }

    @Test
    void of_whose_folder_health_tells_whether_it_can_be_read() {
        host.withPropertyValues("apposite.rules=" + RULES, "apposite.topics=back-pain-child")
                .run(context -> assertThat(
                                context.getBean(HealthIndicator.class).health().getDetails())
                        .extractingByKey("folder", InstanceOfAssertFactories.MAP)
                        .containsEntry("status", "read")
                        .containsEntry("failedLooks", 0L));
    }

    @Test
    void of_whose_folder_health_tells_where_it_lies_that_it_is_refused(@TempDir Path folder) throws IOException {
        Path set = folder.resolve("rules");
        try (Stream<Path> all = Files.walk(RULES)) {
            for (Path one : all.toList()) {
                Files.copy(one, set.resolve(RULES.relativize(one).toString()));
            }
        }
        host.withPropertyValues("apposite.rules=" + set, "apposite.topics=back-pain-child")
                .run(context -> {
                    Files.writeString(set.resolve("back-pain-child/more.drl"), "no rule");
                    context.getBean(ReloadingRules.class).reload();
                    assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                            .isEqualTo(Status.UP);
                    assertThat(context.getBean(HealthIndicator.class).health().getDetails())
                            .extractingByKey("folder", InstanceOfAssertFactories.MAP)
                            .containsEntry("status", "refused")
                            .containsEntry("file", "back-pain-child/more.drl")
                            .containsKey("code");
                });
    }

    @Test
    void which_need_nothing_but_the_library() {
        host.withClassLoader(new FilteredClassLoader(
                        "org.apposite.authoring",
                        "org.apposite.metrics",
                        "io.micrometer",
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health"))
                .run(context -> assertThat(context).hasSingleBean(ClinicalRules.class));
    }

    @Test
    void and_nothing_is_set_in_vain() {
        host.withPropertyValues("apposite.watch=30s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("apposite.watch needs apposite.rules, a folder of rules"));
        host.withPropertyValues("apposite.topics=back-pain-child")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("apposite.topics needs apposite.rules, a folder of rules"));
    }

    @Test
    void and_what_a_folder_needs_besides_is_told() {
        host.withPropertyValues("apposite.rules=" + RULES)
                .withClassLoader(new FilteredClassLoader("org.apposite.authoring"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("add org.apposite:apposite-authoring to the dependencies"));
    }

    @Test
    void and_a_folder_that_cannot_be_loaded_is_told_without_a_stack_trace(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("rule-set.yaml"), "name: broken\n");
        host.withPropertyValues("apposite.rules=" + folder).run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure());
            assertThat(failure).hasRootCauseInstanceOf(NotLoadedException.class);
            FailureAnalysis analysis = Objects.requireNonNull(new RulesFailureAnalyzer().analyze(failure));
            assertThat(analysis.getDescription()).contains("rule-set.yaml");
            assertThat(analysis.getAction()).contains("apposite.rules");
        });
    }
}

package org.apposite.cds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The service stands on five packages that do not know it, and a person can keep each of them in mind. */
class PackagesTest {

    private static final int MOST_FILES = 20;

    @Test
    void the_service_needs_the_other_five_and_of_these_only_request_needs_another_which_is_security() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("service")
                .definedBy("org.apposite.cds")
                .layer("request")
                .definedBy("org.apposite.cds.request")
                .layer("cards")
                .definedBy("org.apposite.cds.cards")
                .layer("security")
                .definedBy("org.apposite.cds.security")
                .layer("http")
                .definedBy("org.apposite.cds.http")
                .layer("operation")
                .definedBy("org.apposite.cds.operation")
                .whereLayer("service")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("request")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("cards")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("operation")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("security")
                .mayOnlyBeAccessedByLayers("service", "request")
                .ensureAllClassesAreContainedInArchitecture()
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.apposite.cds"));
    }

    @Test
    void only_the_server_knows_jetty_so_that_a_host_with_another_framework_needs_none() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(CdsServer.class)
                .and()
                .resideOutsideOfPackage("org.apposite.cds.http")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.apposite.cds"));
    }

    @Test
    void no_package_has_more_than_twenty_files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Map<Path, Long> counts = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
            assertThat(counts)
                    .isNotEmpty()
                    .allSatisfy((folder, count) ->
                            assertThat(count).as(folder.toString()).isLessThanOrEqualTo(MOST_FILES));
        }
    }
}

package org.apposite.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows of the house between its modules run one way. */
class ModulesBuildOnThePublicLibraryTest {

    private static final String COLUMNS = "org.apposite.columns..";
    private static final String BATCH = "org.apposite.batch..";
    private static final String JSON = "org.apposite.json..";
    private static final String PROOF = "org.apposite.proof..";
    private static final String AUTHORING = "org.apposite.authoring..";
    private static final String FHIR = "org.apposite.fhir..";
    private static final String LOG = "org.apposite.log..";
    private static final String CDS = "org.apposite.cds..";
    private static final String COMMAND = "org.apposite.cli..";
    private static final JavaClasses MODULES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The profile soak has the tests of the service on its path, as a jar.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(
                    "org.apposite.json",
                    "org.apposite.columns",
                    "org.apposite.batch",
                    "org.apposite.proof",
                    "org.apposite.authoring",
                    "org.apposite.fhir",
                    "org.apposite.log",
                    "org.apposite.cds",
                    "org.apposite.cli");

    @Test
    void the_modules_see_nothing_of_the_inside_of_the_library_and_nothing_of_its_engine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apposite.internal..", "org.kie..", "org.drools..")
                .check(MODULES);
    }

    /** What a person names on the command line; a copy of the program's own; and logs, which are no content. */
    private static final Set<String> OWN_FILES = Set.of(
            "org.apposite.cli.evaluate.InputFile",
            "org.apposite.batch.InputFile",
            "org.apposite.authoring.migrate.Migration",
            "org.apposite.cli.serve.Replay");

    @Test
    void files_are_read_and_written_by_the_library_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.apposite.log..")
                .and(not(describe("are named", type -> OWN_FILES.contains(type.getName()))))
                .should()
                .callMethodWhere(target(owner(type(Files.class)))
                        .and(target(nameMatching(
                                "new.*|read(AllBytes|AllLines|String)|lines|list|walk.*|find|write.*|copy|move"
                                        + "|createFile|createTempFile"))))
                .check(MODULES);
    }

    @Test
    void yaml_is_read_by_the_library_alone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(MODULES);
    }

    @Test
    void the_command_builds_on_the_tools_for_authors_and_these_on_the_format() {
        noClasses()
                .that()
                .resideInAPackage(JSON)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROOF, AUTHORING, FHIR, CDS, COMMAND)
                .check(MODULES);
        noClasses()
                .that()
                .resideInAPackage(PROOF)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JSON, AUTHORING, FHIR, CDS, COMMAND)
                .check(MODULES);
        noClasses()
                .that()
                .resideInAPackage(AUTHORING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FHIR, CDS, COMMAND)
                .check(MODULES);
    }

    @Test
    void the_service_builds_on_fhir_and_the_format_and_knows_no_tool_for_authors() {
        noClasses()
                .that()
                .resideInAPackage(FHIR)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JSON, PROOF, AUTHORING, CDS, COMMAND)
                .check(MODULES);
        noClasses()
                .that()
                .resideInAPackage(CDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROOF, AUTHORING, COMMAND)
                .check(MODULES);
    }

    @Test
    void the_log_builds_on_the_format_alone_and_only_the_service_and_the_command_know_it() {
        noClasses()
                .that()
                .resideInAPackage(LOG)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROOF, AUTHORING, FHIR, CDS, COMMAND)
                .check(MODULES);
        noClasses()
                .that()
                .resideInAnyPackage(JSON, PROOF, AUTHORING, FHIR)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(LOG)
                .check(MODULES);
    }

    @Test
    void tables_are_read_by_the_format_alone_and_only_the_command_knows_the_batch() {
        noClasses()
                .that()
                .resideInAPackage(COLUMNS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BATCH, PROOF, AUTHORING, FHIR, LOG, CDS, COMMAND)
                .check(MODULES);
        noClasses()
                .that()
                .resideInAPackage(BATCH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROOF, AUTHORING, FHIR, CDS, COMMAND)
                .check(MODULES);
        noClasses()
                .that()
                .resideInAnyPackage(JSON, PROOF, AUTHORING, FHIR, LOG, CDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BATCH, COLUMNS)
                .check(MODULES);
    }

    @Test
    void the_packages_of_a_module_do_not_need_each_other_in_circles() {
        for (String module : List.of("json", "batch", "authoring", "fhir", "cds", "cli")) {
            slices().matching("org.apposite." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(MODULES);
        }
    }

    /** The findings of the check are like siblings, a class for each. */
    private static final String OF_SIBLINGS = "org.apposite.authoring.check";

    @Test
    void no_package_is_too_large_to_be_kept_in_mind() {
        Map<String, Long> sizes = MODULES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        sizes.remove(OF_SIBLINGS);

        assertThat(sizes).allSatisfy((name, files) -> assertThat(files).as(name).isLessThanOrEqualTo(20));
    }
}

package org.apposite.columns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModuleBuildsOnThePublicLibraryTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.apposite.columns");

    @Test
    void it_sees_nothing_of_the_inside_of_the_library_and_nothing_of_its_engine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apposite.internal..", "org.kie..", "org.drools..")
                .check(MODULE);
    }

    /** Spark has its own, from 2.15 to whatever comes next, and hands it to everything that runs there. */
    @Test
    void it_needs_no_jackson_and_no_spark() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..", "com.networknt..", "org.apache..")
                .check(MODULE);
    }
}

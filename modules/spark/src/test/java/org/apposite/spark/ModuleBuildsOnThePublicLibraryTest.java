package org.apposite.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModuleBuildsOnThePublicLibraryTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.apposite.spark");

    @Test
    void it_sees_nothing_of_the_inside_of_the_library_and_nothing_of_its_engine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apposite.internal..", "org.kie..", "org.drools..")
                .check(MODULE);
    }

    /** Spark has a Jackson of its own, from 2.15 to whatever comes next; and who has tables needs no FHIR. */
    @Test
    void only_the_reader_of_records_needs_jackson_and_fhir() {
        noClasses()
                .that()
                .doNotHaveSimpleName("RecordDecider")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.fasterxml.jackson..", "com.networknt..", "org.apposite.fhir..", "org.hl7..", "ca.uhn..")
                .check(MODULE);
    }
}

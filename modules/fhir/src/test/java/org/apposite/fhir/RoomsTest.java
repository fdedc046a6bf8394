package org.apposite.fhir;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of this module, and which of them may need which. */
class RoomsTest {

    private static final int MOST_FILES = 20;
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.apposite.fhir");

    @Test
    void arrows_between_the_packages_run_one_way_and_none_is_left_out() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("entry")
                .definedBy("org.apposite.fhir")
                .layer("in")
                .definedBy("org.apposite.fhir.in")
                .layer("identity")
                .definedBy("org.apposite.fhir.identity")
                .layer("sent")
                .definedBy("org.apposite.fhir.sent")
                .layer("out")
                .definedBy("org.apposite.fhir.out")
                .layer("questionnaire")
                .definedBy("org.apposite.fhir.questionnaire")
                .layer("mapping")
                .definedBy("org.apposite.fhir.mapping")
                .layer("words")
                .definedBy("org.apposite.fhir.words")
                .whereLayer("entry")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("in")
                .mayOnlyBeAccessedByLayers("entry")
                .whereLayer("identity")
                .mayOnlyBeAccessedByLayers("in")
                .whereLayer("sent")
                .mayOnlyBeAccessedByLayers("entry", "in")
                .whereLayer("out")
                .mayOnlyBeAccessedByLayers("entry")
                .whereLayer("questionnaire")
                .mayOnlyBeAccessedByLayers("entry", "in")
                .whereLayer("mapping")
                .mayOnlyBeAccessedByLayers("entry", "in", "out", "questionnaire", "sent")
                .whereLayer("words")
                .mayOnlyBeAccessedByLayers("entry", "in", "identity", "sent", "questionnaire")
                .ensureAllClassesAreContainedInArchitecture()
                .check(MODULE);
    }

    @Test
    void no_package_has_more_files_than_a_reader_can_keep_in_mind() {
        Map<String, Long> files = MODULE.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files)
                .hasSize(8)
                .allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(MOST_FILES));
    }
}

package org.apposite;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise 8, and the arrows of the house. */
class LeanCoreTest {

    private static final String GENERATED = "org.apposite.rules..";
    private static final String LANGUAGE = "org.apposite.language..";
    private static final String CONTENT = "org.apposite.internal.read..";
    private static final String ENGINE = "org.apposite.internal.engine..";
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/org/apposite/rules/"))
            .importPackages("org.apposite");

    @Test
    void what_a_host_states_and_reads_knows_nothing_of_the_engine() {
        noClasses()
                .that()
                .resideInAnyPackage("org.apposite.patient..", "org.apposite.advice..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.kie..", "org.drools..", "org.apposite.internal..", "org.apposite")
                .because("hosts and rules build on these types, and must not be tied to an engine")
                .check(LIBRARY);
        noClasses()
                .that()
                .resideInAPackage("org.apposite.patient..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apposite.advice..")
                .because("what is stated does not depend on what is concluded")
                .check(LIBRARY);
    }

    @Test
    void the_parts_of_the_inside_build_on_each_other_one_way() {
        slices().matching("org.apposite.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(LIBRARY);
        noClasses()
                .that()
                .resideInAPackage(LANGUAGE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONTENT, ENGINE)
                .check(LIBRARY);
        noClasses()
                .that()
                .resideInAPackage(CONTENT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ENGINE)
                .check(LIBRARY);
    }

    @Test
    void each_foreign_library_is_used_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE, CONTENT, GENERATED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.kie..", "org.drools..")
                .because("no Drools type is visible outside")
                .check(LIBRARY);
        noClasses()
                .that()
                .resideOutsideOfPackage(CONTENT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools.drl..")
                .because("rule files are read in one place")
                .check(LIBRARY);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.apposite.text.YamlReader")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .because("YAML is read in one place")
                .check(LIBRARY);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml.engine.v2.api.lowlevel..")
                .because("the module of the parser does not export it")
                .check(LIBRARY);
    }

    @Test
    void what_reads_texts_knows_nothing_of_rules() {
        noClasses()
                .that()
                .resideInAPackage("org.apposite.text..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.apposite..").and(not(resideInAPackage("org.apposite.text.."))))
                .check(LIBRARY);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.javaparser..")
                .because("rules are not Java")
                .check(LIBRARY);
    }

    @Test
    void nothing_on_the_way_of_an_answer_needs_the_compiler() {
        noClasses()
                .that()
                .doNotHaveSimpleName("RuleEngine")
                .and()
                .doNotHaveSimpleName("BundleGenerator")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("TopicCompiler")
                .because("hosts of the bundled rules may leave the compiler out")
                .check(LIBRARY);
        noClasses()
                .that()
                .doNotHaveSimpleName("TopicCompiler")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools.compiler..", "org.drools.model.codegen..")
                .check(LIBRARY);
    }

    @Test
    void nothing_is_printed_and_no_foreign_format_is_known() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("ch.qos.logback..", "tools.jackson..", "com.fasterxml..", "ca.uhn..", "org.hl7..")
                .check(LIBRARY);
    }

    @Test
    void public_types_cannot_be_extended_by_others() {
        classes()
                .that()
                .arePublic()
                .should(new ArchCondition<>("be final, an enum, a record or an interface") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean closed = type.isInterface()
                                || type.isEnum()
                                || type.isRecord()
                                || type.getModifiers().contains(JavaModifier.FINAL);
                        events.add(new SimpleConditionEvent(
                                type, closed || type.getName().contains("$"), type.getName()));
                    }
                })
                .check(LIBRARY);
    }

    @Test
    void the_public_types_are_those_that_are_listed() throws IOException {
        List<String> found = LIBRARY.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !type.getName().contains("$")
                        && !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getName)
                .sorted()
                .toList();

        assertThat(found).isEqualTo(Files.readAllLines(Path.of("src/test/resources/public-types.txt")));
        assertThat(found)
                .filteredOn(name -> !name.contains(".internal.") && !name.contains(".text."))
                .hasSizeLessThanOrEqualTo(65);
    }
}

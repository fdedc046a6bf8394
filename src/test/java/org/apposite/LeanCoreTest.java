package org.apposite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Promise 8, and the arrows of the house. */
class LeanCoreTest {

    private static final String BUNDLE = "org.apposite.internal.bundle";
    private static final String CONTENT = "org.apposite.internal.read";
    private static final String ENGINE = "org.apposite.internal.engine";
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.apposite");

    /** Every package of the library; each may build on those before it, and on no other. */
    private static final List<String> ORDER = List.of(
            "org.apposite.patient",
            "org.apposite.advice",
            "org.apposite.text",
            "org.apposite.file",
            "org.apposite.model",
            "org.apposite.language",
            "org.apposite.withdrawal",
            "org.apposite.circuit",
            "org.apposite.internal.limit",
            BUNDLE,
            "org.apposite.internal.layer",
            "org.apposite.internal.source",
            "org.apposite.internal.hazard",
            CONTENT,
            "org.apposite.internal.build",
            ENGINE,
            "org.apposite.internal.explain",
            "org.apposite");

    @Test
    void the_arrows_between_all_packages_run_one_way() {
        assertThat(LIBRARY.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(ORDER);
        for (int i = 0; i < ORDER.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage(ORDER.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new))
                    .check(LIBRARY);
        }
    }

    /** What the language is made of are like siblings. */
    private static final Set<String> OF_SIBLINGS = Set.of("org.apposite.language");

    @Test
    void no_package_is_too_large_to_be_kept_in_mind() throws IOException {
        try (Stream<Path> walk = Files.walk(Path.of("src/main/java"))) {
            Map<String, Long> sizes = walk.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(
                            file -> Path.of("src/main/java")
                                    .relativize(Objects.requireNonNull(file.getParent()))
                                    .toString()
                                    .replace('/', '.'),
                            Collectors.counting()));
            sizes.keySet().removeAll(OF_SIBLINGS);

            assertThat(sizes)
                    .allSatisfy((name, files) -> assertThat(files).as(name).isLessThanOrEqualTo(20));
        }
    }

    @Test
    void what_is_stated_is_known_without_any_other_library() {
        noClasses()
                .that()
                .resideInAnyPackage(ORDER.subList(0, ORDER.indexOf(BUNDLE)).toArray(String[]::new))
                .and()
                .doNotHaveFullyQualifiedName("org.apposite.text.YamlReader")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.apposite..", "java..", "org.jspecify..")
                .because("hosts and rules build on these types, and must not be tied to an engine")
                .check(LIBRARY);
    }

    @Test
    void each_foreign_library_is_used_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE, BUNDLE, CONTENT)
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
    void files_are_read_and_written_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.apposite.file")
                .and()
                .doNotHaveSimpleName("BundleGenerator")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Files.class)
                .check(LIBRARY);
    }

    @Test
    void rules_are_not_java() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.javaparser..")
                .check(LIBRARY);
    }

    @Test
    void nothing_needs_the_compiler_of_the_rule_engine() {
        noClasses()
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
                        && !type.getSimpleName().endsWith("-info"))
                .map(JavaClass::getName)
                .sorted()
                .toList();

        assertThat(found).isEqualTo(Files.readAllLines(Path.of("src/test/resources/public-types.txt")));
        assertThat(found).filteredOn(LeanCoreTest::isForHosts).hasSizeLessThanOrEqualTo(32);
    }

    /** What becomes the component of a record. */
    private static final Set<String> SUGGESTIONS = Set.of("didYouMean", "didYouMeanOneOf", "suggestion");

    @Test
    void what_a_public_method_may_not_find_is_an_optional() {
        assertThat(LIBRARY.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods())
                                .filter(method -> Modifier.isPublic(method.getModifiers())
                                        && method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                                        && !isOfRecord(type, method.getName())
                                        && !SUGGESTIONS.contains(method.getName()))
                                .map(Object::toString)))
                .isEmpty();
    }

    private static boolean isOfRecord(Class<?> type, String name) {
        return type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(name));
    }

    /** The rest is for tools that know the model and the language. */
    private static boolean isForHosts(String type) {
        return type.matches("org\\.apposite\\.(patient\\.|advice\\.)?[A-Z].*")
                || Set.of("Topic", "Vocabulary", "RuleIssue", "RuleSetException")
                        .contains(type.replace("org.apposite.model.", ""));
    }
}

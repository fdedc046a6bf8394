package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apposite.ClinicalRules;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.junit.jupiter.api.Test;

/** A topic is a folder: no text in the code is a code or a name of any vocabulary. */
class JavaKnowsNoMedicineTest {

    private static final Path PROJECT = Path.of("../..");
    private static final List<ClinicalRules> RULES =
            List.of(ClinicalRules.bundled(), ClinicalRules.from(Path.of("src/test/resources/made-up-topics")));

    /** What is a kind of data, a unit, a contrast or a word of the formats, and a code of some vocabulary besides. */
    private static final Path ALLOWED = Path.of("src/test/resources/words-of-java.txt");

    @Test
    void no_text_in_the_code_of_the_library_or_a_module_is_a_code_or_a_name_of_a_vocabulary() throws IOException {
        Set<String> medicine = new TreeSet<>();
        RULES.forEach(rules -> {
            medicine.addAll(words(rules.vocabulary()));
            rules.topics().forEach(topic -> medicine.addAll(words(topic)));
        });
        Map<String, String> found = new TreeMap<>(literals());
        found.keySet().retainAll(medicine);

        assertThat(found.keySet())
                .as("texts of the code that a vocabulary has, and where: %s", found)
                .isEqualTo(new TreeSet<>(Files.readAllLines(ALLOWED)));
    }

    private static Set<String> words(Vocabulary vocabulary) {
        Set<String> words = new TreeSet<>();
        vocabulary.terms().values().forEach(term -> add(words, term.code(), term.display()));
        vocabulary
                .choices()
                .values()
                .forEach(
                        choice -> choice.values().values().forEach(value -> add(words, value.code(), value.display())));
        vocabulary
                .quantities()
                .values()
                .forEach(one -> words.addAll(one.limits().keySet()));
        vocabulary.regions().values().forEach(region -> add(words, region.code(), region.display()));
        vocabulary.studies().values().forEach(study -> addStudy(words, study));
        vocabulary.procedures().values().forEach(one -> add(words, one.code(), one.display()));
        words.addAll(vocabulary.sources().keySet());
        return words;
    }

    private static void addStudy(Set<String> words, Study study) {
        add(words, study.code(), study.display());
        Stream.of(study.techniques(), study.findings(), study.sites())
                .forEach(named -> named.forEach((code, display) -> add(words, code, display)));
        study.results().values().forEach(result -> add(words, result.code(), result.display()));
    }

    private static Set<String> words(Topic topic) {
        Set<String> words = new TreeSet<>(topic.groups().keySet());
        words.remove(Topic.RED_FLAGS);
        add(words, topic.id(), topic.title());
        topic.variants().forEach(variant -> add(words, variant.id(), variant.title()));
        topic.rules()
                .forEach(rule -> rule.then().stream()
                        .flatMap(conclusion -> conclusion.arguments().stream())
                        .map(argument -> argument.text())
                        .filter(text -> text.contains("-"))
                        .forEach(words::add));
        return words;
    }

    private static void add(Set<String> words, String code, String display) {
        words.add(code);
        words.add(display);
        words.add(display.toLowerCase(Locale.ROOT));
    }

    /** Every text in the code, and the file of its first occurrence. */
    private static Map<String, String> literals() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Stream.of(PROJECT.resolve("src/main/java"), PROJECT.resolve("modules"))
                .flatMap(JavaKnowsNoMedicineTest::walk)) {
            files = walk.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("src/main/java"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(300);
        Map<String, String> literals = new TreeMap<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                String name =
                        Path.of(unit.getSourceFile().getName()).getFileName().toString();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitLiteral(LiteralTree literal, Void nothing) {
                        if (literal.getValue() instanceof String text) {
                            literals.putIfAbsent(text, name);
                        }
                        return null;
                    }
                }.scan(unit, null);
            }
        }
        return literals;
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container loads the library with a loader of its own, child first, on any thread, and lets it go again. */
class HostsLoadItAsTheyLikeTest {

    @TempDir
    Path temp;

    /** What a host does; loaded anew by each loader, and its result a type that all loaders share. */
    public static final class Host implements Callable<String> {

        private final String rules;

        public Host(String rules) {
            this.rules = rules;
        }

        @Override
        public String call() {
            boolean bundled = rules.equals("bundled");
            ClinicalRules loaded = bundled ? ClinicalRules.bundled() : ClinicalRules.from(MadeUp.FOLDER);
            PatientCase patient = PatientCase.builder()
                    .complaint(bundled ? "back-pain" : "bumped-head")
                    .age(Age.ofYears(9))
                    .build();
            return Objects.requireNonNull(loaded.evaluate(patient).topic());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundled", "folder"})
    void loaders_that_are_closed_are_let_go(String rules) throws InterruptedException {
        assertLetGo(rules, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundled", "folder"})
    @Tag("soak")
    void twenty_loaders_are_let_go(String rules) throws InterruptedException {
        assertLetGo(rules, 20);
    }

    private static void assertLetGo(String rules, int times) throws InterruptedException {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            loaders.add(answeredInLoaderOfItsOwn(rules));
        }
        // Java 17 itself keeps the last type of a record's component that it compared, and with it one loader.
        List<WeakReference<ClassLoader>> former = loaders.subList(0, times - 1);

        for (int i = 0; i < 20 && !former.stream().allMatch(loader -> loader.refersTo(null)); i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(former).allMatch(loader -> loader.refersTo(null));
    }

    private static WeakReference<ClassLoader> answeredInLoaderOfItsOwn(String rules) {
        try (URLClassLoader loader = loader()) {
            String answer = ForkJoinPool.commonPool()
                    .submit(() -> answer(loader, rules))
                    .join();
            assertThat(answer).isEqualTo(rules.equals("bundled") ? "back-pain-child" : "gnome-head");
            return new WeakReference<>(loader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_rule_engine_of_another_version_is_refused_in_a_sentence() throws IOException {
        Path told = temp.resolve("META-INF/maven/org.drools/drools-core/pom.properties");
        Files.createDirectories(told.getParent());
        Files.writeString(told, "groupId=org.drools\nartifactId=drools-core\nversion=9.44.0.Final\n");

        try (URLClassLoader loader = loader(temp)) {
            assertThat(answer(loader, "bundled"))
                    .startsWith("this library was built for Drools ")
                    .contains("and Drools 9.44.0.Final is on the class path");
        }
    }

    /** What a host gets, or is told. */
    private static String answer(ClassLoader loader, String rules) {
        try {
            Object host = loader.loadClass(Host.class.getName())
                    .getConstructor(String.class)
                    .newInstance(rules);
            return (String) Callable.class.getMethod("call").invoke(host);
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getTargetException().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the host cannot be loaded", e);
        }
    }

    /** Sees the jars and classes of the class path with nothing above it but Java, and first what stands in folders. */
    private static URLClassLoader loader(Path... first) {
        Stream<Path> path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of);
        URL[] urls = Stream.concat(Stream.of(first), path)
                .map(HostsLoadItAsTheyLikeTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}

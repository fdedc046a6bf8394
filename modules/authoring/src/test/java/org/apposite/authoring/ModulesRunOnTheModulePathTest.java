package org.apposite.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library and its modules as Java modules, in a layer of their own. */
class ModulesRunOnTheModulePathTest {

    private static final Path RULES = Path.of("..", "..", "rules-drl");

    @Test
    void where_rules_of_a_folder_pass_their_cases() throws ReflectiveOperationException {
        ClassLoader loader = layer().findLoader("org.apposite.authoring");
        Class<?> reloading = loader.loadClass("org.apposite.authoring.reload.ReloadingRules");

        // The gate reads each case beside the rules with its schema, and evaluates it.
        Object rules = reloading.getMethod("of", Path.class).invoke(null, RULES);

        assertThat(reloading.getMethod("current").invoke(rules).getClass().getModule())
                .extracting(Module::getName)
                .isEqualTo("org.apposite");
        assertThat(loader.loadClass("org.apposite.json.CaseReader").getModule().getName())
                .isEqualTo("org.apposite.json");
        assertThat(loader.loadClass("org.apposite.proof.Patients").getModule().getName())
                .isEqualTo("org.apposite.proof");
    }

    private static ModuleLayer layer() {
        ModuleFinder finder =
                ModuleFinder.of(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .map(Path::of)
                        .toArray(Path[]::new));
        Configuration resolved =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("org.apposite.authoring"));
        return ModuleLayer.defineModulesWithOneLoader(
                        resolved, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();
    }
}

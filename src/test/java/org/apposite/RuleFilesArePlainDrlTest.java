package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** The rule files are ordinary DRL: both parsers read them, and plain Drools builds them as they stand. */
class RuleFilesArePlainDrlTest {

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rules-drl/back-pain-child"))) {
            return files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LanguageLevelOption.class,
            names = {"DRL6", "DRL10"})
    void both_parsers_read_them(LanguageLevelOption level) throws IOException, DroolsParserException {
        for (Path file : files()) {
            DrlParser parser = new DrlParser(level);
            parser.parse(null, Files.readString(file));
            assertThat(parser.getErrors()).as(file.toString()).isEmpty();
        }
        assertThat(files()).isNotEmpty();
    }

    @Test
    void plain_drools_builds_them() throws IOException {
        KieServices services = KieServices.Factory.get();
        KieFileSystem kie = services.newKieFileSystem();
        for (Path file : files()) {
            kie.write("src/main/resources/back_pain_child/" + file.getFileName(), Files.readString(file));
        }
        KieBuilder builder = services.newKieBuilder(kie).buildAll(ExecutableModelProject.class);
        services.getRepository().removeKieModule(builder.getKieModule().getReleaseId());

        assertThat(builder.getResults().getMessages(Message.Level.ERROR)).isEmpty();
    }
}

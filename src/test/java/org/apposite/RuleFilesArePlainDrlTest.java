package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** The rule files are ordinary DRL: both parsers of Drools read them as they stand. */
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
}

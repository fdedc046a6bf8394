package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of the routing's steps in ARCHITECTURE.md is that of the rules. */
class ArchitecturePageTest {

    private static final Path PAGE = Path.of("ARCHITECTURE.md");
    private static final Pattern STEPS = Pattern.compile("(?m)^\\| (\\d+(?:, \\d+)*) \\|");
    private static final Set<String> OF_THE_ROUTING = Set.of("variant", "exclude", "ask");

    @Test
    void the_page_lists_every_step_of_the_routing_of_back_pain_in_a_child() throws IOException {
        TreeSet<Integer> steps = ClinicalRules.bundled().topics().stream()
                .filter(topic -> topic.id().equals("back-pain-child"))
                .flatMap(topic -> topic.rules().stream())
                .flatMap(rule -> rule.then().stream())
                .filter(consequence -> OF_THE_ROUTING.contains(consequence.verb()))
                .map(consequence -> consequence.arguments().get(0).number())
                .collect(Collectors.toCollection(TreeSet::new));
        List<Integer> listed = STEPS.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ")))
                .map(Integer::valueOf)
                .toList();

        assertThat(listed).containsExactlyElementsOf(steps);
    }
}

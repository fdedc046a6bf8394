package org.apposite.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "region-coverage.csv");

    @Test
    void a_study_covers_the_painful_regions_of_the_table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        String[] painful = lines.get(1).split(",", -1);
        List<Region> rows = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(",", -1);
            Region study = Coded.of(Region.class, cells[0]);
            rows.add(study);
            for (int i = 1; i < painful.length; i++) {
                assertThat(study.covers(Coded.of(Region.class, painful[i])))
                        .as("a study of %s and pain in %s", cells[0], painful[i])
                        .isEqualTo(cells[i].equals("yes"));
            }
        }
        assertThat(rows).containsExactlyInAnyOrder(Region.values());
        assertThat(painful)
                .containsAll(Arrays.stream(Region.values())
                        .filter(Region::isOfPain)
                        .map(Region::code)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "thoracic, thoracic, thoracic",
        "thoracic, lumbar, thoracolumbar",
        "lumbar, sacral, lumbosacral",
        "thoracolumbar, lumbar, thoracolumbar",
        "cervical, thoracic, complete-spine",
        "thoracic, sacral, complete-spine",
        "thoracolumbar, lumbosacral, complete-spine",
        "lumbar, complete-spine, complete-spine",
        "lumbar, unknown, lumbar",
        "diffuse, lumbar, diffuse",
    })
    void two_regions_join_to_the_smallest_that_shows_both(String one, String other, String both) {
        assertThat(Coded.of(Region.class, one)
                        .joinedWith(Coded.of(Region.class, other))
                        .code())
                .isEqualTo(both);
    }

    @Test
    void joined_regions_of_the_spine_show_both() {
        for (Region one : Region.values()) {
            for (Region other : Region.values()) {
                if (one.isLocalized() && other.isLocalized()) {
                    Region both = one.joinedWith(other);
                    assertThat(both.covers(one) && both.covers(other)).isTrue();
                    assertThat(other.joinedWith(one)).isEqualTo(both);
                }
            }
        }
    }
}

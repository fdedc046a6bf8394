package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What covers what follows from the parts that the vocabulary names; the regions of the spine are those of the table. */
class RegionsAreDataTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "region-coverage.csv");
    private static final Map<String, Region> REGIONS =
            Rules.BUNDLED.vocabulary().regions();

    private static Region region(String code) {
        return Objects.requireNonNull(REGIONS.get(code), code);
    }

    private static Region joined(Region one, Region other) {
        return Rules.BUNDLED.vocabulary().joined(one, other);
    }

    @Test
    void a_study_covers_the_painful_regions_of_the_table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        String[] painful = lines.get(1).split(",", -1);
        List<String> rows = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(",", -1);
            rows.add(cells[0]);
            for (Study study : Rules.BUNDLED.vocabulary().studies().values()) {
                for (int i = 1; i < painful.length; i++) {
                    assertThat(region(cells[0]).covers(study.code(), region(painful[i])))
                            .as("%s of %s and pain in %s", study.code(), cells[0], painful[i])
                            .isEqualTo(List.of(cells[i].split(" ")).contains("yes")
                                    || List.of(cells[i].split(" ")).contains(study.code()));
                }
            }
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(REGIONS.keySet());
        assertThat(painful).containsAll(Rules.BUNDLED.vocabulary().regionsOfComplaints());
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
        "lumbar, head, lumbar",
    })
    void two_regions_join_to_the_smallest_that_shows_both(String one, String other, String both) {
        assertThat(joined(region(one), region(other)).code()).isEqualTo(both);
    }

    @Test
    void joined_regions_of_the_spine_show_both() {
        List<Region> spine = REGIONS.values().stream()
                .filter(one ->
                        one.isPlace() && one.ofComplaints() && !one.code().equals("head"))
                .toList();
        assertThat(spine).hasSize(6);
        for (Region one : spine) {
            for (Region other : spine) {
                Region both = joined(one, other);
                assertThat(both.covers("mri", one) && both.covers("mri", other)).isTrue();
                assertThat(joined(other, one)).isEqualTo(both);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"LEFT, RIGHT, right foot does not show left foot.", "BOTH, , ''", "LEFT, LEFT, ''"})
    void a_text_about_a_region_names_its_side(Side complaint, @Nullable Side ordered, String told) {
        Advice advice = MadeUp.topics()
                .evaluate(PatientCase.builder()
                        .complaint("sore-limb")
                        .region("foot")
                        .side(complaint)
                        .order(new ImagingOrder("lantern", null, "foot", ordered, null))
                        .build());

        assertThat(advice.alerts())
                .filteredOn(alert -> alert.code().equals("order-misses"))
                .extracting(Alert::text)
                .containsExactlyElementsOf(told.isEmpty() ? List.of() : List.of(told));
    }
}

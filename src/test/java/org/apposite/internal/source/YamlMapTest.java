package org.apposite.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.List;
import org.apposite.model.RuleIssue;
import org.apposite.text.Place;
import org.apposite.text.YamlValue.Scalar;
import org.junit.jupiter.api.Test;

class YamlMapTest {

    private final SourceFile file = new SourceFile("limits.yaml", """
            severe-fall:
              m: 0.9
              "[ft_i]": "3"
              none:
            shown: [one, two]
            least: 18
            most: "120"
            """);
    private final YamlMap map = YamlMap.of(file).orElseThrow();

    @Test
    void single_values_stand_in_their_order_with_their_places_and_quotes() {
        assertThat(map.map("severe-fall").scalars())
                .containsExactly(
                        entry("m", new Scalar("0.9", true, new Place(2, 6))),
                        entry("[ft_i]", new Scalar("3", false, new Place(3, 13))));
        assertThat(told())
                .containsExactly("limits.yaml:4:8: APP-112 \"none\" must be a text. Write it after the colon.");
    }

    @Test
    void a_number_has_no_quotes() {
        assertThat(map.number("least")).contains(new BigDecimal(18));
        assertThat(map.number("most")).isEmpty();
        assertThat(told())
                .containsExactly(
                        "limits.yaml:7:7: APP-112 \"120\" must be a number. Write it without quotes or unit, such as 1.5, with at"
                                + " most 15 digits before the point and 15 after it.");
    }

    @Test
    void a_list_may_be_left_out() {
        assertThat(map.textsOrNone("shown")).containsExactly("one", "two");
        assertThat(map.textsOrNone("hidden")).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void what_is_no_map_or_not_there_is_told_once() {
        assertThat(map.map("least").text("from")).isEmpty();
        assertThat(map.map("nowhere").texts("from")).isEmpty();
        assertThat(told())
                .containsExactly(
                        "limits.yaml:6:8: APP-112 keys with values are expected here. Write them below, each with a colon, or in braces: { key: value }; {} for none.",
                        "limits.yaml:1:1: APP-112 the key \"nowhere\" is missing. Add it.");
    }

    private List<String> told() {
        return file.issues().stream().map(RuleIssue::toString).toList();
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.OrderReview;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real orders leave the contrast to a protocol, or the region to the clinical question. */
class WhatAnOrderDoesNotSayIsNoMismatchTest {

    private static Advice adviceOn(String study, @Nullable String region, @Nullable Contrast contrast) {
        return Rules.BUNDLED.evaluate(PatientCase.builder()
                .complaint("back-pain")
                .region("thoracic")
                .age(Age.ofYears(9))
                .present("fever")
                .imaging(PriorImaging.of("radiography", "thoracic", "negative"))
                .order(new ImagingOrder(study, null, region, null, contrast))
                .build());
    }

    @Test
    void an_order_that_leaves_the_contrast_open_is_not_rated_and_not_blamed() {
        Advice advice = adviceOn("mri", "thoracic", null);

        assertThat(advice.order()).isEqualTo(new OrderReview(null, null, false, false, true, null));
        assertThat(advice.alerts()).extracting(Alert::code).noneMatch(code -> code.startsWith("order-"));
    }

    @ParameterizedTest
    @CsvSource({"mri, without-and-with", "ct, without", "radiography,"})
    void an_order_without_a_region_is_not_said_to_miss_one(String study, @Nullable String contrast) {
        Contrast stated = contrast == null
                ? null
                : Contrast.valueOf(contrast.replace('-', '_').toUpperCase(Locale.ROOT));
        for (String region : new String[] {null, "unknown"}) {
            Advice advice = adviceOn(study, region, stated);

            assertThat(advice.alerts()).extracting(Alert::code).doesNotContain("order-region-mismatch");
            assertThat(Objects.requireNonNull(advice.order()).contrastOpen()).isFalse();
        }
        assertThat(adviceOn(study, "lumbar", stated).alerts())
                .extracting(Alert::code)
                .contains("order-region-mismatch");
    }

    @Test
    void an_order_that_states_it_all_is_rated_as_ever() {
        OrderReview review = Objects.requireNonNull(
                adviceOn("mri", "thoracic", Contrast.WITHOUT_AND_WITH).order());

        assertThat(review.procedure()).isEqualTo("mri-spine-area-of-interest-without-and-with-iv-contrast");
        assertThat(review.preferred()).isTrue();
    }
}

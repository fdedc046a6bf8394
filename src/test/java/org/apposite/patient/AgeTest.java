package org.apposite.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "9 years,            108, 0",
        "1 year,              12, 0",
        "8 years 10 months,  106, 0",
        "1 year 1 month,      13, 0",
        "17 months,           17, 0",
        "0 days,               0, 0",
        "10 days,              0, 10",
        "30 days,              0, 30",
        "31 days,              1, 0",
        "3 weeks,              0, 21",
        "365 days,            11, 30",
        "366 days,            12, 0",
        "130 years,         1560, 0",
        "8 years 10 months 12 days, 106, 12",
        "8 years 10 days,     96, 10",
        "1 month 2 weeks,      1, 14",
    })
    void words_are_read_as_completed_units(String words, int months, int days) {
        assertThat(Age.parse(words)).isEqualTo(new Age(months, days, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9",
                "nine years",
                "9 Years",
                "9years",
                "9  years",
                " 9 years",
                "9y",
                "-1 years",
                "1.5 years",
                "17 months 2 months",
                "10 days 8 years",
                "8 years 31 days",
                "8 years 1 day 24 hours",
                "8 years10 days",
                "8 years ",
                "131 years",
                "130 years 1 month",
                "1561 months",
                "999999 years",
                "999999 days",
                "9 years old"
            })
    void other_words_are_refused(String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> Age.parse(words)).withMessageContaining("age");
    }

    @Test
    void under_an_age_means_before_that_birthday() {
        assertThat(new Age(47, 30, 0).isUnder(4, "years")).isTrue();
        assertThat(Age.ofYears(4).isUnder(4, "years")).isFalse();
        assertThat(new Age(3, 30, 0).isUnder(4, "months")).isTrue();
        assertThat(Age.ofMonths(4).isUnder(4, "months")).isFalse();
        assertThat(Age.ofYears(18).isUnder(18, "years")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2022-11-21, 2026-11-20, 47, 30",
        "2022-11-20, 2026-11-20, 48, 0",
        "2026-11-20, 2026-11-20, 0, 0",
        "2024-02-29, 2025-02-28, 11, 30",
        "2024-02-29, 2025-03-01, 12, 1",
        "2024-02-29, 2028-02-29, 48, 0",
        "2026-01-31, 2026-02-28, 0, 28",
        "1896-11-20, 2026-11-20, 1560, 0",
    })
    void the_age_on_a_day_goes_by_the_calendar(LocalDate birth, LocalDate day, int months, int days) {
        assertThat(Age.between(birth, day)).isEqualTo(new Age(months, days, 0));
    }

    @Test
    void every_pair_of_days_makes_an_age() {
        LocalDate birth = LocalDate.of(2023, 12, 30);
        for (int shift = 0; shift < 70; shift++) {
            Age before = Age.ofDays(0);
            for (int days = 0; days < 800; days++) {
                Age age = Age.between(birth.plusDays(shift), birth.plusDays(shift + days));
                assertThat(age.months() * 31 + age.days()).isGreaterThanOrEqualTo(before.months() * 31 + before.days());
                before = age;
            }
        }
    }

    @Test
    void a_birth_after_the_day_or_in_another_century_is_refused() {
        LocalDate day = LocalDate.of(2026, 11, 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Age.between(day.plusDays(1), day))
                .withMessageContaining("2026-11-21");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Age.between(LocalDate.of(1896, 10, 20), day))
                .withMessageContaining("1896-10-20");
    }

    @Test
    void parts_out_of_range_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Age(1561, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Age(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Age(0, 31, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Age(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Age.ofDays(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Age.ofYears(Integer.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> Age.ofYearsAndMonths(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Age.ofYears(9).isUnder(4, "fortnights"));
    }

    @ParameterizedTest
    @CsvSource({
        "108, 0, 9 years",
        "106, 3, 8 years 10 months",
        "24, 0, 2 years",
        "23, 5, 23 months",
        "1, 0, 1 month",
        "0, 1, 1 day",
        "0, 0, 0 days"
    })
    void it_is_told_in_words_that_are_exact_enough(int months, int days, String words) {
        assertThat(new Age(months, days, 0)).hasToString(words);
        assertThat(Age.parse(words).months()).isEqualTo(months);
    }
}

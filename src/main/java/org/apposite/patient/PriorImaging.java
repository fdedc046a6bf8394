package org.apposite.patient;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A study that has been done. Immutable. Its codes are checked against the vocabulary of the rules when a case is
 * evaluated.
 *
 * @param study the code of the kind of study
 * @param technique the code of a special technique, null for the plain study
 * @param region the code of the region that it shows
 * @param side on which side, null when not stated
 * @param contrast its contrast, null when not stated
 * @param date when it was done, null when not stated
 * @param result the code of what it showed
 * @param finding the code of what it shows in particular, null when not stated
 * @param site the code of where it shows its lesion, null when not stated
 */
public record PriorImaging(
        String study,
        @Nullable String technique,
        String region,
        @Nullable Side side,
        @Nullable Contrast contrast,
        @Nullable LocalDate date,
        String result,
        @Nullable String finding,
        @Nullable String site) {

    /**
     * Checks how the codes are written.
     *
     * @throws NullPointerException when study, region or result is null
     * @throws IllegalArgumentException when a code is not written as one
     */
    public PriorImaging {
        PatientCaseBuilder.checkedCode("study", Objects.requireNonNull(study, "study"));
        PatientCaseBuilder.checkedCode("region", Objects.requireNonNull(region, "region"));
        PatientCaseBuilder.checkedCode("result", Objects.requireNonNull(result, "result"));
        checkedIfStated("technique", technique);
        checkedIfStated("finding", finding);
        checkedIfStated("site", site);
    }

    private static void checkedIfStated(String name, @Nullable String code) {
        if (code != null) {
            PatientCaseBuilder.checkedCode(name, code);
        }
    }

    /**
     * An undated plain study.
     *
     * @param study the code of the kind of study
     * @param region the code of the region that it shows
     * @param result the code of what it showed
     * @return the study
     */
    public static PriorImaging of(String study, String region, String result) {
        return new PriorImaging(study, null, region, null, null, null, result, null, null);
    }

    /**
     * The same study with a date.
     *
     * @param newDate when it was done
     * @return a copy
     */
    public PriorImaging on(LocalDate newDate) {
        return new PriorImaging(study, technique, region, side, contrast, newDate, result, finding, site);
    }

    /**
     * The same study with what it shows in particular.
     *
     * @param newFinding the code of the finding
     * @return a copy
     */
    public PriorImaging showing(String newFinding) {
        return new PriorImaging(study, technique, region, side, contrast, date, result, newFinding, site);
    }

    /**
     * The same study with the site of its lesion.
     *
     * @param newSite the code of the site
     * @return a copy
     */
    public PriorImaging at(String newSite) {
        return new PriorImaging(study, technique, region, side, contrast, date, result, finding, newSite);
    }

    /**
     * The same study with its contrast.
     *
     * @param newContrast the contrast
     * @return a copy
     */
    public PriorImaging contrasted(Contrast newContrast) {
        return new PriorImaging(study, technique, region, side, newContrast, date, result, finding, site);
    }

    /**
     * The same study by a special technique.
     *
     * @param newTechnique the code of the technique
     * @return a copy
     */
    public PriorImaging by(String newTechnique) {
        return new PriorImaging(study, newTechnique, region, side, contrast, date, result, finding, site);
    }

    /**
     * What was done, as rules name it.
     *
     * @return the code of the technique, or of the plain study
     */
    public String kind() {
        return technique == null ? study : technique;
    }

    /**
     * When it was done.
     *
     * @return the date, empty when not stated
     */
    public Optional<LocalDate> when() {
        return Optional.ofNullable(date);
    }
}

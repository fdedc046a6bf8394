package org.apposite.patient;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A study of this illness that has been done. Immutable.
 *
 * @param study radiography, CT or MRI
 * @param region what it shows
 * @param date when it was done, null when not stated
 * @param result what it showed, of the list of its study
 * @param finding what a positive radiograph or CT shows, null when not stated
 * @param site where an MRI shows its lesion, null when not stated
 */
public record PriorImaging(
        Study study,
        Region region,
        @Nullable LocalDate date,
        ImagingResult result,
        @Nullable ImagingFinding finding,
        @Nullable LesionSite site) {

    /**
     * Checks that the parts fit.
     *
     * @throws NullPointerException when study, region or result is null
     * @throws IllegalArgumentException when the study cannot have the result, the finding or the site
     */
    public PriorImaging {
        Objects.requireNonNull(study, "study");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(result, "result");
        if (!result.isOf(study)) {
            throw new IllegalArgumentException("a " + study.code() + " has no result \"" + result.code() + "\"");
        }
        if (finding != null && (study == Study.MRI || result == ImagingResult.NEGATIVE)) {
            throw new IllegalArgumentException("a " + study.code() + " with result \"" + result.code()
                    + "\" has no finding \"" + finding.code() + "\"");
        }
        if (site != null && (study != Study.MRI || result == ImagingResult.NEGATIVE)) {
            throw new IllegalArgumentException(
                    "a " + study.code() + " with result \"" + result.code() + "\" has no site \"" + site.code() + "\"");
        }
    }

    /**
     * An undated study.
     *
     * @param study radiography, CT or MRI
     * @param region what it shows
     * @param result what it showed
     * @return the study
     */
    public static PriorImaging of(Study study, Region region, ImagingResult result) {
        return new PriorImaging(study, region, null, result, null, null);
    }

    /**
     * The same study with a date.
     *
     * @param newDate when it was done
     * @return a copy
     */
    public PriorImaging on(LocalDate newDate) {
        return new PriorImaging(study, region, newDate, result, finding, site);
    }

    /**
     * The same study with what it shows.
     *
     * @param newFinding what a positive radiograph or CT shows
     * @return a copy
     */
    public PriorImaging showing(ImagingFinding newFinding) {
        return new PriorImaging(study, region, date, result, newFinding, site);
    }

    /**
     * The same study with the site of its lesion.
     *
     * @param newSite where an MRI shows it
     * @return a copy
     */
    public PriorImaging at(LesionSite newSite) {
        return new PriorImaging(study, region, date, result, finding, newSite);
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

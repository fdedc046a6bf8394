package org.apposite.fhir.mapping;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Study.Meaning;
import org.apposite.model.Study.Result;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/** What follows from the kind of a study for how it goes into a case. */
public final class StudyKinds {

    private StudyKinds() {}

    /** The kinds that a clinician can be asked for. */
    public static List<Study> asked(Vocabulary vocabulary) {
        return vocabulary.studies().values().stream()
                .filter(study -> study.datum() != null && study.isPrior())
                .toList();
    }

    /** The result of a study that nobody has read yet; empty when its kind has none. */
    public static Optional<String> awaited(Study study) {
        return study.results().values().stream()
                .filter(result -> !result.isRead())
                .map(Result::code)
                .findFirst();
    }

    /** The result of a study of which it is not told what it shows: the last that is unread; empty when it has none. */
    public static Optional<String> untold(Study study) {
        return study.results().values().stream()
                .filter(result -> !result.isRead())
                .map(Result::code)
                .reduce((first, later) -> later);
    }

    /**
     * What leaves it open whether a kind of study was done: one of an unknown region of which nothing is told, plain and by each
     * technique; none for a kind that has no result for it.
     */
    public static List<PriorImaging> open(Study study) {
        return untold(study)
                .map(untold -> PriorImaging.of(study.code(), Region.UNKNOWN, untold))
                .map(plain -> Stream.concat(
                                Stream.of(plain),
                                study.techniques().keySet().stream().map(plain::by))
                        .toList())
                .orElse(List.of());
    }

    /** Whether a study shows the area of the complaint, or leaves it open by itself whether it does. */
    public static boolean tellsOf(PriorImaging done, Study study, Optional<Region> area, Vocabulary vocabulary) {
        Region shown = vocabulary.regions().get(done.region());
        return study.wholeBody()
                || done.region().equals(Region.UNKNOWN)
                || (shown != null
                        && area.filter(one -> shown.covers(study.code(), one)).isPresent());
    }

    /** The area that a study has to show: the region of the complaint, and the level of the signs; empty when unknown. */
    public static Optional<Region> area(PatientCase known, Vocabulary vocabulary) {
        Region region = vocabulary.regions().get(place(known, vocabulary).orElse(Region.UNKNOWN));
        Region examined = known.examinedAt().map(vocabulary.regions()::get).orElse(null);
        return Optional.ofNullable(region == null || examined == null ? region : vocabulary.joined(region, examined));
    }

    /** Where the complaint is: as stated, or as the complaint itself says; empty when neither tells it. */
    public static Optional<String> place(PatientCase known, Vocabulary vocabulary) {
        return known.region()
                .or(() -> known.complaint()
                        .map(vocabulary.terms()::get)
                        .map(term -> term.place().implied()))
                .filter(region -> !region.isEmpty());
    }

    /** A side, where a region has one. */
    public static @Nullable Side sideOf(@Nullable String region, @Nullable Side side, Vocabulary vocabulary) {
        Region known = region == null ? null : vocabulary.regions().get(region);
        return known != null && !known.sided() ? null : side;
    }

    /** A study that was done; a finding or a site that its kind and result cannot have is left out. */
    public static PriorImaging done(
            CodedStudy coded,
            Study study,
            @Nullable LocalDate date,
            String result,
            Optional<String> finding,
            Optional<String> site) {
        boolean shows = study.result(result)
                .filter(one -> one.isRead() && one.meaning() != Meaning.NORMAL)
                .isPresent();
        return new PriorImaging(
                coded.study(),
                coded.technique(),
                coded.region(),
                coded.side(),
                study.contrasted() ? coded.contrast() : null,
                date,
                result,
                finding.filter(one -> shows && study.findings().containsKey(one))
                        .orElse(null),
                site.filter(one -> shows && study.sites().containsKey(one)).orElse(null));
    }
}

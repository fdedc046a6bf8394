package org.apposite.fhir.mapping;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.model.Study;
import org.apposite.model.Study.Meaning;
import org.apposite.model.Study.Result;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PriorImaging;
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

package org.apposite.fhir.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.jspecify.annotations.Nullable;

/**
 * How studies and orders are read. Immutable.
 *
 * @param window how old a study of this illness may be
 * @param studies what the codes of procedures mean
 * @param results what coded conclusions mean, the one that counts first
 */
public record ImagingCodes(Window window, Map<TerminologyCode, CodedStudy> studies, List<CodedResult> results) {

    public ImagingCodes {
        studies = Map.copyOf(studies);
        results = List.copyOf(results);
    }

    /**
     * A study as a code names it.
     *
     * @param study its kind
     * @param region what it shows
     * @param contrast its contrast, null when the code does not tell it
     */
    public record CodedStudy(
            Study study, Region region, @Nullable Contrast contrast) {

        /** The one that tells more, of two that do not contradict each other. */
        private Optional<CodedStudy> joinedWith(CodedStudy other) {
            boolean sameRegion = region == other.region || region == Region.UNKNOWN || other.region == Region.UNKNOWN;
            boolean sameContrast = contrast == other.contrast || contrast == null || other.contrast == null;
            return study == other.study && sameRegion && sameContrast
                    ? Optional.of(new CodedStudy(
                            study,
                            region == Region.UNKNOWN ? other.region : region,
                            contrast == null ? other.contrast : contrast))
                    : Optional.empty();
        }
    }

    /**
     * What a coded conclusion means.
     *
     * @param studies of which studies
     * @param result the result
     * @param finding what the study shows, null when not told
     * @param codes the codes
     */
    public record CodedResult(
            Set<Study> studies,
            ImagingResult result,
            @Nullable ImagingFinding finding,
            Set<TerminologyCode> codes) {

        public CodedResult {
            studies = Set.copyOf(studies);
            codes = Set.copyOf(codes);
        }
    }

    /**
     * The study that a concept asks for or shows. Of several codes the one that tells more counts; codes that contradict
     * each other tell nothing.
     */
    public Optional<CodedStudy> study(CodeableConcept concept) {
        CodedStudy known = null;
        for (TerminologyCode code : TerminologyCode.of(concept)) {
            CodedStudy next = studies.get(code);
            if (next != null) {
                Optional<CodedStudy> joined = known == null ? Optional.of(next) : known.joinedWith(next);
                if (joined.isEmpty()) {
                    return joined;
                }
                known = joined.get();
            }
        }
        return Optional.ofNullable(known);
    }

    /** What the codes of a conclusion mean; of several results the first of the mapping. */
    public Optional<CodedResult> result(Study study, Collection<TerminologyCode> codes) {
        return results.stream()
                .filter(result -> result.studies().contains(study)
                        && result.codes().stream().anyMatch(codes::contains))
                .findFirst();
    }

    /**
     * The codes that ask for a study and no less, in the order of their systems. A code that is read as this study may name
     * a kind of it; where a system has several, each may be another kind, and none says no more than what is meant.
     */
    public List<TerminologyCode> certain(CodedStudy wanted) {
        Map<String, List<TerminologyCode>> bySystem = studies.entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(TerminologyCode::system));
        return bySystem.values().stream()
                .filter(codes -> codes.size() == 1)
                .map(codes -> codes.get(0))
                .sorted(Comparator.comparing(TerminologyCode::system))
                .toList();
    }
}

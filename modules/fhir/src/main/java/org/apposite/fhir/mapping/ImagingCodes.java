package org.apposite.fhir.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apposite.model.Region;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * How studies and orders are read. Immutable.
 *
 * @param window how old a study of this illness may be
 * @param regions the regions, which a body site can name where the code of a procedure does not
 * @param studies what the codes of procedures mean
 * @param results what coded conclusions mean, the one that counts first
 * @param sent the codes by which studies are ordered, the one that goes before others first
 * @param signs what marks an order as one for imaging although its code is not known
 */
public record ImagingCodes(
        Window window,
        OwnCodes regions,
        Map<TerminologyCode, CodedStudy> studies,
        List<CodedResult> results,
        List<SentCode> sent,
        ImagingSigns signs) {

    public ImagingCodes {
        studies = Map.copyOf(studies);
        results = List.copyOf(results);
        sent = List.copyOf(sent);
    }

    /**
     * A code by which a study is ordered.
     *
     * @param study the study
     * @param code the code
     * @param display how its system names it
     */
    public record SentCode(CodedStudy study, TerminologyCode code, String display) {}

    /**
     * A study as a code names it.
     *
     * @param study its kind
     * @param technique its special technique, null for the plain study or when the code does not tell it
     * @param region what it shows
     * @param side of which side, null when the code does not tell it
     * @param contrast its contrast, null when the code does not tell it
     */
    public record CodedStudy(
            String study,
            @Nullable String technique,
            String region,
            @Nullable Side side,
            @Nullable Contrast contrast) {

        /** Whether its region is told. */
        public boolean hasRegion() {
            return !region.equals(Region.UNKNOWN);
        }

        /** The one that tells more, of two that do not contradict each other. */
        private Optional<CodedStudy> joinedWith(CodedStudy other) {
            boolean sameRegion = region.equals(other.region) || !hasRegion() || !other.hasRegion();
            return study.equals(other.study)
                            && sameRegion
                            && agree(technique, other.technique)
                            && agree(side, other.side)
                            && agree(contrast, other.contrast)
                    ? Optional.of(new CodedStudy(
                            study,
                            technique == null ? other.technique : technique,
                            hasRegion() ? region : other.region,
                            side == null ? other.side : side,
                            contrast == null ? other.contrast : contrast))
                    : Optional.empty();
        }

        private static boolean agree(@Nullable Object one, @Nullable Object other) {
            return one == null || other == null || Objects.equals(one, other);
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
            Set<String> studies, String result, @Nullable String finding, Set<TerminologyCode> codes) {

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

    /** The study that a concept asks for or shows, of the region and side that body sites tell where the concept does not. */
    public Optional<CodedStudy> study(CodeableConcept concept, List<CodeableConcept> sites) {
        List<TerminologyCode> told = sites.stream()
                .flatMap(site -> TerminologyCode.of(site).stream())
                .toList();
        return study(concept).map(known -> {
            String region =
                    known.hasRegion() ? known.region() : regions.named(told).orElse(known.region());
            Side side = OwnCodes.SIDE
                    .named(told)
                    .map(code -> Coded.of(Side.class, code))
                    .orElse(known.side());
            return new CodedStudy(known.study(), known.technique(), region, side, known.contrast());
        });
    }

    /** What the codes of a conclusion mean; of several results the first of the mapping. */
    public Optional<CodedResult> result(String study, Collection<TerminologyCode> codes) {
        return results.stream()
                .filter(result -> result.studies().contains(study)
                        && result.codes().stream().anyMatch(codes::contains))
                .findFirst();
    }

    /**
     * The codes by which a study is ordered, one of each system, the one that goes before others first. Of a system of which
     * the mapping sends no code it is the only code of the study: a code that is read as this study may name a kind of it, and
     * where there are several, each may be another kind.
     *
     * @param wanted the study
     * @param name its display where the mapping tells none
     */
    public List<Coding> ordering(CodedStudy wanted, String name) {
        Map<String, Coding> bySystem = new LinkedHashMap<>();
        for (SentCode one : sent) {
            // A hospital may have given the code another meaning.
            if (one.study().equals(wanted) && wanted.equals(studies.get(one.code()))) {
                bySystem.putIfAbsent(one.code().system(), coding(one.code(), one.display()));
            }
        }
        Map<String, List<TerminologyCode>> others = studies.entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .filter(code -> !Urls.isOwn(code.system()))
                .filter(code ->
                        sent.stream().noneMatch(one -> one.code().system().equals(code.system())))
                .collect(Collectors.groupingBy(TerminologyCode::system, TreeMap::new, Collectors.toList()));
        others.forEach((system, codes) -> {
            if (codes.size() == 1) {
                bySystem.put(system, coding(codes.get(0), name));
            }
        });
        return List.copyOf(bySystem.values());
    }

    private static Coding coding(TerminologyCode code, String display) {
        return new Coding(code.system(), code.code(), display);
    }

    /** Whether an order is for imaging, whether or not it is known which study it asks for. */
    public boolean isImaging(ServiceRequest order) {
        return TerminologyCode.of(order.getCode()).stream().anyMatch(studies::containsKey) || signs.mark(order);
    }

    /** Whether codes of a system mean something here. */
    public boolean knowsSystem(String system) {
        return signs.systems().contains(system)
                || studies.keySet().stream().anyMatch(code -> code.system().equals(system));
    }
}

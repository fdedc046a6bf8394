package org.apposite.fhir.mapping;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.model.Region;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * How studies and orders are read. Immutable.
 *
 * @param window how old a study of this illness may be
 * @param studies what the codes of procedures mean
 * @param sites the regions that body sites name
 * @param modalities the kinds of studies that the modality of a device tells
 * @param notImaging the categories of reports that are of something else
 * @param results what coded conclusions mean, the one that counts first
 * @param sent the codes by which studies are ordered, the one that goes before others first
 * @param signs what marks an order as one for imaging although its code is not known
 */
public record ImagingCodes(
        Window window,
        Map<TerminologyCode, CodedStudy> studies,
        Map<TerminologyCode, String> sites,
        Map<TerminologyCode, String> modalities,
        Set<TerminologyCode> notImaging,
        List<CodedResult> results,
        List<SentCode> sent,
        Signs signs) {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    public ImagingCodes {
        studies = Map.copyOf(studies);
        sites = Map.copyOf(sites);
        modalities = Map.copyOf(modalities);
        notImaging = Set.copyOf(notImaging);
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
     * @param phrases whole conclusions that say it in words, as {@link ImagingCodes#phrase} writes them
     */
    public record CodedResult(
            Set<String> studies,
            String result,
            @Nullable String finding,
            Set<TerminologyCode> codes,
            Set<String> phrases) {

        public CodedResult {
            studies = Set.copyOf(studies);
            codes = Set.copyOf(codes);
            phrases = Set.copyOf(phrases);
        }

        /** Whether this is what a study shows. */
        public boolean isOf(PriorImaging study) {
            return studies.contains(study.study())
                    && result.equals(study.result())
                    && (finding == null || finding.equals(study.finding()));
        }

        /** One of the studies, always the same. */
        public String anyStudy() {
            return Collections.min(studies);
        }
    }

    /** A conclusion in words, whatever blanks and line ends it has; nothing else in it may differ. */
    public static String phrase(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    /**
     * The study that the codes of a concept ask for or show. Of several codes the one that tells more counts; codes that
     * contradict each other tell nothing.
     */
    Optional<CodedStudy> study(List<TerminologyCode> codes) {
        CodedStudy known = null;
        for (TerminologyCode code : codes) {
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

    /** The study that codes ask for or show, of the region and side that body sites tell where the codes do not. */
    Optional<CodedStudy> study(List<TerminologyCode> codes, List<TerminologyCode> told) {
        return study(codes).map(known -> at(known, told));
    }

    /** The study of a modality, of the region and side that body sites tell; empty when several kinds are meant, or none. */
    public Optional<CodedStudy> ofModality(Collection<TerminologyCode> modality, List<TerminologyCode> told) {
        return only(modality, modalities)
                .map(study -> at(new CodedStudy(study, null, Region.UNKNOWN, null, null), told));
    }

    private CodedStudy at(CodedStudy known, List<TerminologyCode> told) {
        String region = known.hasRegion() ? known.region() : region(told).orElse(known.region());
        Side side = OwnCodes.SIDE
                .named(told)
                .map(code -> Coded.of(Side.class, code))
                .orElse(known.side());
        return new CodedStudy(known.study(), known.technique(), region, side, known.contrast());
    }

    /** The region that body sites name; empty when several are named, or none. */
    public Optional<String> region(Collection<TerminologyCode> told) {
        return only(told, sites);
    }

    private static Optional<String> only(Collection<TerminologyCode> codes, Map<TerminologyCode, String> meanings) {
        List<String> meant = codes.stream()
                .flatMap(code -> Optional.ofNullable(meanings.get(code)).stream())
                .distinct()
                .toList();
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }

    /** What the codes or the whole words of a conclusion mean; of several results the first of the mapping. */
    public Optional<CodedResult> result(String study, Collection<TerminologyCode> codes, Collection<String> phrases) {
        return results.stream()
                .filter(result -> result.studies().contains(study)
                        && (result.codes().stream().anyMatch(codes::contains)
                                || result.phrases().stream().anyMatch(phrases::contains)))
                .findFirst();
    }

    /** What imaging shows when it is as codes say, whatever the study. */
    public List<CodedResult> shown(Collection<TerminologyCode> codes) {
        return results.stream()
                .filter(result -> result.codes().stream().anyMatch(codes::contains))
                .toList();
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
                .filter(code -> !Urls.isOwn(code.system()) && !code.isClass())
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
    boolean isImaging(ServiceRequest order, CodeSystems systems) {
        return systems.of(order.getCode()).stream().anyMatch(studies::containsKey) || signs.mark(order, systems);
    }

    /** Whether codes of a system mean something here. */
    public boolean knowsSystem(String system) {
        return signs.systems().contains(system)
                || studies.keySet().stream().anyMatch(code -> code.system().equals(system));
    }

    /**
     * What marks an order as one for imaging although it is not known which study it asks for. Immutable.
     *
     * @param categories its categories
     * @param ranges in what its code lies
     * @param words what its text or the display of a code has as whole words, in letters of either case
     */
    public record Signs(Set<TerminologyCode> categories, List<CodeRange> ranges, Set<String> words) {

        static final Signs NONE = new Signs(Set.of(), List.of(), Set.of());

        public Signs {
            categories = Set.copyOf(categories);
            ranges = List.copyOf(ranges);
            words = Set.copyOf(words);
        }

        /** Codes of a system from one to another, all of one length. */
        public record CodeRange(String system, String from, String to) {

            boolean has(TerminologyCode code) {
                return code.system().equals(system)
                        && code.code().length() == from.length()
                        && code.code().compareTo(from) >= 0
                        && code.code().compareTo(to) <= 0;
            }
        }

        boolean mark(ServiceRequest order, CodeSystems names) {
            return order.getCategory().stream()
                            .flatMap(category -> names.of(category).stream())
                            .anyMatch(categories::contains)
                    || names.of(order.getCode()).stream()
                            .anyMatch(code -> ranges.stream().anyMatch(range -> range.has(code)))
                    || texts(order.getCode()).anyMatch(this::hasWord);
        }

        private static Stream<String> texts(CodeableConcept code) {
            return Stream.concat(
                            Stream.of(code).filter(CodeableConcept::hasText).map(CodeableConcept::getText),
                            code.getCoding().stream().filter(Coding::hasDisplay).map(Coding::getDisplay))
                    .flatMap(Stream::ofNullable);
        }

        private boolean hasWord(String text) {
            return words.stream()
                    .anyMatch(word -> Pattern.compile(
                                    "(?<![\\p{L}\\d])" + Pattern.quote(word) + "(?![\\p{L}\\d])",
                                    Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .find());
        }

        /** The systems of the categories and ranges. */
        Set<String> systems() {
            Set<String> systems = ranges.stream().map(CodeRange::system).collect(Collectors.toCollection(TreeSet::new));
            categories.forEach(code -> systems.add(code.system()));
            return systems;
        }
    }
}

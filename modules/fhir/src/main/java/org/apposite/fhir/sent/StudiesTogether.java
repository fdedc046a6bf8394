package org.apposite.fhir.sent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;

/**
 * Studies that show together what one study shows, such as those of the thoracic and of the lumbar spine. Immutable.
 *
 * @param study the study that they are
 * @param parts what asks for its parts, in the order that was given
 */
public record StudiesTogether<T>(CodedStudy study, List<T> parts) {

    public StudiesTogether {
        parts = List.copyOf(parts);
    }

    /** What is asked for, as few studies as there can be, in the order of what asks first for a part of each. */
    public static <T> List<StudiesTogether<T>> of(Vocabulary vocabulary, Map<T, CodedStudy> asked) {
        Map<CodedStudy, List<StudiesTogether<T>>> alike = new LinkedHashMap<>();
        asked.forEach((one, study) -> alike.computeIfAbsent(in(study, Region.UNKNOWN), any -> new ArrayList<>())
                .add(new StudiesTogether<>(study, List.of(one))));
        return alike.values().stream()
                .flatMap(some -> joined(vocabulary, some).stream())
                .toList();
    }

    /** All as one where they are one; otherwise those of which each two are. */
    private static <T> List<StudiesTogether<T>> joined(Vocabulary vocabulary, List<StudiesTogether<T>> alike) {
        Optional<StudiesTogether<T>> all = one(vocabulary, alike);
        if (all.isPresent()) {
            return List.of(all.get());
        }
        for (int i = 0; i < alike.size(); i++) {
            for (int j = i + 1; j < alike.size(); j++) {
                Optional<StudiesTogether<T>> both = one(vocabulary, List.of(alike.get(i), alike.get(j)));
                if (both.isPresent()) {
                    List<StudiesTogether<T>> fewer = new ArrayList<>(alike);
                    fewer.remove(j);
                    fewer.set(i, both.get());
                    return joined(vocabulary, fewer);
                }
            }
        }
        return alike;
    }

    private static <T> Optional<StudiesTogether<T>> one(Vocabulary vocabulary, List<StudiesTogether<T>> some) {
        CodedStudy first = some.get(0).study;
        Set<String> regions = some.stream().map(one -> one.study.region()).collect(Collectors.toSet());
        return region(vocabulary, first.study(), regions)
                .map(region -> new StudiesTogether<>(
                        in(first, region),
                        some.stream().flatMap(one -> one.parts.stream()).toList()));
    }

    /** The region that studies of these regions show together. */
    private static Optional<String> region(Vocabulary vocabulary, String study, Set<String> regions) {
        if (regions.size() == 1) {
            return Optional.of(regions.iterator().next());
        }
        Map<String, Region> known = vocabulary.regions();
        List<Region> places = regions.stream()
                .flatMap(code -> Stream.ofNullable(known.get(code)))
                .filter(Region::isPlace)
                .toList();
        if (places.size() < regions.size()) {
            return Optional.empty();
        }
        Set<String> shown =
                places.stream().flatMap(place -> place.parts().stream()).collect(Collectors.toSet());
        return Stream.concat(places.stream(), known.values().stream())
                .filter(region -> region.parts().equals(shown))
                .map(Region::code)
                .findFirst()
                .or(() -> places.stream()
                        .filter(place -> place.shows(study, shown))
                        .map(Region::code)
                        .findFirst())
                .or(() -> sufficient(known.values(), regions));
    }

    /** The region whose study does as well as those of some regions that suffice together. */
    private static Optional<String> sufficient(Collection<Region> known, Set<String> regions) {
        return known.stream()
                .filter(region -> region.suffices().stream()
                        .anyMatch(together -> Set.copyOf(together).equals(regions)))
                .flatMap(region -> region.coveredBy().stream())
                .findFirst();
    }

    private static CodedStudy in(CodedStudy study, String region) {
        return new CodedStudy(study.study(), study.technique(), region, study.side(), study.contrast());
    }
}

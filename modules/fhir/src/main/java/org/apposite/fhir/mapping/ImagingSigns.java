package org.apposite.fhir.mapping;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * What marks an order as one for imaging although it is not known which study it asks for. Immutable.
 *
 * @param categories its categories
 * @param ranges in what its code lies
 * @param words what its text or the display of a code has as whole words, in letters of either case
 */
public record ImagingSigns(Set<TerminologyCode> categories, List<CodeRange> ranges, Set<String> words) {

    static final ImagingSigns NONE = new ImagingSigns(Set.of(), List.of(), Set.of());

    public ImagingSigns {
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
                                "(?<![\\p{L}\\d])" + Pattern.quote(word) + "(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE)
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

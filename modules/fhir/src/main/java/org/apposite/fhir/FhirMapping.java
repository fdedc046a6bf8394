package org.apposite.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.MappingException;
import org.apposite.fhir.mapping.MappingFile;
import org.apposite.fhir.sent.StudiesTogether;
import org.apposite.file.FileFault;
import org.apposite.file.NamedFile;
import org.apposite.model.Vocabulary;
import org.apposite.patient.ImagingOrder;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * What codes, units, statuses and ages of FHIR resources mean, as a mapping file says it. The project's own file,
 * {@code mapping.yaml} in this package, documents the form; a hospital's file of the same form adds to it: its codes to the
 * entry of the same name, in whose place they stand only with {@code replace: true}. Immutable and thread-safe.
 */
public final class FhirMapping {

    private static final String BUNDLED = "mapping.yaml";
    private static final int MOST_BYTES = 8 << 20;

    private final Vocabulary vocabulary;
    private final Mapping mapping;

    private FhirMapping(Vocabulary vocabulary, Mapping mapping) {
        this.vocabulary = vocabulary;
        this.mapping = mapping;
    }

    /**
     * The project's own mapping. Terms that the vocabulary does not have are left out.
     *
     * @param vocabulary the vocabulary of the rules
     * @return the mapping
     */
    public static FhirMapping bundled(Vocabulary vocabulary) {
        return read(vocabulary);
    }

    /**
     * The project's own mapping with a hospital's file over it.
     *
     * @param vocabulary the vocabulary of the rules
     * @param file the hospital's file, YAML in UTF-8; a regular file of at most 8 MiB, or a link to one
     * @return the mapping
     * @throws MappingException when anything in the file is wrong; it lists everything that is
     * @throws UncheckedIOException when the file cannot be read
     */
    public static FhirMapping withFile(Vocabulary vocabulary, Path file) {
        try {
            return withText(vocabulary, String.valueOf(file.getFileName()), NamedFile.text(file, MOST_BYTES));
        } catch (FileFault e) {
            throw new UncheckedIOException("the mapping file cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The project's own mapping with a hospital's over it.
     *
     * @param vocabulary the vocabulary of the rules
     * @param name how issues name the hospital's mapping
     * @param text the hospital's mapping, as YAML
     * @return the mapping
     * @throws MappingException when anything in the text is wrong; it lists everything that is
     */
    public static FhirMapping withText(Vocabulary vocabulary, String name, String text) {
        return read(
                vocabulary,
                new MappingFile(Objects.requireNonNull(name, "name"), Objects.requireNonNull(text, "text")));
    }

    private static FhirMapping read(Vocabulary vocabulary, MappingFile... over) {
        Objects.requireNonNull(vocabulary, "vocabulary");
        List<MappingFile> files = new ArrayList<>();
        files.add(new MappingFile(BUNDLED, bundledText()));
        files.addAll(List.of(over));
        return new FhirMapping(vocabulary, MappingFile.read(vocabulary, files));
    }

    /**
     * The terms that no code of another system maps to: a record can state them only by the project's own code, and people on
     * the form. Findings that rules derive are not among them.
     *
     * @return codes of terms, in the order of the vocabulary
     */
    public List<String> termsWithoutOutsideCode() {
        Set<String> reached = mapping.reachedFromOutside();
        return vocabulary.terms().values().stream()
                .filter(Vocabulary.Term::isToldByCode)
                .map(Vocabulary.Term::code)
                .filter(code -> !reached.contains(code))
                .toList();
    }

    /**
     * What this mapping changes of the project's own.
     *
     * @return lists that are empty for the project's own
     */
    public MappingReview review() {
        return MappingReview.of(bundled(vocabulary).mapping, mapping);
    }

    /**
     * What this mapping does not understand of a record, in the elements by which records are read. Most of it need not be
     * understood: a record tells of much that has nothing to do with imaging.
     *
     * @param resources the resources; of a bundle those that are in it
     * @return each code once, by element, system and code
     */
    public List<MappingReview.Unknown> notUnderstood(Collection<? extends Resource> resources) {
        return new NotUnderstood(mapping).of(resources);
    }

    /**
     * The terms of which the mapping says that they speak against a scan or its contrast.
     *
     * @return codes of terms
     */
    public Set<String> cautions() {
        return mapping.terms().stream()
                .filter(term -> term.concern() == Mapping.Concern.SCAN_SAFETY)
                .map(Mapping.Term::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a concept names a study, whatever else it leaves open.
     *
     * @param code the code of an order or a report
     * @return true when the mapping has one of its codes, and its codes do not contradict each other
     */
    public boolean namesStudy(CodeableConcept code) {
        return mapping.study(Objects.requireNonNull(code, "code")).isPresent();
    }

    /**
     * Whether an order is for imaging, whether or not the mapping knows which study it asks for: by its code, its category or a
     * word of its text.
     *
     * @param order an order
     * @return true when anything marks it as one for imaging
     */
    public boolean isImaging(ServiceRequest order) {
        return mapping.isImaging(Objects.requireNonNull(order, "order"));
    }

    /**
     * Whether the mapping has codes of imaging of a system.
     *
     * @param system the URL of a code system
     * @return true when it has
     */
    public boolean knowsSystem(String system) {
        return mapping.imaging().knowsSystem(mapping.systems().known(Objects.requireNonNull(system, "system")));
    }

    /**
     * Orders that are parts of one study, such as those of the thoracic and of the lumbar spine, each with the others.
     *
     * @param orders orders; those that name no study are left out
     * @return the orders that are reviewed together, in the order that was given
     */
    public List<List<ServiceRequest>> together(List<ServiceRequest> orders) {
        Map<ServiceRequest, CodedStudy> asked = new LinkedHashMap<>();
        orders.forEach(order ->
                mapping.study(order.getCode(), order.getBodySite()).ifPresent(study -> asked.put(order, study)));
        return StudiesTogether.of(vocabulary, asked).stream()
                .map(StudiesTogether::parts)
                .toList();
    }

    /**
     * The codes by which a study is ordered: its kind, region and contrast.
     *
     * @param order the study
     * @param name how it is displayed by a code of which the mapping tells no display
     * @return new codings, one at most of a system, the one that goes before others first; none where the order states no
     *     region, or the mapping chooses none of the codes of a system
     */
    public List<Coding> codesOf(ImagingOrder order, String name) {
        String region = order.region();
        if (region == null) {
            return List.of();
        }
        CodedStudy wanted = new CodedStudy(order.study(), order.technique(), region, order.side(), order.contrast());
        return mapping.imaging().ordering(wanted, Objects.requireNonNull(name, "name"));
    }

    private static String bundledText() {
        try (InputStream in = FhirMapping.class.getResourceAsStream(BUNDLED)) {
            return new String(Objects.requireNonNull(in, BUNDLED).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mapping mapping() {
        return mapping;
    }
}

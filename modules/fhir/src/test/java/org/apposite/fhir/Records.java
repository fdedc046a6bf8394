package org.apposite.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.fhir.in.FhirCase;
import org.apposite.language.Derived;
import org.apposite.language.Scope;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PriorImaging;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The tables of records beside the tests. A block begins with a title after {@code #}; then a resource in each line;
 * then all that must come out: {@code fact = value (resources)}, {@code imaging: ...} and {@code ! note}. What does not
 * say of whom it is, is of Patient/p.
 */
final class Records {

    static final FhirContext FHIR = FhirContext.forR4();
    static final ClinicalRules RULES = ClinicalRules.bundled();
    static final Vocabulary VOCABULARY = RULES.vocabulary();
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneId.of("Europe/Berlin"));
    static final FhirCases CASES = new FhirCases(VOCABULARY, FhirMapping.bundled(VOCABULARY), CLOCK);

    private static final Path FOLDER = Path.of("src/test/resources/records");

    private Records() {}

    record Block(String title, List<Resource> resources, List<String> expected) {

        /** The resources, and a boy of 9 years when no patient is among them. */
        List<Resource> withPatient() {
            List<Resource> all = new ArrayList<>(resources);
            if (isChildAssumed()) {
                all.add(resource("{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"2017-03-15\"}"));
            }
            return all;
        }

        boolean isAsked(String line) {
            return !isChildAssumed() || !line.endsWith("(Patient/p)");
        }

        private boolean isChildAssumed() {
            return resources.stream().noneMatch(Patient.class::isInstance);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static List<Block> of(String file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (String text : Files.readString(FOLDER.resolve(file)).split("\n\n", -1)) {
            List<String> lines = text.lines().toList();
            blocks.add(new Block(
                    lines.get(0).substring(2),
                    lines.stream()
                            .filter(line -> line.startsWith("{"))
                            .map(Records::resource)
                            .toList(),
                    lines.stream().skip(1).filter(line -> !line.startsWith("{")).toList()));
        }
        return blocks;
    }

    static Resource resource(String json) {
        IBaseResource parsed = FHIR.newJsonParser().parseResource(json);
        Resource resource = (Resource) parsed;
        if (!(resource instanceof Patient)) {
            for (String key : List.of("subject", "patient")) {
                Base owner = resource.getNamedProperty(key) == null
                        ? null
                        : resource.getNamedProperty(key).getValues().stream()
                                .findFirst()
                                .orElse(null);
                if (resource.getNamedProperty(key) != null && owner == null) {
                    resource.setProperty(key, new Reference("Patient/p"));
                }
            }
        }
        return resource;
    }

    /** A patient as the rules of the first topic ask. */
    static org.apposite.language.Patient asked(FhirCase read) {
        Scope scope = Scope.of(RULES.topics().get(0), VOCABULARY);
        return new org.apposite.language.Patient(read.patient(), scope, Derived.NOTHING);
    }

    /** All that came out, as the tables write it. */
    static List<String> told(FhirCase read) {
        Stream<String> facts = read.origins().stream()
                .map(one -> one.fact() + " = " + one.value() + " (" + String.join(", ", one.resources()) + ")");
        Stream<String> imaging = read.patient().imaging().stream()
                .map(studies -> studies.stream().map(Records::told).collect(Collectors.joining("; ", "imaging: ", "")));
        Stream<String> notes = read.notes().stream().map(note -> "! " + note);
        return Stream.of(facts, imaging, notes).flatMap(lines -> lines).toList();
    }

    private static String told(PriorImaging study) {
        return Stream.of(
                        study.study(),
                        study.region(),
                        study.when().map(Object::toString).orElse(""),
                        study.result(),
                        study.finding() == null ? "" : study.finding(),
                        study.site() == null ? "" : study.site())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }
}

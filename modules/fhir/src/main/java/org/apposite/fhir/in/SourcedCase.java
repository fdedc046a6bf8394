package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.in.FhirCase.Note;
import org.apposite.fhir.in.FhirCase.Origin;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/** A case that is being built, and where each of its facts came from. For one use. */
final class SourcedCase {

    final PatientCaseBuilder builder = PatientCase.builder();

    private final Vocabulary vocabulary;
    private final List<Origin> origins = new ArrayList<>();

    SourcedCase(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void origin(String fact, Object value, Value<?> source) {
        origin(fact, value, List.of(source.resource()));
    }

    void origin(String fact, Object value, Collection<String> resources) {
        Vocabulary.Term term = vocabulary.terms().get(fact);
        String display = term == null ? fact : term.display();
        origins.add(new Origin(fact, display, value.toString(), List.copyOf(resources)));
    }

    FhirCase with(List<Note> notes) {
        return new FhirCase(builder.build(), origins, notes);
    }
}

package org.apposite.authoring.coverage;

import java.util.List;
import org.apposite.authoring.coverage.Coverage.QuestionCoverage;
import org.apposite.language.Answer;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Literal;
import org.apposite.patient.PatientCase;

/** Changes what a question to the patient asks for in a case, so that it gets a wanted answer. */
final class Variation {

    private static final int MOST = 12;

    private final Scope scope;
    private final Domain domain;

    Variation(Scope scope) {
        this.scope = scope;
        this.domain = Domain.of(scope);
    }

    /** Cases that differ from one in what the question asks for, and get the answer unless rules derive otherwise. */
    List<PatientCase> of(PatientCase base, QuestionCoverage asked, Answer wanted) {
        if (!asked.fact().equals(Fact.PATIENT.display())) {
            return List.of();
        }
        List<Literal> arguments = asked.question().arguments();
        QuestionKind kind =
                QuestionKind.of(Fact.PATIENT, asked.question().name()).orElseThrow();
        return domain.statements(kind, arguments, patient(base)).stream()
                .filter(one -> !one.equals(base))
                .filter(one -> kind.answer(Known.of(patient(one)), arguments) == wanted)
                .limit(MOST)
                .toList();
    }

    private Patient patient(PatientCase stated) {
        return new Patient(stated, scope, Derived.NOTHING);
    }
}

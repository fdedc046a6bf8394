package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.DatumCodes;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.mapping.Window;
import org.apposite.fhir.questionnaire.CaseAnswers;
import org.apposite.fhir.questionnaire.CaseAnswers.StudyAnswer;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;

/** Takes over the answers to the project's questionnaire; of several responses the latest. */
final class FormAnswers {

    private final CaseDraft draft;

    FormAnswers(CaseDraft draft) {
        this.draft = draft;
    }

    private record Response(QuestionnaireResponse answers, Days authored, String name) {}

    void read(List<FhirRecord.Entry> entries) {
        List<Response> responses = new ArrayList<>();
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof QuestionnaireResponse answers
                    && answers.hasQuestionnaire()
                    && answers.getQuestionnaire().startsWith(Urls.QUESTIONNAIRE)) {
                authored(answers, entry.name())
                        .ifPresent(days -> responses.add(new Response(answers, days, entry.name())));
            }
        }
        responses.sort(Comparator.comparing((Response one) -> one.authored().last())
                .thenComparing(one -> one.answers().getAuthoredElement().getValue())
                .reversed());
        for (Response older : responses.stream().skip(1).toList()) {
            draft.note(older.name(), "has later answers after it; it is ignored");
        }
        responses.stream().findFirst().ifPresent(latest -> take(new CaseAnswers(latest.answers()), latest.name()));
    }

    private Optional<Days> authored(QuestionnaireResponse answers, String name) {
        String status = answers.hasStatus() ? answers.getStatus().toCode() : "";
        Optional<Days> days = draft.days(answers.getAuthoredElement());
        if (!draft.mapping.answersStatuses().contains(status)) {
            draft.note(name, status.isEmpty() ? "has no status; it is ignored" : "is " + status + "; it is ignored");
            return Optional.empty();
        }
        if (days.isEmpty()) {
            draft.note(name, "has no date; it is ignored");
            return Optional.empty();
        }
        return days.filter(one -> draft.counts(draft.mapping.answersWindow(), one, "the questionnaire", name));
    }

    private void take(CaseAnswers answers, String name) {
        for (Mapping.Term term : draft.mapping.terms()) {
            answers.presence(term.code()).ifPresent(presence -> {
                switch (presence) {
                    case PRESENT -> draft.of(term.code()).present.add(name);
                    case ABSENT -> draft.of(term.code()).absent.add(name);
                    case UNKNOWN -> {}
                }
            });
        }
        answers.symptom().filter(this::isSymptom).ifPresent(symptom -> draft.symptom = new Value<>(symptom, name));
        answers.region().ifPresent(region -> draft.region = new Value<>(region, name));
        answers.examinedAt().ifPresent(region -> draft.examinedAt = new Value<>(region, name));
        answers.durationDays().ifPresent(days -> draft.durationDays = new Value<>(days, name));
        if (draft.age == null) {
            answers.age().ifPresent(age -> draft.age = new Value<>(age, name));
        }
        answers.egfr().ifPresent(rate -> draft.egfr = new Value<>(rate, name));
        noteUnread(answers, DatumCodes.DURATION, draft.durationDays, "how long the complaint has lasted", name);
        noteUnread(answers, DatumCodes.AGE, draft.age, "the age", name);
        noteUnread(answers, DatumCodes.EGFR, draft.egfr, "the filtration rate", name);
        StudyKinds.ASKED.forEach((datum, study) -> take(answers, datum, study, name));
    }

    private boolean isSymptom(String code) {
        return draft.mapping.terms().stream()
                .anyMatch(term -> term.kind() == Kind.SYMPTOM && term.code().equals(code));
    }

    /** An answer that could not be taken must not look as if it had been. */
    private void noteUnread(CaseAnswers answers, String datum, @Nullable Value<?> taken, String what, String name) {
        if (answers.has(datum) && taken == null) {
            draft.note(name, what + " is out of range or cannot be read; it stays unknown");
        }
    }

    private void take(CaseAnswers answers, String datum, Study study, String name) {
        Presence done = answers.presence(datum).orElse(Presence.UNKNOWN);
        if (done == Presence.ABSENT) {
            draft.studiesNotDone.add(study);
        } else if (done == Presence.PRESENT) {
            StudyAnswer answer = answers.study(datum, study);
            Optional<Days> days = answer.date().flatMap(draft::days);
            if (days.isEmpty() || draft.counts(Window.OPEN, days.get(), "the " + study.code(), name)) {
                PriorImaging imaging = StudyKinds.done(
                        study,
                        answer.region(),
                        days.filter(Days::isOneDay).map(Days::first).orElse(null),
                        answer.result(),
                        answer.finding(),
                        answer.site());
                draft.studies.add(new Value<>(imaging, name));
            }
        }
    }
}

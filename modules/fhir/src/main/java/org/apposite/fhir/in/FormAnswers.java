package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.in.CaseDraft.Dated;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.mapping.Window;
import org.apposite.fhir.questionnaire.CaseAnswers;
import org.apposite.fhir.questionnaire.CaseAnswers.StudyAnswer;
import org.apposite.model.Datum;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Measurement;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/** Takes over the answers to the project's questionnaire; of several responses the latest. */
final class FormAnswers {

    private final Vocabulary vocabulary;
    private final CaseDraft draft;

    FormAnswers(Vocabulary vocabulary, CaseDraft draft) {
        this.vocabulary = vocabulary;
        this.draft = draft;
    }

    private record Response(QuestionnaireResponse answers, Days authored, String name) {}

    void read(List<Entry> entries) {
        List<Response> responses = new ArrayList<>();
        for (Entry entry : entries) {
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
            draft.note(older.name(), "is followed by later answers; it is ignored");
        }
        responses.stream().findFirst().ifPresent(latest -> take(latest));
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

    private void take(Response response) {
        CaseAnswers answers = new CaseAnswers(vocabulary, response.answers());
        String name = response.name();
        for (Mapping.Term term : draft.mapping.terms()) {
            answers.presence(term.code()).ifPresent(presence -> {
                switch (presence) {
                    case PRESENT -> draft.of(term.code()).present.add(name);
                    case ABSENT -> draft.of(term.code()).absent.add(name);
                    case UNKNOWN -> {}
                }
            });
        }
        answers.complaint().ifPresent(complaint -> draft.complaint = new Value<>(complaint, name));
        answers.region().ifPresent(region -> draft.region = new Value<>(region, name));
        answers.side().ifPresent(side -> draft.side = new Value<>(side, name));
        answers.examinedAt().ifPresent(region -> draft.examinedAt = new Value<>(region, name));
        answers.duration().map(Range::exactly).ifPresent(duration -> draft.duration = new Value<>(duration, name));
        if (draft.age == null || !draft.age.value().isExact()) {
            answers.age().map(Range::exactly).ifPresent(age -> draft.age = new Value<>(age, name));
        }
        if (draft.sex == null) {
            answers.sex().ifPresent(sex -> draft.sex = new Value<>(sex, name));
        }
        noteUnread(answers, Datum.DURATION.code(), draft.duration != null, "how long the complaint has lasted", name);
        noteUnread(answers, Datum.AGE.code(), draft.age != null, "the age", name);
        vocabulary.choices().forEach((code, choice) -> {
            Optional<String> chosen = answers.chosen(choice);
            chosen.ifPresent(value -> draft.chosen.put(code, List.of(dated(value, response))));
            noteUnread(answers, code, chosen.isPresent(), display(code), name);
        });
        draft.mapping.quantities().forEach((code, quantity) -> {
            Optional<Measurement> measured =
                    answers.measured(quantity, draft.mapping.units()).filter(quantity::isPlausible);
            measured.ifPresent(value -> draft.measured.put(code, List.of(dated(value, response))));
            noteUnread(answers, code, measured.isPresent(), quantity.display(), name);
        });
        StudyKinds.asked(vocabulary).forEach(study -> take(answers, study, name));
    }

    private String display(String code) {
        Term term = vocabulary.terms().get(code);
        return term == null ? code : term.display();
    }

    private static <T> Dated<T> dated(T value, Response response) {
        return new Dated<>(value, response.authored().last(), response.name());
    }

    /** An answer that could not be taken must not look as if it had been. */
    private void noteUnread(CaseAnswers answers, String datum, boolean isTaken, String what, String name) {
        if (answers.has(datum) && !isTaken) {
            draft.note(name, what + " is out of range or cannot be read; it stays unknown");
        }
    }

    private void take(CaseAnswers answers, Study study, String name) {
        Presence done = answers.presence(String.valueOf(study.datum())).orElse(Presence.UNKNOWN);
        if (done == Presence.ABSENT) {
            draft.studiesNotDone.add(study.code());
        } else if (done == Presence.PRESENT) {
            StudyAnswer answer = answers.study(study);
            Optional<Days> days = answer.date().flatMap(draft::days);
            if (answer.result().isEmpty()) {
                draft.note(name, "the " + study.code() + " cannot be stated without its result; it is not counted");
            } else if (days.isEmpty() || draft.counts(Window.OPEN, days.get(), "the " + study.code(), name)) {
                PriorImaging imaging = StudyKinds.done(
                        answer.done(),
                        study,
                        days.filter(Days::isOneDay).map(Days::first).orElse(null),
                        answer.result().get(),
                        answer.finding(),
                        answer.site());
                draft.studies.add(new Value<>(imaging, name));
            }
        }
    }
}

package org.apposite.fhir.in;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.in.CaseDraft.Dated;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.QuantityCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.mapping.Window;
import org.apposite.fhir.questionnaire.CaseAnswers;
import org.apposite.fhir.questionnaire.CaseAnswers.StudyAnswer;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Datum;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/**
 * Takes over the answers to the project's questionnaires. Of several responses the latest answer counts, question by
 * question: a response that does not ask, or does not answer, leaves an older answer as it is. An answer that cannot be
 * read, or says that it is not known, takes back an older no, but never an older yes.
 */
final class FormAnswers {

    private static final Pattern OWN =
            Pattern.compile(Pattern.quote(Urls.QUESTIONNAIRE) + "[a-z0-9]+(-[a-z0-9]+)*(\\|.*)?");
    private static final Pattern LINK_ID = Pattern.compile("[A-Za-z0-9.\\-]{1,64}");

    private final Vocabulary vocabulary;
    private final CaseDraft draft;

    /** Responses of one time each, the latest first. */
    private final List<List<Response>> rounds = new ArrayList<>();

    FormAnswers(Vocabulary vocabulary, CaseDraft draft) {
        this.vocabulary = vocabulary;
        this.draft = draft;
    }

    /** A response, and to which of its questions a later one has an answer. */
    private record Response(CaseAnswers answers, Days authored, String name, Set<String> followed) {}

    void read(List<Entry> entries) {
        List<Response> responses = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.resource() instanceof QuestionnaireResponse answers && isOwn(answers)) {
                authored(answers, entry.name())
                        .ifPresent(days -> responses.add(new Response(
                                new CaseAnswers(vocabulary, answers), days, entry.name(), new TreeSet<>())));
            }
        }
        arrange(responses);
        findings();
        values();
        measurements(responses);
        StudyKinds.asked(vocabulary).forEach(this::study);
        responses.forEach(this::tell);
    }

    /** By the whole canonical, with a version or without. */
    private static boolean isOwn(QuestionnaireResponse answers) {
        String questionnaire = answers.getQuestionnaire();
        return questionnaire != null && OWN.matcher(questionnaire).matches();
    }

    private Optional<Days> authored(QuestionnaireResponse answers, String name) {
        String status = answers.hasStatus() ? answers.getStatus().toCode() : "";
        Optional<Days> days = draft.days(answers.getAuthoredElement());
        if (!draft.mapping.answersStatuses().contains(status)) {
            draft.note(name, status.isEmpty() ? Remark.of("no-status") : Remark.of("of-status", status));
            return Optional.empty();
        }
        if (days.isEmpty()) {
            draft.note(name, Remark.of("no-date"));
            return Optional.empty();
        }
        return days.filter(one -> draft.counts(draft.mapping.answersWindow(), one, Remark.of("questionnaire"), name));
    }

    /** By time; where one of a day has no time of day, all of that day are of one time. */
    private void arrange(List<Response> responses) {
        Set<LocalDate> untimed = responses.stream()
                .map(Response::authored)
                .filter(authored -> !authored.isInstant())
                .map(Days::last)
                .collect(Collectors.toSet());
        Map<Object, List<Response>> byTime = new LinkedHashMap<>();
        responses.stream()
                .sorted(Comparator.comparing((Response one) -> one.authored().last())
                        .thenComparing(one -> one.authored().to())
                        .reversed())
                .forEach(one -> {
                    Days authored = one.authored();
                    Object time = untimed.contains(authored.last()) ? authored.last() : authored.to();
                    byTime.computeIfAbsent(time, key -> new ArrayList<>()).add(one);
                });
        rounds.addAll(byTime.values());
    }

    private void findings() {
        for (Mapping.Term term : draft.mapping.terms()) {
            if (term.kind() != Kind.COMPLAINT && term.kind() != Kind.CHOICE) {
                presence(term.code(), (response, presence) -> {
                    Set<String> told =
                            presence == Presence.PRESENT ? draft.of(term.code()).present : draft.of(term.code()).absent;
                    told.add(response.name());
                });
            }
        }
    }

    /** The latest answer of yes or no; after one that leaves the question open, a yes alone. */
    private void presence(String linkId, BiConsumer<Response, Presence> told) {
        boolean isOpen = false;
        boolean isAnswered = false;
        for (List<Response> round : rounds) {
            if (isAnswered) {
                follow(round, linkId);
                continue;
            }
            isOpen |= round.stream()
                    .anyMatch(one -> one.answers().has(linkId)
                            && one.answers().presence(linkId).orElse(Presence.UNKNOWN) == Presence.UNKNOWN);
            for (Response one : round) {
                Presence presence = one.answers().presence(linkId).orElse(Presence.UNKNOWN);
                if (presence == Presence.PRESENT || (presence == Presence.ABSENT && !isOpen)) {
                    told.accept(one, presence);
                    isAnswered = true;
                } else if (presence == Presence.ABSENT) {
                    follow(List.of(one), linkId);
                    isAnswered = true;
                }
            }
        }
    }

    private static void follow(List<Response> older, String linkId) {
        older.stream()
                .filter(one -> one.answers().has(linkId))
                .forEach(one -> one.followed().add(linkId));
    }

    /** The latest answer to a question; none when two of one time differ, or the latest cannot be read. */
    private <T> Optional<Told<T>> latest(String linkId, Function<CaseAnswers, Optional<T>> question) {
        List<List<Response>> asked = rounds.stream()
                .filter(round -> round.stream().anyMatch(one -> one.answers().has(linkId)))
                .toList();
        asked.stream().skip(1).forEach(older -> follow(older, linkId));
        List<Told<T>> told = new ArrayList<>();
        asked.stream().findFirst().stream()
                .flatMap(List::stream)
                .forEach(one -> question.apply(one.answers()).ifPresent(value -> told.add(new Told<>(value, one))));
        if (told.stream().map(Told::value).distinct().count() > 1) {
            told.forEach(one -> draft.note(one.response().name(), Remark.of("answered-otherwise", what(linkId))));
            return Optional.empty();
        }
        return told.stream().findFirst();
    }

    /** An answer and the response that it stands in. */
    private record Told<T>(T value, Response response) {

        Value<T> sourced() {
            return new Value<>(value, response.name());
        }
    }

    private void values() {
        latest(Datum.COMPLAINT.code(), CaseAnswers::complaint).ifPresent(one -> draft.complaint = one.sourced());
        latest(Datum.REGION.code(), CaseAnswers::region).ifPresent(one -> draft.region = one.sourced());
        latest(CaseAnswers.SIDE, CaseAnswers::side).ifPresent(one -> draft.side = one.sourced());
        latest(CaseAnswers.EXAMINED_AT, CaseAnswers::examinedAt).ifPresent(one -> draft.examinedAt = one.sourced());
        latest(Datum.DURATION.code(), CaseAnswers::duration)
                .ifPresent(one -> draft.duration = new Value<>(
                        Range.exactly(grown(one.value(), one.response().authored())),
                        one.response().name()));
        latest(Datum.AGE.code(), CaseAnswers::age)
                .filter(one -> draft.age == null || !draft.age.value().isExact())
                .ifPresent(one -> draft.age =
                        new Value<>(Range.exactly(one.value()), one.response().name()));
        latest(Datum.SEX.code(), CaseAnswers::sex)
                .filter(one -> draft.sex == null)
                .ifPresent(one -> draft.sex = one.sourced());
    }

    /** A complaint goes on after the form was filled in. What is told in days grows by days. */
    private Duration grown(Duration lasted, Days told) {
        Days asked = draft.asked;
        boolean isInDays = lasted.equals(Duration.ofDays(lasted.toDays()));
        Duration since = !isInDays && told.isInstant() && asked.isInstant()
                ? Duration.between(told.from(), asked.from())
                : Duration.ofDays(asked.first().toEpochDay() - told.last().toEpochDay());
        return since.isNegative() ? lasted : lasted.plus(since);
    }

    /** Which of several statements counts is the same for answers as for what was measured. */
    private void measurements(List<Response> responses) {
        for (Response one : responses) {
            vocabulary
                    .choices()
                    .forEach((code, choice) -> one.answers()
                            .chosen(choice)
                            .ifPresent(value -> draft.chosen
                                    .computeIfAbsent(code, key -> new ArrayList<>())
                                    .add(new Dated<>(value, one.authored(), one.name()))));
            draft.mapping
                    .quantities()
                    .forEach((code, quantity) -> one.answers()
                            .measured(quantity, draft.mapping.units())
                            .ifPresent(value -> draft.measured
                                    .computeIfAbsent(code, key -> new ArrayList<>())
                                    .add(new Dated<>(value, one.authored(), one.name()))));
        }
    }

    private void study(Study study) {
        String datum = String.valueOf(study.datum());
        Set<Response> taken = new TreeSet<>(Comparator.comparing(Response::name));
        presence(datum, (response, presence) -> {
            taken.add(response);
            if (presence == Presence.ABSENT) {
                draft.studiesNotDone.add(study.code());
            } else {
                take(response.answers(), study, response.name());
            }
        });
        for (List<Response> round : rounds) {
            for (Response one : round) {
                if (one.followed().contains(datum) && !taken.contains(one)) {
                    one.answers().untaken().stream()
                            .filter(linkId -> linkId.startsWith(datum + "."))
                            .forEach(one.followed()::add);
                }
            }
        }
    }

    private void take(CaseAnswers answers, Study study, String name) {
        StudyAnswer answer = answers.study(study);
        Optional<Days> days = answer.date().flatMap(draft::days);
        if (answer.result().isEmpty()) {
            draft.note(name, Remark.of("study-without-result", Remark.of("study", study.code())));
        } else if (days.isEmpty() || draft.counts(Window.OPEN, days.get(), Remark.of("study", study.code()), name)) {
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

    /** An answer that was not taken must not look as if it had been. */
    private void tell(Response one) {
        Map<String, Remark> unread = new TreeMap<>();
        for (String linkId : one.answers().untaken()) {
            if (!one.followed().contains(linkId)) {
                unread.put(linkId, Remark.of("answer-unreadable", what(linkId)));
            }
        }
        unread.values().forEach(text -> draft.note(one.name(), text));
        if (!one.followed().isEmpty()) {
            draft.note(one.name(), Remark.of("followed", String.join(", ", one.followed())));
        }
    }

    /** What was asked, with its link id; one that is not this project's is not repeated to people. */
    private Remark what(String linkId) {
        Term term = vocabulary.terms().get(linkId);
        QuantityCodes quantity = draft.mapping.quantities().get(linkId);
        Remark asked = quantity != null
                ? Remark.words(quantity.display())
                : term != null ? Remark.words(term.display()) : Remark.of("the-answer");
        return LINK_ID.matcher(linkId).matches() ? Remark.of("asked", asked, linkId) : asked;
    }
}

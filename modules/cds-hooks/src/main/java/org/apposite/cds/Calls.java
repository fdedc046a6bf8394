package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.cds.cards.CardIds;
import org.apposite.cds.cards.Cards;
import org.apposite.cds.cards.Consultation;
import org.apposite.cds.cards.Unanswered;
import org.apposite.cds.cards.Unread;
import org.apposite.cds.operation.Aside;
import org.apposite.cds.operation.CardMemory;
import org.apposite.cds.operation.Operation;
import org.apposite.cds.operation.Operation.Silence;
import org.apposite.cds.request.Hook;
import org.apposite.cds.request.HookCall;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.PatientRecord;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.fhir.mapping.MappingException;
import org.apposite.json.CaseJson;
import org.apposite.log.Decision;
import org.apposite.log.Decision.Card;
import org.apposite.log.Decision.CardKind;
import org.apposite.log.Decision.Mode;
import org.apposite.log.Decision.Suppressed;
import org.apposite.log.Decision.Told;
import org.apposite.log.Event;
import org.apposite.log.Event.Change;
import org.apposite.log.Logs;
import org.apposite.log.Withheld;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a call: what was asked, what is known of the patient, what the rules say to it, and what of that is shown. Beside it, what
 * rules that are tried out would have said. Thread-safe.
 */
final class Calls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    /** Cards that are never kept back. */
    private static final Set<CardKind> URGENT = Set.of(CardKind.EMERGENCY, CardKind.POSSIBLE_EMERGENCY);

    private final CdsSettings settings;
    private final OutgoingReads reads;
    private final Logs logs;
    private final Metrics metrics;
    private final CardIds ids;
    private final CardMemory knownCards;
    private final Aside aside;
    private final MemoryBudget.Share memory;
    private final MemoryBudget.Share room;

    private final AtomicLong failed = new AtomicLong();
    private volatile Operation last = Operation.LIVE;
    private volatile @Nullable LiveRules live;
    private volatile @Nullable Candidate candidate;

    Calls(CdsSettings settings, OutgoingReads reads, Logs logs, Surroundings around, CardIds ids) {
        this.settings = settings;
        this.reads = reads;
        this.logs = logs;
        this.metrics = around.metrics();
        this.memory = around.memory();
        this.room = around.aside();
        this.aside = new Aside(settings.clock());
        this.ids = ids;
        this.knownCards = new CardMemory(ids::codeOfPatient, settings.clock());
    }

    /** Rules that are tried out, and what could be made of them. */
    private record Candidate(ClinicalRules source, Optional<Guideline> made) {}

    /** The rules without the topics that are silent. */
    private record LiveRules(Guideline all, Set<String> silent, Optional<Guideline> left) {}

    /**
     * What is known of a call.
     *
     * @param logged the ids of the decisions on it that are in the log so far
     */
    private record Asked(HookCall call, PatientRecord found, Unread unread, long bytes, Set<UUID> logged) {}

    /**
     * What the rules say to a call.
     *
     * @param whole what they say with the topics that are silent
     * @param instead what is shown instead, by the id; of what has nothing in its place, nothing is
     * @param hidden the ids of what of the whole is written down as silent
     */
    private record Said(List<Consultation> whole, Map<UUID, Consultation> instead, Set<UUID> hidden) {

        static Said shown(List<Consultation> all) {
            return new Said(
                    all, all.stream().collect(Collectors.toMap(Consultation::id, Function.identity())), Set.of());
        }

        List<Consultation> shown() {
            return whole.stream()
                    .flatMap(one -> Stream.ofNullable(instead.get(one.id())))
                    .toList();
        }

        /** What the rules say that answer, whether it is shown or silent. */
        List<Consultation> live() {
            return whole.stream()
                    .map(one -> hidden.contains(one.id()) ? one : instead.getOrDefault(one.id(), one))
                    .toList();
        }
    }

    /** How the service is operated now. A change is told before anything else happens. */
    Operation operation() {
        Operation now = settings.operation().current();
        if (!now.equals(last)) {
            synchronized (this) {
                if (!now.equals(last)) {
                    tell(last, now);
                    last = now;
                }
            }
        }
        return now;
    }

    private void tell(Operation before, Operation now) {
        List<String> were = before.silence().parts();
        List<String> are = now.silence().parts();
        are.stream().filter(part -> !were.contains(part)).forEach(part -> changed(Change.SILENT, part, now));
        were.stream().filter(part -> !are.contains(part)).forEach(part -> changed(Change.LIVE, part, now));
        LOG.atInfo()
                .addKeyValue("silent", are.isEmpty() ? "nothing" : String.join(", ", are))
                .addKeyValue("oncePerEncounter", now.oncePerEncounter())
                .addKeyValue("overrideSilences", now.overrideSilences())
                .log("what is shown was changed");
    }

    private void changed(Change change, String part, Operation now) {
        logs.event(
                new Event.Changed(change, part, now.note().reason(), now.note().by()));
    }

    CdsResponse answer(Hook hook, ObjectNode body, int bytes, Optional<String> issuer, Guideline all) {
        // What is read for a call weighs as what was sent with it.
        try (MemoryBudget.Held read = memory.held()) {
            return answer(hook, body, bytes, issuer, all, read);
        }
    }

    private CdsResponse answer(
            Hook hook, ObjectNode body, int bytes, Optional<String> issuer, Guideline all, MemoryBudget.Held read) {
        Operation now = operation();
        HookCall call = HookCall.read(hook, body, all.mapping());
        tellUnreviewed(call);
        PatientRecord found = PatientRecord.gather(call, all.searches(), reads, settings.timeLimit(), read::tryTake);
        Unread unread = new Unread(
                found.unread(),
                found.hasFailedSearch(),
                call.orders().unreviewedToTell(settings.explainsUnrecognised()).stream()
                        .map(one -> new Unread.Unreviewed(one.reason().code(), one.order()))
                        .toList());
        Asked asked = new Asked(call, found, unread, bytes + read.bytes(), new HashSet<>());
        Silence silence = now.silence();
        if (silence.isOf(issuer, () -> hundredth(call.patient()))) {
            beside(asked, silently(asked, all));
            return CdsResponse.json(200, empty());
        }
        Optional<Guideline> live = silence.topics().isEmpty() ? Optional.of(all) : live(all, silence.topics());
        Said said;
        try {
            said = silence.topics().isEmpty()
                    ? Said.shown(all.consult(call, found, Mode.SHOWN))
                    : withoutSilent(asked, all, live, silence.topics());
        } catch (Unanswered e) {
            CdsResponse failure = CdsService.withheld(e.why(), e.emergencies(), settings.language());
            Optional<Cards.Response> cards = cards(all, e);
            write(asked, all, e, new Told(Mode.SHOWN, null, cardsOf(cards, e), List.of()));
            cards.ifPresent(any -> metrics.shown(hook.hook(), Severity.CRITICAL.code()));
            beside(asked, List.of());
            return cards.map(told -> CdsResponse.json(200, told.body())).orElse(failure);
        }
        ObjectNode answer =
                live.map(rules -> shown(asked, rules, said.shown(), now)).orElseGet(Calls::empty);
        if (!said.hidden().isEmpty()) {
            // After what is shown, so that it is known what of that is in the log.
            writeSilent(asked, all, said.whole(), Mode.SILENT, said.instead(), said.hidden());
        }
        beside(asked, said.live());
        return CdsResponse.json(200, answer);
    }

    /** What is shown where there is no answer, or would be; nothing without an emergency. */
    private static Optional<Cards.Response> cards(Guideline by, Unanswered none) {
        return none.emergencies().isEmpty()
                ? Optional.empty()
                : Optional.of(by.cards().withoutAnswer(none));
    }

    private static List<Card> cardsOf(Optional<Cards.Response> response, Unanswered none) {
        return response.map(told -> told.cards().get(none.id())).orElse(List.of());
    }

    private void write(Asked asked, Guideline by, Unanswered none, Told told) {
        logs.withheld(new Withheld(
                none.id(),
                Guideline.logged(asked.call()),
                told,
                by.rules().digest(),
                none.why().reason(),
                none.emergencies()));
        asked.logged().add(none.id());
    }

    /** Writes down that there was no answer, of which nothing is shown. */
    private void writeSilent(Asked asked, Guideline by, Unanswered none, Mode mode, @Nullable UUID beside) {
        List<Card> would = cardsOf(cards(by, none), none);
        String hook = asked.call().hook().hook();
        would.forEach(card -> metrics.silentCard(hook, mode, card.indicator()));
        write(asked, by, none, new Told(mode, beside, would, List.of()));
    }

    private static ObjectNode empty() {
        ObjectNode nothing = Json.object();
        nothing.putArray("cards");
        return nothing;
    }

    /** The patients are divided evenly, each into the same part at every call. */
    private int hundredth(String patient) {
        return (int) (Long.parseLong(ids.codeOfPatient(patient).substring(0, 8), 16) % 100);
    }

    private void tellUnreviewed(HookCall call) {
        String hook = call.hook().hook();
        call.orders().unreviewed().forEach(one -> {
            metrics.unreviewed(hook, one);
            LOG.atInfo()
                    .addKeyValue("hook", hook)
                    .addKeyValue("hookInstance", call.instance())
                    .addKeyValue("reason", one.reason().code())
                    .addKeyValue("system", one.system())
                    .log("not reviewed");
        });
    }

    private void tellOthers(HookCall call, List<Consultation> consultations) {
        if (!consultations.isEmpty()) {
            Guideline.tellOthers(call, consultations.get(0).read(), metrics);
        }
    }

    private ObjectNode shown(Asked asked, Guideline rules, List<Consultation> consultations, Operation now) {
        HookCall call = asked.call();
        String hook = call.hook().hook();
        tellOthers(call, consultations);
        Cards.Response response = rules.cards().response(call.patient(), consultations, asked.unread());
        for (Consultation one : consultations) {
            List<Card> cards = response.cards().getOrDefault(one.id(), List.of());
            List<Suppressed> kept = now.remembers() ? keptBack(call, one, cards, response.body(), now) : List.of();
            if (one.isAnswered() || !cards.isEmpty()) {
                Set<Card> hidden = kept.stream().map(Suppressed::card).collect(Collectors.toSet());
                metrics.decided(hook, one.advice());
                write(
                        asked,
                        one,
                        new Told(
                                Mode.SHOWN,
                                null,
                                cards.stream()
                                        .filter(card -> !hidden.contains(card))
                                        .toList(),
                                kept));
            }
        }
        if (response.cards().isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("hook", hook)
                    .addKeyValue("hookInstance", call.instance())
                    .addKeyValue("unread", asked.found().unread().size())
                    .log("no card: the order is fine, or the record has no complaint that the rules cover");
        }
        response.body()
                .path("cards")
                .forEach(card -> metrics.shown(hook, card.path("indicator").asText()));
        return response.body();
    }

    /** Takes the cards out of a response that the hospital does not want to be shown again. */
    private List<Suppressed> keptBack(
            HookCall call, Consultation one, List<Card> cards, ObjectNode response, Operation now) {
        List<Suppressed> kept = new ArrayList<>();
        ArrayNode all = (ArrayNode) response.path("cards");
        for (Card card : cards) {
            if (URGENT.contains(card.kind()) || card.indicator().equals(Severity.CRITICAL.code())) {
                continue;
            }
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).path("uuid").asText().equals(card.id())) {
                    String said = said(call, one, card, (ObjectNode) all.get(i));
                    Optional<Decision.Why> why = knownCards.suppressed(now, card.id(), call.encounter(), said);
                    if (why.isPresent()) {
                        metrics.suppressed(call.hook().hook(), why.get());
                        kept.add(new Suppressed(card, why.get()));
                        all.remove(i);
                    }
                    break;
                }
            }
        }
        return kept;
    }

    /** All that makes a card what it is: the words, whose they are, the rules, and the case with the order. */
    private static String said(HookCall call, Consultation one, Card card, ObjectNode shown) {
        return String.join(
                "\n",
                call.patient(),
                call.server().orElse(""),
                one.advice().provenance().digest(),
                card.kind().code(),
                card.indicator(),
                shown.path("summary").asText(),
                shown.path("detail").asText(),
                CaseJson.write(one.read().patient()).toString());
    }

    /** Remembers what was overridden with a reason. */
    void overridden(String card) {
        if (operation().overrideSilences()) {
            knownCards.overridden(card);
        }
    }

    /** Consults the rules as if to show what they say, writes that down, and shows nothing. */
    private List<Consultation> silently(Asked asked, Guideline all) {
        try {
            List<Consultation> consultations = all.consult(asked.call(), asked.found(), Mode.SILENT);
            tellOthers(asked.call(), consultations);
            writeSilent(asked, all, consultations, Mode.SILENT, Map.of(), Set.of());
            return consultations;
        } catch (Unanswered e) {
            CdsService.withheld(e.why(), e.emergencies(), settings.language());
            writeSilent(asked, all, e, Mode.SILENT, null);
            return List.of();
        }
    }

    /**
     * What is shown while some topics are silent, and what is not.
     *
     * @param left the rules without them, empty when none is left
     */
    private Said withoutSilent(Asked asked, Guideline all, Optional<Guideline> left, Set<String> silent) {
        List<Consultation> whole;
        try {
            whole = all.consult(asked.call(), asked.found(), Mode.SILENT);
        } catch (Unanswered e) {
            // What is tried out may have stopped them; the others are asked alone.
            CdsService.withheld(e.why(), e.emergencies(), settings.language());
            writeSilent(asked, all, e, Mode.SILENT, null);
            return Said.shown(left.map(rules -> rules.consult(asked.call(), asked.found(), Mode.SHOWN))
                    .orElse(List.of()));
        }
        Map<UUID, Consultation> shown = new HashMap<>();
        Set<UUID> hidden = new HashSet<>();
        List<Consultation> visible;
        try {
            visible = left.map(rules -> rules.showing(whole, silent)).orElse(List.of());
        } catch (Unanswered e) {
            writeSilent(asked, all, whole, Mode.SILENT, Map.of(), Set.of());
            throw e;
        }
        for (int i = 0; i < whole.size(); i++) {
            Consultation one = whole.get(i);
            Optional<Consultation> instead = visible.isEmpty() ? Optional.empty() : Optional.of(visible.get(i));
            instead.ifPresent(other -> shown.put(one.id(), other));
            String topic = one.advice().topic();
            if ((topic != null && silent.contains(topic))
                    || instead.map(other -> !emergencies(other).equals(emergencies(one)))
                            .orElse(true)) {
                hidden.add(one.id());
            }
        }
        return new Said(whole, shown, hidden);
    }

    private static Set<String> emergencies(Consultation one) {
        return one.advice().alerts(Severity.CRITICAL).stream().map(Alert::code).collect(Collectors.toSet());
    }

    /**
     * Writes down what would have been shown.
     *
     * @param besides beside what it was said, by the id of what was said
     * @param only the ids of those that are written down; all when it is empty
     */
    private void writeSilent(
            Asked asked,
            Guideline by,
            List<Consultation> consultations,
            Mode mode,
            Map<UUID, Consultation> besides,
            Set<UUID> only) {
        HookCall call = asked.call();
        String hook = call.hook().hook();
        Map<UUID, List<Card>> cards = by.cards()
                .response(call.patient(), consultations, asked.unread())
                .cards();
        for (Consultation one : consultations) {
            List<Card> would = cards.getOrDefault(one.id(), List.of());
            @Nullable
            UUID beside = Optional.ofNullable(besides.get(one.id()))
                    .map(Consultation::id)
                    .filter(asked.logged()::contains)
                    .orElse(null);
            boolean isNews = one.isAnswered() || !would.isEmpty() || beside != null;
            if (isNews && (only.isEmpty() || only.contains(one.id()))) {
                metrics.silent(hook, mode, one.advice());
                would.forEach(card -> metrics.silentCard(hook, mode, card.indicator()));
                write(asked, one, new Told(mode, beside, would, List.of()));
            }
        }
    }

    private void write(Asked asked, Consultation one, Told told) {
        HookCall call = asked.call();
        logs.decided(one.decision(call.hook().hook(), call.instance(), told));
        asked.logged().add(one.id());
    }

    /** Asks the rules that are tried out, when nobody waits any more. Whatever becomes of it, the answer has been given. */
    private void beside(Asked asked, List<Consultation> answered) {
        if (settings.silentRules().isEmpty()) {
            return;
        }
        long held = Math.min(asked.bytes(), room.most());
        if (!room.tryTake(held)) {
            leftOut();
            return;
        }
        boolean taken = aside.later(() -> {
            try {
                candidate().ifPresent(tried -> tryOut(asked, tried, answered));
            } catch (RuntimeException | StackOverflowError e) {
                failed("fault");
                LOG.warn("the rules that are tried out failed: {}", e.getClass().getName());
            } finally {
                room.give(held);
            }
        });
        if (!taken) {
            room.give(held);
            leftOut();
        }
    }

    /** What is written down is of the rules that were asked, whatever the candidate is by then. */
    private void tryOut(Asked asked, Guideline tried, List<Consultation> answered) {
        try {
            List<Consultation> would = tried.consult(asked.call(), asked.found(), Mode.TRIED_OUT);
            writeSilent(asked, tried, would, Mode.TRIED_OUT, counterparts(would, answered), Set.of());
        } catch (Unanswered e) {
            failed("withheld");
            @Nullable
            UUID beside = answered.stream()
                    .map(Consultation::id)
                    .filter(asked.logged()::contains)
                    .findFirst()
                    .orElse(null);
            writeSilent(asked, tried, e, Mode.TRIED_OUT, beside);
            LOG.warn("the rules that are tried out were stopped: {}", e.getMessage());
        }
    }

    private void leftOut() {
        aside.leaveOut();
        metrics.silentFault("left-out");
    }

    private void failed(String reason) {
        failed.incrementAndGet();
        metrics.silentFault(reason);
    }

    boolean isLeavingOut() {
        return aside.isLeavingOut();
    }

    /** How many calls the rules that are tried out were not asked about. */
    long leftOutCalls() {
        return aside.leftOut();
    }

    /** How many calls the rules that are tried out were asked about and gave no answer. */
    long failedCalls() {
        return failed.get();
    }

    /** Of the same orders; otherwise the first, so that at least the call is known. */
    private static Map<UUID, Consultation> counterparts(List<Consultation> would, List<Consultation> answered) {
        Map<UUID, Consultation> counterparts = new HashMap<>();
        if (!answered.isEmpty()) {
            would.forEach(one -> counterparts.put(
                    one.id(),
                    answered.stream()
                            .filter(other -> other.asked().equals(one.asked())
                                    && other.read()
                                            .patient()
                                            .complaint()
                                            .equals(one.read().patient().complaint()))
                            .findFirst()
                            .orElse(answered.get(0))));
        }
        return counterparts;
    }

    /** The rules that are tried out, with what is made of them; none while there are none that can be used. */
    Optional<Guideline> candidate() {
        Optional<ClinicalRules> now = settings.silentRules().flatMap(Supplier::get);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Candidate known = candidate;
        if (known == null || known.source() != now.get()) {
            synchronized (aside) {
                known = candidate;
                if (known == null || known.source() != now.get()) {
                    known = new Candidate(now.get(), made(now.get()));
                    candidate = known;
                }
            }
        }
        return known.made();
    }

    private Optional<Guideline> made(ClinicalRules tried) {
        try {
            Guideline made = new Guideline(tried, UnaryOperator.identity(), settings, ids);
            logs.asked(tried, true);
            return Optional.of(made);
        } catch (MappingException e) {
            LOG.error("the mapping does not fit the rules that are tried out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Guideline> live(Guideline all, Set<String> silent) {
        LiveRules known = live;
        if (known == null || known.all() != all || !known.silent().equals(silent)) {
            known = new LiveRules(all, silent, all.without(silent));
            live = known;
        }
        return known.left();
    }

    /** Writes what is waiting. */
    @Override
    public void close() {
        aside.close();
    }
}

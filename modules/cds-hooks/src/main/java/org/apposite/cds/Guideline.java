package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.cds.cards.Asked;
import org.apposite.cds.cards.CardIds;
import org.apposite.cds.cards.CardSettings;
import org.apposite.cds.cards.CardWords;
import org.apposite.cds.cards.Cards;
import org.apposite.cds.cards.Consultation;
import org.apposite.cds.cards.Unanswered;
import org.apposite.cds.request.DraftOrder;
import org.apposite.cds.request.Hook;
import org.apposite.cds.request.HookCall;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.PatientRecord;
import org.apposite.cds.request.Refused;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.FhirForms;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.PatientSearches;
import org.apposite.fhir.PatientSearches.Search;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirCase.Note;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.questionnaire.CaseQuestionnaire;
import org.apposite.log.Decision.Asking;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Mode;
import org.apposite.log.DecisionIds;
import org.apposite.model.Datum;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules with all that the service makes of them once. Immutable and thread-safe. */
final class Guideline {

    private static final Logger LOG = LoggerFactory.getLogger(Guideline.class);

    private final ClinicalRules source;
    private final ClinicalRules rules;
    private final ClinicalRules brief;
    /** Not counted: what is only supposed is no evaluation of a patient. */
    private final ClinicalRules supposing;

    private final FhirMapping mapping;
    private final FhirCases cases;
    private final FhirForms forms;
    private final Cards cards;
    private final List<Search> searches;
    private final boolean recordHoldsAllImaging;
    private final CardSettings told;
    private final DecisionIds ids;

    /** How they are asked for all that could change an answer. */
    private final Asking whole;

    private Guideline(Guideline whole, Set<String> silent) {
        this.source = whole.source.without(silent);
        this.rules = whole.rules.without(silent);
        this.brief = rules.withBlockingQuestionsOnly();
        this.supposing = source.withBlockingQuestionsOnly();
        this.mapping = whole.mapping;
        this.cases = whole.cases;
        this.forms = whole.forms;
        this.told = whole.told;
        this.cards = new Cards(rules, mapping, told);
        this.searches = whole.searches;
        this.recordHoldsAllImaging = whole.recordHoldsAllImaging;
        this.ids = whole.ids;
        this.whole = new Asking(false, silent);
    }

    Guideline(ClinicalRules source, UnaryOperator<ClinicalRules> counting, CdsSettings settings, CardIds cardIds) {
        this.source = source;
        this.rules = counting.apply(source);
        this.brief = rules.withBlockingQuestionsOnly();
        this.supposing = source.withBlockingQuestionsOnly();
        this.mapping = settings.mapping()
                .map(file -> FhirMapping.withFile(rules.vocabulary(), file))
                .orElseGet(() -> FhirMapping.bundled(rules.vocabulary()));
        this.cases = new FhirCases(rules.vocabulary(), mapping, settings.clock());
        this.forms = new FhirForms(rules.vocabulary(), mapping);
        this.told = new CardSettings(
                settings.rating(),
                URI.create(settings.base() + "/"),
                settings.isQuietForEquals(),
                cardIds,
                CardWords.in(settings.language()));
        this.cards = new Cards(rules, mapping, told);
        this.searches = PatientSearches.of(mapping, rules.topics());
        this.recordHoldsAllImaging = settings.recordHoldsAllImaging();
        this.ids = new DecisionIds(settings.logKey());
        this.whole = Asking.WHOLE;
    }

    /** An operator is to know what no record can bring in as it stands. */
    void tellTermsWithoutOutsideCode() {
        List<String> terms = mapping.termsWithoutOutsideCode();
        if (!terms.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("terms", String.join(", ", terms))
                    .log(
                            "no code of another system maps to these terms, so only the form or the project's own code can state"
                                    + " them; a hospital's mapping can add codes");
        }
    }

    /** Whether these are the rules that all of it was made of. */
    boolean isOf(ClinicalRules others) {
        return source == others;
    }

    ClinicalRules rules() {
        return rules;
    }

    List<Topic> topics() {
        return rules.topics();
    }

    FhirMapping mapping() {
        return mapping;
    }

    /**
     * The case of each complaint of a record of which nobody says whose it is.
     *
     * @throws Refused when it is of two patients: no answer may rest on both
     */
    List<FhirCase> readEach(FhirRecord record) {
        return ofOnePatient(() -> cases.readEach(record));
    }

    /**
     * The case of the first complaint of such a record; a note tells of the others.
     *
     * @throws Refused when it is of two patients
     */
    FhirCase read(FhirRecord record) {
        return ofOnePatient(() -> cases.read(record));
    }

    private static <T> T ofOnePatient(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            // The message names them as the client does.
            throw Refused.invalid("the resources are of more than one patient");
        }
    }

    FhirForms forms() {
        return forms;
    }

    List<Search> searches() {
        return searches;
    }

    Cards cards() {
        return cards;
    }

    Questionnaire questionnaire(Topic topic) {
        return CaseQuestionnaire.of(rules.vocabulary(), topic, rules.version());
    }

    /** What the service offers to clients, and asks them to send along. */
    ObjectNode discovery() {
        ObjectNode discovery = Json.object();
        ArrayNode services = discovery.putArray("services");
        for (Hook hook : Hook.values()) {
            ObjectNode service = services.addObject()
                    .put("hook", hook.hook())
                    .put("id", hook.service())
                    .put("title", hook.title())
                    .put("description", hook.description())
                    .put("version", rules.version());
            ObjectNode prefetch = service.putObject("prefetch");
            for (Search search : searches) {
                prefetch.put(search.name(), search.of("{{context.patientId}}"));
            }
            service.put(
                    "usageRequirements",
                    "What is not sent, and cannot be read with a token, counts as unknown, never as absent.");
        }
        return discovery;
    }

    /**
     * The answers to a call: one for each study that is ordered, whatever number of orders ask for it; otherwise one to the
     * record alone.
     *
     * @param mode whether they are to be shown: the same call, asked again when they are, is another decision
     * @throws Unanswered when the rules give none to any of them
     */
    List<Consultation> consult(HookCall call, PatientRecord found, Mode mode) {
        FhirRecord sent = FhirRecord.of(found.resources());
        FhirRecord record = call.server()
                .map(base -> sent.ofPatient(call.patient(), base))
                .orElseGet(() -> sent.ofPatient(call.patient()));
        if (recordHoldsAllImaging && found.hasAllImagingFound()) {
            record = record.withAllImaging();
        }
        List<DraftOrder> reviewed = call.orders().reviewed();
        IdentityHashMap<ServiceRequest, ObjectNode> json = new IdentityHashMap<>();
        reviewed.forEach(order -> json.put(order.request(), order.json()));
        List<ServiceRequest> drafts = Stream.concat(reviewed.stream(), call.orders().beside().stream())
                .map(DraftOrder::request)
                .toList();
        List<String> named = named(call, mode);
        Consulting all = new Consulting();
        boolean isAllAsked = false;
        for (List<ServiceRequest> together : mapping.together(drafts)) {
            // What lies beside the orders of the call shows what they leave out, but is not spoken of.
            List<ObjectNode> spokenOf = together.stream()
                    .flatMap(request -> Stream.ofNullable(json.get(request)))
                    .toList();
            if (!spokenOf.isEmpty()) {
                List<FhirCase> complaints = cases.readEach(record.ordering(together));
                all.ask(complaints, () -> review(all.next(named), spokenOf, complaints));
                isAllAsked |= complaints.size() == 1 && record.tellsComplaintOf(complaints.get(0));
            }
        }
        // Each complaint is consulted on: those that no order is for, for what is urgent.
        for (FhirCase one : isAllAsked ? List.<FhirCase>of() : cases.readEach(record)) {
            if (all.asked.stream().noneMatch(other -> isOfOneComplaint(one, other))) {
                all.ask(
                        List.of(one),
                        () -> consult(
                                all.next(named), call.hook().isOfOrders() ? Asked.EMERGENCIES : Asked.NEXT_STUDY, one));
            }
        }
        return all.answers();
    }

    /** Asks for one after the other, though there be no answer for one: an emergency of another must not be lost with it. */
    private static final class Consulting {

        private final List<Consultation> answers = new ArrayList<>();
        private final List<FhirCase> asked = new ArrayList<>();
        private final Set<Alert> emergencies = new LinkedHashSet<>();
        private @Nullable EvaluationAborted none;

        /** Asks about one of some cases. */
        void ask(List<FhirCase> about, Supplier<Consultation> question) {
            try {
                Consultation answer = question.get();
                answers.add(answer);
                asked.add(answer.read());
                emergencies.addAll(answer.advice().alerts(Severity.CRITICAL));
            } catch (EvaluationAborted e) {
                none = none == null ? e : none;
                if (about.size() == 1) {
                    asked.add(about.get(0));
                }
                emergencies.addAll(e.emergencies());
            }
        }

        /** What tells the next question of a call from the ones before, which may be of equal orders. */
        List<String> next(List<String> call) {
            return call.isEmpty()
                    ? call
                    : Stream.concat(call.stream(), Stream.of(String.valueOf(answers.size())))
                            .toList();
        }

        List<Consultation> answers() {
            if (none != null) {
                throw new Unanswered(none, List.copyOf(emergencies));
            }
            return answers;
        }
    }

    /**
     * These rules as long as some topics are silent; empty when no other is left. What is made of it shows nothing of theirs.
     */
    Optional<Guideline> without(Set<String> topics) {
        return topics().stream().allMatch(topic -> topics.contains(topic.id()))
                ? Optional.empty()
                : Optional.of(new Guideline(this, topics));
    }

    /**
     * What of answers is shown by rules without silent topics: the answer of the others, or, where a silent one answers, what is an
     * emergency by the others.
     *
     * @return as many, in the same order
     * @throws Unanswered when there is none to any of them
     */
    List<Consultation> showing(List<Consultation> whole, Set<String> silent) {
        Consulting all = new Consulting();
        for (Consultation one : whole) {
            String topic = one.advice().topic();
            Asked asked = topic != null && silent.contains(topic) ? Asked.EMERGENCIES : one.asked();
            // The same whenever the whole answer is.
            List<String> beside = List.of(one.id().toString());
            all.ask(List.of(one.read()), () -> consult(beside, asked, one.read()));
        }
        return all.answers();
    }

    /** What tells a call from every other; nothing does when its client gives it no id of its own. */
    private static List<String> named(HookCall call, Mode mode) {
        return call.hasInstance()
                ? List.of(
                        mode.name(),
                        call.hook().hook(),
                        call.instance(),
                        call.server().orElse(""),
                        call.patient())
                : List.of();
    }

    /** A call for a log, of whose orders nobody has said as what they were understood. */
    static Call logged(HookCall call) {
        List<ObjectNode> orders =
                call.orders().reviewed().stream().map(DraftOrder::json).toList();
        return new Call(
                call.hook().hook(), call.instance(), Asked.reviewOf(orders).understoodAs(null));
    }

    private static boolean isOfOneComplaint(FhirCase one, FhirCase other) {
        return one.patient().complaint().equals(other.patient().complaint());
    }

    /** An order is for one complaint: the one that it names as its reason, or else the one whose topic rates it best. */
    private Consultation review(List<String> call, List<ObjectNode> orders, List<FhirCase> complaints) {
        FhirCase complaint = complaints.size() == 1
                ? complaints.get(0)
                : complaints.stream()
                        .min(Comparator.comparing((FhirCase one) -> !isReason(orders, one))
                                .thenComparing(this::category, Comparator.nullsLast(Comparator.naturalOrder())))
                        .orElseThrow();
        return consult(call, Asked.reviewOf(orders), complaint);
    }

    private static boolean isReason(List<ObjectNode> orders, FhirCase read) {
        return read.origins().stream()
                .filter(origin -> origin.fact().equals(Datum.COMPLAINT.code()))
                .flatMap(origin -> origin.resources().stream())
                .anyMatch(resource -> orders.stream()
                        .anyMatch(order -> resource.equals(
                                "ServiceRequest/" + order.path("id").asText(""))));
    }

    private Recommendation.@Nullable Category category(FhirCase read) {
        OrderReview review = supposing.evaluate(read.patient()).order();
        return review == null ? null : review.category();
    }

    /** A client that sends resources of others has a fault that an operator must see. */
    static void tellOthers(HookCall call, FhirCase read, Metrics metrics) {
        int others = (int) read.notes().stream()
                .filter(Note::ofAnother)
                .map(Note::resource)
                .distinct()
                .count();
        if (others > 0) {
            metrics.setAside(others);
            LOG.atWarn()
                    .addKeyValue("hook", call.hook().hook())
                    .addKeyValue("resources", others)
                    .log("resources were set aside: they are not known to be of the patient of the call");
        }
    }

    /** What else could change an answer takes most of its time to find out: it is asked for a card that tells it. */
    private Consultation consult(List<String> call, Asked asked, FhirCase read) {
        List<String> named = call.isEmpty()
                ? call
                : Stream.of(
                                call.stream(),
                                whole.without().stream().sorted(),
                                Stream.of(String.valueOf(asked.aboutStudies())))
                        .flatMap(all -> all)
                        .toList();
        UUID id = ids.of(named, asked.revisions(), read.patient(), rules.digest());
        Advice advice = brief.evaluate(read.patient());
        Consultation one = new Consultation(
                id, asked, read, new Asking(true, whole.without()), advice, hidesEmergency(read, advice));
        return cards.isWorthACard(one)
                ? new Consultation(id, asked, read, whole, rules.evaluate(read.patient()), one.hidesEmergency())
                : one;
    }

    /** Whether there would be an emergency if all held that the record names without saying it for sure. */
    private boolean hidesEmergency(FhirCase read, Advice advice) {
        return !read.supposed().equals(read.patient())
                && advice.alerts(Severity.CRITICAL).isEmpty()
                && isEmergency(read.supposed());
    }

    private boolean isEmergency(PatientCase supposed) {
        return !emergencies(supposed).isEmpty();
    }

    /** The red flags that a case speaks of when it says that all others are absent: those of the topic that answers. */
    Set<String> redFlagsOf(PatientCase patient) {
        if (!patient.allOtherRedFlagsAbsent()) {
            return Set.of();
        }
        String answering = supposing.evaluate(patient).topic();
        return topics().stream()
                .filter(topic -> topic.id().equals(answering))
                .flatMap(topic -> topic.redFlags().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The critical alerts of a case; it is not counted as one that was answered. */
    List<Alert> emergencies(PatientCase supposed) {
        try {
            return supposing.evaluate(supposed).alerts(Severity.CRITICAL);
        } catch (EvaluationAborted e) {
            return e.emergencies();
        }
    }
}

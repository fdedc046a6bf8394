package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apposite.ClinicalRules;
import org.apposite.cds.cards.Cards;
import org.apposite.cds.cards.Consultation;
import org.apposite.cds.request.DraftOrder;
import org.apposite.cds.request.Hook;
import org.apposite.cds.request.HookCall;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.PatientRecord;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.PatientSearches;
import org.apposite.fhir.PatientSearches.Search;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.questionnaire.CaseQuestionnaire;
import org.apposite.model.Topic;
import org.hl7.fhir.r4.model.Questionnaire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules with all that the service makes of them once. Immutable and thread-safe. */
final class Guideline {

    private static final Logger LOG = LoggerFactory.getLogger(Guideline.class);

    private final ClinicalRules source;
    private final ClinicalRules rules;
    private final ClinicalRules brief;
    private final FhirMapping mapping;
    private final FhirCases cases;
    private final Cards cards;
    private final List<Search> searches;
    private final boolean recordHoldsAllImaging;

    Guideline(ClinicalRules source, UnaryOperator<ClinicalRules> counting, CdsSettings settings) {
        this.source = source;
        this.rules = counting.apply(source);
        this.brief = rules.withBlockingQuestionsOnly();
        this.mapping = settings.mapping()
                .map(file -> FhirMapping.withFile(rules.vocabulary(), file))
                .orElseGet(() -> FhirMapping.bundled(rules.vocabulary()));
        this.cases = new FhirCases(rules.vocabulary(), mapping, settings.clock());
        this.cards = new Cards(rules, mapping, settings.rating(), URI.create(settings.base() + "/"));
        this.searches = PatientSearches.of(mapping, rules.topics());
        this.recordHoldsAllImaging = settings.recordHoldsAllImaging();
        tellTermsWithoutOutsideCode();
    }

    /** An operator is to know what no record can bring in as it stands. */
    private void tellTermsWithoutOutsideCode() {
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

    FhirCases cases() {
        return cases;
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
                    .put("description", hook.description());
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

    /** The answers to a call that have a complaint or an emergency: one for each order, or one to the record alone. */
    List<Consultation> consult(HookCall call, PatientRecord found) {
        FhirRecord sent = FhirRecord.of(found.resources());
        FhirRecord record = call.server()
                .map(base -> sent.ofPatient(call.patient(), base))
                .orElseGet(() -> sent.ofPatient(call.patient()));
        if (recordHoldsAllImaging && found.hasAllImagingFound()) {
            record = record.withAllImaging();
        }
        List<Consultation> all = new ArrayList<>();
        if (!call.hook().isOfOrders()) {
            all.add(consult(null, cases.read(record)));
        }
        for (DraftOrder order : call.orders()) {
            all.add(consult(order.json(), cases.read(record.ordering(order.request()))));
        }
        return all.stream()
                .filter(one -> one.hasComplaint() || one.isEmergency())
                .toList();
    }

    /** What else could change an answer takes most of its time to find out: it is asked for a card that tells it. */
    private Consultation consult(@Nullable ObjectNode order, FhirCase read) {
        UUID id = UUID.randomUUID();
        Consultation one = new Consultation(id, order, read, brief.evaluate(read.patient()));
        return one.isWorthACard() ? new Consultation(id, order, read, rules.evaluate(read.patient())) : one;
    }
}

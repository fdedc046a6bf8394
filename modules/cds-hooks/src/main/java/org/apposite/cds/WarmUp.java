package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apposite.cds.cards.Consultation;
import org.apposite.cds.cards.Unread;
import org.apposite.cds.request.Hook;
import org.apposite.cds.request.HookCall;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.PatientRecord;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.fhir.mapping.Urls;
import org.apposite.log.Decision.Mode;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of nobody, answered before the service is ready: a virtual machine is many times slower at what it does for the first
 * time, and no clinician should be the one who waits for it. They are neither logged nor counted.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final AtomicBoolean IS_WARM = new AtomicBoolean();

    private static final int CALLS = 60;
    private static final Duration MOST = Duration.ofSeconds(6);
    private static final String NOBODY = "nobody";
    private static final String STATUS = "http://terminology.hl7.org/CodeSystem/";

    private final Guideline guideline;
    private final OutgoingReads reads;
    private final LocalDate today;

    private WarmUp(Guideline guideline, OutgoingReads reads, LocalDate today) {
        this.guideline = guideline;
        this.reads = reads;
        this.today = today;
    }

    /** Answers calls until they are fast, or for some seconds; what is warm in this process stays so. */
    static void once(Supplier<Guideline> uncounted, OutgoingReads reads, Clock clock) {
        if (IS_WARM.getAndSet(true)) {
            return;
        }
        try {
            WarmUp calls = new WarmUp(uncounted.get(), reads, LocalDate.now(clock));
            List<Topic> topics = calls.guideline.topics();
            long deadline = System.nanoTime() + MOST.toNanos();
            for (int i = 0; i < CALLS && System.nanoTime() - deadline < 0; i++) {
                calls.answer(topics.get(i % topics.size()));
            }
        } catch (RuntimeException e) {
            // Whatever it is, it is met again where somebody asks.
            LOG.warn(
                    "the service is not warm, so that its first answers are slow: {}",
                    e.getClass().getName());
        }
    }

    private void answer(Topic topic) {
        HookCall call = HookCall.read(Hook.ORDER_SELECT, body(topic), guideline.mapping());
        PatientRecord found = PatientRecord.gather(call, guideline.searches(), reads, MOST, bytes -> true);
        List<Consultation> consultations = guideline.consult(call, found, Mode.SHOWN);
        Json.bytes(guideline
                .cards()
                .response(call.patient(), consultations, new Unread(found.unread(), false, List.of()))
                .body());
    }

    /** An order of some study for somebody with a complaint of the topic, in the project's own codes. */
    private ObjectNode body(Topic topic) {
        ObjectNode body = Json.object()
                .put("hook", Hook.ORDER_SELECT.hook())
                .put("hookInstance", "00000000-0000-4000-8000-000000000000");
        ObjectNode context = body.putObject("context").put("patientId", NOBODY);
        context.putArray("selections").add("ServiceRequest/" + NOBODY);
        ObjectNode draft = of(entry(context.putObject("draftOrders")), "ServiceRequest", "subject")
                .put("status", "draft")
                .put("intent", "order");
        Vocabulary vocabulary = guideline.rules().vocabulary();
        vocabulary.procedures().keySet().stream()
                .findFirst()
                .ifPresent(one -> code(draft, "code", Urls.PROCEDURE, one));
        ObjectNode prefetch = body.putObject("prefetch");
        guideline.searches().forEach(search -> prefetch.putNull(search.name()));
        prefetch.putObject("patient")
                .put("resourceType", "Patient")
                .put("id", NOBODY)
                .put("birthDate", today.minusYears(9).toString());
        ObjectNode condition = of(entry(prefetch.putObject("conditions")), "Condition", "subject")
                .put("recordedDate", today.toString());
        topic.complaints().stream().findFirst().ifPresent(one -> code(condition, "code", Urls.TERMS, one));
        code(condition, "clinicalStatus", STATUS + "condition-clinical", "active");
        code(condition, "verificationStatus", STATUS + "condition-ver-status", "confirmed");
        return body;
    }

    private static ObjectNode entry(ObjectNode bundle) {
        ArrayNode entries =
                bundle.put("resourceType", "Bundle").put("type", "searchset").putArray("entry");
        return entries.addObject().putObject("resource");
    }

    private static ObjectNode of(ObjectNode resource, String type, String subject) {
        resource.put("resourceType", type).put("id", NOBODY);
        resource.putObject(subject).put("reference", "Patient/" + NOBODY);
        return resource;
    }

    private static void code(ObjectNode resource, String element, String system, String code) {
        resource.putObject(element)
                .putArray("coding")
                .addObject()
                .put("system", system)
                .put("code", code);
    }
}

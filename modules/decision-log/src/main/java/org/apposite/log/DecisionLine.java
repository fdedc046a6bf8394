package org.apposite.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Recommendation;
import org.apposite.json.AdviceJson;
import org.apposite.json.CaseJson;
import org.apposite.log.Decision.Asking;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Card;
import org.apposite.log.Decision.Mode;
import org.apposite.log.Decision.Told;
import org.apposite.log.LogKey.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A decision as a line: what {@link DecisionReplay} answers again, and what a report compares.
 *
 * @param key by which cases are hashed, null for no hash
 * @param keepsCases whether the line has the case
 */
record DecisionLine(@Nullable LogKey key, boolean keepsCases) {

    /** The outcome of a call to which the rules gave no answer, which no answer has. */
    private static final String WITHHELD = "withheld";

    /** The hash of the whole answer. */
    static final String ANSWER = "answerHash";

    private static final String ASKED = "asked";
    private static final String BLOCKING_ONLY = "blockingOnly";
    private static final String WITHOUT = "without";

    ObjectNode of(Decision decision, Instant time) {
        Advice advice = decision.advice();
        ObjectNode stated = CaseJson.write(decision.read().patient());
        // A host may call a case by the name of the patient.
        stated.remove("id");
        ObjectNode line = begun(
                decision.id(),
                time,
                decision.call(),
                advice.provenance().digest(),
                advice.outcome().code());
        if (key != null) {
            line.put(
                    "inputHash",
                    "hmac-sha256:" + key.hash(Purpose.CASE, stated.toString().getBytes(StandardCharsets.UTF_8)));
        }
        put(line, decision.call());
        put(line, decision.told());
        put(line, advice);
        putTexts(line, advice.alerts());
        if (keepsCases) {
            line.set("case", stated);
            line.set(ASKED, put(decision.asking()));
            if (key != null) {
                line.put(ANSWER, hash(key, advice));
            }
        }
        return line;
    }

    /** The hash of an answer as a whole, with every text, and the id of the case alone left out. */
    static String hash(LogKey key, Advice advice) {
        ObjectNode answer = AdviceJson.write(advice);
        answer.remove("id");
        return "hmac-sha256:" + key.hash(Purpose.ANSWER, answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode put(Asking asking) {
        ObjectNode asked = JsonNodeFactory.instance.objectNode().put(BLOCKING_ONLY, asking.blockingOnly());
        ArrayNode without = asked.putArray(WITHOUT);
        asking.without().stream().sorted().forEach(without::add);
        return asked;
    }

    /** How the rules were asked by a line that says so. */
    static Asking asking(JsonNode decision) {
        JsonNode asked = decision.path(ASKED);
        return new Asking(
                asked.path(BLOCKING_ONLY).asBoolean(false),
                asked.path(WITHOUT).valueStream().map(one -> one.asText("")).collect(Collectors.toSet()));
    }

    ObjectNode of(Withheld withheld, Instant time) {
        ObjectNode line = begun(withheld.id(), time, withheld.call(), withheld.digest(), WITHHELD)
                .put("reason", withheld.reason().name().toLowerCase(Locale.ROOT));
        put(line, withheld.call());
        put(line, withheld.told());
        put(line, withheld.emergencies());
        putTexts(line, withheld.emergencies());
        return line;
    }

    private static ObjectNode begun(UUID id, Instant time, Call call, String digest, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id.toString())
                .put("time", time.toString())
                .put("hook", call.hook())
                .put("hookInstance", call.instance())
                .put("digest", digest)
                .put("outcome", outcome);
    }

    private static void put(ObjectNode line, Call call) {
        ArrayNode orders = line.putArray("orders");
        call.orders().forEach(order -> {
            ObjectNode one = orders.addObject();
            putIfThere(one, "id", order.id());
            putIfThere(one, "asked", order.asked());
            UUID superseded = order.supersedes();
            putIfThere(one, "supersedes", superseded == null ? null : superseded.toString());
        });
    }

    private static void put(ObjectNode line, Told told) {
        ArrayNode cards = line.putArray("cards");
        told.cards().forEach(card -> put(cards.addObject(), card));
        if (!told.suppressed().isEmpty()) {
            ArrayNode suppressed = line.putArray("suppressed");
            told.suppressed()
                    .forEach(one -> put(suppressed.addObject(), one.card())
                            .put("why", one.why().code()));
        }
        if (told.mode() != Mode.SHOWN) {
            line.put("silent", true);
        }
        if (told.mode() == Mode.TRIED_OUT) {
            line.put("triedOut", true);
        }
        if (told.beside() != null) {
            line.put("beside", told.beside().toString());
        }
    }

    private static ObjectNode put(ObjectNode object, Card card) {
        return object.put("id", card.id())
                .put("indicator", card.indicator())
                .put("kind", card.kind().code());
    }

    private static void put(ObjectNode line, Advice advice) {
        putIfThere(line, "topic", advice.topic());
        VariantMatch variant = advice.variant();
        putIfThere(line, "variant", variant == null ? null : variant.id());
        ArrayNode rules = line.putArray("rules");
        advice.trace().steps().forEach(step -> rules.add(step.rule()));
        put(line, advice.alerts());
        ArrayNode preferred = line.putArray("preferred");
        advice.preferred().stream().map(Recommendation::procedure).distinct().forEach(preferred::add);
        ObjectNode ratings = line.putObject("ratings");
        advice.recommendations()
                .forEach(one -> ratings.withArray(one.category().code()).add(one.procedure()));
    }

    private static void put(ObjectNode line, List<Alert> all) {
        ObjectNode alerts = line.putObject("alerts");
        all.forEach(alert -> alerts.put(alert.code(), alert.severity().code()));
    }

    /** What alerts say, so that a change of it is seen. A text may hold facts of the patient, which a hash without a key gives away. */
    private void putTexts(ObjectNode line, List<Alert> alerts) {
        LogKey by = key;
        if (by == null) {
            return;
        }
        ObjectNode texts = line.putObject("alertTexts");
        alerts.stream()
                .collect(Collectors.groupingBy(
                        Alert::code, TreeMap::new, Collectors.mapping(Alert::text, Collectors.joining("\n"))))
                .forEach((code, text) -> texts.put(code, by.hash(Purpose.TEXT, text.getBytes(StandardCharsets.UTF_8))));
    }

    private static void putIfThere(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}

package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.apposite.log.Decision.Order;
import org.apposite.log.DecisionIds.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks the rules. Immutable, as long as nobody changes the orders.
 *
 * @param aboutStudies whether it asks about studies, and not for emergencies alone
 * @param orders the draft orders that are reviewed together, as they were sent; none when the next study is asked for
 */
public record Asked(boolean aboutStudies, List<ObjectNode> orders) {

    /** Which study to do next. */
    public static final Asked NEXT_STUDY = new Asked(true, List.of());

    /** Whether there is an emergency, whatever is ordered. */
    public static final Asked EMERGENCIES = new Asked(false, List.of());

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

    /** Copies the list. */
    public Asked {
        orders = List.copyOf(orders);
    }

    /**
     * What is to be said of orders.
     *
     * @param orders one or more, parts of one study
     */
    public static Asked reviewOf(List<ObjectNode> orders) {
        return new Asked(true, orders);
    }

    boolean isReview() {
        return !orders.isEmpty();
    }

    /**
     * The orders for a log, understood as one study; ids that are none of FHIR are left out.
     *
     * @param study the code of the study, null when they were not understood
     */
    public List<Order> understoodAs(@Nullable String study) {
        return orders.stream()
                .map(order -> new Order(loggable(order), study, OrderResources.earlierDecision(order)))
                .toList();
    }

    /** The orders as they are now. */
    public List<Revision> revisions() {
        return orders.stream()
                .map(order -> new Revision(
                        loggable(order), order.at("/meta/versionId").textValue()))
                .toList();
    }

    private static @Nullable String loggable(JsonNode order) {
        String id = id(order);
        return ID.matcher(id).matches() ? id : null;
    }

    /** The id by which an order can be changed; empty when it has none. */
    static String id(JsonNode order) {
        return order.path("id").asText("");
    }
}

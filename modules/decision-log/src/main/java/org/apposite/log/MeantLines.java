package org.apposite.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The lines that somebody means who names decisions, calls, cards or cases: those of the same calls as well. For one thread. */
final class MeantLines {

    private final Set<String> ids;
    private final Set<String> known = new HashSet<>();
    private final Set<String> decisions = new HashSet<>();
    private final Set<String> cards = new HashSet<>();

    MeantLines(Set<String> ids) {
        this.ids = new TreeSet<>(ids);
    }

    /** Whether a line is a decision that is meant, as far as is known from the lines so far. */
    boolean isDecision(JsonNode line) {
        String id = line.path("id").asText();
        String beside = line.path("beside").asText();
        List<String> told = Stream.of("cards", "suppressed")
                .flatMap(member -> line.path(member).valueStream())
                .map(card -> card.isTextual() ? card.asText() : card.path("id").asText())
                .toList();
        List<String> named = Stream.concat(
                        Stream.of(
                                id,
                                line.path("hookInstance").asText(),
                                line.path("inputHash").asText()),
                        told.stream())
                .filter(ids::contains)
                .toList();
        known.addAll(named);
        if (named.isEmpty() && !decisions.contains(id) && !decisions.contains(beside)) {
            return false;
        }
        decisions.add(id);
        if (!beside.isEmpty()) {
            decisions.add(beside);
        }
        cards.addAll(told);
        return true;
    }

    /** Whether a line says of a decision that is meant that it no longer stands. */
    boolean isCancellation(JsonNode line) {
        return decisions.contains(line.path("supersedes").asText("no decision"));
    }

    /** Whether a line is feedback to a card that is named, or that tells of a decision that is meant. */
    boolean isFeedback(JsonNode line) {
        String card = line.path("card").asText();
        if (ids.contains(card)) {
            known.add(card);
        }
        return ids.contains(card) || cards.contains(card);
    }

    /** What was named and is in no line. */
    List<String> unknown() {
        return ids.stream().filter(id -> !known.contains(id)).toList();
    }

    /** Whether a line that is not whole has the name of something that is meant. */
    boolean isIn(String torn) {
        return Stream.of(ids, decisions, cards)
                .flatMap(Set::stream)
                .filter(id -> !id.isEmpty())
                .anyMatch(torn::contains);
    }
}

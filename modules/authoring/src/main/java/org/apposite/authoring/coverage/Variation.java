package org.apposite.authoring.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apposite.Examination.Answer;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes what a question asks for in a case, as it is written, so that a question to the patient's case may get a wanted answer. */
final class Variation {

    private static final String ALL_OTHERS = "all-other-red-flags";

    private final Vocabulary vocabulary;

    Variation(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Cases that differ from one in what the question asks for; which of them get the answer is for the rules to say. */
    List<ObjectNode> of(ObjectNode base, Question question, Answer wanted) {
        List<ObjectNode> variations = new ArrayList<>();
        changes(question, wanted).forEach(change -> {
            ObjectNode changed = base.deepCopy();
            change.accept(changed);
            if (!changed.equals(base)) {
                variations.add(changed);
            }
        });
        return variations;
    }

    private List<Consumer<ObjectNode>> changes(Question question, Answer wanted) {
        List<Literal> a = question.arguments();
        boolean unset = wanted == Answer.UNKNOWN;
        return switch (question.name()) {
            case "present", "absent", "unknown", "absentOrUnknown" ->
                List.of(
                        node -> finding(node, text(a, 0), "present"),
                        node -> finding(node, text(a, 0), "absent"),
                        node -> finding(node, text(a, 0), ""));
            case "complaintIs", "complaintUnknown" -> complaints(unset);
            case "youngerThan", "agedAtLeast" ->
                unset ? List.of(node -> node.remove("patient")) : List.of(age(a, -1), age(a, 0));
            case "ageUnknown" -> List.of(node -> node.remove("patient"), node -> age(node, "9 years"));
            case "lastingMoreThan", "lastingAtMost" ->
                unset ? List.of(node -> complaint(node).remove("duration")) : List.of(duration(a, 0), duration(a, 1));
            case "durationUnknown" ->
                List.of(
                        node -> complaint(node).remove("duration"),
                        node -> complaint(node).put("duration", "3 weeks"));
            case "painIn" ->
                List.of(
                        node -> complaint(node).put("region", text(a, 0)),
                        node -> complaint(node).put("region", text(a, 0).equals("lumbar") ? "thoracic" : "lumbar"),
                        node -> complaint(node).remove("region"));
            case "suspected", "suspectedOnly", "suspectedOtherwise" -> suspicions(a);
            case "egfrBelow", "egfrAtLeast" ->
                List.of(
                        node -> egfr(node, a.get(0).number()),
                        node -> egfr(node, a.get(0).number() - 1),
                        node -> node.remove("measurements"));
            case "egfrUnknown" -> List.of(node -> egfr(node, 95), node -> node.remove("measurements"));
            case "imaged",
                    "notImaged",
                    "imagingUnknown",
                    "awaiting",
                    "imagedElsewhereOnly",
                    "shows",
                    "uncountedShows" -> imaging(a);
            default -> List.of();
        };
    }

    private static String text(List<Literal> arguments, int index) {
        return arguments.get(index).text();
    }

    private List<Consumer<ObjectNode>> complaints(boolean unset) {
        if (unset) {
            return List.of(node -> complaint(node).remove("symptom"));
        }
        List<Consumer<ObjectNode>> changes = new ArrayList<>();
        changes.add(node -> complaint(node).remove("symptom"));
        vocabulary
                .codes(Kind.SYMPTOM)
                .forEach(code -> changes.add(node -> complaint(node).put("symptom", code)));
        return changes;
    }

    private void finding(ObjectNode node, String code, String presence) {
        switch (Optional.ofNullable(vocabulary.terms().get(code))
                .map(Vocabulary.Term::kind)
                .orElse(Kind.FINDING)) {
            case CIRCUMSTANCE -> {
                complaint(node).remove(code);
                if (!presence.isEmpty()) {
                    complaint(node).put(code, presence);
                }
            }
            case CONDITION -> {
                if (presence.isEmpty()) {
                    node.remove("conditions");
                } else {
                    list(node, "conditions", code, presence.equals("present"));
                }
            }
            default -> {
                ObjectNode findings = node.withObjectProperty("findings");
                list(findings, "present", code, presence.equals("present"));
                list(findings, "absent", code, presence.equals("absent"));
                if (presence.isEmpty()) {
                    list(findings, "absent", ALL_OTHERS, false);
                }
            }
        }
    }

    private static void list(ObjectNode node, String key, String code, boolean listed) {
        List<String> codes = new ArrayList<>(StreamSupport.stream(node.path(key).spliterator(), false)
                .map(JsonNode::asString)
                .filter(one -> !one.equals(code))
                .toList());
        if (listed) {
            codes.add(code);
        }
        ArrayNode array = node.putArray(key);
        codes.forEach(array::add);
    }

    private static Consumer<ObjectNode> age(List<Literal> a, int off) {
        return node -> age(node, Math.max(a.get(0).number() + off, 0) + " " + text(a, 1));
    }

    private static void age(ObjectNode node, String age) {
        ObjectNode patient = node.withObjectProperty("patient");
        patient.remove(List.of("birthDate", "asOf"));
        patient.put("age", age);
    }

    private static Consumer<ObjectNode> duration(List<Literal> a, int daysMore) {
        int days = a.get(0).number() * (text(a, 1).startsWith("week") ? 7 : 1) + daysMore;
        return node -> complaint(node).put("duration", days + " days");
    }

    private static void egfr(ObjectNode node, int rate) {
        node.withObjectProperty("measurements").put("egfr", rate);
    }

    private List<Consumer<ObjectNode>> suspicions(List<Literal> a) {
        List<Consumer<ObjectNode>> changes = new ArrayList<>();
        changes.add(node -> node.remove("suspected"));
        changes.add(node -> node.putArray("suspected"));
        changes.add(node -> node.putArray("suspected").add(text(a, 0)));
        vocabulary.codes(Kind.SUSPICION).stream()
                .filter(code -> !code.equals(text(a, 0)))
                .forEach(code -> changes.add(node -> node.putArray("suspected").add(code)));
        return changes;
    }

    /** No study, nothing said, and one study of the painful area or of another, pending or with the result asked for. */
    private static List<Consumer<ObjectNode>> imaging(List<Literal> a) {
        List<Consumer<ObjectNode>> changes = new ArrayList<>();
        changes.add(node -> node.remove("imaging"));
        changes.add(node -> node.putArray("imaging"));
        List<String> results =
                a.size() > 1 ? List.of(text(a, 1), "negative", "pending") : List.of("negative", "pending");
        for (String result : results) {
            changes.add(node -> study(node, text(a, 0), painful(node), result));
            changes.add(node -> study(node, text(a, 0), "other", result));
        }
        return changes;
    }

    /** The painful region; a result counts for no patient whose region is not stated, so one is stated. */
    private static String painful(ObjectNode node) {
        ObjectNode complaint = complaint(node);
        if (!complaint.has("region")) {
            complaint.put("region", "lumbar");
        }
        return complaint.path("region").asString("");
    }

    private static void study(ObjectNode node, String study, String region, String result) {
        node.putArray("imaging")
                .addObject()
                .put("study", study)
                .put("region", region)
                .put("result", result);
    }

    private static ObjectNode complaint(ObjectNode node) {
        return node.withObjectProperty("complaint");
    }
}

package org.apposite.authoring.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;

/** What new rules must pass before they answer. A host adds its own; it is called by one thread at a time. */
@FunctionalInterface
public interface Gate {

    /** No gate: rules that can be loaded answer. */
    Gate NONE = (folder, candidate) -> List.of();

    /** The default: every case beside the rules of the loaded topics is answered as it expects. */
    Gate CASES = (folder, candidate) -> {
        Set<String> loaded = candidate.topics().stream().map(Topic::id).collect(Collectors.toSet());
        List<String> objections = new ArrayList<>();
        for (RuleCase one : RuleCase.in(folder, candidate.vocabulary())) {
            if (loaded.contains(one.topic())) {
                one.run(candidate.only(one.topic())::evaluate)
                        .forEach(line -> objections.add(one.file() + ": " + line));
            }
        }
        return List.copyOf(objections);
    };

    /**
     * Judges new rules. What it throws is an objection, too.
     *
     * @param folder the folder that they come from
     * @param candidate the new rules
     * @return what speaks against them, a line each, beginning with a file and a colon if it is of one; empty when they
     *     may answer
     */
    List<String> objections(Path folder, ClinicalRules candidate);

    /**
     * This gate and another one.
     *
     * @param other the gate that is asked when this one has no objection
     * @return a gate that both must pass
     */
    default Gate and(Gate other) {
        return (folder, candidate) -> {
            List<String> objections = objections(folder, candidate);
            return objections.isEmpty() ? other.objections(folder, candidate) : objections;
        };
    }
}

package org.apposite.authoring.document;

import java.util.List;
import org.apposite.advice.Radiation;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Vocabulary.Trust;

/** A rated procedure, as a rule states it. */
record Rating(
        String procedure, String category, boolean disagreement, String median, String level, List<String> sources) {

    Rating {
        sources = List.copyOf(sources);
    }

    static Rating of(Consequence rate) {
        List<String> arguments = rate.arguments().stream().map(Literal::text).toList();
        String category = arguments.get(1);
        boolean disagreement = category.endsWith(Verb.DISAGREEMENT);
        return new Rating(
                arguments.get(0),
                disagreement ? category.substring(0, category.length() - Verb.DISAGREEMENT.length()) : category,
                disagreement,
                Terms.spaced(arguments.get(2)),
                arguments.get(3),
                arguments.subList(4, arguments.size()));
    }

    String categoryWords() {
        String words = Terms.spaced(category);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }

    /** The level of radiation with its range of dose on the topic's scale. */
    String radiation(Terms terms) {
        Radiation radiation = terms.vocabulary()
                .radiationScales()
                .getOrDefault(terms.topic().radiationScale(), java.util.Map.of())
                .get(level);
        if (level.equals("varies") || radiation == null) {
            return Terms.spaced(level);
        }
        return level + " (" + radiation + ")";
    }

    /** Whether the rating was seen only in a transcription. */
    boolean isTranscribed(Terms terms) {
        return sources.stream().allMatch(key -> terms.trust(key) == Trust.TRANSCRIBED);
    }
}

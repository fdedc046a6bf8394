package org.apposite.circuit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation.Category;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * A row of ratings, as a rule states it. Immutable.
 *
 * @param procedure what is rated
 * @param category its category
 * @param disagreement whether the panel disagreed
 * @param median the panel's median rating, null where the source does not state it
 * @param radiation the radiation level, null where the source does not state it
 * @param transcribed whether all of its sources were seen only in a transcription
 * @param sources the keys of its sources
 */
public record Rating(
        Procedure procedure,
        Category category,
        boolean disagreement,
        @Nullable Integer median,
        @Nullable Radiation radiation,
        boolean transcribed,
        List<String> sources) {

    /** By category, median, radiation and code of the procedure; what is not stated comes last. */
    public static final Comparator<Rating> BEST_FIRST = Comparator.comparing(Rating::category)
            .thenComparing(
                    Rating::median,
                    Comparator.nullsFirst(Comparator.<Integer>naturalOrder()).reversed())
            .thenComparing(
                    rating -> rating.radiation() == null
                            ? null
                            : rating.radiation().level(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(rating -> rating.procedure().code());

    private static final Radiation NO_DOSE = new Radiation(Radiation.Level.VARIES, null, null);

    /** Copies the list. */
    public Rating {
        sources = List.copyOf(sources);
    }

    /**
     * What a rule states.
     *
     * @param procedure the code of the procedure
     * @param category the code of the category, with what is behind it where the panel disagreed
     * @param median the median, null where it is not stated
     * @param radiation the radiation level, as in a rule
     * @param sources the keys of the sources
     * @param scope the topic
     * @return empty when the vocabulary has no such procedure
     */
    public static Optional<Rating> of(
            String procedure,
            String category,
            @Nullable Integer median,
            String radiation,
            List<String> sources,
            Scope scope) {
        Procedure known = scope.vocabulary().procedures().get(procedure);
        if (known == null) {
            return Optional.empty();
        }
        Map<String, Radiation> scale =
                scope.vocabulary().radiationScales().getOrDefault(scope.topic().radiationScale(), Map.of());
        boolean transcribed = sources.stream().allMatch(key -> {
            Source source = scope.vocabulary().sources().get(key);
            return source != null && source.trust() == Trust.TRANSCRIBED;
        });
        return Optional.of(new Rating(
                known,
                Coded.of(Category.class, category.replace(Verb.DISAGREEMENT, "")),
                category.endsWith(Verb.DISAGREEMENT),
                median,
                radiation.equals(Verb.NOT_STATED) ? null : scale.getOrDefault(radiation, NO_DOSE),
                transcribed,
                sources));
    }
}

package org.apposite.internal.limit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apposite.language.Placeholder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Vocabulary.Procedure;

/** How long what is filled into the texts of a topic can be, as far as the rules and the vocabulary tell. */
public final class FilledText {

    /** A category, a median, and what stands between two of a list. */
    private static final int BESIDE_A_NAME = 60;

    private final Scope scope;
    private final Map<Placeholder.Use, Long> known = new HashMap<>();

    /** Of the texts of a topic. */
    public FilledText(Scope scope) {
        this.scope = scope;
    }

    /** The most characters for a place; of what a case lists no more than one. */
    public long most(Placeholder.Use place) {
        return known.computeIfAbsent(place, this::reckon);
    }

    private long reckon(Placeholder.Use place) {
        return switch (place.placeholder()) {
            case HIGHER, USUALLY_APPROPRIATE, PREFERRED, TRANSCRIBED -> longestTable();
            case UNKNOWN_RED_FLAGS -> names(scope.topic().redFlags());
            case PRESENT, UNKNOWN -> names(scope.members(place.argument()));
            case ORDER_IN_ALSO_MATCHING ->
                (long) BESIDE_A_NAME * scope.topic().variants().size();
            case COMPLAINT_REGION,
                    EXAMINATION_REGION,
                    ORDER,
                    ORDER_CATEGORY,
                    ORDER_RADIATION,
                    ORDER_REGION,
                    OTHER_IMAGING,
                    LESIONS,
                    STUDIES,
                    STUDY_FINDING,
                    RATING,
                    VALUE -> BESIDE_A_NAME;
        };
    }

    private long names(Collection<String> data) {
        return data.stream()
                .mapToLong(code -> scope.display(code).length() + 2L)
                .sum();
    }

    private long longestTable() {
        ToLongFunction<Consequence> length = row -> {
            Procedure procedure =
                    scope.vocabulary().procedures().get(row.arguments().get(0).text());
            return procedure == null ? 0 : procedure.display().length() + (long) BESIDE_A_NAME;
        };
        return scope.topic().rules().stream()
                .map(Topic.Rule::then)
                .map(rows -> rows.stream().filter(Verb.RATE::isOf).toList())
                .mapToLong((List<Consequence> rows) ->
                        rows.stream().mapToLong(length).sum())
                .max()
                .orElse(0);
    }
}

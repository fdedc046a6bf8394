package org.apposite.json.format;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import org.apposite.json.record.MessageText;
import org.apposite.json.record.Refusal;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Holds codes against the terms of a vocabulary, and tells where a misplaced one belongs. Immutable and thread-safe. */
final class TermCheck {

    private static final int MOST_LISTED = 8;

    private final Vocabulary vocabulary;

    TermCheck(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Checks that a code is of a kind.
     *
     * @param code the code
     * @param at where it stands
     * @param kind what it must be; circumstances and conditions are findings as well
     * @param besides further codes that can stand there
     * @throws Refusal when it is something else
     */
    void check(String code, JsonPointer at, Kind kind, String... besides) {
        Term term = vocabulary.terms().get(code);
        if (List.of(besides).contains(code) || (term != null && isOf(kind, term))) {
            return;
        }
        if (code.equals(CaseSchema.ALL_OTHER_RED_FLAGS)) {
            throw new Refusal(
                    "CASE-301",
                    at,
                    MessageText.quoted(code) + " can only be stated absent",
                    "Name the findings that are present.");
        }
        if (term != null) {
            throw new Refusal(
                    "CASE-301",
                    at,
                    MessageText.quoted(code) + " is not " + named(kind),
                    "State it " + whereStated(term));
        }
        List<String> candidates =
                new ArrayList<>(kind == Kind.FINDING ? vocabulary.findings() : vocabulary.codes(kind));
        candidates.addAll(List.of(besides));
        throw new Refusal(
                "CASE-301",
                at,
                MessageText.quoted(code) + " is not " + named(kind) + " of the vocabulary",
                suggestion(code, candidates));
    }

    private static boolean isOf(Kind kind, Term term) {
        return term.kind() == kind || (kind == Kind.FINDING && term.isFinding());
    }

    private static @Nullable String suggestion(String code, List<String> candidates) {
        String nearest = Spelling.didYouMean(code, candidates);
        if (nearest != null) {
            return nearest;
        }
        return candidates.isEmpty() || candidates.size() > MOST_LISTED
                ? null
                : "The vocabulary has " + MessageText.listed(candidates) + ".";
    }

    private static String named(Kind kind) {
        return switch (kind) {
            case FINDING -> "a finding";
            case CIRCUMSTANCE -> "a circumstance";
            case CONDITION -> "a condition";
            case SUSPICION -> "a suspicion";
            case COMPLAINT -> "a complaint";
            case CHOICE -> "a choice";
            case QUANTITY -> "a quantity";
            case IMAGING, DATUM -> "a datum";
        };
    }

    private static String whereStated(Term term) {
        return switch (term.kind()) {
            case FINDING -> "under \"findings\".";
            case CIRCUMSTANCE -> "as \"" + term.code() + "\" under \"complaint\".";
            case CONDITION -> "under \"conditions\".";
            case SUSPICION -> "under \"suspected\".";
            case COMPLAINT -> "as \"symptom\" under \"complaint\".";
            case CHOICE -> "as \"" + term.code() + "\" under \"choices\".";
            case QUANTITY -> "as \"" + term.code() + "\" under \"measurements\".";
            case IMAGING -> "by the studies under \"imaging\".";
            case DATUM -> "by its value.";
        };
    }
}

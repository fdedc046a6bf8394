package org.apposite.authoring.diff;

import java.util.List;
import java.util.Set;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary.Procedure;
import org.jspecify.annotations.Nullable;

/** Changes in words. */
record Words(Scope before, Scope after) {

    private static final int MOST_QUESTIONS = 5;

    String sentence(ChangeKind kind, String subject, @Nullable String was, @Nullable String is) {
        String head = head(kind, subject);
        if ("".equals(was) || "".equals(is)) {
            return head + (was == null ? " is new" : " is gone");
        }
        return head + ": " + value(kind, was, before) + " \u2192 " + value(kind, is, after);
    }

    /** That other questions are asked first. */
    String questions(Set<String> codes) {
        List<String> told =
                codes.stream().limit(MOST_QUESTIONS).map(this::display).toList();
        int more = codes.size() - told.size();
        return "other questions must be answered first: " + String.join(", ", told)
                + (more == 0 ? "" : " and " + more + " more");
    }

    private String head(ChangeKind kind, String subject) {
        return switch (kind) {
            case VARIANT -> "where the patient is led";
            case PREFERRED -> "preferred";
            case ALSO_MATCHING -> "\"also matching\" " + variant(subject);
            case QUESTION -> "the question for " + display(subject);
            case CATEGORY -> "category of " + procedure(subject);
            case RATING -> "rating of " + procedure(subject);
            case SET_ASIDE -> "that " + procedure(subject) + " is set aside";
            case ALERT -> "alert " + subject;
            case STEP -> "next step " + subject;
            case RED_FLAG -> "red flag " + display(subject);
            case DIFFERENTIAL -> "the diagnosis in question " + subject;
        };
    }

    private String value(ChangeKind kind, @Nullable String value, Scope scope) {
        if (value == null) {
            return "nothing";
        }
        return switch (kind) {
            case VARIANT -> outcome(value, scope);
            case PREFERRED -> procedure(value);
            case CATEGORY, ALERT, STEP -> value.replace('-', ' ');
            default -> value;
        };
    }

    private static String outcome(String value, Scope scope) {
        if (value.startsWith(Said.EXCLUSION)) {
            return "exclusion " + value.substring(Said.EXCLUSION.length());
        }
        return switch (value) {
            case Said.DATA_REQUIRED -> "data required";
            case Said.NOT_APPLICABLE -> "not applicable, without a rule's reason";
            default -> variant(value, scope);
        };
    }

    private String variant(String id) {
        boolean isNew =
                after.topic().variants().stream().anyMatch(one -> one.id().equals(id));
        return variant(id, isNew ? after : before);
    }

    private static String variant(String id, Scope scope) {
        return scope.topic().variants().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(Variant::number)
                .map(number -> "variant " + number)
                .orElse("variant " + id);
    }

    private String display(String code) {
        return (after.vocabulary().terms().containsKey(code) ? after : before).display(code);
    }

    private String procedure(String code) {
        Procedure known = after.vocabulary().procedures().get(code);
        Procedure old = before.vocabulary().procedures().get(code);
        return known != null ? known.display() : old != null ? old.display() : code;
    }
}

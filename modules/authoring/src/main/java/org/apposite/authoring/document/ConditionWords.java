package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Line;
import org.apposite.language.Fact;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;

/** Conditions in words: a phrase, or phrases of which all or one must hold. */
sealed interface ConditionWords {

    /** The words as one sentence, without a capital and a full stop. */
    Line sentence();

    /** The words as list: one item, or a head with items below it. */
    Item item();

    /** A phrase. */
    record Phrase(Line sentence) implements ConditionWords {

        @Override
        public Item item() {
            return Item.of(sentence.asSentence());
        }
    }

    /** Two phrases or more. */
    record Group(boolean all, List<ConditionWords> parts) implements ConditionWords {

        @Override
        public Line sentence() {
            return Line.joined(
                    all ? "; and " : "; or ",
                    parts.stream()
                            .map(one -> one instanceof Group
                                    ? Line.of("(").then(one.sentence()).then(")")
                                    : one.sentence())
                            .toList());
        }

        @Override
        public Item item() {
            return new Item(
                    Line.of(all ? "All of:" : "One of:"),
                    parts.stream().map(ConditionWords::item).toList());
        }
    }

    /** Reads patterns and conditions. */
    final class Reader {

        private final QuestionWords questions;

        Reader(Terms terms) {
            this.questions = new QuestionWords(terms);
        }

        /** Patterns, which must all hold. */
        ConditionWords of(List<Pattern> patterns) {
            List<ConditionWords> parts = new ArrayList<>();
            for (Pattern pattern : patterns) {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                ConditionWords words = pattern.conditions().isEmpty()
                        ? new Phrase(Line.of(any(fact)))
                        : group(fact, true, pattern.conditions());
                parts.addAll(words instanceof Group group && group.all() ? group.parts() : List.of(words));
            }
            return together(true, parts);
        }

        /** One condition on a fact. */
        ConditionWords of(Fact fact, Condition condition) {
            return group(fact, true, List.of(condition));
        }

        private static String any(Fact fact) {
            return switch (fact) {
                case PATIENT -> "in every case";
                case RED_FLAG -> "there is any red flag";
                case SITUATION -> "there is any situation";
                case EMERGENCY, ROUTING -> "the routing is decided";
                case RANKING -> "the ratings are collected";
            };
        }

        /** Neighbours that ask the same become one phrase; the order stays that of the rule. */
        private ConditionWords group(Fact fact, boolean all, List<Condition> conditions) {
            List<ConditionWords> parts = new ArrayList<>();
            int at = 0;
            while (at < conditions.size()) {
                int end = alike(fact, all, conditions, at);
                if (end - at > 1) {
                    parts.add(many(fact, all, conditions.subList(at, end)));
                    at = end;
                } else {
                    ConditionWords one = single(fact, conditions.get(at));
                    parts.addAll(one instanceof Group inner && inner.all() == all ? inner.parts() : List.of(one));
                    at++;
                }
            }
            return together(all, parts);
        }

        private int alike(Fact fact, boolean all, List<Condition> conditions, int from) {
            if (!(conditions.get(from) instanceof Question first)
                    || questions.ofMany(fact, first, all).isEmpty()) {
                return from + 1;
            }
            int end = from + 1;
            while (end < conditions.size()
                    && conditions.get(end) instanceof Question next
                    && next.name().equals(first.name())) {
                end++;
            }
            return end;
        }

        private ConditionWords many(Fact fact, boolean all, List<Condition> conditions) {
            List<Question> asked = conditions.stream()
                    .flatMap(condition -> condition.questions().stream())
                    .toList();
            String head = questions.ofMany(fact, asked.get(0), all).orElseThrow();
            return new Phrase(Line.of(head + ": "
                    + asked.stream().map(one -> questions.about(fact, one)).collect(Collectors.joining(", "))));
        }

        private ConditionWords single(Fact fact, Condition condition) {
            if (condition instanceof AllOf every) {
                return group(fact, true, every.conditions());
            }
            if (condition instanceof AnyOf some) {
                return group(fact, false, some.conditions());
            }
            return new Phrase(questions.of(fact, (Question) condition));
        }

        private static ConditionWords together(boolean all, List<ConditionWords> parts) {
            return parts.size() == 1 ? parts.get(0) : new Group(all, List.copyOf(parts));
        }
    }
}

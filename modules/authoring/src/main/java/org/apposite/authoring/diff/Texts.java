package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apposite.language.Parameter;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;

/** What is worded otherwise, or has other sources. */
final class Texts {

    private Texts() {}

    static List<String> different(Scope before, Scope after) {
        Map<String, Object> was = of(before);
        Map<String, Object> is = of(after);
        Set<String> keys = new LinkedHashSet<>(is.keySet());
        keys.addAll(was.keySet());
        List<String> different = new ArrayList<>();
        for (String key : keys) {
            // What is new or gone of an answer is a change of what is concluded.
            if (was.containsKey(key) && is.containsKey(key) && !Objects.equals(was.get(key), is.get(key))) {
                different.add(key);
            }
        }
        return different;
    }

    private static Map<String, Object> of(Scope scope) {
        Map<String, Object> texts = new TreeMap<>();
        Topic topic = scope.topic();
        texts.put("title", topic.title());
        texts.put("purpose, use and misuse", List.of(topic.purpose(), topic.use(), topic.misuse()));
        texts.put(
                "owner, edition, status and dates of review",
                List.of(topic.owner(), topic.edition(), topic.status(), topic.lastReviewed(), topic.reviewDue()));
        texts.put(
                "where else to look for patients whom the topic does not answer",
                topic.applies().otherwise());
        texts.put("the order of alerts", topic.alerts());
        texts.put("the order of questions and red flags", List.of(topic.asks(), topic.redFlags()));
        topic.variants().forEach(one -> texts.put("title of variant " + one.id(), one.number() + " " + one.title()));
        scope.vocabulary()
                .terms()
                .forEach((code, term) -> texts.put(
                        "wording of " + code, List.of(topic.display(term), term.definition(), topic.question(term))));
        scope.vocabulary().procedures().forEach((code, one) -> texts.put("name of " + code, one.display()));
        Map<String, Set<String>> told = new HashMap<>();
        Map<String, Set<String>> sources = new HashMap<>();
        for (Rule rule : topic.rules()) {
            for (Consequence one : rule.then()) {
                Verb verb = Verb.named(one.verb()).orElseThrow();
                String about = words(verb, one);
                for (int i = 0; i < one.arguments().size(); i++) {
                    String text = one.arguments().get(i).text();
                    if (verb.parameter(i) == Parameter.TEXT) {
                        told.computeIfAbsent("text of " + about, any -> new TreeSet<>())
                                .add(text);
                    } else if (verb.parameter(i) == Parameter.SOURCE) {
                        sources.computeIfAbsent("sources of " + about, any -> new TreeSet<>())
                                .add(text);
                    }
                }
                sources.computeIfAbsent("sources of " + about, any -> new TreeSet<>())
                        .addAll(rule.sources());
            }
            texts.put("name of the rule " + rule.id(), rule.name());
        }
        texts.putAll(told);
        texts.putAll(sources);
        return texts;
    }

    private static String words(Verb verb, Consequence one) {
        if (verb == Verb.HEADLINE) {
            return "headlines";
        }
        int code = verb.parameter(0) == Parameter.STEP ? 1 : 0;
        return verb.display() + " " + one.arguments().get(code).text();
    }
}

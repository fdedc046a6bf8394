package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Span;
import org.apposite.authoring.document.page.Span.Blank;
import org.apposite.authoring.document.page.Span.Code;
import org.apposite.authoring.document.page.Span.Link;
import org.apposite.authoring.document.page.Span.Plain;
import org.apposite.language.Placeholder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Trust;

/** How the codes of a topic are called in its document. */
final class Terms {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+(?::[a-z0-9-]+)?)}");

    private final Scope scope;
    private final Vocabulary vocabulary;
    private final Topic topic;
    private final Map<String, String> situations = new LinkedHashMap<>();

    Terms(Vocabulary vocabulary, Topic topic) {
        this.vocabulary = vocabulary;
        this.topic = topic;
        this.scope = Scope.of(topic, vocabulary);
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (Rule rule : topic.rules()) {
            for (Consequence one : rule.then()) {
                if (Verb.SITUATION.isOf(one)) {
                    names.computeIfAbsent(one.arguments().get(0).text(), code -> new LinkedHashSet<>())
                            .add(rule.name());
                }
            }
        }
        names.forEach((code, rules) -> situations.put(code, situationName(code, List.copyOf(rules))));
    }

    /** Rules of one situation that share what stands before the colon share it as a name; a single rule is its name. */
    private static String situationName(String code, List<String> rules) {
        if (rules.size() == 1) {
            return inSentence(rules.get(0));
        }
        Set<String> heads = new LinkedHashSet<>();
        for (String rule : rules) {
            int colon = rule.indexOf(": ");
            heads.add(colon < 0 ? rule : rule.substring(0, colon));
        }
        return heads.size() == 1 ? inSentence(heads.iterator().next()) : spaced(code);
    }

    private static String inSentence(String sentence) {
        boolean word = sentence.length() > 1
                && Character.isUpperCase(sentence.charAt(0))
                && !Character.isUpperCase(sentence.charAt(1));
        return word ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1) : sentence;
    }

    Scope scope() {
        return scope;
    }

    Topic topic() {
        return topic;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    static String spaced(String code) {
        return code.replace('-', ' ');
    }

    String term(String code) {
        return scope.display(code);
    }

    String procedure(String code) {
        Vocabulary.Procedure procedure = vocabulary.procedures().get(code);
        return procedure == null ? code : procedure.display();
    }

    /** A procedure, or a study that stands for all its procedures. */
    String procedureOrStudy(String code) {
        return vocabulary.procedures().containsKey(code) ? procedure(code) : vocabulary.displayOfStudy(code);
    }

    String variant(String id) {
        return topic.variants().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(one -> "variant " + one.number())
                .orElse("variant " + id);
    }

    Set<String> situations() {
        return situations.keySet();
    }

    List<Rule> situationRules(String code) {
        return topic.rules().stream()
                .filter(rule -> rule.then().stream()
                        .anyMatch(one -> Verb.SITUATION.isOf(one)
                                && one.arguments().get(0).text().equals(code)))
                .toList();
    }

    String situationName(String code) {
        return situations.getOrDefault(code, spaced(code));
    }

    /** Where a situation is told: at its rule, or at the heading above its rules. */
    String situationAnchor(String code) {
        List<Rule> rules = situationRules(code);
        return rules.size() == 1 ? rules.get(0).id() : "situation." + topic.id() + "." + code;
    }

    String variantAnchor(String id) {
        return "variant." + topic.id() + "." + id;
    }

    Span situation(String code) {
        return new Link(situationAnchor(code), situationName(code));
    }

    Span variantLink(String id) {
        return new Link(variantAnchor(id), variant(id));
    }

    /** A text of a rule, with the places that the engine fills made plain. */
    Line text(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            Placeholder.Use use = Placeholder.read(place.group(1)).orElse(null);
            if (use == null) {
                continue;
            }
            String shown = use.placeholder().meaning()
                    + use.placeholder()
                            .parameter()
                            .map(parameter -> ": " + parameter.words(use.argument(), List.of(), scope))
                            .orElse("");
            if (place.start() > from) {
                spans.add(new Plain(text.substring(from, place.start())));
            }
            spans.add(new Blank(shown));
            from = place.end();
        }
        if (from < text.length()) {
            spans.add(new Plain(text.substring(from)));
        }
        return new Line(spans);
    }

    /** Keys of sources, each with how far it can be trusted when that is not as published. */
    Line sources(List<String> keys) {
        return Line.joined(", ", keys.stream().map(this::source).toList());
    }

    /** Sources by their numbers, for tables. */
    Line references(List<String> keys) {
        List<String> all = List.copyOf(vocabulary.sources().keySet());
        return Line.joined(
                ", ",
                keys.stream()
                        .map(key -> Line.link("source." + key, Integer.toString(all.indexOf(key) + 1)))
                        .toList());
    }

    private Line source(String key) {
        Line link = Line.link("source." + key, key);
        return trust(key) == Trust.TRANSCRIBED ? link.then(" (transcribed)") : link;
    }

    Trust trust(String key) {
        Vocabulary.Source source = vocabulary.sources().get(key);
        return source == null ? Trust.INTERPRETATION : source.trust();
    }

    static Line place(Rule rule) {
        return new Line(List.of(new Code(rule.id()), new Plain(" \u00b7 " + rule.file() + ":" + rule.line())));
    }
}

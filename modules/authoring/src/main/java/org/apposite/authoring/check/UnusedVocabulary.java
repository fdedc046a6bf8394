package org.apposite.authoring.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Kind;

/**
 * APP-208: a code of the vocabulary that no rule, topic file, radiation scale or case uses. Of a folder with errors,
 * what stands in quotes in a rule file counts as used.
 */
final class UnusedVocabulary implements Lint {

    private static final Pattern RATING = Pattern.compile("\\{rating:([^{}]+)}");
    private static final Map<Kind, String> KEYS = Map.of(
            Kind.FINDING, "findings",
            Kind.CIRCUMSTANCE, "circumstances",
            Kind.CONDITION, "conditions",
            Kind.SUSPICION, "suspicions",
            Kind.SYMPTOM, "symptoms",
            Kind.DATUM, "data");

    @Override
    public void look(Subject subject, Report report) {
        if (!subject.casesWereRead() || !subject.wasRead("")) {
            return;
        }
        Set<String> used = used(subject);
        if (!subject.isSound()) {
            used.addAll(subject.quoted());
        }
        subject.vocabulary().terms().values().forEach(term -> {
            if (!used.contains(term.code())) {
                report(subject, report, "findings.yaml", KEYS.getOrDefault(term.kind(), ""), term.code());
            }
        });
        subject.vocabulary().procedures().keySet().forEach(code -> {
            if (!used.contains(code)) {
                report(subject, report, "procedures.yaml", "procedures", code);
            }
        });
        subject.vocabulary().sources().keySet().forEach(code -> {
            if (!used.contains(code)) {
                report(subject, report, "sources.yaml", "sources", code);
            }
        });
    }

    private static void report(Subject subject, Report report, String name, String section, String code) {
        String file = "vocabulary/" + name;
        report.at(
                file,
                subject.keys(file).place(section, code),
                CheckCode.UNUSED_VOCABULARY,
                "nothing uses \"" + code + "\": no rule, topic, radiation scale or case",
                "Remove it, or write above it why it stays: # accept " + CheckCode.UNUSED_VOCABULARY.code()
                        + ": the reason");
    }

    private static Set<String> used(Subject subject) {
        Set<String> used = new HashSet<>();
        for (Topic topic : subject.topics()) {
            used.addAll(topic.symptoms());
            used.addAll(topic.redFlags());
            used.addAll(topic.asks());
            for (Rule rule : topic.rules()) {
                used.addAll(rule.sources());
                rule.when().forEach(pattern -> pattern.conditions().forEach(one -> collect(one, used)));
                rule.then().forEach(one -> one.arguments().forEach(argument -> collect(argument, used)));
            }
        }
        YamlKeys radiation = subject.keys("vocabulary/radiation.yaml");
        subject.vocabulary()
                .radiationScales()
                .keySet()
                .forEach(scale -> radiation.text("scales", scale, "source").ifPresent(used::add));
        subject.cases().forEach(one -> collect(one, used));
        return used;
    }

    private static void collect(Condition condition, Set<String> used) {
        if (condition instanceof Question question) {
            question.arguments().forEach(argument -> collect(argument, used));
        } else {
            Reach.parts(condition).forEach(one -> collect(one, used));
        }
    }

    private static void collect(Literal argument, Set<String> used) {
        used.add(argument.text());
        Matcher rating = RATING.matcher(argument.text());
        while (rating.find()) {
            used.add(rating.group(1));
        }
    }

    private static void collect(RuleCase one, Set<String> used) {
        used.addAll(one.sources());
        one.stated().patientCase().ifPresent(patient -> {
            used.addAll(patient.findings().keySet());
            patient.conditions().ifPresent(used::addAll);
            patient.suspicions().ifPresent(used::addAll);
            patient.symptom().ifPresent(used::add);
        });
        List<String> preferred = one.expectation().preferred();
        if (preferred != null) {
            used.addAll(preferred);
        }
    }
}

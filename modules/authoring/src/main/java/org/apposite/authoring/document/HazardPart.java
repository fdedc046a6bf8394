package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.RuleSet;
import org.apposite.authoring.cases.ShownByCase;
import org.apposite.authoring.document.HazardEntry.Meeting;
import org.apposite.authoring.document.HazardEntry.Property;
import org.apposite.authoring.document.HazardEntry.State;
import org.apposite.authoring.document.SignOff.Content;
import org.apposite.authoring.document.page.Block;
import org.apposite.authoring.document.page.Block.Fact;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Block.Signatures;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.json.RuleCase;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Source;

/** The hazard log as it is read: a table of all hazards first, then each by itself, and who signs it. */
final class HazardPart {

    private static final int MOST_REASONS = 5;
    private static final int MOST_CASES = 30;

    private final Content content;
    private final List<ShownByCase> shown;
    private final Map<Topic, List<HazardEntry>> hazards;
    private final boolean wereProved;
    private final Outline out = new Outline();

    HazardPart(Content content, List<ShownByCase> shown, Map<Topic, List<HazardEntry>> hazards, boolean wereProved) {
        this.content = content;
        this.shown = shown;
        this.hazards = hazards;
        this.wereProved = wereProved;
    }

    List<Block> write() {
        opening();
        atAGlance();
        hazards.forEach(this::topic);
        sources();
        signatures();
        return out.blocks();
    }

    private List<HazardEntry> all() {
        return hazards.values().stream().flatMap(List::stream).toList();
    }

    private long count(Predicate<HazardEntry> which) {
        return all().stream().filter(which).count();
    }

    private void opening() {
        RuleSet rules = content.rules();
        if (content.mark().draft()) {
            out.notice(Line.strong("Draft. ").then("The rules are not reviewed for clinical use."));
        }
        out.facts(
                new Fact("Rule set", Line.of(rules.name() + ", version " + rules.version())),
                new Fact("Status", Line.strong(content.mark().status())),
                new Fact(
                        "Topics",
                        Line.joined(
                                ", ",
                                hazards.keySet().stream()
                                        .map(one -> Line.link("topic." + one.id(), one.title()))
                                        .toList())),
                new Fact(
                        "Hazards",
                        Line.of(all().size() + ": " + count(HazardEntry::isProved) + " proved, "
                                + count(HazardEntry::isOnlyTested) + " only tested, "
                                + count(one -> !one.isProved() && !one.isOnlyTested())
                                + (wereProved ? " not proved" : " whose proofs were not run"))),
                new Fact(
                        "Cases",
                        SignOff.answered(shown.stream().map(ShownByCase::result).toList())),
                new Fact("Digest", Line.code(rules.digest())));
        out.paragraph(
                "Each hazard is stated with its sources in the file of its topic, and so are the rules and alerts that meet it, and"
                        + " the risk that remains. Which cases show it and what is proved was found out from these rules when the log was written.");
        warn(one -> !one.isMet(), "Nothing meets these hazards now: ");
        warn(
                one -> one.isMet() && one.meeting().stream().anyMatch(it -> it.state() != State.SPEAKS),
                "Something that" + " meets these hazards does not speak now: ");
        warn(one -> one.cases().isEmpty() && !one.isInherited(), "No case shows these hazards: ");
        if (wereProved) {
            warn(one -> !one.isProved() && !one.isOnlyTested(), "What is to prove these hazards is not proved: ");
        } else {
            out.notice(Line.strong("Proofs were not run. ").then("This log says of no property whether it holds."));
        }
    }

    private void warn(Predicate<HazardEntry> which, String words) {
        List<Line> those = all().stream()
                .filter(which)
                .map(one -> Line.link(one.anchor(), one.hazard().id()))
                .toList();
        if (!those.isEmpty()) {
            out.notice(Line.strong(words).then(Line.joined(", ", those)).then("."));
        }
    }

    private void atAGlance() {
        out.paragraph(Line.strong("Proved")
                .then(
                        ": the named properties hold for every patient that the vocabulary can express. A property proves what it says and"
                                + " no more. Exceptions that the topic accepts stand with the hazard. ")
                .then(Line.strong("Only tested"))
                .then(": the cases show it for the patients whom they state."));
        hazards.forEach((topic, entries) -> {
            if (entries.isEmpty()) {
                out.notice(Line.strong(topic.title() + ": ").then("the topic states no hazards."));
            }
            out.table(
                    topic.title(),
                    List.of("Hazard", "Met by", "Shown by", "Proved", "Residual risk"),
                    entries.stream().map(this::row).toList());
        });
    }

    private Row row(HazardEntry one) {
        return Row.of(
                Line.link(one.anchor(), one.hazard().harm()),
                metBy(one),
                Line.of(cases(one)),
                one.isProved() || one.isOnlyTested() ? Line.of(one.proved()) : Line.strong(one.proved()),
                Line.of(one.hazard().residual()));
    }

    /** Alerts by their codes, which a reader sees again in answers; rules by their number. */
    private static Line metBy(HazardEntry one) {
        List<Line> parts = new ArrayList<>();
        List<Meeting> rules = one.meeting().stream().filter(it -> !it.isAlert()).toList();
        if (!rules.isEmpty()) {
            parts.add(Line.of(rules.size() == 1 ? "1 rule" : rules.size() + " rules"));
        }
        one.meeting().stream().filter(Meeting::isAlert).forEach(it -> parts.add(Line.of("alert " + it.code())));
        one.meeting().stream()
                .filter(it -> it.state() != State.SPEAKS)
                .forEach(it -> parts.add(Line.strong(it.state().words() + ": " + it.code())));
        return Line.joined("; ", parts);
    }

    private String cases(HazardEntry one) {
        int number = one.cases().size();
        return number == 0 && one.isInherited()
                ? "cases of what the layer builds on"
                : number == 1 ? "1 case" : number + " cases";
    }

    private void topic(Topic topic, List<HazardEntry> entries) {
        out.heading(2, "topic." + topic.id(), topic.title());
        out.paragraph(topic.use());
        out.paragraph(topic.misuse());
        entries.forEach(this::hazard);
    }

    private void hazard(HazardEntry one) {
        out.heading(3, one.anchor(), one.hazard().harm());
        if (!one.isMet()) {
            out.notice(Line.strong("Nothing meets this hazard now."));
        }
        out.facts(
                new Fact("Hazard", Line.code(one.hazard().id())),
                new Fact("Residual risk", Line.of(one.hazard().residual())),
                new Fact("Proved", proved(one)),
                new Fact(
                        "Sources",
                        Line.joined(
                                ", ",
                                one.hazard().sources().stream()
                                        .map(key -> Line.link("source." + key, key))
                                        .toList())),
                new Fact(
                        "Stated in",
                        Line.of(one.hazard().file() + ", line " + one.hazard().line())));
        one.proofs().stream().filter(it -> !it.why().isEmpty()).forEach(this::why);
        out.paragraph(Line.strong("Met by"));
        out.bullets(one.meeting().stream().map(this::meeting).toList());
        out.entries(
                "Shown by " + cases(one),
                firstOf(one.cases().stream().map(RuleCase::title).toList(), MOST_CASES, "which the CSV names"));
        if (one.cases().isEmpty()) {
            out.paragraph(Line.strong("Shown by ").then(cases(one)));
        }
    }

    private static Line proved(HazardEntry one) {
        if (one.isOnlyTested()) {
            return Line.of("only tested: no property states this for every patient");
        }
        return Line.joined("; ", one.proofs().stream().map(HazardPart::proved).toList());
    }

    private static Line proved(Property property) {
        return Line.of(property.title() + " (")
                .then(Line.code(property.code()))
                .then("): ")
                .then(Line.strong(property.words()));
    }

    private void why(Property property) {
        List<String> all = property.why();
        out.paragraph(Line.strong(
                property.holds()
                        ? "Exceptions to " + property.code() + " that the topic accepts"
                        : "Why " + property.code() + " is " + property.words()));
        out.bullets(firstOf(all, MOST_REASONS, "which apposite prove lists").stream()
                .map(Item::of)
                .toList());
    }

    /** A page that is signed lists no hundreds. */
    private static List<Line> firstOf(List<String> all, int most, String rest) {
        List<Line> first =
                new ArrayList<>(all.stream().limit(most).map(Line::of).toList());
        if (all.size() > most) {
            first.add(Line.of(all.size() - most + " more, " + rest));
        }
        return first;
    }

    private Item meeting(Meeting one) {
        Line state = one.state() == State.SPEAKS
                ? Line.of("")
                : Line.strong(" " + one.state().words() + ".").then(one.why().isEmpty() ? "" : " " + one.why());
        if (!one.isAlert()) {
            return Item.of(
                    Line.of(one.rules().stream().map(Rule::name).findFirst().orElse("rule") + ", ")
                            .then(Line.code(one.code()))
                            .then(one.rules().stream().map(HazardPart::place).collect(Collectors.joining()))
                            .then(state));
        }
        return new Item(
                Line.of("Alert ").then(Line.code(one.code())).then(state),
                one.rules().stream()
                        .flatMap(rule -> rule.then().stream()
                                .filter(it -> Verb.ALERT.isOf(it)
                                        && it.arguments().get(0).text().equals(one.code()))
                                .map(it -> Item.of(Line.of(it.arguments().get(1).text() + ": "
                                                + it.arguments().get(2).text() + " ")
                                        .then(Line.code(rule.id()))
                                        .then(place(rule)))))
                        .toList());
    }

    private static String place(Rule rule) {
        return ", " + rule.file() + ", line " + rule.line();
    }

    private void sources() {
        out.heading(2, "section.sources", "Sources");
        List<String> used = all().stream()
                .flatMap(one -> one.hazard().sources().stream())
                .distinct()
                .toList();
        Stream<Source> sources =
                content.rules().vocabulary().sources().values().stream().filter(source -> used.contains(source.key()));
        out.table(
                "Sources of the hazards by key",
                List.of("Key", "Title", "Trust"),
                sources.map(source -> new Row(
                                "source." + source.key(),
                                List.of(
                                        Line.code(source.key()),
                                        Line.of(source.title()),
                                        Line.of(SignOff.words(source.trust()))),
                                false))
                        .toList());
    }

    private void signatures() {
        RuleSet rules = content.rules();
        out.heading(2, "section.signatures", "Signatures");
        out.paragraph(Line.of("Those who sign have read this log and accept the risks that remain, for the rule set ")
                .then(Line.strong(rules.name() + " " + rules.version()))
                .then(" with the digest ")
                .then(Line.code(rules.digest()))
                .then(" and no other. The digest covers the hazards and the rules, not the cases."));
        String owners = content.topics().stream().map(Topic::owner).distinct().collect(Collectors.joining("; "));
        out.add(new Signatures(
                List.of("Safety officer", "Owner (" + owners + ")", "Clinical reviewer", "Author of the rules")));
    }
}

package org.apposite.internal.hazard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Verb;
import org.apposite.model.Claims;
import org.apposite.model.Hazard;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Spelling;

/** Reads the hazards of a topic, {@code hazards.yaml}. */
public final class HazardReader {

    /** The name of the file, in the folder of its topic. */
    public static final String FILE = "hazards.yaml";

    private static final String MET_BY = "met-by";
    private static final String RULES = "rules";
    private static final String ALERTS = "alerts";
    private static final String PROVED_BY = "proved-by";
    /** The key of the sources of a hazard. */
    public static final String SOURCES = "sources";

    private final Topic topic;
    private final boolean rulesAreKnown;
    private final boolean propertiesAreKnown;
    private final BiConsumer<YamlMap, String> ids;
    private final BiConsumer<YamlMap, String> sources;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> rules;
    private final Set<String> alerts;
    private final Set<String> properties;

    /**
     * A reader for one topic.
     *
     * @param topic the topic
     * @param before the hazards of what a layer builds on
     * @param rulesAreKnown whether every rule of the topic could be read
     * @param propertiesAreKnown whether every property of it could be read
     * @param ids checks the id of an entry
     * @param sources checks a key of a source of an entry
     */
    public HazardReader(
            Topic topic,
            List<Hazard> before,
            boolean rulesAreKnown,
            boolean propertiesAreKnown,
            BiConsumer<YamlMap, String> ids,
            BiConsumer<YamlMap, String> sources) {
        this.topic = topic;
        this.rulesAreKnown = rulesAreKnown;
        this.propertiesAreKnown = propertiesAreKnown;
        this.ids = ids;
        this.sources = sources;
        before.forEach(one -> taken.add(one.id()));
        this.rules = topic.rules().stream().map(Rule::id).collect(Collectors.toCollection(LinkedHashSet::new));
        this.alerts = topic.rules().stream()
                .flatMap(rule -> rule.then().stream())
                .filter(Verb.ALERT::isOf)
                .map(one -> one.arguments().get(0).text())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.properties = new TreeSet<>(Claims.OF_EVERY_TOPIC);
        topic.claims().properties().forEach(one -> properties.add(one.id()));
    }

    /** The hazards that a file states. */
    public List<Hazard> read(YamlMap root) {
        root.allow("hazards");
        List<Hazard> hazards = new ArrayList<>();
        root.maps("hazards").forEach(entry -> hazards.add(hazard(entry)));
        return hazards;
    }

    private Hazard hazard(YamlMap entry) {
        entry.allow("id", "harm", MET_BY, PROVED_BY, "residual", SOURCES);
        String id = entry.text("id");
        if (!id.isEmpty()) {
            ids.accept(entry, id);
        }
        if (!id.isEmpty() && !taken.add(id)) {
            entry.report(
                    IssueCode.DUPLICATE,
                    "id",
                    "the id \"" + id + "\" is taken by another hazard of the topic",
                    "Choose another.");
        }
        YamlMap metBy = entry.map(MET_BY);
        metBy.allow(RULES, ALERTS);
        if (metBy.isThere() && isNothing(metBy, RULES) && isNothing(metBy, ALERTS)) {
            entry.report(
                    IssueCode.HAZARD,
                    MET_BY,
                    "no rule and no alert meets this hazard",
                    "Name what meets it: met-by: { rules: [ID], alerts: [CODE] }.");
        }
        return new Hazard(
                topic.id(),
                id,
                entry.text("harm"),
                metBy(metBy, RULES, rules),
                metBy(metBy, ALERTS, alerts),
                provedBy(entry),
                entry.text("residual"),
                sources(entry),
                entry.file().name(),
                entry.place().line());
    }

    private static boolean isNothing(YamlMap metBy, String key) {
        return !metBy.has(key) || metBy.isEmptyList(key);
    }

    private List<String> metBy(YamlMap metBy, String key, Collection<String> known) {
        return codes(
                metBy,
                key,
                known,
                rulesAreKnown,
                one -> key.equals(RULES)
                        ? "the topic has no rule \"" + one + "\" that could meet this hazard"
                        : "no rule of the topic raises an alert \"" + one + "\" that could meet this hazard");
    }

    private List<String> provedBy(YamlMap entry) {
        return codes(
                entry,
                PROVED_BY,
                properties,
                propertiesAreKnown,
                one -> "there is no property \"" + one + "\" that could prove that this hazard is met");
    }

    private static List<String> codes(
            YamlMap entry, String key, Collection<String> known, boolean areKnown, UnaryOperator<String> message) {
        List<String> written = entry.textsOrNone(key);
        for (int i = 0; i < written.size() && areKnown; i++) {
            String one = written.get(i);
            if (!one.isEmpty() && !known.contains(one)) {
                entry.report(
                        IssueCode.HAZARD,
                        key,
                        i,
                        message.apply(one),
                        Objects.requireNonNullElse(Spelling.didYouMeanOneOf(one, known), "Remove it."));
            }
        }
        return written;
    }

    private List<String> sources(YamlMap entry) {
        List<String> written = entry.has(SOURCES) ? entry.textOrTexts(SOURCES) : List.of();
        if (written.isEmpty() && entry.isThere()) {
            entry.report(
                    IssueCode.YAML,
                    SOURCES,
                    "the key \"sources\" is missing or empty: nobody could look up why this is a hazard",
                    "Write sources: CODE, or [CODE, CODE], with codes of vocabulary/sources.yaml.");
        }
        written.stream().filter(one -> !one.isEmpty()).forEach(one -> sources.accept(entry, one));
        return written;
    }
}

package org.apposite.authoring.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.authoring.cases.ShownByCase;
import org.apposite.authoring.document.HazardEntry.Meeting;
import org.apposite.authoring.document.HazardEntry.State;
import org.apposite.authoring.document.SignOff.Content;
import org.apposite.authoring.document.page.HtmlPage;
import org.apposite.authoring.document.page.MarkdownPage;
import org.apposite.authoring.prove.Proof;
import org.apposite.authoring.prove.Proofs;
import org.apposite.authoring.prove.Property;
import org.apposite.json.RuleCase;
import org.apposite.language.Verb;
import org.apposite.model.Hazard;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.withdrawal.Withdrawal;

/**
 * The hazard log of a folder of rules, for whoever answers for their safety: what could harm, what meets it, the cases that show it, the
 * properties that prove it and the risk that remains. The hazards are those that the topics state; all else is found out anew, so that
 * it is true of these rules. The same folder gives the same bytes. Immutable and thread-safe.
 */
public final class HazardLog {

    private final Content content;
    private final List<ShownByCase> shown;
    private final Optional<List<Proof>> proofs;

    private HazardLog(Content content, List<ShownByCase> shown, Optional<List<Proof>> proofs) {
        this.content = content;
        this.shown = shown;
        this.proofs = proofs;
    }

    /**
     * The log of a folder of rules. Nothing is proved: it says so.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @param topics the topics to write of; all when none is named
     * @return its log
     * @throws IllegalArgumentException when there is no such topic
     * @throws RuleSetException when rules or cases of the folder are wrong
     * @throws java.io.UncheckedIOException when the cases cannot be read
     */
    public static HazardLog of(Path folder, String... topics) {
        Content content = Content.of(folder, List.of(topics));
        ClinicalRules written = ClinicalRules.of(content.rules().withoutWithdrawals());
        return new HazardLog(content, ShownByCase.of(content.cases(), written), Optional.empty());
    }

    /**
     * This log with the verdict on each property that a hazard names, as the rules are now, without what is withdrawn of them.
     *
     * @param seconds about how long the solver may work for each topic
     * @param progress is told what comes next
     * @return a log with proofs
     */
    public HazardLog proved(int seconds, Consumer<String> progress) {
        ClinicalRules rules = ClinicalRules.of(content.rules());
        List<Proof> all = new ArrayList<>();
        for (Topic topic : content.topics()) {
            Set<String> wanted = hazards(topic).stream()
                    .flatMap(one -> one.properties().stream())
                    .collect(Collectors.toSet());
            if (!wanted.isEmpty()) {
                all.addAll(Proofs.of(rules, content.cases(), List.of(topic.id()), wanted, seconds, progress));
            }
        }
        return new HazardLog(content, shown, Optional.of(List.copyOf(all)));
    }

    /**
     * The log for reading, printing and signing.
     *
     * @return one HTML file that is also well-formed XML, without scripts and other files
     */
    public String html() {
        return new HtmlPage(title(), content.mark()).of(part().write());
    }

    /**
     * The log for a review or a wiki.
     *
     * @return GitHub Flavored Markdown
     */
    public String markdown() {
        return new MarkdownPage(title()).of(part().write());
    }

    /**
     * The log for a spreadsheet: a line for each hazard.
     *
     * @return comma-separated values, every field in quotes; a field that a spreadsheet would take for a formula begins with an apostrophe
     */
    public String csv() {
        return HazardCsv.of(
                content.rules().name() + " " + content.rules().version(),
                content.rules().digest(),
                content.topics().stream().flatMap(one -> entries(one).stream()).toList());
    }

    private String title() {
        return "Hazard log: " + content.title();
    }

    private HazardPart part() {
        Map<Topic, List<HazardEntry>> entries = new LinkedHashMap<>();
        content.topics().forEach(topic -> entries.put(topic, entries(topic)));
        return new HazardPart(content, shown, entries, proofs.isPresent());
    }

    private List<Hazard> hazards(Topic topic) {
        return content.rules().hazards().stream()
                .filter(one -> one.topic().equals(topic.id()))
                .toList();
    }

    private List<HazardEntry> entries(Topic topic) {
        return hazards(topic).stream().map(one -> entry(topic, one)).toList();
    }

    private HazardEntry entry(Topic topic, Hazard hazard) {
        List<Meeting> meeting = new ArrayList<>();
        for (String id : hazard.rules()) {
            meeting.add(meeting(
                    topic,
                    id,
                    false,
                    topic.rules().stream().filter(rule -> rule.id().equals(id)).toList()));
        }
        for (String code : hazard.alerts()) {
            meeting.add(meeting(
                    topic,
                    code,
                    true,
                    topic.rules().stream().filter(rule -> raises(rule, code)).toList()));
        }
        List<RuleCase> cases = shown.stream()
                .filter(one -> one.shows(hazard))
                .map(one -> one.result().ruleCase())
                .toList();
        return new HazardEntry(
                hazard,
                meeting,
                cases,
                hazard.properties().stream().map(code -> property(topic, code)).toList(),
                !content.rules().files().containsKey(hazard.file()));
    }

    static boolean raises(Rule rule, String alert) {
        return rule.then().stream()
                .anyMatch(one ->
                        Verb.ALERT.isOf(one) && one.arguments().get(0).text().equals(alert));
    }

    private Meeting meeting(Topic topic, String code, boolean isAlert, List<Rule> rules) {
        if (rules.isEmpty()) {
            return new Meeting(code, isAlert, rules, State.LEFT_OUT, "");
        }
        List<Optional<Withdrawal>> withdrawn =
                rules.stream().map(rule -> withdrawal(topic, rule)).toList();
        return withdrawn.stream().allMatch(Optional::isPresent)
                ? new Meeting(
                        code,
                        isAlert,
                        rules,
                        State.WITHDRAWN,
                        withdrawn.stream()
                                .flatMap(Optional::stream)
                                .map(Withdrawal::reason)
                                .distinct()
                                .collect(Collectors.joining(" ")))
                : new Meeting(code, isAlert, rules, State.SPEAKS, "");
    }

    private Optional<Withdrawal> withdrawal(Topic topic, Rule rule) {
        return content.rules().withdrawals().stream()
                .filter(one -> one.part().topic().equals(topic.id())
                        && (one.part().isTopic() || one.part().within().equals(List.of(rule.id()))))
                .findFirst();
    }

    private HazardEntry.Property property(Topic topic, String code) {
        Optional<Proof> proof = proofs.flatMap(all -> all.stream()
                .filter(one ->
                        one.topic().equals(topic.id()) && one.property().code().equals(code))
                .findFirst());
        List<String> why = new ArrayList<>();
        proof.ifPresent(one -> {
            one.faults().forEach(fault -> why.add(fault.sentence()));
            why.addAll(one.open());
            one.explained().forEach(accepted -> why.add(accepted.reason()));
            Optional.ofNullable(one.tested()).ifPresent(tested -> why.add(tested.words()));
        });
        return new HazardEntry.Property(code, title(topic, code), proof.map(Proof::verdict), why);
    }

    private static String title(Topic topic, String code) {
        return Property.of(code)
                .map(Property::title)
                .or(() -> topic.claims().properties().stream()
                        .filter(one -> one.id().equals(code))
                        .map(one -> one.sentence().replaceFirst("\\.$", ""))
                        .findFirst())
                .orElse(code);
    }
}

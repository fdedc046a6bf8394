package org.apposite;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apposite.advice.Provenance;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.read.ContentFolder;
import org.apposite.model.Hazard;
import org.apposite.model.LayerChange;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;

/**
 * A folder of rules, read and checked: what tools for authors work on. With issues it holds as much as
 * could be read, and {@link ClinicalRules#of} refuses it.
 *
 * <p>Immutable and thread-safe: files that change later do not change it. Reading needs no rule engine.
 */
public final class RuleSet {

    private final ContentFolder.Result read;

    private RuleSet(ContentFolder.Result read) {
        this.read = read;
    }

    /**
     * Reads and checks a folder of rules, laid out as the bundled one, or a zip or jar of what such a folder holds. A folder or file
     * that cannot be read is an issue. Links in the folder are followed only to what is in it.
     *
     * @param folder the folder that holds {@code rule-set.yaml}, or the archive
     * @param topics ids of the topics to read; all when none is named
     * @return what the folder holds
     * @throws IllegalStateException when the class path lacks what reads rules
     */
    public static RuleSet read(Path folder, String... topics) {
        return read(RuleSource.at(Objects.requireNonNull(folder, "folder")), topics);
    }

    /**
     * Reads and checks rules from anywhere. The same files have the same digest, wherever they come from. A {@code rule-set.lock} in
     * what is no folder must fit its files.
     *
     * @param source where they come from
     * @param topics ids of the topics to read; all when none is named
     * @return what the source holds; what cannot be read is an issue
     * @throws IllegalStateException when the class path lacks what reads rules
     */
    public static RuleSet read(RuleSource source, String... topics) {
        List<String> ids = List.of(Objects.requireNonNull(topics, "topics"));
        return withReader(() -> new RuleSet(ContentFolder.read(Objects.requireNonNull(source, "source"), ids)));
    }

    /** A host of the bundled rules can leave out what reads rules; then the error says so plainly. */
    static <T> T withReader(Supplier<T> work) {
        try {
            return work.get();
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "rules of a folder cannot be read here: the class path lacks what reads them ("
                            + String.valueOf(missing.getMessage()).replace('/', '.')
                            + "). Remove the exclusions from the dependency, or use ClinicalRules.bundled().",
                    missing);
        }
    }

    /**
     * Checks one rule file by itself. Codes are not looked up, since they are in other files.
     *
     * @param name what to call the file in issues
     * @param topic the id of its topic, to which its package belongs
     * @param content its bytes
     * @return all errors in it, by place
     */
    public static List<RuleIssue> issuesOf(String name, String topic, byte[] content) {
        return withReader(() -> ContentFolder.issuesOf(
                Objects.requireNonNull(name, "name"), Objects.requireNonNull(topic, "topic"), content));
    }

    /**
     * All errors.
     *
     * @return the issues by file and line; none when the rules can be loaded
     */
    public List<RuleIssue> issues() {
        return read.issues();
    }

    /**
     * The name of the rule set.
     *
     * @return a name, empty when it could not be read
     */
    public String name() {
        return read.content().name();
    }

    /**
     * The version of the rule set.
     *
     * @return a version, empty when it could not be read
     */
    public String version() {
        return read.content().version();
    }

    /**
     * What a reader of the answers must know.
     *
     * @return a text, empty when it could not be read
     */
    public String notice() {
        return read.content().notice();
    }

    /**
     * The digest of the files.
     *
     * @return {@code sha256:} and hexadecimal digits
     */
    public String digest() {
        return read.content().digest();
    }

    /**
     * The codes that cases and rules may use.
     *
     * @return the vocabulary, empty when it could not be read
     */
    public Vocabulary vocabulary() {
        return read.content().vocabulary();
    }

    /**
     * The topics, without those that are retired.
     *
     * @return read-only models, by id
     */
    public List<Topic> topics() {
        return read.content().topics();
    }

    /**
     * What of these rules no longer speaks, by the file {@code withdrawn.yaml} beside them. The topics of a rule set are as their
     * files have them; {@link ClinicalRules#of} leaves out what is withdrawn.
     *
     * @return the withdrawals, in the order of the file
     */
    public List<Withdrawal> withdrawals() {
        return read.content().withdrawals();
    }

    /**
     * The same rules with nothing withdrawn, for what is true of the rules and not of the moment, such as their cases.
     *
     * @return these rules when nothing is withdrawn
     */
    public RuleSet withoutWithdrawals() {
        return files().containsKey(WithdrawalFile.NAME) ? new RuleSet(read.withoutWithdrawals()) : this;
    }

    /**
     * The texts of the files that make up the rule set: its YAML files and rule files, what is withdrawn, not the cases.
     *
     * @return texts by name, relative to the folder, with {@code /}
     */
    public SortedMap<String, String> files() {
        return read.files();
    }

    /**
     * What the topics say of their safety. Of a topic that a layer builds on this has what that says, too: with the rules that the layer
     * has in the place of others, and with the ids of those that it leaves out, which {@link #topics} no longer has.
     *
     * @return the hazards by topic, in the order of their files
     */
    public List<Hazard> hazards() {
        return read.content().hazards();
    }

    /**
     * What a layer makes different from what it builds on.
     *
     * @return the changes by topic; none when the rule set is no layer
     */
    public List<LayerChange> changes() {
        return read.changes();
    }

    /**
     * What the rule set is made of.
     *
     * @return the layers, the lowest first and the rule set itself last; none when it is no layer
     */
    public List<Provenance.Layer> layers() {
        return read.content().layers();
    }

    /** The content for the engine. */
    Content sound() {
        return read.sound();
    }
}

package org.apposite.authoring.check;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apposite.RuleSet;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.authoring.version.ContentLock;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.json.RuleCase;
import org.apposite.model.LayerChange;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.withdrawal.Withdrawal;

/**
 * Checks a folder of rules with its cases, of which it answers none: what the library says of it (codes {@code APP-1xx}), and
 * what an author should know beyond (codes {@code APP-2xx}). Of a rule with an error nothing more is said, nor what only
 * follows from an error. Stateless and thread-safe.
 */
public final class RuleCheck {

    private static final List<Lint> LINTS = List.of(
            new ImpossibleRule(),
            new IdleCondition(),
            new TableGap(),
            new RatedTwice(),
            new TableLayout(),
            new VariantWithoutRules(),
            new VariantWithoutCase(),
            new UnusedVocabulary(),
            new ReviewDates(),
            new ManyCombinations(),
            new TwinRules(),
            new TopicWithoutPurpose(),
            new WrongCase(),
            new ExpectedCodes(),
            new UnheardConclusion(),
            new PreferredLow(),
            new RoutineStep(),
            new DerivedBothWays(),
            new NeverDerived(),
            new MaskedRule(),
            new NumberGap(),
            new LineEnds(),
            new MedianAgainstCategory(),
            new RadiationOfStudy(),
            new RadiationDiffers(),
            new PreferredBelowBest(),
            new ActiveAndTranscribed(),
            new AgesOfScale(),
            new UnfilledPlace(),
            new HazardWithoutCase(),
            new HazardNoLongerMet(),
            new NotAnalysed());

    /** Those that find errors and need not think all patients through, which takes longer than loading. */
    private static final List<Lint> LINTS_OF_ERRORS = List.of(
            new VariantWithoutRules(),
            new ReviewDates(),
            new WrongCase(),
            new ExpectedCodes(),
            new MedianAgainstCategory(),
            new RadiationOfStudy(),
            new ActiveAndTranscribed());

    /** A system may hide the last ending, so that the author takes it for a case. */
    private static final Pattern HIDDEN_ENDING = Pattern.compile("(?i)cases/.+\\.ya?ml\\..+");

    private RuleCheck() {}

    /**
     * Checks a folder of rules with its cases. A folder or file that cannot be read is a finding.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @param on the day on which reviews are due or not
     * @return everything that there is to say, in the order of {@link Finding}
     */
    public static List<Finding> check(Path folder, LocalDate on) {
        return checked(folder, on).findings();
    }

    /**
     * What a check found, and what an author should know besides.
     *
     * @param findings everything that there is to say, in the order of {@link Finding}
     * @param withoutCode the codes of the terms for which the vocabulary has no code of a terminology, so that a record tells
     *     them by the project's own code alone, unless a mapping has more; in the order of the vocabulary
     * @param changes what a layer makes different from what it builds on
     * @param withdrawals what no longer speaks
     */
    public record Checked(
            List<Finding> findings, List<String> withoutCode, List<LayerChange> changes, List<Withdrawal> withdrawals) {

        /** Copies the lists. */
        public Checked {
            findings = List.copyOf(findings);
            withoutCode = List.copyOf(withoutCode);
            changes = List.copyOf(changes);
            withdrawals = List.copyOf(withdrawals);
        }
    }

    /**
     * Checks a folder of rules with its cases. A folder or file that cannot be read is a finding.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @param on the day on which reviews are due or not
     * @return what was found
     */
    public static Checked checked(Path folder, LocalDate on) {
        Objects.requireNonNull(on, "on");
        RuleSet set = RuleSet.read(folder);
        List<Finding> findings = new ArrayList<>();
        set.issues().forEach(issue -> findings.add(new Finding(Level.ERROR, issue)));
        Subject subject = new Subject(set, cases(folder, set, findings), on);
        Report report = new Report(subject.texts());
        LINTS.forEach(lint -> lint.look(subject, report));
        findings.addAll(ContentLock.check(set, folder));
        Acceptances.in(subject.texts()).applyTo(report.entries(), subject).stream()
                .filter(finding -> isOwn(finding, set))
                .forEach(findings::add);
        List<String> withoutCode = set.vocabulary().terms().values().stream()
                .filter(term -> term.isToldByCode() && term.codes().isEmpty())
                .map(Vocabulary.Term::code)
                .toList();
        return new Checked(findings.stream().sorted().toList(), withoutCode, set.changes(), set.withdrawals());
    }

    /**
     * What is wrong with rules that the library can load, where they would answer what nobody meant: the errors of a check, but for
     * those of the lock, of files that are not read, and those that take seconds to find (APP-201, APP-204, APP-235).
     *
     * @param set the rules as they were read
     * @param folder the folder that they were read from, for their cases
     * @param on the latest day on which a review can have been
     * @return a line each, in the order of {@link Finding}
     */
    public static List<String> errors(RuleSet set, Path folder, LocalDate on) {
        Subject subject = new Subject(set, known(set, RuleCase.in(folder, set.vocabulary())), on);
        Report report = new Report(subject.texts());
        LINTS_OF_ERRORS.forEach(lint -> lint.look(subject, report));
        return report.entries().stream()
                .map(Report.Entry::finding)
                .filter(finding -> finding.level() == Level.ERROR && isOwn(finding, set))
                .sorted()
                .map(finding -> finding.issue().toString())
                .toList();
    }

    /** Of what a layer builds on, its own authors are told. */
    private static boolean isOwn(Finding finding, RuleSet set) {
        String file = finding.issue().file();
        return set.layers().isEmpty() || set.files().containsKey(file) || file.contains("/cases/");
    }

    private static Optional<List<RuleCase>> cases(Path folder, RuleSet set, List<Finding> findings) {
        if (set.topics().isEmpty()) {
            return Optional.empty();
        }
        for (Topic topic : set.topics()) {
            findings.addAll(strayCases(folder, topic));
        }
        return known(set, RuleCase.in(folder, set.vocabulary()));
    }

    private static Optional<List<RuleCase>> known(RuleSet set, List<RuleCase> read) {
        return Subject.codesAreKnown(set) ? Optional.of(read) : Optional.empty();
    }

    /** Files that look like cases and are not read as such. */
    private static List<Finding> strayCases(Path folder, Topic topic) {
        List<Finding> stray = new ArrayList<>();
        try {
            Folder in = Folder.at(folder);
            List<Folder.Entry> files = new ArrayList<>(in.list(topic.id()));
            for (Folder.Entry below : List.copyOf(files)) {
                if (below.type() == Folder.Type.FOLDER && !below.isLink()) {
                    files.addAll(in.list(below.name()));
                }
            }
            for (Folder.Entry file : files) {
                String name = file.name().substring(topic.id().length() + 1);
                boolean inCases = name.startsWith("cases/");
                boolean looksRead = name.endsWith(".yml")
                        || HIDDEN_ENDING.matcher(name).matches()
                        || (name.endsWith(".yaml")
                                && !inCases
                                && !name.equals("topic.yaml")
                                && !name.equals("changes.yaml")
                                && !name.equals("hazards.yaml"));
                if (looksRead && file.type() == Folder.Type.FILE) {
                    stray.add(unreadable(file.name(), "this file is not read, neither as a case nor as anything else"));
                }
            }
        } catch (FileFault e) {
            // A folder that cannot be read has been told by whoever reads its rules and cases.
            return List.of();
        }
        return stray;
    }

    private static Finding unreadable(String file, String message) {
        CheckCode code = CheckCode.WRONG_CASE;
        return new Finding(
                code.level(),
                new RuleIssue(
                        code.code(),
                        file,
                        0,
                        0,
                        message,
                        "Cases are files that end in .yaml, in a folder cases of their topic.",
                        null));
    }
}

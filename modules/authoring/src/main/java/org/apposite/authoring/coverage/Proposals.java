package org.apposite.authoring.coverage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apposite.ClinicalRules;
import org.apposite.authoring.cases.CaseFile;
import org.apposite.authoring.coverage.Coverage.QuestionCoverage;
import org.apposite.authoring.coverage.Coverage.RuleCoverage;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.json.CaseReader;
import org.apposite.json.RuleCase;
import org.apposite.language.Answer;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;

/**
 * Proposes cases for answers that no case has seen yet: the case is filled in, what to expect of it is left to a person.
 * Each starts from a case that is there, in which what the question asks for is changed. A proposal fails until a person has filled it in.
 */
public final class Proposals {

    /** How many answers of questions are looked at: some minutes. */
    private static final long MOST_ANSWERS = 200_000_000;

    private final ClinicalRules rules;
    private final Map<String, OfTopic> topics = new HashMap<>();
    private final CaseReader reader;

    /** How many answers of questions may still be looked at. */
    private long left;

    /** The cases of a topic to start from, and how they are changed. */
    private record OfTopic(List<PatientCase> bases, Variation variation, long questions) {}

    private Proposals(ClinicalRules rules, List<RuleCase> cases, long mostAnswers) {
        this.left = mostAnswers;
        this.rules = rules.withBlockingQuestionsOnly();
        this.reader = new CaseReader(rules.vocabulary());
        for (Topic topic : rules.topics()) {
            List<PatientCase> bases = cases.stream()
                    .filter(one -> one.topic().equals(topic.id()))
                    .flatMap(one -> one.stated().patientCase().stream())
                    .toList();
            topics.put(
                    topic.id(),
                    new OfTopic(bases, new Variation(Scope.of(topic, rules.vocabulary())), Coverage.questions(topic)));
        }
    }

    /**
     * One proposal, or that none was found.
     *
     * @param rule the rule
     * @param question the question, as it is written
     * @param answer the answer that no case has seen
     * @param file the name of a file for it, relative to the rules folder
     * @param text the text of the file, empty when none was found
     * @param isLookedFor whether every change was tried that might lead there; otherwise there are too many, and there may be such a case
     */
    public record Proposal(
            Rule rule, String question, Answer answer, String file, Optional<String> text, boolean isLookedFor) {}

    /**
     * Looks for cases.
     *
     * @param rules the rules
     * @param cases the cases that are there
     * @param coverage what they have seen
     * @param limit how many proposals to make at most
     * @return the proposals and the answers for which none was found, in the order of the rules
     */
    public static List<Proposal> of(ClinicalRules rules, List<RuleCase> cases, Coverage coverage, int limit) {
        return of(rules, cases, coverage, limit, MOST_ANSWERS);
    }

    static List<Proposal> of(
            ClinicalRules rules, List<RuleCase> cases, Coverage coverage, int limit, long mostAnswers) {
        return new Proposals(rules, cases, mostAnswers).propose(coverage, limit);
    }

    private List<Proposal> propose(Coverage coverage, int limit) {
        List<Proposal> proposals = new ArrayList<>();
        int found = 0;
        for (RuleCoverage rule : coverage.rules()) {
            int number = 0;
            for (int i = 0; i < rule.questions().size() && found < limit; i++) {
                QuestionCoverage question = rule.questions().get(i);
                for (Answer answer : question.unseen()) {
                    Optional<ObjectNode> seen = search(rule.rule(), i, question, answer);
                    found += seen.isPresent() ? 1 : 0;
                    String file = topic(rule.rule()) + "/cases/proposed-"
                            + rule.rule().id() + "-" + ++number + ".yaml";
                    proposals.add(new Proposal(
                            rule.rule(),
                            question.toString(),
                            answer,
                            file,
                            seen.map(node -> text(rule.rule(), question, answer, node)),
                            seen.isPresent() || left > 0));
                }
            }
        }
        return proposals;
    }

    private Optional<ObjectNode> search(Rule rule, int index, QuestionCoverage question, Answer answer) {
        OfTopic own = Objects.requireNonNull(topics.get(topic(rule)));
        for (PatientCase base : own.bases) {
            for (PatientCase changed : own.variation.of(base, question, answer)) {
                left -= own.questions;
                if (left <= 0) {
                    return Optional.empty();
                }
                ObjectNode written = CaseFile.of(changed, rules.vocabulary());
                if (answers(written, rule, index).filter(answer::equals).isPresent()) {
                    return Optional.of(written);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Answer> answers(ObjectNode stated, Rule rule, int index) {
        Optional<PatientCase> patient = CaseFile.read(stated, reader);
        return patient.flatMap(one -> rules.only(topic(rule)).examine(one).rules().stream()
                .filter(answers -> answers.rule().equals(rule.id()))
                .findFirst()
                .map(RuleAnswers::questions)
                .map(answers -> answers.get(index)));
    }

    private static String topic(Rule rule) {
        return rule.file().substring(0, rule.file().indexOf('/'));
    }

    private static String text(Rule rule, QuestionCoverage question, Answer answer, ObjectNode stated) {
        String seen = switch (answer) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> "unknown";
        };
        return CaseFile.text(
                "Proposed for the rule " + rule.id() + ": no case yet answers " + question + " with " + seen
                        + ".\nCould there be such a patient? Then write the title, the source, and what the source calls for.",
                stated);
    }

    /**
     * Writes proposals into the folder; a file that is there is left alone.
     *
     * @param proposals the proposals
     * @param folder the rules folder
     * @return the files that were written, relative to the folder
     * @throws UncheckedIOException when one cannot be written
     */
    public static List<String> write(List<Proposal> proposals, Path folder) {
        List<String> written = new ArrayList<>();
        try {
            Folder in = Folder.at(folder);
            for (Proposal one : proposals) {
                if (one.text().isPresent() && in.create(one.file(), one.text().get())) {
                    written.add(one.file());
                }
            }
        } catch (FileFault e) {
            throw new UncheckedIOException(e);
        }
        return written;
    }
}

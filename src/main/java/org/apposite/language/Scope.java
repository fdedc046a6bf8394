package org.apposite.language;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * The codes that the rules of a topic can speak of, and what questions need to know of them before any case. Immutable and
 * thread-safe.
 */
public final class Scope {

    private static final Region NOWHERE =
            new Region(Region.UNKNOWN, "not known", Set.of(), true, Set.of(), List.of(), Map.of(), false);

    private final Topic topic;
    private final Vocabulary vocabulary;
    private final Set<String> conditions;
    private final Set<String> redFlagFindings = new HashSet<>();
    private final Set<String> derived = new HashSet<>();
    private final Map<String, List<Rule>> deriving = new HashMap<>();
    private final Set<String> rated = new HashSet<>();

    private Scope(Topic topic, Vocabulary vocabulary) {
        this.topic = topic;
        this.vocabulary = vocabulary;
        this.conditions = Set.copyOf(vocabulary.codes(Vocabulary.Kind.CONDITION));
        for (String flag : topic.redFlags()) {
            Term term = vocabulary.terms().get(flag);
            if (term != null
                    && term.kind() == Vocabulary.Kind.FINDING
                    && term.derivation() != Derivation.ASKS_ITS_DATA) {
                redFlagFindings.add(flag);
            }
        }
        vocabulary.terms().values().stream().filter(Term::isDerived).forEach(term -> derived.add(term.code()));
        for (Rule rule : topic.rules()) {
            for (Consequence consequence : rule.then()) {
                if (Verb.isDerivation(consequence.verb())) {
                    deriving.merge(consequence.arguments().get(0).text(), List.of(rule), Scope::both);
                } else if (consequence.verb().equals(Verb.RATE.display())) {
                    rated.add(consequence.arguments().get(0).text());
                }
            }
        }
    }

    private static List<Rule> both(List<Rule> some, List<Rule> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * The scope of a topic.
     *
     * @param topic the topic
     * @param vocabulary the vocabulary that it is written in
     * @return the scope
     */
    public static Scope of(Topic topic, Vocabulary vocabulary) {
        return new Scope(topic, vocabulary);
    }

    /**
     * The topic.
     *
     * @return a read-only model
     */
    public Topic topic() {
        return topic;
    }

    /**
     * The vocabulary.
     *
     * @return the codes
     */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * The procedures that an order asks for: those that the topic rates, and others only where it rates none of them.
     *
     * @param order an order
     * @return the procedures, in the order of the file
     */
    public List<Procedure> procedures(ImagingOrder order) {
        List<Procedure> own = vocabulary.procedures(order, rated);
        return own.isEmpty() ? vocabulary.procedures(order) : own;
    }

    /**
     * The members of a group.
     *
     * @param name the name of a group of the topic
     * @return codes of findings and other data; none for an unknown name
     */
    public List<String> group(String name) {
        return topic.groups().getOrDefault(name, List.of());
    }

    /**
     * The data that a code of a datum or of a group stands for.
     *
     * @param name the code of a datum, or the name of a group
     * @return the members of the group, or the datum alone
     */
    public List<String> members(String name) {
        return topic.groups().getOrDefault(name, List.of(name));
    }

    /**
     * The name of a term in the middle of a sentence, in the words of the topic.
     *
     * @param code the code of a term
     * @return its display; the code in words when there is no such term
     */
    public String display(String code) {
        Term term = vocabulary.terms().get(code);
        return term == null ? words(code) : topic.display(term);
    }

    /**
     * A region.
     *
     * @param code its code
     * @return the region; one without a place when the vocabulary has none
     */
    public Region region(String code) {
        return vocabulary.regions().getOrDefault(code, NOWHERE);
    }

    /**
     * A region in the middle of a sentence.
     *
     * @param code its code
     * @return its display
     */
    public String regionWords(String code) {
        return region(code).display();
    }

    /**
     * A region and its side in the middle of a sentence.
     *
     * @param code the code of the region, null when not stated
     * @param side the side, null when not stated
     * @return for instance "left wrist"
     */
    public String placeWords(@Nullable String code, @Nullable Side side) {
        String words = code == null ? "region not stated" : regionWords(code);
        if (side == null) {
            return words;
        }
        return side == Side.BOTH ? words + " on both sides" : side.code() + " " + words;
    }

    /** The code of the study that a code of a study or of a technique names. */
    String studyCode(String kind) {
        return vocabulary.studyOf(kind).map(Study::code).orElse(kind);
    }

    /**
     * The datum that asks for a study.
     *
     * @param kind the code of a study, or of a technique of one
     * @return the code of the datum, empty for a study that nobody is asked for
     */
    public Optional<String> datumOf(String kind) {
        return vocabulary.studyOf(kind).map(Study::datum);
    }

    /**
     * The rules that derive a finding.
     *
     * @param finding the code of a derived finding
     * @return the rules that conclude it present or absent
     */
    public List<Rule> deriving(String finding) {
        return deriving.getOrDefault(finding, List.of());
    }

    boolean isDerived(String finding) {
        return derived.contains(finding);
    }

    boolean isCondition(String finding) {
        return conditions.contains(finding);
    }

    Set<String> redFlagFindings() {
        return redFlagFindings;
    }

    boolean isRedFlagFinding(String finding) {
        return redFlagFindings.contains(finding);
    }

    static String words(String code) {
        return code.replace('-', ' ');
    }
}

package org.apposite.internal.bundle;

import java.util.List;
import org.apposite.advice.Provenance;
import org.apposite.model.Hazard;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.apposite.withdrawal.WithdrawnRules;
import org.jspecify.annotations.Nullable;

/**
 * A rule set as read and checked.
 *
 * @param name its name
 * @param version its version
 * @param notice what a reader of its answers must know
 * @param digest {@code sha256:} and the hexadecimal digest of its files
 * @param vocabulary its closed lists
 * @param topics its topics, by id
 * @param layers what it is made of when it is a layer, the lowest first and itself last
 * @param base what it builds on; null when it is no layer. Held so that others can share it
 * @param withdrawals what of its topics no longer speaks
 * @param lifted what of them did not speak for a time
 * @param hazards what its topics say of their safety; none in a bundle, since no answer rests on it
 */
public record Content(
        String name,
        String version,
        String notice,
        String digest,
        Vocabulary vocabulary,
        List<Topic> topics,
        List<Provenance.Layer> layers,
        @Nullable Content base,
        List<Withdrawal> withdrawals,
        List<Lifted> lifted,
        List<Hazard> hazards) {

    /** Copies the lists. */
    public Content {
        topics = List.copyOf(topics);
        layers = List.copyOf(layers);
        withdrawals = List.copyOf(withdrawals);
        lifted = List.copyOf(lifted);
        hazards = List.copyOf(hazards);
    }

    /** Content that is no layer, of which nothing is withdrawn, and that states no hazards. */
    public Content(
            String name, String version, String notice, String digest, Vocabulary vocabulary, List<Topic> topics) {
        this(name, version, notice, digest, vocabulary, topics, List.of(), null, List.of(), List.of(), List.of());
    }

    /** The same with other topics. */
    public Content with(List<Topic> others) {
        return new Content(
                name, version, notice, digest, vocabulary, others, layers, base, withdrawals, lifted, hazards);
    }

    /** The same with other hazards. */
    public Content stating(List<Hazard> others) {
        return new Content(
                name, version, notice, digest, vocabulary, topics, layers, base, withdrawals, lifted, others);
    }

    /** The same of which other parts are or were withdrawn, under the digest that it then has. */
    public Content withdrawing(List<Withdrawal> others, List<Lifted> over, String otherDigest) {
        return new Content(name, version, notice, otherDigest, vocabulary, topics, layers, base, others, over, hazards);
    }

    /** What is withdrawn of a topic. */
    public List<Withdrawal> withdrawalsOf(String topic) {
        return withdrawals.stream()
                .filter(one -> one.part().topic().equals(topic))
                .toList();
    }

    /** The same as it speaks: without what is withdrawn of its topics. */
    public Content speaking() {
        return with(topics.stream()
                .map(topic -> WithdrawnRules.of(topic, withdrawals, vocabulary))
                .toList());
    }
}

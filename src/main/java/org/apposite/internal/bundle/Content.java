package org.apposite.internal.bundle;

import java.util.List;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;

/**
 * A rule set as read and checked.
 *
 * @param name its name
 * @param version its version
 * @param notice what a reader of its answers must know
 * @param digest {@code sha256:} and the hexadecimal digest of its files
 * @param vocabulary its closed lists
 * @param topics its topics, by id
 */
public record Content(
        String name, String version, String notice, String digest, Vocabulary vocabulary, List<Topic> topics) {

    /** Copies the list. */
    public Content {
        topics = List.copyOf(topics);
    }
}

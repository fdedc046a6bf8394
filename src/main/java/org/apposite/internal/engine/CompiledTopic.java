package org.apposite.internal.engine;

import java.util.Map;
import java.util.TreeMap;

/**
 * The classes of a compiled topic.
 *
 * @param modelClass the name of the class that is the executable model
 * @param classes bytes by class name, all the topic needs
 */
record CompiledTopic(String modelClass, Map<String, byte[]> classes) {

    CompiledTopic {
        classes = new TreeMap<>(classes);
    }
}

package org.apposite.internal.bundle;

import java.util.Map;
import java.util.TreeMap;
import org.drools.model.Model;

/**
 * The classes of a compiled topic.
 *
 * @param modelClass the name of the class that is the executable model
 * @param classes bytes by class name, all the topic needs
 */
public record CompiledTopic(String modelClass, Map<String, byte[]> classes) {

    /** Stands between the ids of rules that fire together, in the name of what fires. */
    public static final String BETWEEN_RULES = " ";

    /** Copies the map. */
    public CompiledTopic {
        classes = new TreeMap<>(classes);
    }

    /**
     * The executable model, whose classes are held in memory.
     *
     * @return a new model
     */
    public Model model() {
        return model(modelClass, new TopicClasses(classes));
    }

    static Model model(String name, ClassLoader loader) {
        try {
            return (Model) loader.loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled rules " + name + " cannot be loaded", e);
        }
    }
}

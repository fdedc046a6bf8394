package org.apposite.internal.bundle;

import java.util.Map;

/** Holds the classes of a topic that was compiled in memory; they go when the rules go. */
final class TopicClasses extends ClassLoader {

    private final Map<String, byte[]> classes;

    TopicClasses(Map<String, byte[]> classes) {
        super(TopicClasses.class.getClassLoader());
        this.classes = classes;
    }

    /** Own classes first: the same topic may also be bundled. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }
}

package org.apposite.internal.bundle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Defines the classes of a topic that was compiled in memory, whose bytes it then lets go; they go when the rules go. */
final class TopicClasses extends ClassLoader {

    private final Map<String, byte[]> undefined;

    TopicClasses(Map<String, byte[]> classes) {
        super(TopicClasses.class.getClassLoader());
        this.undefined = new ConcurrentHashMap<>(classes);
    }

    /** Own classes first: the same topic may also be bundled. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = undefined.remove(name);
            return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
        }
    }
}

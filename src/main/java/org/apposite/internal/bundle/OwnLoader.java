package org.apposite.internal.bundle;

import java.util.function.Supplier;

/**
 * Work in which the rule engine may look for its services. It does so by the context class loader of the thread, and what it
 * does not find at the first time is missing for the life of the process; so that loader is ours for as long.
 */
public final class OwnLoader {

    private OwnLoader() {}

    /**
     * Does some work with the class loader of this library as the context.
     *
     * @param work the work
     * @return what comes of it
     */
    public static <T> T in(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(OwnLoader.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

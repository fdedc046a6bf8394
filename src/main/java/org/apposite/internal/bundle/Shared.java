package org.apposite.internal.bundle;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that cost much to make, each made once under its name and shared for as long as anybody holds it. Thread-safe; who
 * makes a value holds up those alone who want the same.
 *
 * @param <K> the type of the names
 * @param <T> the type of the values
 */
public final class Shared<K, T> {

    private final Map<K, Slot<T>> slots = new ConcurrentHashMap<>();

    /**
     * The value of a name.
     *
     * @param name what the value is made from
     * @param maker makes it, when nobody holds it
     * @return the value
     */
    public T get(K name, Supplier<T> maker) {
        slots.values().removeIf(Slot::isGone);
        return slots.computeIfAbsent(name, any -> new Slot<>()).get(maker);
    }

    private static final class Slot<T> {

        private volatile @Nullable WeakReference<T> made;

        synchronized T get(Supplier<T> maker) {
            WeakReference<T> reference = made;
            T held = reference == null ? null : reference.get();
            if (held != null) {
                return held;
            }
            T fresh = maker.get();
            made = new WeakReference<>(fresh);
            return fresh;
        }

        /** A value that is being made is not gone. */
        boolean isGone() {
            WeakReference<T> reference = made;
            return reference != null && reference.get() == null;
        }
    }
}

package org.apposite.internal.bundle;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Of equal values the one that is kept, for as long as anybody holds it. Thread-safe.
 *
 * @param <T> the type of the values, which must be immutable
 */
public final class Interned<T> {

    private final Map<T, WeakReference<T>> kept = new WeakHashMap<>();

    /**
     * The value that is kept.
     *
     * @param value a value
     * @return an equal one, which may be the same
     */
    public synchronized T of(T value) {
        WeakReference<T> reference = kept.get(value);
        T held = reference == null ? null : reference.get();
        if (held != null) {
            return held;
        }
        kept.put(value, new WeakReference<>(value));
        return value;
    }
}

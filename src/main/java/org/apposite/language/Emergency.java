package org.apposite.language;

/**
 * Whether an emergency stands: a critical alert of any loaded topic. For the rules that come after the routing, so that
 * nothing they say contradicts it. Immutable.
 *
 * @param any whether there is any critical alert
 */
public record Emergency(boolean any) {

    public boolean stands() {
        return any;
    }

    public boolean none() {
        return !any;
    }
}

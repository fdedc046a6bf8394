package org.apposite.authoring.check;

/** Looks for one kind of flaw. */
interface Lint {

    /**
     * Looks, and reports what it finds.
     *
     * @param subject what was read
     * @param report where findings go
     */
    void look(Subject subject, Report report);
}

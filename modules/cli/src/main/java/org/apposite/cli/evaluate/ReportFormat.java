package org.apposite.cli.evaluate;

/** How it is written what is told of a case beside its answer. */
enum ReportFormat {
    /** For people. */
    TEXT,
    /** For machines. */
    JSON
}

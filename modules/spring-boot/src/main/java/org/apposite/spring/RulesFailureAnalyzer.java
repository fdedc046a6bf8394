package org.apposite.spring;

import org.apposite.authoring.reload.NotLoadedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells in place of a stack trace why the rules of a folder were not loaded. */
class RulesFailureAnalyzer extends AbstractFailureAnalyzer<NotLoadedException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NotLoadedException cause) {
        return new FailureAnalysis(
                "The rules were not loaded:\n\n" + cause.getMessage(),
                "Correct the folder that apposite.rules names, and start again.",
                cause);
    }
}

package org.apposite.internal.read;

import org.apposite.language.Parameter;

/** A code or text that a rule uses, and where, to be checked when everything has been read. */
record CodeUse(SourceFile file, int offset, Parameter parameter, String value) {}

package org.apposite.internal.read;

import java.util.List;
import org.apposite.language.Parameter;
import org.apposite.model.Topic.Literal;

/**
 * An argument that a rule uses, and where, to be checked when everything has been read.
 *
 * @param file the file of the rule
 * @param offset where it stands
 * @param callee the question or verb
 * @param parameter what it must be
 * @param arguments all arguments of the question or verb
 * @param index which of them it is
 */
record CodeUse(SourceFile file, int offset, String callee, Parameter parameter, List<Literal> arguments, int index) {

    CodeUse {
        arguments = List.copyOf(arguments);
    }

    Literal literal() {
        return arguments.get(index);
    }

    String value() {
        return literal().text();
    }

    List<Literal> before() {
        return arguments.subList(0, index);
    }
}

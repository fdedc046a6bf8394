package org.apposite.internal.read;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import org.apposite.text.Place;
import org.jspecify.annotations.Nullable;

/** A piece of a file that was parsed by itself, to find back from its positions to those of the file. */
record Excerpt(SourceFile file, String text, int start) {

    int offset(Node node) {
        return node.getBegin().map(this::offset).orElse(start);
    }

    int offset(Position position) {
        int offset = 0;
        for (int line = 1; line < position.line; line++) {
            offset = text.indexOf('\n', offset) + 1;
        }
        return start + offset + position.column - 1;
    }

    Place place(Node node) {
        int offset = offset(node);
        return new Place(file.lineOf(offset), file.columnOf(offset));
    }

    void report(IssueCode code, Node node, String message, @Nullable String suggestion) {
        file.reportAt(code, offset(node), message, suggestion);
    }

    void report(IssueCode code, String message, @Nullable String suggestion) {
        file.reportAt(code, start, message, suggestion);
    }
}

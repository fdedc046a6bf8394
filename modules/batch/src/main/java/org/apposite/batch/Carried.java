package org.apposite.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.columns.CaseColumns;
import org.apposite.columns.Field;
import org.apposite.columns.WrongColumnsException;
import org.apposite.model.Vocabulary;
import org.apposite.text.Spelling;

/** The columns of a table that are carried over into the answers, and those that state a case. */
final class Carried {

    private Carried() {}

    /** Where the columns are that are carried over. */
    static List<Integer> places(List<String> besides, List<String> names, Path file) {
        List<String> plain = names.stream().map(CaseColumns::plain).toList();
        return besides.stream()
                .map(column -> {
                    int at = plain.indexOf(CaseColumns.plain(column));
                    if (at < 0) {
                        String meant = Spelling.didYouMeanOneOf(column, names);
                        throw new BatchRefused(file + ": there is no column \"" + column + "\" to be carried over."
                                + (meant == null ? "" : " " + meant));
                    }
                    return at;
                })
                .toList();
    }

    static CaseColumns bind(List<Field> table, Vocabulary vocabulary, List<String> besides, Path file) {
        Set<String> others = besides.stream().map(CaseColumns::plain).collect(Collectors.toSet());
        try {
            return CaseColumns.bind(table, vocabulary, others);
        } catch (WrongColumnsException e) {
            throw new BatchRefused(
                    file + ": "
                            + e.with(
                                    "Leave out columns that state nothing about the patient, or carry them over with --besides."));
        }
    }
}

package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apposite.model.Datum;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/** Shrinks a case of which something is so, statement by statement, to one of which nothing more can be left out. */
final class Smallest {

    private Smallest() {}

    static PatientCase of(PatientCase found, Predicate<PatientCase> isSo) {
        for (UnaryOperator<PatientCaseBuilder> less : omissions(found)) {
            Optional<PatientCase> smaller = less.apply(found.toBuilder()).buildIfConsistent();
            if (smaller.isPresent() && !smaller.get().equals(found) && isSo.test(smaller.get())) {
                return of(smaller.get(), isSo);
            }
        }
        return found;
    }

    private static List<UnaryOperator<PatientCaseBuilder>> omissions(PatientCase found) {
        List<UnaryOperator<PatientCaseBuilder>> omissions = new ArrayList<>();
        found.findings().keySet().forEach(code -> omissions.add(builder -> builder.notStated(code)));
        found.choices().keySet().forEach(code -> omissions.add(builder -> builder.notStated(code)));
        found.measurements().keySet().forEach(code -> omissions.add(builder -> builder.notStated(code)));
        for (Datum datum : Datum.values()) {
            omissions.add(builder -> builder.notStated(datum.code()));
        }
        omissions.add(PatientCaseBuilder::imagingNotStated);
        omissions.add(PatientCaseBuilder::conditionsNotStated);
        omissions.add(PatientCaseBuilder::otherRedFlagsNotStated);
        found.imaging().ifPresent(studies -> {
            for (int i = 0; i < studies.size(); i++) {
                var fewer = new ArrayList<>(studies);
                fewer.remove(i);
                omissions.add(builder -> builder.imaging(fewer));
            }
        });
        return omissions;
    }
}

package org.apposite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apposite.model.Datum;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/** Shrinks a case of which something is so, statement by statement, to one of which nothing more can be left out. */
public final class Smallest {

    private static final Path SAVED = Path.of("target", "smallest-cases");

    private Smallest() {}

    /** The same of a case for which a message is not empty; kept in a file, since a run of hours may have found it. */
    public static String told(PatientCase found, Function<PatientCase, String> message) {
        PatientCase smallest = of(found, one -> !message.apply(one).isEmpty());
        String told = message.apply(smallest) + "\n" + smallest;
        try {
            Files.createDirectories(SAVED);
            Path file = SAVED.resolve(Integer.toHexString(told.hashCode()) + ".txt");
            return told + "\nsaved as " + Files.writeString(file, told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PatientCase of(PatientCase found, Predicate<PatientCase> isSo) {
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
                omissions.add(builder -> builder.imagingNotStated().imaging(fewer));
            }
        });
        return omissions;
    }
}

package org.apposite.internal.read;

import java.util.Optional;
import org.apposite.internal.bundle.OwnLoader;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * The judge of whether a text is plain DRL: the older of the rule engine's own parsers. It is the stricter one, and starts
 * in a third of the time; what is executed is not this text anyway.
 */
final class PlainDrl {

    private PlainDrl() {}

    /** Where reading stopped first; lines and columns from 1. */
    record Stop(int line, int column) {}

    /** Where the parser stops in a text; empty when it reads all of it. */
    static Optional<Stop> stop(String text) {
        return OwnLoader.in(() -> read(text));
    }

    private static Optional<Stop> read(String text) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        boolean read = false;
        try {
            read = parser.parse(null, text) != null;
        } catch (DroolsParserException | RuntimeException e) {
            // The parser gave up; where, stands in its errors, or nowhere.
        }
        Optional<Stop> stop = parser.getErrors().stream().findFirst().map(PlainDrl::stop);
        return stop.isPresent() || read ? stop : Optional.of(new Stop(1, 1));
    }

    private static Stop stop(DroolsError error) {
        if (error instanceof ParserError at) {
            return new Stop(Math.max(at.getRow(), 1), Math.max(at.getCol() + 1, 1));
        }
        return new Stop(error.getLines().length > 0 ? Math.max(error.getLines()[0], 1) : 1, 1);
    }
}

package org.apposite.internal.read;

import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * A text as the older of the rule engine's own parsers reads it. It is the stricter one, and starts in a third of the
 * time; what is compiled is not this text anyway.
 *
 * @param content what was read
 * @param error where reading stopped first, null when it did not
 */
record Parsed(PackageDescr content, @Nullable Stop error) {

    /** Where reading stopped; lines and columns from 1. */
    record Stop(int line, int column) {}

    static Parsed of(String text) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr content = null;
        try {
            content = parser.parse(null, text);
        } catch (DroolsParserException | RuntimeException e) {
            // The parser gave up; where, stands in its errors, or nowhere.
        }
        Stop stop = parser.getErrors().stream().findFirst().map(Parsed::stop).orElse(null);
        if (content == null) {
            return new Parsed(new PackageDescr(), stop == null ? new Stop(1, 1) : stop);
        }
        return new Parsed(content, stop);
    }

    private static Stop stop(DroolsError error) {
        if (error instanceof ParserError at) {
            return new Stop(Math.max(at.getRow(), 1), Math.max(at.getCol() + 1, 1));
        }
        return new Stop(error.getLines().length > 0 ? Math.max(error.getLines()[0], 1) : 1, 1);
    }
}

package org.apposite.cli.evaluate;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apposite.text.Messages;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A language of the interface, as options and files name it. */
public final class Language implements ITypeConverter<Locale>, Iterable<String> {

    /** The names of all languages; the first is the default. */
    public static final List<String> NAMES =
            Messages.LANGUAGES.stream().map(Locale::toLanguageTag).toList();

    @Override
    public Locale convert(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (!NAMES.contains(name)) {
            throw new TypeConversionException(
                    "'" + text + "' cannot stand here; write one of " + String.join(", ", NAMES));
        }
        return Locale.forLanguageTag(name);
    }

    @Override
    public Iterator<String> iterator() {
        return NAMES.iterator();
    }
}

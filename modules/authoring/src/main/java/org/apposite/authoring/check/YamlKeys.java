package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.text.Place;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Entry;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/** Where the keys of a YAML file stand. A file that cannot be read has none; the library has reported it. */
final class YamlKeys {

    private static final Place TOP = new Place(1, 1);

    private final @Nullable YamlValue root;

    private YamlKeys(@Nullable YamlValue root) {
        this.root = root;
    }

    static YamlKeys of(String text) {
        return new YamlKeys(YamlDocument.read(text).root());
    }

    /** The place of a key below other keys; the first place of the file when it is not there. */
    Place place(String... path) {
        YamlValue at = root;
        Place place = TOP;
        for (String key : path) {
            Entry entry = entry(at, key);
            if (entry == null) {
                return place;
            }
            place = entry.key().place();
            at = entry.value();
        }
        return place;
    }

    /** The place of the item of a list in which a key has this value; that of the list's key when there is none. */
    Place item(String list, String key, String value) {
        Entry entry = entry(root, list);
        if (entry != null && entry.value() instanceof Sequence items) {
            for (YamlValue item : items.items()) {
                if (text(entry(item, key)).filter(value::equals).isPresent()) {
                    return item.place();
                }
            }
        }
        return place(list);
    }

    /** The text of a key below other keys. */
    Optional<String> text(String... path) {
        YamlValue at = root;
        Entry entry = null;
        for (String key : path) {
            entry = entry(at, key);
            at = entry == null ? null : entry.value();
        }
        return text(entry);
    }

    /** All texts below a key below other keys, whatever the form of lists and maps there, without keys. */
    List<String> texts(String... path) {
        YamlValue at = root;
        for (String key : path) {
            Entry entry = entry(at, key);
            at = entry == null ? null : entry.value();
        }
        return at == null ? List.of() : texts(at);
    }

    private static List<String> texts(YamlValue value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Scalar scalar) {
            texts.add(scalar.text());
        } else if (value instanceof Sequence list) {
            list.items().forEach(one -> texts.addAll(texts(one)));
        } else if (value instanceof Mapping map) {
            map.entries().values().forEach(one -> texts.addAll(texts(one.value())));
        }
        return texts;
    }

    private static Optional<String> text(@Nullable Entry entry) {
        return entry != null && entry.value() instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    private static @Nullable Entry entry(@Nullable YamlValue map, String key) {
        return map instanceof Mapping there ? there.entries().get(key) : null;
    }
}

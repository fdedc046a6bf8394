package org.apposite.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value of a YAML document, and where it begins. Immutable. */
public sealed interface YamlValue {

    /**
     * Where the value begins.
     *
     * @return the place of its first character
     */
    Place place();

    /**
     * A single value.
     *
     * @param text what is written, without quotes; empty where nothing is written
     * @param plain whether it is written without quotes
     * @param place where it begins
     */
    record Scalar(String text, boolean plain, Place place) implements YamlValue {

        private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
        private static final Pattern DECIMAL = Pattern.compile(
                "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        /** What a single value is by the core schema of YAML 1.2. */
        public enum Type {
            /** Whatever is in quotes, and what is nothing else: {@code no}, {@code off} and dates, too. */
            TEXT,
            /** Nothing, {@code ~} or {@code null}. */
            NOTHING,
            /** {@code true} or {@code false}. */
            TRUTH,
            /** A whole number, also as {@code 0o17} or {@code 0xF}. */
            WHOLE,
            /** A number with a point or an exponent, and {@code .inf} and {@code .nan}. */
            DECIMAL
        }

        /**
         * What it is.
         *
         * @return the type
         */
        public Type type() {
            if (!plain) {
                return Type.TEXT;
            }
            return switch (text) {
                case "", "~", "null", "Null", "NULL" -> Type.NOTHING;
                case "true", "True", "TRUE", "false", "False", "FALSE" -> Type.TRUTH;
                default ->
                    WHOLE.matcher(text).matches()
                            ? Type.WHOLE
                            : DECIMAL.matcher(text).matches() ? Type.DECIMAL : Type.TEXT;
            };
        }

        /**
         * The number that it is.
         *
         * @return empty when it is none that can be reckoned with: a text, {@code .inf}, {@code .nan}, an exponent that
         *     is beyond all measure
         */
        public Optional<BigDecimal> number() {
            try {
                return switch (type()) {
                    case WHOLE -> Optional.of(new BigDecimal(whole()));
                    case DECIMAL -> Optional.of(new BigDecimal(text));
                    default -> Optional.empty();
                };
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private BigInteger whole() {
            int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
            return radix == 10 ? new BigInteger(text) : new BigInteger(text.substring(2), radix);
        }
    }

    /**
     * A list.
     *
     * @param items its values
     * @param place where it begins
     */
    record Sequence(List<YamlValue> items, Place place) implements YamlValue {

        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A map.
     *
     * @param entries its entries by their keys, in the order of the document; of those with the same key the first
     * @param place where it begins
     */
    record Mapping(Map<String, Entry> entries, Place place) implements YamlValue {

        /** Copies the map. */
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /**
         * The value of a key.
         *
         * @param key the key
         * @return empty when there is no such key
         */
        public Optional<YamlValue> value(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }
    }

    /**
     * A key with its value.
     *
     * @param key the key
     * @param value the value
     */
    record Entry(Scalar key, YamlValue value) {}
}

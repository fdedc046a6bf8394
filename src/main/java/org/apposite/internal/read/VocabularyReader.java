package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apposite.advice.Radiation;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.StandardCode;
import org.apposite.model.Vocabulary.Term;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;

/** Reads the files of the folder {@code vocabulary}. */
final class VocabularyReader {

    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Map<Kind, String> SECTIONS = sections();

    private final Map<String, Term> terms = new LinkedHashMap<>();
    private final Map<String, Procedure> procedures = new LinkedHashMap<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Map<String, Radiation>> scales = new LinkedHashMap<>();

    Vocabulary vocabulary() {
        return new Vocabulary(terms, procedures, sources, scales);
    }

    private static Map<Kind, String> sections() {
        Map<Kind, String> sections = new EnumMap<>(Kind.class);
        sections.put(Kind.FINDING, "findings");
        sections.put(Kind.CIRCUMSTANCE, "circumstances");
        sections.put(Kind.CONDITION, "conditions");
        sections.put(Kind.SUSPICION, "suspicions");
        sections.put(Kind.SYMPTOM, "symptoms");
        sections.put(Kind.DATUM, "data");
        return sections;
    }

    void findings(YamlMap root) {
        root.allow(SECTIONS.values().toArray(String[]::new));
        SECTIONS.forEach((kind, section) -> {
            if (root.has(section)) {
                root.map(section).eachMap((code, entry) -> term(kind, code, entry));
            }
        });
    }

    private void term(Kind kind, String code, YamlMap entry) {
        entry.allow("display", "definition", "question", "codes");
        checkCode(entry, code);
        List<StandardCode> codes = new ArrayList<>();
        if (entry.has("codes")) {
            for (String text : entry.texts("codes")) {
                String[] parts = text.split(" ", 2);
                if (parts.length == 2) {
                    codes.add(new StandardCode(parts[0], parts[1]));
                } else {
                    report(
                            entry,
                            "codes",
                            "\"" + text + "\" is not a terminology and a code",
                            "Write for example \"snomed 386661006\".");
                }
            }
        }
        Term term =
                new Term(code, kind, entry.text("display"), entry.text("definition"), entry.text("question"), codes);
        if (terms.put(code, term) != null) {
            report(entry, "display", "the code \"" + code + "\" stands twice", "Codes are unique over all sections.");
        }
    }

    void procedures(YamlMap root) {
        root.allow("procedures");
        root.map("procedures").eachMap((code, entry) -> {
            entry.allow("display", "study", "contrast", "area");
            checkCode(entry, code);
            Study study = coded(entry, "study", Study.class);
            Contrast contrast = entry.has("contrast") ? coded(entry, "contrast", Contrast.class) : null;
            procedures.put(
                    code,
                    new Procedure(code, entry.text("display"), study, contrast, constant(entry, "area", Area.class)));
        });
    }

    void sources(YamlMap root) {
        root.allow("sources");
        root.map("sources").eachMap((key, entry) -> {
            entry.allow("title", "trust");
            checkCode(entry, key);
            sources.put(key, new Source(key, entry.text("title"), constant(entry, "trust", Trust.class)));
        });
    }

    void radiation(YamlMap root) {
        root.allow("scales");
        root.map("scales").eachMap((name, scale) -> {
            scale.allow("source", "levels");
            scale.text("source");
            Map<String, Radiation> levels = new LinkedHashMap<>();
            scale.map("levels").eachNumbers((level, bounds) -> {
                if (bounds.size() == 2) {
                    levels.put(level, new Radiation(levelOf(scale, level), bounds.get(0), bounds.get(1)));
                } else {
                    report(scale, "levels", "level \"" + level + "\" needs two numbers, from and to, in mSv", null);
                }
            });
            levels.put("varies", new Radiation(RelativeRadiationLevel.VARIES, null, null));
            scales.put(name, levels);
        });
    }

    private static RelativeRadiationLevel levelOf(YamlMap scale, String level) {
        try {
            return Coded.of(RelativeRadiationLevel.class, level);
        } catch (IllegalArgumentException e) {
            report(scale, "levels", "there is no radiation level \"" + level + "\"", "Levels are none and 1 to 5.");
            return RelativeRadiationLevel.VARIES;
        }
    }

    private static <E extends Enum<E> & Coded> E coded(YamlMap entry, String key, Class<E> list) {
        String code = entry.text(key);
        for (E value : list.getEnumConstants()) {
            if (value.code().equals(code)) {
                return value;
            }
        }
        List<String> codes = new ArrayList<>();
        for (E value : list.getEnumConstants()) {
            codes.add(value.code());
        }
        report(
                entry,
                key,
                "there is no " + key + " \"" + code + "\"",
                "Write one of " + String.join(", ", codes) + ".");
        return list.getEnumConstants()[0];
    }

    static <E extends Enum<E>> E constant(YamlMap entry, String key, Class<E> list) {
        String code = entry.text(key);
        List<String> codes = new ArrayList<>();
        for (E value : list.getEnumConstants()) {
            String known = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (known.equals(code)) {
                return value;
            }
            codes.add(known);
        }
        report(
                entry,
                key,
                "there is no " + key + " \"" + code + "\"",
                "Write one of " + String.join(", ", codes) + ".");
        return list.getEnumConstants()[0];
    }

    private static void checkCode(YamlMap entry, String code) {
        if (!CODE.matcher(code).matches()) {
            report(entry, "display", "the code \"" + code + "\" is not lower case letters, digits and hyphens", null);
        }
    }

    private static void report(YamlMap entry, String key, String message, @Nullable String suggestion) {
        entry.report(IssueCode.YAML, key, message, suggestion);
    }
}

package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apposite.advice.Radiation;
import org.apposite.internal.limit.Limit;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.YamlMap;
import org.apposite.model.Choice;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Place;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.StandardCode;
import org.apposite.model.Vocabulary.Term;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads the files of the folder {@code vocabulary}. */
final class VocabularyReader {

    private static final Pattern CODE = Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+");
    private static final Map<Kind, String> SECTIONS = sections();
    private static final List<String> BUILT_IN =
            Arrays.stream(Datum.values()).map(Datum::code).toList();
    private static final String AREA_OF_INTEREST = "area-of-interest";
    private static final String WHOLE_BODY = "whole-body";

    /** What is there before; a layer adds to it. */
    private final Vocabulary base;

    /** What can be checked only when other files have been read. */
    private final List<Runnable> later = new ArrayList<>();

    private boolean hasRead;

    private final Map<String, Term> terms = new LinkedHashMap<>();
    private final Map<String, Choice> choices = new LinkedHashMap<>();
    private final Map<String, Quantity> quantities = new LinkedHashMap<>();
    private final Map<String, Region> regions = new LinkedHashMap<>();
    private final Map<String, Study> studies = new LinkedHashMap<>();
    private final Map<String, Procedure> procedures = new LinkedHashMap<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<String> signs = new ArrayList<>();
    private final Map<String, Map<String, Radiation>> scales = new LinkedHashMap<>();

    VocabularyReader(Vocabulary base) {
        this.base = base;
        terms.putAll(base.terms());
        choices.putAll(base.choices());
        quantities.putAll(base.quantities());
        regions.putAll(base.regions());
        studies.putAll(base.studies());
        procedures.putAll(base.procedures());
        sources.putAll(base.sources());
        signs.addAll(base.signs());
        scales.putAll(base.radiationScales());
    }

    /** The vocabulary, when all files have been read; that which was there before when nothing has. */
    Vocabulary vocabulary() {
        if (!hasRead) {
            return base;
        }
        later.forEach(Runnable::run);
        later.clear();
        return new Vocabulary(terms, choices, quantities, regions, studies, procedures, sources, signs, scales);
    }

    private static Map<Kind, String> sections() {
        Map<Kind, String> sections = new EnumMap<>(Kind.class);
        sections.put(Kind.FINDING, "findings");
        sections.put(Kind.CIRCUMSTANCE, "circumstances");
        sections.put(Kind.CONDITION, "conditions");
        sections.put(Kind.SUSPICION, "suspicions");
        sections.put(Kind.COMPLAINT, "complaints");
        sections.put(Kind.DATUM, "data");
        return sections;
    }

    /** The entries of a section, but those whose codes are taken by what was there before. */
    private void eachNew(YamlMap root, String section, Map<String, ?> before, BiConsumer<String, YamlMap> reader) {
        hasRead = true;
        root.map(section).eachMap((code, entry) -> {
            if (before.containsKey(code)) {
                entry.reportHere(
                        IssueCode.CHANGES,
                        "the code \"" + code + "\" is one of what the layer builds on, and cannot be changed here",
                        "Choose another code for what is added.");
            } else {
                reader.accept(code, entry);
            }
        });
    }

    void findings(YamlMap root) {
        List<String> keys = new ArrayList<>(SECTIONS.values());
        keys.add("signs");
        root.allow(keys.toArray(String[]::new));
        if (root.has("signs")) {
            hasRead = true;
            signs.addAll(root.texts("signs"));
            later.add(() -> signs.forEach(sign -> checkKnown(root, "signs", "finding", sign, terms)));
        }
        SECTIONS.forEach((kind, section) -> {
            if (root.has(section)) {
                eachNew(root, section, base.terms(), (code, entry) -> finding(kind, code, entry));
            }
        });
    }

    private void finding(Kind kind, String code, YamlMap entry) {
        boolean stated = kind == Kind.FINDING || kind == Kind.CIRCUMSTANCE || kind == Kind.CONDITION;
        if (stated) {
            entry.allow("display", "definition", "question", "codes", "derived", "ask");
        } else if (kind == Kind.COMPLAINT) {
            entry.allow("display", "definition", "question", "codes", "region", "regions");
        } else {
            entry.allow("display", "definition", "question", "codes");
        }
        if (kind == Kind.DATUM && Datum.named(code).isEmpty()) {
            report(
                    entry,
                    "display",
                    "\"" + code + "\" is not one of the data that every vocabulary has",
                    Spelling.didYouMeanOneOf(code, BUILT_IN));
        }
        boolean derived = flag(entry, "derived");
        boolean itself = entry.has("ask");
        if (itself && (!derived || !entry.text("ask").equals("itself"))) {
            report(entry, "ask", "\"ask\" is for derived findings, and can only be \"itself\"", "Remove it.");
        }
        Place place = new Place(entry.textOr("region", ""), entry.has("regions") ? entry.texts("regions") : List.of());
        later.add(() -> {
            checkKnown(entry, "region", "region", place.implied(), regions);
            place.regions().forEach(region -> checkKnown(entry, "regions", "region", region, regions));
        });
        term(
                kind,
                code,
                entry,
                derived ? itself ? Derivation.ASKS_ITSELF : Derivation.ASKS_ITS_DATA : Derivation.NONE,
                place);
    }

    private void term(Kind kind, String code, YamlMap entry, Derivation derivation, Place place) {
        checkCode(entry, code);
        if (kind != Kind.DATUM && Datum.named(code).isPresent()) {
            report(
                    entry,
                    "display",
                    "the code \"" + code + "\" belongs to a datum that every vocabulary has",
                    "Choose" + " another.");
        }
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
                            "For example: \"snomed 386661006\".");
                }
            }
        }
        Term term = new Term(
                code,
                kind,
                entry.text("display"),
                entry.text("definition"),
                entry.text("question"),
                derivation,
                place,
                codes);
        if (terms.put(code, term) != null) {
            report(
                    entry,
                    "display",
                    "the code \"" + code + "\" appears twice",
                    "Codes are unique over all sections and files of data.");
        }
    }

    static boolean flag(YamlMap entry, String key) {
        if (!entry.has(key)) {
            return false;
        }
        String text = entry.text(key);
        if (!text.equals("true") && !text.equals("false")) {
            report(
                    entry,
                    key,
                    "\"" + key + "\" must be true or false, not \"" + text + "\"",
                    "Write \"" + key + ": true\", or leave it out.");
        }
        return text.equals("true");
    }

    void choices(YamlMap root) {
        root.allow("choices");
        eachNew(root, "choices", base.terms(), (code, entry) -> {
            entry.allow("display", "definition", "question", "codes", "values");
            term(Kind.CHOICE, code, entry, Derivation.NONE, Place.ANY);
            Map<String, Choice.Value> values = new LinkedHashMap<>();
            if (entry.has("values")) {
                entry.map("values").eachMap((value, of) -> {
                    of.allow("display", "open");
                    checkCode(of, value);
                    values.put(value, new Choice.Value(value, of.textOr("display", words(value)), flag(of, "open")));
                });
            }
            if (values.size() < 2) {
                entry.report(
                        IssueCode.CHOICE_WITHOUT_VALUES,
                        "values",
                        "the choice \"" + code + "\" has " + (values.isEmpty() ? "no values" : "one value only"),
                        "Name the values that can be chosen, at least two.");
            }
            choices.put(code, new Choice(code, values));
        });
    }

    void quantities(YamlMap root) {
        root.allow("quantities");
        eachNew(root, "quantities", base.terms(), (code, entry) -> {
            entry.allow(
                    "display",
                    "brief",
                    "definition",
                    "question",
                    "codes",
                    "units",
                    "whole",
                    "range",
                    "limits",
                    "counts",
                    "zero-when",
                    "within-complaint");
            term(Kind.QUANTITY, code, entry, Derivation.NONE, Place.ANY);
            QuantityReader reader = new QuantityReader(code, entry);
            quantities.put(code, reader.read());
            later.add(() -> reader.checkZeroWhen(choices));
        });
    }

    void regions(YamlMap root) {
        root.allow("regions");
        RegionReader reader = new RegionReader(base.regions());
        Map<String, YamlMap> fresh = new LinkedHashMap<>();
        eachNew(root, "regions", base.regions(), fresh::put);
        regions.putAll(reader.read(fresh));
        keepWhole(root, regions);
        later.add(() -> reader.checkStudies(studies.keySet()));
    }

    void studies(YamlMap root) {
        root.allow("studies");
        eachNew(root, "studies", base.studies(), (code, entry) -> {
            entry.allow(
                    "display",
                    "datum",
                    "contrast",
                    "whole-body",
                    "ionizing",
                    "techniques",
                    "results",
                    "findings",
                    "sites");
            checkCode(entry, code);
            // What the check of authors holds against the levels of radiation; no answer rests on it.
            flag(entry, "ionizing");
            Map<String, String> techniques = names(entry, "techniques");
            Map<String, String> sites = names(entry, "sites");
            Map<String, String> findings = names(entry, "findings");
            checkUntaken(entry, "sites", "site", sites, Study.SITE_NOT_STATED);
            checkUntaken(entry, "findings", "finding", findings, Study.FINDING_NOT_STATED);
            later.add(() -> checkTechniques(code, techniques.keySet(), entry));
            studies.put(
                    code,
                    new Study(
                            code,
                            entry.text("display"),
                            entry.has("datum") ? datum(entry.map("datum")) : null,
                            flag(entry, "contrast"),
                            flag(entry, "whole-body"),
                            techniques,
                            entry.has("results") ? results(entry.map("results")) : Map.of(),
                            findings,
                            sites));
        });
        keepWhole(root, studies);
    }

    /** Nothing is held against the codes of a file that may have lost its end. */
    private static void keepWhole(YamlMap root, Map<String, ?> codes) {
        if (root.file().isCut()) {
            codes.clear();
        }
    }

    /** A code by which rules ask for what nobody stated cannot be one of something that is stated. */
    private void checkUntaken(YamlMap entry, String key, String what, Map<String, String> codes, String notStated) {
        if (codes.containsKey(notStated)) {
            report(
                    entry,
                    key,
                    "\"" + notStated + "\" is what rules ask for a " + what + " that nobody stated",
                    "Choose another code.");
        }
    }

    /** Rules and cases name a technique by its code alone. */
    private void checkTechniques(String study, Set<String> techniques, YamlMap entry) {
        Set<String> taken = new HashSet<>(studies.keySet());
        studies.values().stream()
                .filter(other -> !other.code().equals(study))
                .forEach(other -> taken.addAll(other.techniques().keySet()));
        for (String technique : techniques) {
            if (taken.contains(technique)) {
                report(
                        entry,
                        "techniques",
                        "the code \"" + technique + "\" is taken by another study or technique",
                        "Choose another.");
            }
        }
    }

    private String datum(YamlMap entry) {
        entry.allow("code", "display", "definition", "question", "codes");
        String code = entry.text("code");
        term(Kind.IMAGING, code, entry, Derivation.NONE, Place.ANY);
        return code;
    }

    private static Map<String, String> names(YamlMap entry, String key) {
        Map<String, String> names = new LinkedHashMap<>();
        if (entry.has(key)) {
            entry.map(key).eachText((code, display) -> {
                checkCode(entry, code);
                names.put(code, display);
            });
        }
        return names;
    }

    private static Map<String, Study.Result> results(YamlMap entry) {
        Map<String, Study.Result> results = new LinkedHashMap<>();
        entry.eachMap((code, result) -> {
            result.allow("display", "means", "lasting");
            checkCode(result, code);
            results.put(
                    code,
                    new Study.Result(
                            code,
                            result.textOr("display", words(code)),
                            constant(result, "means", Study.Meaning.class),
                            flag(result, "lasting")));
        });
        return results;
    }

    void procedures(YamlMap root) {
        root.allow("procedures");
        eachNew(root, "procedures", base.procedures(), (code, entry) -> {
            entry.allow("display", "study", "technique", "contrast", "region", "within");
            checkCode(entry, code);
            String study = known(entry, "study", studies);
            String technique = entry.has("technique") ? entry.text("technique") : null;
            Study of = studies.get(study);
            if (technique != null && of != null && !of.techniques().containsKey(technique)) {
                report(
                        entry,
                        "technique",
                        "there is no technique \"" + technique + "\" of " + study,
                        Spelling.didYouMeanOneOf(technique, of.techniques().keySet()));
            }
            if (of != null && of.contrasted() != entry.has("contrast")) {
                report(
                        entry,
                        "study",
                        of.contrasted()
                                ? "a " + study + " has a choice of contrast, and this procedure does not say which"
                                : "a " + study + " has no contrast to state",
                        of.contrasted() ? "Add \"contrast\"." : "Remove \"contrast\".");
            }
            String region = entry.text("region");
            boolean areaOfInterest = region.equals(AREA_OF_INTEREST);
            boolean wholeBody = region.equals(WHOLE_BODY);
            String shown = "";
            if (areaOfInterest) {
                shown = entry.has("within") ? known(entry, "within", regions) : "";
            } else if (!wholeBody) {
                shown = known(entry, "region", regions);
            }
            procedures.put(
                    code,
                    new Procedure(
                            code,
                            entry.text("display"),
                            study,
                            technique,
                            entry.has("contrast") ? coded(entry, "contrast", Contrast.class) : null,
                            areaOfInterest ? Area.AREA_OF_INTEREST : wholeBody ? Area.WHOLE_BODY : Area.REGION,
                            shown));
        });
    }

    private static String known(YamlMap entry, String key, Map<String, ?> codes) {
        String code = entry.text(key);
        checkKnown(entry, key, key, code, codes);
        return code;
    }

    private static void checkKnown(YamlMap entry, String key, String name, String code, Map<String, ?> codes) {
        if (!code.isEmpty() && !codes.isEmpty() && !codes.containsKey(code)) {
            report(
                    entry,
                    key,
                    "there is no " + name + " \"" + code + "\"",
                    Spelling.didYouMeanOneOf(code, codes.keySet()));
        }
    }

    void sources(YamlMap root) {
        root.allow("sources");
        eachNew(root, "sources", base.sources(), (key, entry) -> {
            entry.allow("title", "trust");
            checkCode(entry, key);
            sources.put(key, new Source(key, entry.text("title"), constant(entry, "trust", Trust.class)));
        });
    }

    void radiation(YamlMap root) {
        root.allow("scales");
        eachNew(root, "scales", base.radiationScales(), (name, scale) -> {
            scale.allow("source", "younger-than", "at-least", "levels");
            scale.text("source");
            TopicReader.age(scale, "younger-than");
            TopicReader.age(scale, "at-least");
            Map<String, Radiation> levels = new LinkedHashMap<>();
            scale.map("levels").eachNumbers((level, bounds) -> {
                if (bounds.size() == 2) {
                    levels.put(level, new Radiation(levelOf(scale, level), bounds.get(0), bounds.get(1)));
                } else {
                    report(
                            scale,
                            "levels",
                            "level \"" + level + "\" needs two numbers, from and to, in mSv",
                            "Write both, such as [0.3, 3].");
                }
            });
            checkOrder(scale, levels.values());
            levels.put("varies", new Radiation(Radiation.Level.VARIES, null, null));
            scales.put(name, levels);
        });
    }

    /** A higher level has the higher doses: a dose must not belong to two levels, nor a level reach below the one before it. */
    private static void checkOrder(YamlMap scale, Collection<Radiation> levels) {
        double reached = 0;
        String before = "";
        for (Radiation one :
                levels.stream().sorted(Comparator.comparing(Radiation::level)).toList()) {
            Double from = one.minMilliSieverts();
            Double to = one.maxMilliSieverts();
            if (from == null || to == null) {
                continue;
            }
            String level = one.level().code();
            if (from < 0 || from > to) {
                reportScale(scale, "the doses of level \"" + level + "\" go from " + from + " to " + to + " mSv");
            } else if (from < reached) {
                reportScale(
                        scale,
                        "level \"" + level + "\" begins at " + from + " mSv, and level \"" + before
                                + "\" below it ends at " + reached);
            }
            reached = Math.max(reached, to);
            before = level;
        }
    }

    private static void reportScale(YamlMap scale, String message) {
        scale.report(
                IssueCode.RADIATION_SCALE,
                "levels",
                message,
                "Write for each level where its doses begin and end, so that each level ends where the next begins.");
    }

    private static Radiation.Level levelOf(YamlMap scale, String level) {
        try {
            return Coded.of(Radiation.Level.class, level);
        } catch (IllegalArgumentException e) {
            report(scale, "levels", "there is no radiation level \"" + level + "\"", "Levels are none and 1 to 5.");
            return Radiation.Level.VARIES;
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

    static String words(String code) {
        return code.replace('-', ' ');
    }

    /** The name of something that rules name where a number may stand as well. */
    static void checkName(YamlMap entry, String name) {
        checkCode(entry, name);
        if (Character.isDigit(name.isEmpty() ? ' ' : name.charAt(0))) {
            report(
                    entry,
                    "display",
                    "the name \"" + name + "\" begins with a digit, so a rule could take it for a number",
                    "Begin it with a letter.");
        }
    }

    static void checkCode(YamlMap entry, String code) {
        if (!CODE.matcher(code).matches()) {
            report(
                    entry,
                    "display",
                    "the code \"" + code + "\" is not lower case letters, digits and hyphens",
                    "For example: \"" + "night-pain" + "\".");
        } else if (Limit.CODE.isExceededBy(code.length())) {
            entry.report(
                    IssueCode.TOO_LARGE,
                    "display",
                    "the code \"" + SourceFile.shortened(code) + "\" has more than " + Limit.CODE.words()
                            + " characters",
                    "Choose a shorter one.");
        }
    }

    private static void report(YamlMap entry, String key, String message, @Nullable String suggestion) {
        entry.report(IssueCode.YAML, key, message, suggestion);
    }
}

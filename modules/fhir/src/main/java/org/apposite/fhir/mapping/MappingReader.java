package org.apposite.fhir.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads one mapping file, or a hospital's file over the project's own, into a {@link Mapping}. For one use. */
final class MappingReader {

    private static final Set<String> ROOT = keys(
            "systems", "units", "absences", "contradictions", "terms", "egfr", "imaging", "order", "questionnaire");
    private static final Set<String> TERM =
            keys("within", "clinical-status", "codes", "kinds", "past", "regions", "measured");
    private static final Set<String> CLINICAL_STATUSES =
            keys("active", "recurrence", "relapse", "inactive", "remission", "resolved");
    private static final Set<String> PRESENT_STATUSES = Set.of("active", "recurrence", "relapse");
    private static final Set<String> ORDER_STATUSES =
            keys("draft", "active", "on-hold", "revoked", "completed", "unknown");
    private static final Set<String> ANSWER_STATUSES = keys("in-progress", "completed", "amended", "stopped");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,5}) (day|week|month|year)s?");
    private static final Pattern LIMIT = Pattern.compile("(-?\\d{1,6}(?:\\.\\d{1,6})?) (\\S+)");
    private static final Pattern SPAN =
            Pattern.compile("(-?\\d{1,6}(?:\\.\\d{1,6})?) to (-?\\d{1,6}(?:\\.\\d{1,6})?) (\\S+)");

    private final Vocabulary vocabulary;
    private final String lenientFile;
    private final Map<String, String> systems = new LinkedHashMap<>();

    /**
     * A reader.
     *
     * @param vocabulary the terms there are
     * @param lenientFile the file whose terms need not all be in the vocabulary
     */
    MappingReader(Vocabulary vocabulary, String lenientFile) {
        this.vocabulary = vocabulary;
        this.lenientFile = lenientFile;
        systems.put("apposite", Urls.TERMS);
        systems.put("apposite-result", OwnCodes.IMAGING_RESULT.url());
    }

    /** Later files go before earlier ones. */
    Mapping read(List<Yaml> files) {
        files.forEach(file -> file.entries(ROOT));
        all(files, "systems").forEach((name, url) -> systems.put(name, url.text()));
        Map<String, String> units = new LinkedHashMap<>();
        all(files, "units").forEach((text, unit) -> units.put(text, unit(unit, unit.text())));
        Map<Kind, Presence> contradictions = new HashMap<>();
        all(files, "contradictions").forEach((name, presence) -> {
            Kind kind = kinds().get(name);
            if (kind == null) {
                presence.reportName(
                        "\"" + name + "\" is not a kind of term", Spelling.didYouMeanOneOf(name, kinds().keySet()));
            } else {
                contradictions.put(kind, one(Presence.class, presence, Presence.UNKNOWN));
            }
        });
        List<Mapping.Term> terms = new ArrayList<>();
        all(files, "terms").forEach((code, entry) -> {
            Vocabulary.Term term = vocabulary.terms().get(code);
            if (term != null && term.kind() != Kind.DATUM) {
                terms.add(term(term, entry));
            } else if (!entry.file().equals(lenientFile)) {
                entry.reportName(
                        "\"" + code + "\" is not a term of the vocabulary",
                        Spelling.didYouMeanOneOf(code, vocabulary.terms().keySet()));
            }
        });
        Map<String, Yaml> order = latest(files, "order", keys("within", "statuses"));
        Map<String, Yaml> answers = latest(files, "questionnaire", keys("within", "statuses"));
        return new Mapping(
                units,
                window(latest(files, "absences", keys("within"))),
                contradictions,
                terms,
                egfr(latest(files, "egfr", keys("within", "unit", "equations", "bounds"))),
                imaging(files),
                window(order),
                texts(order.get("statuses"), ORDER_STATUSES, Set.of()),
                window(answers),
                texts(answers.get("statuses"), ANSWER_STATUSES, Set.of()));
    }

    /** The entries of a section of all files, a later file's in place of an earlier one's of the same name. */
    private static Map<String, Yaml> all(List<Yaml> files, String section) {
        Map<String, Yaml> all = new LinkedHashMap<>();
        for (Yaml file : files) {
            Yaml found = file.entries().get(section);
            if (found != null) {
                all.putAll(found.entries());
            }
        }
        return all;
    }

    /** The section of the last file that has it. */
    private static Map<String, Yaml> latest(List<Yaml> files, String section, Set<String> known) {
        Map<String, Yaml> latest = Map.of();
        for (Yaml file : files) {
            Yaml found = file.entries().get(section);
            if (found != null) {
                latest = found.entries(known);
            }
        }
        return latest;
    }

    private Mapping.Term term(Vocabulary.Term term, Yaml entry) {
        Map<String, Yaml> parts = entry.entries(TERM);
        Map<TerminologyCode, Mapping.Relation> relations = new HashMap<>();
        Map<TerminologyCode, Region> regions = new HashMap<>();
        relations.put(new TerminologyCode(Urls.TERMS, term.code()), Mapping.Relation.TERM);
        relate(parts.get("codes"), Mapping.Relation.TERM, term, relations);
        relate(parts.get("kinds"), Mapping.Relation.KIND, term, relations);
        relate(parts.get("past"), Mapping.Relation.PAST, term, relations);
        Yaml regionEntries = parts.get("regions");
        if (regionEntries != null) {
            if (term.kind() != Kind.SYMPTOM) {
                regionEntries.reportName("only a complaint has regions", null);
            }
            regionEntries.entries().forEach((name, codes) -> {
                Region region = coded(Region.class, codes, name, Region.UNKNOWN);
                if (!region.isOfPain()) {
                    codes.reportName("\"" + name + "\" is a region of a study, not of pain", null);
                }
                relate(codes, Mapping.Relation.KIND, term, relations);
                codes(codes).forEach(code -> regions.put(code, region));
            });
        }
        return new Mapping.Term(
                term.code(),
                term.kind(),
                term.display(),
                window(parts),
                texts(parts.get("clinical-status"), CLINICAL_STATUSES, PRESENT_STATUSES),
                relations,
                regions,
                items(parts.get("measured")).stream().map(this::measure).toList());
    }

    private void relate(
            @Nullable Yaml list,
            Mapping.Relation relation,
            Vocabulary.Term term,
            Map<TerminologyCode, Mapping.Relation> relations) {
        if (list == null) {
            return;
        }
        for (Yaml item : list.items()) {
            TerminologyCode code = code(item);
            if (code != null && relations.put(code, relation) != null) {
                item.report("\"" + item.text() + "\" stands twice for \"" + term.code() + "\"", "Keep one of them.");
            }
        }
    }

    private Mapping.Measure measure(Yaml item) {
        Map<String, Yaml> parts = item.entries(keys("name", "codes", "within", "at-least", "above", "plausible"));
        Yaml above = parts.get("above");
        Yaml atLeast = parts.get("at-least");
        if ((above == null) == (atLeast == null)) {
            item.report("a measurement has either \"at-least\" or \"above\"", null);
        }
        if (above != null && !above.text().equals("reference-range")) {
            above.report("a measurement can be above its reference-range only", "Or use \"at-least\" with a value.");
        }
        return new Mapping.Measure(
                needed(item, parts, "name"),
                codes(parts.get("codes")),
                window(parts),
                atLeast == null ? null : limit(atLeast),
                parts.get("plausible") == null ? null : span(parts.get("plausible")));
    }

    private FiltrationRate egfr(Map<String, Yaml> parts) {
        List<FiltrationRate.Equation> equations = new ArrayList<>();
        equations.add(new FiltrationRate.Equation("own code", Set.of(new TerminologyCode(Urls.TERMS, "egfr")), 0));
        for (Yaml item : items(parts.get("equations"))) {
            Map<String, Yaml> equation = item.entries(keys("name", "codes", "from-age"));
            Yaml age = equation.get("from-age");
            equations.add(new FiltrationRate.Equation(
                    needed(item, equation, "name"), codes(equation.get("codes")), age == null ? 0 : months(age)));
        }
        Map<String, Yaml> bounds =
                parts.containsKey("bounds") ? parts.get("bounds").entries(keys("at-least", "at-most")) : Map.of();
        Yaml unit = parts.get("unit");
        return new FiltrationRate(
                window(parts),
                unit == null ? "mL/min/{1.73_m2}" : unit(unit, unit.text()),
                equations,
                number(bounds.get("at-least")),
                number(bounds.get("at-most")));
    }

    private ImagingCodes imaging(List<Yaml> files) {
        Window window = Window.OPEN;
        Map<TerminologyCode, ImagingCodes.CodedStudy> procedures = new HashMap<>();
        List<ImagingCodes.CodedResult> results = new ArrayList<>();
        for (Yaml file : files) {
            Yaml section = file.entries().get("imaging");
            if (section == null) {
                continue;
            }
            Map<String, Yaml> parts = section.entries(keys("within", "procedures", "results"));
            if (parts.containsKey("within")) {
                window = window(parts);
            }
            Set<TerminologyCode> here = new HashSet<>();
            for (Yaml item : items(parts.get("procedures"))) {
                Map<String, Yaml> entry = item.entries(keys("study", "region", "contrast", "codes"));
                Yaml contrast = entry.get("contrast");
                ImagingCodes.CodedStudy procedure = new ImagingCodes.CodedStudy(
                        coded(Study.class, item, needed(item, entry, "study"), Study.MRI),
                        coded(Region.class, item, needed(item, entry, "region"), Region.UNKNOWN),
                        contrast == null ? null : one(Contrast.class, contrast, Contrast.WITHOUT));
                for (TerminologyCode code : codes(entry.get("codes"))) {
                    procedures.put(code, procedure);
                    if (!here.add(code)) {
                        item.report("the code \"" + code.code() + "\" names two procedures", "Keep one of them.");
                    }
                }
            }
            results.addAll(
                    0, items(parts.get("results")).stream().map(this::result).toList());
        }
        return new ImagingCodes(window, procedures, results);
    }

    private ImagingCodes.CodedResult result(Yaml item) {
        Map<String, Yaml> parts = item.entries(keys("study", "result", "finding", "codes"));
        Set<Study> studies = new HashSet<>();
        items(parts.get("study")).forEach(study -> studies.add(one(Study.class, study, Study.MRI)));
        ImagingResult result = coded(ImagingResult.class, item, needed(item, parts, "result"), ImagingResult.PENDING);
        for (Study study : studies) {
            if (!result.isOf(study)) {
                item.report("a " + study.code() + " has no result \"" + result.code() + "\"", null);
            }
        }
        Yaml finding = parts.get("finding");
        return new ImagingCodes.CodedResult(
                studies,
                result,
                finding == null ? null : one(ImagingFinding.class, finding, ImagingFinding.OTHER),
                codes(parts.get("codes")));
    }

    private Set<TerminologyCode> codes(@Nullable Yaml list) {
        Set<TerminologyCode> codes = new HashSet<>();
        for (Yaml item : items(list)) {
            TerminologyCode code = code(item);
            if (code != null) {
                codes.add(code);
            }
        }
        return codes;
    }

    private @Nullable TerminologyCode code(Yaml item) {
        String[] words = item.text().split(" ", -1);
        if (words.length != 2 || words[1].isEmpty()) {
            item.report(
                    "\"" + item.text() + "\" is not a code",
                    "Write the system and the code, such as snomed 386661006.");
            return null;
        }
        String system = systems.get(words[0]);
        if (system == null) {
            item.report(
                    "\"" + words[0] + "\" is not among the systems",
                    Spelling.didYouMeanOneOf(words[0], systems.keySet()));
            return null;
        }
        return new TerminologyCode(system, words[1]);
    }

    private static Window window(Map<String, Yaml> parts) {
        Yaml within = parts.get("within");
        return within == null ? Window.OPEN : new Window(days(within));
    }

    private static int days(Yaml duration) {
        Matcher matcher = DURATION.matcher(duration.text());
        if (!matcher.matches()) {
            duration.report("\"" + duration.text() + "\" is not a duration", "Write it as 30 days, 6 weeks or 1 year.");
            return 0;
        }
        int number = Integer.parseInt(matcher.group(1));
        return number
                * switch (matcher.group(2)) {
                    case "year" -> 365;
                    case "month" -> 30;
                    case "week" -> 7;
                    default -> 1;
                };
    }

    private static int months(Yaml age) {
        Matcher matcher = DURATION.matcher(age.text());
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            if (matcher.group(2).equals("year")) {
                return number * 12;
            }
            if (matcher.group(2).equals("month")) {
                return number;
            }
        }
        age.report("\"" + age.text() + "\" is not an age", "Write it as 18 years or 6 months.");
        return 0;
    }

    private static Mapping.Limit limit(Yaml value) {
        Matcher matcher = LIMIT.matcher(value.text());
        if (!matcher.matches()) {
            value.report("\"" + value.text() + "\" is not a value with a unit", "Write it as 38 Cel.");
            return new Mapping.Limit(BigDecimal.ZERO, "1");
        }
        return new Mapping.Limit(new BigDecimal(matcher.group(1)), unit(value, matcher.group(2)));
    }

    private static Mapping.Span span(Yaml value) {
        Matcher matcher = SPAN.matcher(value.text());
        if (!matcher.matches()) {
            value.report("\"" + value.text() + "\" is not a range with a unit", "Write it as 25 to 45 Cel.");
            return new Mapping.Span(BigDecimal.ZERO, BigDecimal.ZERO, "1");
        }
        return new Mapping.Span(
                new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2)), unit(value, matcher.group(3)));
    }

    private static String unit(Yaml at, String unit) {
        if (!Ucum.knows(unit)) {
            at.report(
                    "\"" + unit + "\" is not a unit of UCUM that can be read here", "Write such as Cel, mm/h or mg/L.");
        }
        return unit;
    }

    private static @Nullable BigDecimal number(@Nullable Yaml value) {
        if (value == null) {
            return null;
        }
        try {
            return new BigDecimal(value.text());
        } catch (NumberFormatException e) {
            value.report("\"" + value.text() + "\" is not a number", null);
            return null;
        }
    }

    private static Set<String> texts(@Nullable Yaml list, Set<String> known, Set<String> otherwise) {
        if (list == null) {
            return otherwise;
        }
        Set<String> texts = new TreeSet<>();
        for (Yaml item : list.items()) {
            if (known.contains(item.text())) {
                texts.add(item.text());
            } else {
                item.report(
                        "\"" + item.text() + "\" is not a status of FHIR that is read here",
                        Spelling.didYouMeanOneOf(item.text(), known));
            }
        }
        return texts;
    }

    private static String needed(Yaml at, Map<String, Yaml> parts, String key) {
        Yaml value = parts.get(key);
        if (value == null) {
            at.report("\"" + key + "\" is missing here", null);
            return "";
        }
        return value.text();
    }

    private static List<Yaml> items(@Nullable Yaml list) {
        return list == null ? List.of() : list.items();
    }

    private static <E extends Enum<E> & Coded> E one(Class<E> list, Yaml value, E otherwise) {
        return coded(list, value, value.text(), otherwise);
    }

    private static <E extends Enum<E> & Coded> E coded(Class<E> list, Yaml at, String code, E otherwise) {
        List<String> codes =
                Arrays.stream(list.getEnumConstants()).map(Coded::code).toList();
        if (codes.contains(code)) {
            return Coded.of(list, code);
        }
        if (!code.isEmpty()) {
            at.report("\"" + code + "\" is not one of the values here", Spelling.didYouMeanOneOf(code, codes));
        }
        return otherwise;
    }

    private static Map<String, Kind> kinds() {
        return Stream.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION, Kind.SUSPICION)
                .collect(Collectors.toMap(
                        kind -> kind.name().toLowerCase(Locale.ROOT), kind -> kind, (a, b) -> a, TreeMap::new));
    }

    private static Set<String> keys(String... keys) {
        return new TreeSet<>(List.of(keys));
    }
}

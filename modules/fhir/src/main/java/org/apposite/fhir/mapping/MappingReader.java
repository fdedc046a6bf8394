package org.apposite.fhir.mapping;

import static org.apposite.fhir.mapping.MappingWords.keys;
import static org.apposite.fhir.mapping.MappingWords.limit;
import static org.apposite.fhir.mapping.MappingWords.months;
import static org.apposite.fhir.mapping.MappingWords.needed;
import static org.apposite.fhir.mapping.MappingWords.one;
import static org.apposite.fhir.mapping.MappingWords.span;
import static org.apposite.fhir.mapping.MappingWords.texts;
import static org.apposite.fhir.mapping.MappingWords.unit;
import static org.apposite.fhir.mapping.MappingWords.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.model.Choice;
import org.apposite.model.Quantity;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Presence;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads one mapping file, or a hospital's file over the project's own, into a {@link Mapping}. For one use. */
final class MappingReader {

    private static final Set<String> ROOT = keys(
            "systems",
            "units",
            "answers",
            "known",
            "absences",
            "contradictions",
            "terms",
            "quantities",
            "imaging",
            "order",
            "visit",
            "questionnaire");
    private static final Set<String> TERM = keys(
            "within",
            "clinical-status",
            "verification-status",
            "concern",
            "codes",
            "kinds",
            "past",
            "absent",
            "hints",
            "regions",
            "values",
            "measured");
    private static final Map<String, Mapping.Concern> CONCERNS =
            Map.of("emergency", Mapping.Concern.EMERGENCY, "scan-safety", Mapping.Concern.SCAN_SAFETY);
    private static final Set<Kind> STATED =
            Set.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION, Kind.SUSPICION, Kind.COMPLAINT, Kind.CHOICE);
    private static final Set<String> CLINICAL_STATUSES =
            keys("active", "recurrence", "relapse", "inactive", "remission", "resolved");
    private static final Set<String> PRESENT_STATUSES = Set.of("active", "recurrence", "relapse");
    private static final Set<String> VERIFICATION_STATUSES =
            keys("confirmed", "provisional", "differential", "unconfirmed");
    private static final Set<String> SURE = Set.of("confirmed");
    private static final Set<String> SUSPECTED = Set.of("confirmed", "provisional", "differential");
    private static final Set<String> VISIT_STATUSES =
            keys("planned", "arrived", "triaged", "in-progress", "onleave", "finished");
    private static final Set<String> ORDER_STATUSES =
            keys("draft", "active", "on-hold", "revoked", "completed", "unknown");
    private static final Set<String> ANSWER_STATUSES = keys("in-progress", "completed", "amended", "stopped");

    private final Vocabulary vocabulary;
    private final MappingWords words;
    private final Map<String, String> systems = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /**
     * A reader.
     *
     * @param vocabulary the terms there are
     * @param lenientFile the file whose codes need not all be in the vocabulary
     */
    MappingReader(Vocabulary vocabulary, String lenientFile) {
        this.vocabulary = vocabulary;
        this.words = new MappingWords(lenientFile, systems);
        systems.put("apposite", Urls.TERMS);
        systems.put("apposite-result", OwnCodes.results(vocabulary).url());
    }

    /** What later files say is added to what earlier ones do, or goes before it. */
    Mapping read(List<Yaml> files) {
        files.forEach(file -> file.entries(ROOT));
        readSystems(files);
        Map<String, String> units = new LinkedHashMap<>();
        all(files, "units").forEach((text, entries) -> {
            Yaml unit = last(entries);
            units.put(text, unit(unit, unit.text()));
        });
        Map<Kind, Presence> contradictions = new HashMap<>();
        all(files, "contradictions").forEach((name, entries) -> {
            Yaml presence = last(entries);
            Kind kind = kinds().get(name);
            if (kind == null) {
                presence.reportName(
                        "\"" + name + "\" is not a kind of term", Spelling.didYouMeanOneOf(name, kinds().keySet()));
            } else {
                contradictions.put(kind, one(Presence.class, presence, Presence.UNKNOWN));
            }
        });
        Map<String, Mapping.Term> terms = new LinkedHashMap<>();
        Map<String, Vocabulary.Term> stated = new LinkedHashMap<>(vocabulary.terms());
        stated.values().removeIf(term -> !STATED.contains(term.kind()));
        all(files, "terms").forEach((code, entries) -> {
            Vocabulary.Term term = stated.get(code);
            if (term != null) {
                terms.put(code, term(term, entries));
            } else {
                reportUnknown(entries, code, "a term", stated.keySet());
            }
        });
        stated.forEach((code, term) -> terms.computeIfAbsent(code, any -> term(term)));
        Layered answers = section(files, "answers", keys("yes", "no", "asks-which"));
        Layered order = section(files, "order", keys("within", "statuses"));
        Layered visit = section(files, "visit", keys("within", "statuses"));
        Layered forms = section(files, "questionnaire", keys("within", "statuses"));
        Layered absences = section(files, "absences", keys("within"));
        Set<TerminologyCode> known =
                words.codes(section(files, "known", keys("codes")).items("codes"));
        Map<String, QuantityCodes> quantities = quantities(all(files, "quantities"));
        ImagingCodes imaging = new ImagingReader(vocabulary, words).read(files);
        return new Mapping(
                new CodeSystems(names, words.classified(), shortNames()),
                units,
                new Mapping.Answers(
                        words.codes(answers.items("yes")),
                        words.codes(answers.items("no")),
                        words.codes(answers.items("asks-which"))),
                known,
                window(absences.last("within")),
                contradictions,
                List.copyOf(terms.values()),
                quantities,
                imaging,
                window(order.last("within")),
                texts(order.last("statuses"), ORDER_STATUSES, Set.of()),
                window(visit.last("within")),
                texts(visit.last("statuses"), VISIT_STATUSES, Set.of()),
                window(forms.last("within")),
                texts(forms.last("statuses"), ANSWER_STATUSES, Set.of()));
    }

    /** The first name of a system is the one by which it is known; a name that a later file gives it is one more. */
    private void readSystems(List<Yaml> files) {
        all(files, "systems")
                .forEach((name, entries) -> entries.stream()
                        .flatMap(entry -> (entry.isText() ? List.of(entry) : entry.items()).stream())
                        .map(Yaml::text)
                        .forEach(url -> {
                            String known =
                                    systems.computeIfAbsent(name, any -> names.getOrDefault(CodeSystems.key(url), url));
                            names.putIfAbsent(url, known);
                            names.putIfAbsent(CodeSystems.key(url), known);
                        }));
    }

    private Map<String, String> shortNames() {
        Map<String, String> shortNames = new HashMap<>();
        systems.forEach((name, url) -> shortNames.putIfAbsent(url, name));
        return shortNames;
    }

    /** The entries of a section by their names, each as all files give it. */
    private static Map<String, List<Yaml>> all(List<Yaml> files, String section) {
        return new Layered(Map.of(section, sections(files, section))).entries(section);
    }

    private static Layered section(List<Yaml> files, String section, Set<String> known) {
        return Layered.of(sections(files, section), known);
    }

    private static List<Yaml> sections(List<Yaml> files, String section) {
        return files.stream()
                .flatMap(file -> Stream.ofNullable(file.entries().get(section)))
                .toList();
    }

    private static Yaml last(List<Yaml> entries) {
        return entries.get(entries.size() - 1);
    }

    private void reportUnknown(List<Yaml> entries, String code, String what, Set<String> known) {
        for (Yaml entry : entries) {
            if (!words.isLenient(entry)) {
                entry.reportName(
                        "\"" + code + "\" is not " + what + " of the vocabulary",
                        Spelling.didYouMeanOneOf(code, known));
            }
        }
    }

    /** A term that no file has: its own code names it, and its standard codes name it or a kind of it. */
    private Mapping.Term term(Vocabulary.Term term) {
        Map<TerminologyCode, Mapping.Relation> relations = new HashMap<>();
        words.standard(term).forEach(code -> relations.put(code, Mapping.Relation.KIND));
        relations.put(own(term.code()), Mapping.Relation.TERM);
        return new Mapping.Term(
                term.code(),
                term.kind(),
                term.display(),
                Window.OPEN,
                PRESENT_STATUSES,
                surely(term),
                Mapping.Concern.NONE,
                relations,
                Map.of(),
                ownValues(term),
                List.of());
    }

    /** What FHIR calls provisional or one of several is what a suspicion is. */
    private static Set<String> surely(Vocabulary.Term term) {
        return term.kind() == Kind.SUSPICION ? SUSPECTED : SURE;
    }

    private static TerminologyCode own(String code) {
        return new TerminologyCode(Urls.TERMS, code);
    }

    private Map<TerminologyCode, String> ownValues(Vocabulary.Term term) {
        Map<TerminologyCode, String> values = new HashMap<>();
        Choice choice = vocabulary.choices().get(term.code());
        if (choice != null) {
            OwnCodes own = OwnCodes.values(choice);
            choice.values().keySet().forEach(value -> values.put(own.code(value), value));
        }
        return values;
    }

    private Mapping.Term term(Vocabulary.Term term, List<Yaml> entries) {
        Layered parts = Layered.of(entries, TERM);
        Map<TerminologyCode, Mapping.Relation> relations = new HashMap<>();
        Relating relating = new Relating(term, relations, new HashMap<>());
        relations.put(own(term.code()), Mapping.Relation.TERM);
        relate(parts.items("codes"), Mapping.Relation.TERM, relating);
        relate(parts.items("kinds"), Mapping.Relation.KIND, relating);
        relate(parts.items("past"), Mapping.Relation.PAST, relating);
        relate(parts.items("absent"), Mapping.Relation.ABSENCE, relating);
        relate(parts.items("hints"), Mapping.Relation.HINT, relating);
        return new Mapping.Term(
                term.code(),
                term.kind(),
                term.display(),
                window(parts.last("within")),
                texts(parts.last("clinical-status"), CLINICAL_STATUSES, PRESENT_STATUSES),
                texts(parts.last("verification-status"), VERIFICATION_STATUSES, surely(term)),
                concern(parts.last("concern")),
                relations,
                regions(term, parts, relating),
                values(term, parts),
                measures(parts.items("measured")));
    }

    private static Mapping.Concern concern(@Nullable Yaml entry) {
        if (entry == null) {
            return Mapping.Concern.NONE;
        }
        Mapping.Concern concern = CONCERNS.get(entry.text());
        if (concern == null) {
            entry.report(
                    "\"" + entry.text() + "\" is not a concern",
                    Spelling.didYouMeanOneOf(entry.text(), new TreeSet<>(CONCERNS.keySet())));
            return Mapping.Concern.NONE;
        }
        return concern;
    }

    /**
     * How codes stand to a term.
     *
     * @param files which file says it, by code: one file says it once, and a later file otherwise
     */
    private record Relating(
            Vocabulary.Term term,
            Map<TerminologyCode, Mapping.Relation> relations,
            Map<TerminologyCode, String> files) {}

    private Map<TerminologyCode, String> regions(Vocabulary.Term term, Layered parts, Relating relating) {
        Map<TerminologyCode, String> regions = new HashMap<>();
        if (term.kind() != Kind.COMPLAINT) {
            parts.all("regions").forEach(entries -> entries.reportName("only a complaint has regions", null));
        }
        parts.entries("regions").forEach((name, lists) -> {
            for (Yaml codes : lists) {
                relate(codes.items(), Mapping.Relation.KIND, relating);
                String region = words.coded(codes, name, vocabulary.regions().keySet());
                if (region != null && !vocabulary.regionsOfComplaints().contains(region)) {
                    codes.reportName("\"" + name + "\" is a region of a study, not of a complaint", null);
                }
                if (region != null) {
                    words.codes(codes).forEach(code -> regions.put(code, region));
                }
            }
        });
        return regions;
    }

    private Map<TerminologyCode, String> values(Vocabulary.Term term, Layered parts) {
        Map<TerminologyCode, String> values = ownValues(term);
        Choice choice = vocabulary.choices().get(term.code());
        if (choice == null) {
            parts.all("values").forEach(entries -> entries.reportName("only a choice has values", null));
            return values;
        }
        parts.entries("values").forEach((name, lists) -> {
            for (Yaml codes : lists) {
                String value = words.coded(codes, name, choice.values().keySet());
                if (value != null) {
                    words.codes(codes).forEach(code -> values.put(code, value));
                }
            }
        });
        return values;
    }

    private void relate(List<Yaml> items, Mapping.Relation relation, Relating relating) {
        for (Yaml item : items) {
            TerminologyCode code = words.code(item);
            if (code == null) {
                continue;
            }
            relating.relations().put(code, relation);
            if (item.file().equals(relating.files().put(code, item.file()))) {
                item.report(
                        "\"" + item.text() + "\" appears twice for \""
                                + relating.term().code() + "\"",
                        "Keep one of them.");
            }
        }
    }

    /** Measurements of one name are one: their codes add up, and a later file's limits count. */
    private List<Mapping.Measure> measures(List<Yaml> items) {
        Map<String, List<Yaml>> byName = new LinkedHashMap<>();
        for (Yaml item : items) {
            Yaml name = item.entries().get("name");
            byName.computeIfAbsent(name == null ? "" : name.text(), any -> new ArrayList<>())
                    .add(item);
        }
        return byName.values().stream().map(this::measure).toList();
    }

    private Mapping.Measure measure(List<Yaml> items) {
        Layered parts = Layered.of(items, keys("name", "codes", "within", "at-least", "above", "plausible"));
        Yaml item = last(items);
        Yaml above = parts.last("above");
        Yaml atLeast = parts.last("at-least");
        Yaml plausible = parts.last("plausible");
        if ((above == null) == (atLeast == null)) {
            item.report("a measurement has either \"at-least\" or \"above\"", null);
        }
        if (above != null && !above.text().equals("reference-range")) {
            above.report("a measurement can be above its reference-range only", "Or use \"at-least\" with a value.");
        }
        return new Mapping.Measure(
                needed(item, parts, "name"),
                words.codes(parts.items("codes")),
                window(parts.last("within")),
                atLeast == null ? null : limit(atLeast),
                plausible == null ? null : span(plausible));
    }

    private Map<String, QuantityCodes> quantities(Map<String, List<Yaml>> entries) {
        entries.forEach((code, all) -> {
            if (!vocabulary.quantities().containsKey(code)) {
                reportUnknown(all, code, "a quantity", vocabulary.quantities().keySet());
            }
        });
        Map<String, QuantityCodes> quantities = new LinkedHashMap<>();
        vocabulary.quantities().forEach((code, quantity) -> {
            Vocabulary.Term term = vocabulary.terms().get(code);
            if (term != null) {
                quantities.put(code, quantity(quantity, term, entries.getOrDefault(code, List.of())));
            }
        });
        return quantities;
    }

    private QuantityCodes quantity(Quantity quantity, Vocabulary.Term term, List<Yaml> entries) {
        Layered parts = Layered.of(entries, keys("within", "concern", "grows", "since", "codes", "equations"));
        Set<TerminologyCode> codes =
                entries.isEmpty() ? new HashSet<>(words.standard(term)) : words.codes(parts.items("codes"));
        codes.add(own(term.code()));
        List<QuantityCodes.Equation> equations = new ArrayList<>();
        equations.add(new QuantityCodes.Equation(term.display(), codes, 0));
        for (Yaml item : parts.items("equations")) {
            Map<String, Yaml> equation = item.entries(keys("name", "codes", "from-age"));
            Yaml age = equation.get("from-age");
            equations.add(new QuantityCodes.Equation(
                    needed(item, equation, "name"), words.codes(equation.get("codes")), age == null ? 0 : months(age)));
        }
        return new QuantityCodes(
                quantity,
                term.display(),
                window(parts.last("within")),
                concern(parts.last("concern")),
                isTrue(parts.last("grows")),
                complaint(parts.last("since")),
                equations);
    }

    private Optional<String> complaint(@Nullable Yaml entry) {
        List<String> complaints = vocabulary.codes(Kind.COMPLAINT);
        if (entry == null || complaints.contains(entry.text())) {
            return Optional.ofNullable(entry).map(Yaml::text);
        }
        entry.report("\"" + entry.text() + "\" is not a complaint", Spelling.didYouMeanOneOf(entry.text(), complaints));
        return Optional.empty();
    }

    private static boolean isTrue(@Nullable Yaml entry) {
        if (entry != null && !entry.text().equals("true") && !entry.text().equals("false")) {
            entry.report("\"" + entry.text() + "\" is neither true nor false", null);
        }
        return entry != null && entry.text().equals("true");
    }

    private static Map<String, Kind> kinds() {
        return Stream.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION, Kind.SUSPICION)
                .collect(Collectors.toMap(
                        kind -> kind.name().toLowerCase(Locale.ROOT), kind -> kind, (a, b) -> a, TreeMap::new));
    }
}

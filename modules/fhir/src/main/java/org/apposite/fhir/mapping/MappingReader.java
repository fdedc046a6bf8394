package org.apposite.fhir.mapping;

import static org.apposite.fhir.mapping.MappingWords.items;
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
import java.util.Set;
import java.util.TreeMap;
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
            "absences",
            "contradictions",
            "terms",
            "quantities",
            "imaging",
            "order",
            "questionnaire");
    private static final Set<String> TERM =
            keys("within", "clinical-status", "codes", "kinds", "past", "regions", "values", "measured");
    private static final Set<Kind> STATED =
            Set.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION, Kind.SUSPICION, Kind.COMPLAINT, Kind.CHOICE);
    private static final Set<String> CLINICAL_STATUSES =
            keys("active", "recurrence", "relapse", "inactive", "remission", "resolved");
    private static final Set<String> PRESENT_STATUSES = Set.of("active", "recurrence", "relapse");
    private static final Set<String> ORDER_STATUSES =
            keys("draft", "active", "on-hold", "revoked", "completed", "unknown");
    private static final Set<String> ANSWER_STATUSES = keys("in-progress", "completed", "amended", "stopped");

    private final Vocabulary vocabulary;
    private final MappingWords words;
    private final Map<String, String> systems = new LinkedHashMap<>();

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
        Map<String, Mapping.Term> terms = new LinkedHashMap<>();
        Map<String, Vocabulary.Term> stated = new LinkedHashMap<>(vocabulary.terms());
        stated.values().removeIf(term -> !STATED.contains(term.kind()));
        all(files, "terms").forEach((code, entry) -> {
            Vocabulary.Term term = stated.get(code);
            if (term != null) {
                terms.put(code, term(term, entry));
            } else if (!words.isLenient(entry)) {
                entry.reportName(
                        "\"" + code + "\" is not a term of the vocabulary",
                        Spelling.didYouMeanOneOf(code, stated.keySet()));
            }
        });
        stated.forEach((code, term) -> terms.computeIfAbsent(code, any -> term(term)));
        Map<String, Yaml> order = latest(files, "order", keys("within", "statuses"));
        Map<String, Yaml> answers = latest(files, "questionnaire", keys("within", "statuses"));
        return new Mapping(
                units,
                window(latest(files, "absences", keys("within"))),
                contradictions,
                List.copyOf(terms.values()),
                quantities(all(files, "quantities")),
                new ImagingReader(vocabulary, words).read(files),
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
                relations,
                Map.of(),
                ownValues(term),
                List.of());
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

    private Mapping.Term term(Vocabulary.Term term, Yaml entry) {
        Map<String, Yaml> parts = entry.entries(TERM);
        Map<TerminologyCode, Mapping.Relation> relations = new HashMap<>();
        relations.put(own(term.code()), Mapping.Relation.TERM);
        relate(parts.get("codes"), Mapping.Relation.TERM, term, relations);
        relate(parts.get("kinds"), Mapping.Relation.KIND, term, relations);
        relate(parts.get("past"), Mapping.Relation.PAST, term, relations);
        return new Mapping.Term(
                term.code(),
                term.kind(),
                term.display(),
                window(parts),
                texts(parts.get("clinical-status"), CLINICAL_STATUSES, PRESENT_STATUSES),
                relations,
                regions(term, parts.get("regions"), relations),
                values(term, parts.get("values")),
                items(parts.get("measured")).stream().map(this::measure).toList());
    }

    private Map<TerminologyCode, String> regions(
            Vocabulary.Term term, @Nullable Yaml entries, Map<TerminologyCode, Mapping.Relation> relations) {
        Map<TerminologyCode, String> regions = new HashMap<>();
        if (entries == null) {
            return regions;
        }
        if (term.kind() != Kind.COMPLAINT) {
            entries.reportName("only a complaint has regions", null);
        }
        entries.entries().forEach((name, codes) -> {
            relate(codes, Mapping.Relation.KIND, term, relations);
            String region = words.coded(codes, name, vocabulary.regions().keySet());
            if (region != null && !vocabulary.regionsOfComplaints().contains(region)) {
                codes.reportName("\"" + name + "\" is a region of a study, not of a complaint", null);
            }
            if (region != null) {
                words.codes(codes).forEach(code -> regions.put(code, region));
            }
        });
        return regions;
    }

    private Map<TerminologyCode, String> values(Vocabulary.Term term, @Nullable Yaml entries) {
        Map<TerminologyCode, String> values = ownValues(term);
        if (entries == null) {
            return values;
        }
        Choice choice = vocabulary.choices().get(term.code());
        if (choice == null) {
            entries.reportName("only a choice has values", null);
            return values;
        }
        entries.entries().forEach((name, codes) -> {
            String value = words.coded(codes, name, choice.values().keySet());
            if (value != null) {
                words.codes(codes).forEach(code -> values.put(code, value));
            }
        });
        return values;
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
            TerminologyCode code = words.code(item);
            if (code != null && relations.put(code, relation) != null) {
                item.report("\"" + item.text() + "\" appears twice for \"" + term.code() + "\"", "Keep one of them.");
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
                words.codes(parts.get("codes")),
                window(parts),
                atLeast == null ? null : limit(atLeast),
                parts.get("plausible") == null ? null : span(parts.get("plausible")));
    }

    private Map<String, QuantityCodes> quantities(Map<String, Yaml> entries) {
        entries.forEach((code, entry) -> {
            if (!vocabulary.quantities().containsKey(code) && !words.isLenient(entry)) {
                entry.reportName(
                        "\"" + code + "\" is not a quantity of the vocabulary",
                        Spelling.didYouMeanOneOf(code, vocabulary.quantities().keySet()));
            }
        });
        Map<String, QuantityCodes> quantities = new LinkedHashMap<>();
        vocabulary.quantities().forEach((code, quantity) -> {
            Vocabulary.Term term = vocabulary.terms().get(code);
            if (term != null) {
                quantities.put(code, quantity(quantity, term, entries.get(code)));
            }
        });
        return quantities;
    }

    private QuantityCodes quantity(Quantity quantity, Vocabulary.Term term, @Nullable Yaml entry) {
        Map<String, Yaml> parts = entry == null ? Map.of() : entry.entries(keys("within", "codes", "equations"));
        Set<TerminologyCode> codes =
                entry == null ? new HashSet<>(words.standard(term)) : words.codes(parts.get("codes"));
        codes.add(own(term.code()));
        List<QuantityCodes.Equation> equations = new ArrayList<>();
        equations.add(new QuantityCodes.Equation(term.display(), codes, 0));
        for (Yaml item : items(parts.get("equations"))) {
            Map<String, Yaml> equation = item.entries(keys("name", "codes", "from-age"));
            Yaml age = equation.get("from-age");
            equations.add(new QuantityCodes.Equation(
                    needed(item, equation, "name"), words.codes(equation.get("codes")), age == null ? 0 : months(age)));
        }
        return new QuantityCodes(quantity, term.display(), window(parts), equations);
    }

    private static Map<String, Kind> kinds() {
        return Stream.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION, Kind.SUSPICION)
                .collect(Collectors.toMap(
                        kind -> kind.name().toLowerCase(Locale.ROOT), kind -> kind, (a, b) -> a, TreeMap::new));
    }
}

package org.apposite.fhir.mapping;

import static org.apposite.fhir.mapping.MappingWords.items;
import static org.apposite.fhir.mapping.MappingWords.keys;
import static org.apposite.fhir.mapping.MappingWords.needed;
import static org.apposite.fhir.mapping.MappingWords.one;
import static org.apposite.fhir.mapping.MappingWords.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.Contrast;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads how studies and orders are coded: what the mapping files say, and the project's own codes. */
final class ImagingReader {

    private static final Set<String> PROCEDURE = keys("study", "region", "contrast", "codes", "send");

    private final Vocabulary vocabulary;
    private final MappingWords words;

    ImagingReader(Vocabulary vocabulary, MappingWords words) {
        this.vocabulary = vocabulary;
        this.words = words;
    }

    ImagingCodes read(List<Yaml> files) {
        Layered section = Layered.of(
                files.stream()
                        .flatMap(file -> Stream.ofNullable(file.entries().get("imaging")))
                        .toList(),
                keys("within", "signs", "procedures", "sites", "modalities", "not-imaging", "results"));
        return new ImagingCodes(
                window(section.last("within")),
                procedures(section.all("procedures")),
                sites(section),
                modalities(section),
                words.codes(section.items("not-imaging")),
                results(section.all("results")),
                sent(section.all("procedures")),
                signs(section.all("signs")));
    }

    /** A code that several files have is what the last one says. */
    private Map<TerminologyCode, ImagingCodes.CodedStudy> procedures(List<Yaml> lists) {
        Map<TerminologyCode, ImagingCodes.CodedStudy> procedures = ownStudies();
        for (Yaml list : lists) {
            Set<TerminologyCode> here = new HashSet<>();
            for (Yaml item : list.items()) {
                Map<String, Yaml> entry = item.entries(PROCEDURE);
                ImagingCodes.CodedStudy procedure = study(item, entry);
                for (TerminologyCode code : words.codes(entry.get("codes"))) {
                    if (procedure != null) {
                        procedures.put(code, procedure);
                    }
                    if (!here.add(code)) {
                        item.report("the code \"" + code.code() + "\" names two procedures", "Keep one of them.");
                    }
                }
            }
        }
        return procedures;
    }

    private Map<TerminologyCode, String> sites(Layered section) {
        Map<TerminologyCode, String> sites = new HashMap<>();
        OwnCodes own = OwnCodes.regions(vocabulary);
        vocabulary.regions().keySet().forEach(region -> sites.put(own.code(region), region));
        name(section.entries("sites"), vocabulary.regions().keySet(), sites);
        return sites;
    }

    private Map<TerminologyCode, String> modalities(Layered section) {
        Map<TerminologyCode, String> modalities = new HashMap<>();
        name(section.entries("modalities"), vocabulary.studies().keySet(), modalities);
        return modalities;
    }

    private void name(Map<String, List<Yaml>> entries, Set<String> known, Map<TerminologyCode, String> named) {
        entries.forEach((name, lists) -> {
            for (Yaml codes : lists) {
                String meant = words.coded(codes, name, known);
                if (meant != null) {
                    words.codes(codes).forEach(code -> named.put(code, meant));
                }
            }
        });
    }

    /** What a later file says goes before what an earlier one does. */
    private List<ImagingCodes.CodedResult> results(List<Yaml> lists) {
        List<ImagingCodes.CodedResult> results = new ArrayList<>();
        for (Yaml list : lists) {
            results.addAll(
                    0,
                    list.items().stream().flatMap(item -> result(item).stream()).toList());
        }
        return results;
    }

    /** The codes by which studies are ordered; those of a later file go before those of an earlier one. */
    private List<ImagingCodes.SentCode> sent(List<Yaml> lists) {
        List<ImagingCodes.SentCode> sent = new ArrayList<>();
        for (Yaml list : lists) {
            List<ImagingCodes.SentCode> here = new ArrayList<>();
            for (Yaml item : list.items()) {
                Map<String, Yaml> entry = item.entries();
                ImagingCodes.CodedStudy procedure = study(item, entry);
                if (procedure != null) {
                    here.addAll(sent(procedure, words.codes(entry.get("codes")), entry.get("send")));
                }
            }
            sent.addAll(0, here);
        }
        return sent;
    }

    /** The codes of a procedure by which it is ordered, with their displays. */
    private List<ImagingCodes.SentCode> sent(
            ImagingCodes.CodedStudy procedure, Set<TerminologyCode> codes, @Nullable Yaml entry) {
        List<ImagingCodes.SentCode> sent = new ArrayList<>();
        if (entry != null) {
            entry.entries().forEach((text, display) -> {
                TerminologyCode code = words.code(text, display);
                if (code != null && codes.contains(code)) {
                    sent.add(new ImagingCodes.SentCode(procedure, code, display.text()));
                } else if (code != null) {
                    display.reportName("\"" + text + "\" is not among the codes of this procedure", "Add it there.");
                }
            });
        }
        return sent;
    }

    private ImagingCodes.Signs signs(List<Yaml> sections) {
        Layered parts = Layered.of(sections, keys("categories", "ranges", "words"));
        return new ImagingCodes.Signs(
                words.codes(parts.items("categories")),
                parts.items("ranges").stream()
                        .flatMap(item -> words.range(item).stream())
                        .toList(),
                parts.items("words").stream().map(Yaml::text).collect(Collectors.toSet()));
    }

    /** The project's own codes of studies, of their techniques and of procedures. */
    private Map<TerminologyCode, ImagingCodes.CodedStudy> ownStudies() {
        Map<TerminologyCode, ImagingCodes.CodedStudy> own = new HashMap<>();
        OwnCodes studies = OwnCodes.studies(vocabulary);
        for (String kind : vocabulary.studyKinds()) {
            own.put(studies.code(kind), coded(kind, Region.UNKNOWN, null));
        }
        for (Procedure procedure : vocabulary.procedures().values()) {
            String region = procedure.area() == Area.REGION ? procedure.region() : Region.UNKNOWN;
            own.put(
                    new TerminologyCode(Urls.PROCEDURE, procedure.code()),
                    coded(procedure.kind(), region, procedure.contrast()));
        }
        return own;
    }

    private ImagingCodes.CodedStudy coded(String kind, String region, @Nullable Contrast contrast) {
        String study = vocabulary.studyOf(kind).map(Study::code).orElse(kind);
        return new ImagingCodes.CodedStudy(study, kind.equals(study) ? null : kind, region, null, contrast);
    }

    private ImagingCodes.@Nullable CodedStudy study(Yaml item, Map<String, Yaml> entry) {
        String kind = words.coded(item, needed(item, entry, "study"), vocabulary.studyKinds());
        String region = words.coded(
                item, needed(item, entry, "region"), vocabulary.regions().keySet());
        Yaml told = entry.get("contrast");
        Contrast contrast = told == null ? null : one(Contrast.class, told, Contrast.WITHOUT);
        return kind == null || region == null ? null : coded(kind, region, contrast);
    }

    private Optional<ImagingCodes.CodedResult> result(Yaml item) {
        Map<String, Yaml> parts = item.entries(keys("study", "result", "finding", "codes", "phrases"));
        Set<String> studies = new HashSet<>();
        String result = needed(item, parts, "result");
        Yaml told = parts.get("finding");
        String finding = told == null ? null : told.text();
        for (Yaml named : items(parts.get("study"))) {
            String code = words.coded(named, named.text(), vocabulary.studies().keySet());
            Study study = code == null ? null : vocabulary.studies().get(code);
            if (study == null) {
                continue;
            }
            boolean hasResult = study.results().containsKey(result);
            boolean hasFinding = finding == null || study.findings().containsKey(finding);
            if (hasResult && hasFinding) {
                studies.add(study.code());
            } else if (!words.isLenient(item) && !hasResult && !result.isEmpty()) {
                item.report(
                        study.display() + " has no result \"" + result + "\"",
                        Spelling.didYouMeanOneOf(result, study.results().keySet()));
            } else if (told != null && !words.isLenient(item) && !hasFinding) {
                told.report(
                        study.display() + " has no finding \"" + finding + "\"",
                        Spelling.didYouMeanOneOf(told.text(), study.findings().keySet()));
            }
        }
        Set<TerminologyCode> codes = words.codes(parts.get("codes"));
        Set<String> phrases = items(parts.get("phrases")).stream()
                .map(phrase -> ImagingCodes.phrase(phrase.text()))
                .collect(Collectors.toSet());
        return studies.isEmpty()
                ? Optional.empty()
                : Optional.of(new ImagingCodes.CodedResult(studies, result, finding, codes, phrases));
    }
}

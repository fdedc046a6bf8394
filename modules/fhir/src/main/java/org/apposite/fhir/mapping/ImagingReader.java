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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final Vocabulary vocabulary;
    private final MappingWords words;

    ImagingReader(Vocabulary vocabulary, MappingWords words) {
        this.vocabulary = vocabulary;
        this.words = words;
    }

    ImagingCodes read(List<Yaml> files) {
        Window window = Window.OPEN;
        Map<TerminologyCode, ImagingCodes.CodedStudy> procedures = ownStudies();
        List<ImagingCodes.CodedResult> results = new ArrayList<>();
        List<ImagingCodes.SentCode> sent = new ArrayList<>();
        ImagingSigns signs = ImagingSigns.NONE;
        for (Yaml file : files) {
            Yaml section = file.entries().get("imaging");
            if (section == null) {
                continue;
            }
            Map<String, Yaml> parts = section.entries(keys("within", "signs", "procedures", "results"));
            if (parts.containsKey("within")) {
                window = window(parts);
            }
            if (parts.containsKey("signs")) {
                signs = signs(Objects.requireNonNull(parts.get("signs")));
            }
            Set<TerminologyCode> here = new HashSet<>();
            List<ImagingCodes.SentCode> sentHere = new ArrayList<>();
            for (Yaml item : items(parts.get("procedures"))) {
                Map<String, Yaml> entry = item.entries(keys("study", "region", "contrast", "codes", "send"));
                ImagingCodes.CodedStudy procedure = study(item, entry);
                Set<TerminologyCode> codes = words.codes(entry.get("codes"));
                if (procedure != null) {
                    sentHere.addAll(sent(procedure, codes, entry.get("send")));
                }
                for (TerminologyCode code : codes) {
                    if (procedure != null) {
                        procedures.put(code, procedure);
                    }
                    if (!here.add(code)) {
                        item.report("the code \"" + code.code() + "\" names two procedures", "Keep one of them.");
                    }
                }
            }
            sent.addAll(0, sentHere);
            results.addAll(
                    0,
                    items(parts.get("results")).stream()
                            .flatMap(item -> result(item).stream())
                            .toList());
        }
        return new ImagingCodes(window, OwnCodes.regions(vocabulary), procedures, results, sent, signs);
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

    private ImagingSigns signs(Yaml section) {
        Map<String, Yaml> parts = section.entries(keys("categories", "ranges", "words"));
        return new ImagingSigns(
                words.codes(parts.get("categories")),
                items(parts.get("ranges")).stream()
                        .flatMap(item -> words.range(item).stream())
                        .toList(),
                items(parts.get("words")).stream().map(Yaml::text).collect(Collectors.toSet()));
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
        Map<String, Yaml> parts = item.entries(keys("study", "result", "finding", "codes"));
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
        return studies.isEmpty()
                ? Optional.empty()
                : Optional.of(new ImagingCodes.CodedResult(studies, result, finding, codes));
    }
}

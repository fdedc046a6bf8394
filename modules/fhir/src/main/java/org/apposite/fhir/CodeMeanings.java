package org.apposite.fhir;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apposite.fhir.mapping.ImagingCodes.CodedResult;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;

/** What each code of other systems means by a mapping, in the words of its file. */
final class CodeMeanings {

    private final SortedMap<TerminologyCode, Set<String>> all =
            new TreeMap<>(Comparator.comparing(TerminologyCode::system).thenComparing(TerminologyCode::code));

    CodeMeanings(Mapping mapping) {
        for (Mapping.Term term : mapping.terms()) {
            term.relations().forEach((code, relation) -> {
                String region = term.regions().get(code);
                add(code, term.code() + ", " + words(relation) + (region == null ? "" : ", " + region));
            });
            term.values().forEach((code, value) -> add(code, term.code() + ", value " + value));
            term.measures().forEach(measure -> add(measure.codes(), term.code() + ", measured as " + measure.name()));
        }
        mapping.quantities()
                .forEach((quantity, read) -> read.equations()
                        .forEach(equation -> add(
                                equation.codes(),
                                quantity
                                        + (equation.fromMonths() == 0
                                                ? ""
                                                : ", from " + equation.fromMonths() + " months"))));
        mapping.imaging().studies().forEach((code, study) -> add(code, words(study)));
        mapping.imaging().sites().forEach((code, region) -> add(code, "site " + region));
        mapping.imaging().modalities().forEach((code, study) -> add(code, "modality of " + study));
        add(mapping.imaging().notImaging(), "a report that is not of imaging");
        for (CodedResult result : mapping.imaging().results()) {
            String finding = result.finding();
            result.studies()
                    .forEach(study -> add(
                            result.codes(),
                            "result of " + study + ", " + result.result() + (finding == null ? "" : ", " + finding)));
        }
        add(mapping.answers().yes(), "the answer yes");
        add(mapping.answers().no(), "the answer no");
        add(mapping.answers().asksWhich(), "a question that is answered with the finding");
        add(mapping.known(), "known, says nothing of a scan");
    }

    private void add(Set<TerminologyCode> codes, String meaning) {
        codes.forEach(code -> add(code, meaning));
    }

    private void add(TerminologyCode code, String meaning) {
        if (!Urls.isOwn(code.system())) {
            all.computeIfAbsent(code, any -> new TreeSet<>()).add(meaning);
        }
    }

    private static String words(Mapping.Relation relation) {
        return switch (relation) {
            case TERM -> "the term itself";
            case KIND -> "a kind of it";
            case PAST -> "a kind of it in the past";
            case ABSENCE -> "its absence";
            case HINT -> "a hint";
        };
    }

    private static String words(CodedStudy study) {
        return study.study()
                + (study.technique() == null ? "" : " " + study.technique())
                + ", " + study.region()
                + (study.contrast() == null ? "" : ", " + study.contrast().code() + " contrast");
    }

    /** The codes of other systems, with their meanings. */
    SortedMap<TerminologyCode, Set<String>> all() {
        return all;
    }

    /** What a code means by itself or by the classes that it belongs to. */
    Set<String> of(List<TerminologyCode> codeAndClasses) {
        Set<String> meanings = new TreeSet<>();
        codeAndClasses.forEach(code -> meanings.addAll(all.getOrDefault(code, Set.of())));
        return meanings;
    }
}

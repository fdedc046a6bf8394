package org.apposite.fhir.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.model.Choice;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * A closed list of cases or answers, as a code system of this project. Immutable.
 *
 * @param url its URL
 * @param title what it lists, for a reader
 * @param displays how each value is shown, by code, in their order
 */
public record OwnCodes(String url, String title, Map<String, String> displays) {

    public static final OwnCodes CATEGORY =
            of("appropriateness-category", "How appropriate a procedure is", Recommendation.Category.values());
    public static final OwnCodes RADIATION =
            of("relative-radiation-level", "Relative radiation levels", Radiation.Level.values());
    public static final OwnCodes SEVERITY = of("severity", "How much an alert matters", Severity.values());
    public static final OwnCodes EFFECT = of("effect", "What an unknown could change", Effect.values());
    public static final OwnCodes PRESENCE = of("presence", "What is known of a term", Presence.values());
    public static final OwnCodes SEX = of("sex", "Administrative sex", Sex.values());
    public static final OwnCodes CONTRAST = of("contrast", "Contrast of studies", Contrast.values());
    public static final OwnCodes SIDE = of("side", "Sides of the body", Side.values());
    public static final OwnCodes OVERRIDE_REASON =
            of("override-reason", "Why a clinician decides otherwise", reasons());

    public OwnCodes {
        displays = Collections.unmodifiableMap(new LinkedHashMap<>(displays));
    }

    private static OwnCodes of(String id, String title, Coded[] values) {
        return of(
                id,
                title,
                Arrays.stream(values)
                        .collect(Collectors.toMap(Coded::code, OwnCodes::display, (a, b) -> a, LinkedHashMap::new)));
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("discussed-with-radiologist", "Discussed with the radiologist");
        reasons.put("known-otherwise", "I know something that the record does not say");
        reasons.put("not-available", "The preferred study is not available here");
        reasons.put("family-decision", "The patient or the family decided otherwise");
        reasons.put("disagree", "I do not agree");
        return reasons;
    }

    private static OwnCodes of(String id, String title, Map<String, String> displays) {
        return new OwnCodes(Urls.CODE_SYSTEM + id, title, displays);
    }

    /** All lists, those of a vocabulary last. */
    public static List<OwnCodes> all(Vocabulary vocabulary) {
        List<OwnCodes> all = new ArrayList<>(
                List.of(CATEGORY, RADIATION, SEVERITY, EFFECT, PRESENCE, SEX, CONTRAST, SIDE, OVERRIDE_REASON));
        all.add(regions(vocabulary));
        all.add(studies(vocabulary));
        all.add(results(vocabulary));
        all.add(findings(vocabulary));
        all.add(sites(vocabulary));
        vocabulary.choices().values().forEach(choice -> all.add(values(choice)));
        return all.stream().filter(list -> !list.displays.isEmpty()).toList();
    }

    /** The regions of complaints and studies. */
    public static OwnCodes regions(Vocabulary vocabulary) {
        Map<String, String> displays = new LinkedHashMap<>();
        vocabulary.regions().forEach((code, region) -> displays.put(code, region.display()));
        return of("region", "Regions of complaints and of studies", displays);
    }

    /** The kinds of studies and their techniques. */
    public static OwnCodes studies(Vocabulary vocabulary) {
        Map<String, String> displays = new LinkedHashMap<>();
        vocabulary.studyKinds().forEach(kind -> displays.put(kind, vocabulary.displayOfStudy(kind)));
        return new OwnCodes(Urls.STUDY, "Kinds of studies and their techniques", displays);
    }

    /** What studies can show, of all kinds of studies together. */
    public static OwnCodes results(Vocabulary vocabulary) {
        return ofStudies("imaging-result", "Results of studies", vocabulary, OwnCodes::results);
    }

    /** What studies can show in particular. */
    public static OwnCodes findings(Vocabulary vocabulary) {
        return ofStudies("imaging-finding", "What studies show in particular", vocabulary, Study::findings);
    }

    /** Where studies can show a lesion. */
    public static OwnCodes sites(Vocabulary vocabulary) {
        return ofStudies("lesion-site", "Where studies show a lesion", vocabulary, Study::sites);
    }

    private static OwnCodes ofStudies(
            String id, String title, Vocabulary vocabulary, Function<Study, Map<String, String>> list) {
        Map<String, String> displays = new LinkedHashMap<>();
        vocabulary.studies().values().forEach(study -> list.apply(study).forEach(displays::putIfAbsent));
        return of(id, title, displays);
    }

    /** How the results of a study are shown, by code. */
    public static Map<String, String> results(Study study) {
        Map<String, String> displays = new LinkedHashMap<>();
        study.results().forEach((code, result) -> displays.put(code, result.display()));
        return displays;
    }

    /** The values of a choice. */
    public static OwnCodes values(Choice choice) {
        Map<String, String> displays = new LinkedHashMap<>();
        choice.values().forEach((code, value) -> displays.put(code, value.display()));
        return of("choice-" + choice.code(), "Values of " + display(choice.code()), displays);
    }

    /** The project's own code of a term of the vocabulary. */
    public static Coding term(Term term) {
        return new Coding(Urls.TERMS, term.code(), term.display());
    }

    /** How a value is shown. */
    public static String display(Coded value) {
        return display(value.code());
    }

    private static String display(String code) {
        return code.replace('-', ' ');
    }

    /** The code of a value, with how it is shown. */
    public Coding coding(Coded value) {
        return coding(value.code());
    }

    /** The code of a value, with how it is shown. */
    public Coding coding(String code) {
        return new Coding(url, code, displays.getOrDefault(code, display(code)));
    }

    /** The code of a value. */
    public TerminologyCode code(String code) {
        return new TerminologyCode(url, code);
    }

    /** The value that an answer is; empty when it is not a code of this list. A code without a system is one of the list. */
    public Optional<String> answered(@Nullable Type answer) {
        return answer instanceof Coding coding && (!coding.hasSystem() || url.equals(coding.getSystem()))
                ? Optional.ofNullable(coding.getCode()).filter(displays::containsKey)
                : Optional.empty();
    }

    /** The value that one of the codes names; empty when none does, or several differ. */
    public Optional<String> named(Collection<TerminologyCode> codes) {
        List<String> found = displays.keySet().stream()
                .filter(value -> codes.contains(code(value)))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}

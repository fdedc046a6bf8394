package org.apposite.fhir.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apposite.advice.AppropriatenessCategory;
import org.apposite.advice.Effect;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.advice.Severity;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Coded;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * A closed list of cases or answers, as a code system of this project. Immutable.
 *
 * @param <E> what it lists
 * @param url its URL
 * @param title what it lists, for a reader
 * @param values the values, in their order
 */
public record OwnCodes<E extends Coded>(String url, String title, List<E> values) {

    public static final OwnCodes<AppropriatenessCategory> CATEGORY =
            of("appropriateness-category", "How appropriate a procedure is", AppropriatenessCategory.values());
    public static final OwnCodes<RelativeRadiationLevel> RADIATION =
            of("relative-radiation-level", "Relative radiation levels", RelativeRadiationLevel.values());
    public static final OwnCodes<Severity> SEVERITY = of("severity", "How much an alert matters", Severity.values());
    public static final OwnCodes<Effect> EFFECT = of("effect", "What an unknown could change", Effect.values());
    public static final OwnCodes<Presence> PRESENCE = of("presence", "What is known of a term", Presence.values());
    public static final OwnCodes<Region> REGION = of("region", "Regions of pain and of studies", Region.values());
    public static final OwnCodes<ImagingResult> IMAGING_RESULT =
            of("imaging-result", "Results of studies", ImagingResult.values());
    public static final OwnCodes<ImagingFinding> IMAGING_FINDING =
            of("imaging-finding", "What films show", ImagingFinding.values());
    public static final OwnCodes<LesionSite> LESION_SITE =
            of("lesion-site", "Where MRI shows a lesion", LesionSite.values());

    public static final List<OwnCodes<?>> ALL = List.of(
            CATEGORY, RADIATION, SEVERITY, EFFECT, PRESENCE, REGION, IMAGING_RESULT, IMAGING_FINDING, LESION_SITE);

    public OwnCodes {
        values = List.copyOf(values);
    }

    private static <E extends Coded> OwnCodes<E> of(String id, String title, E[] values) {
        return new OwnCodes<>(Urls.CODE_SYSTEM + id, title, List.of(values));
    }

    /** The project's own code of a term of the vocabulary. */
    public static Coding term(Term term) {
        return new Coding(Urls.TERMS, term.code(), term.display());
    }

    /** How a value is shown. */
    public static String display(Coded value) {
        return value.code().replace('-', ' ');
    }

    /** The code of a value, with how it is shown. */
    public Coding coding(E value) {
        return new Coding(url, value.code(), display(value));
    }

    /** The code of a value. */
    public TerminologyCode code(E value) {
        return new TerminologyCode(url, value.code());
    }

    /** The value that an answer is; empty when it is not a code of this list. */
    public Optional<E> answered(@Nullable Type answer) {
        return answer instanceof Coding coding && url.equals(coding.getSystem())
                ? values.stream()
                        .filter(value -> value.code().equals(coding.getCode()))
                        .findFirst()
                : Optional.empty();
    }

    /** The value that one of the codes names; empty when none does, or several differ. */
    public Optional<E> named(Collection<TerminologyCode> codes) {
        List<E> found =
                values.stream().filter(value -> codes.contains(code(value))).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}

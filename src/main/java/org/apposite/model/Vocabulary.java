package org.apposite.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.advice.Radiation;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;

/**
 * The closed lists of codes that cases and rules may use, each in the order of its file. Immutable and thread-safe.
 *
 * @param terms what can be stated or asked of a patient, by code
 * @param procedures the procedures that can be rated, by code
 * @param sources the sources that content can cite, by key
 * @param radiationScales for each scale the radiation of each level, by the level's code
 */
public record Vocabulary(
        Map<String, Term> terms,
        Map<String, Procedure> procedures,
        Map<String, Source> sources,
        Map<String, Map<String, Radiation>> radiationScales) {

    /** Copies the maps and keeps their order. */
    public Vocabulary {
        terms = ordered(terms);
        procedures = ordered(procedures);
        sources = ordered(sources);
        radiationScales = ordered(radiationScales);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** What a term is, which also says where in a case it is stated. */
    public enum Kind {
        /** A finding: stated present or absent in the lists of findings. */
        FINDING,
        /** A circumstance of the complaint, such as trauma: stated beside the complaint. */
        CIRCUMSTANCE,
        /** A condition that the patient is known to have. */
        CONDITION,
        /** A diagnosis that the clinician can strongly suspect. */
        SUSPICION,
        /** A complaint that topics answer. */
        SYMPTOM,
        /** Something with a value of its own: age, duration, region, measurements, imaging. */
        DATUM
    }

    /**
     * A term.
     *
     * @param code its code
     * @param kind what it is
     * @param display its name, in the middle of a sentence
     * @param definition what counts as it
     * @param question what to ask when it is missing
     * @param codes its codes in other terminologies
     */
    public record Term(
            String code, Kind kind, String display, String definition, String question, List<StandardCode> codes) {

        /** Copies the list. */
        public Term {
            codes = List.copyOf(codes);
        }
    }

    /**
     * A code of a standard terminology.
     *
     * @param system the short name of the terminology, such as {@code snomed}
     * @param code the code
     */
    public record StandardCode(String system, String code) {}

    /** How much of the patient a procedure shows. */
    public enum Area {
        /** The region of the complaint. */
        AREA_OF_INTEREST,
        /** The complete spine. */
        COMPLETE_SPINE,
        /** The whole body. */
        WHOLE_BODY
    }

    /**
     * A procedure.
     *
     * @param code its code
     * @param display its name
     * @param study its kind
     * @param contrast its contrast, null where its kind has no choice of contrast
     * @param area how much it shows
     */
    public record Procedure(
            String code,
            String display,
            Study study,
            @Nullable Contrast contrast,
            Area area) {}

    /**
     * A source.
     *
     * @param key its key
     * @param title what it is, for a reader
     * @param trust how far it can be trusted
     */
    public record Source(String key, String title, Trust trust) {}

    /** How far a source can be trusted. */
    public enum Trust {
        /** Read as published. */
        PUBLISHED,
        /** A transcription that has to be confirmed against the publication before clinical use. */
        TRANSCRIBED,
        /** A decision of the authors of the rules where sources are silent or conflict. */
        INTERPRETATION
    }

    /**
     * The codes of all terms of a kind.
     *
     * @param kind the kind
     * @return the codes, in the order of the file
     */
    public List<String> codes(Kind kind) {
        return terms.values().stream()
                .filter(term -> term.kind() == kind)
                .map(Term::code)
                .toList();
    }

    /**
     * The procedure that an order asks for, by its kind, contrast and whether it is of the complete spine.
     *
     * @param order an order
     * @return empty when the vocabulary has none
     */
    public Optional<Procedure> procedure(ImagingOrder order) {
        Area area = order.region() == Region.COMPLETE_SPINE ? Area.COMPLETE_SPINE : Area.AREA_OF_INTEREST;
        return procedures.values().stream()
                .filter(one -> one.study() == order.study()
                        && one.contrast() == order.contrast()
                        && (one.area() == area || one.area() == Area.WHOLE_BODY))
                .findFirst();
    }
}

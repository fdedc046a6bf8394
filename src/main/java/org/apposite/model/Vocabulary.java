package org.apposite.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * The closed lists of codes that cases and rules may use, each in the order of its file. Immutable and thread-safe.
 *
 * @param terms what can be stated or asked of a patient, by code; the choices and quantities are among them
 * @param choices the values of the choices, by code
 * @param quantities units, ranges and limits of the quantities, by code
 * @param regions the regions of complaints and studies, by code
 * @param studies the kinds of studies, by code
 * @param procedures the procedures that can be rated, by code
 * @param sources the sources that content can cite, by key
 * @param signs the codes of the findings whose level the region of an examination tells
 * @param radiationScales for each scale the radiation of each level, by the level's code
 */
public record Vocabulary(
        Map<String, Term> terms,
        Map<String, Choice> choices,
        Map<String, Quantity> quantities,
        Map<String, Region> regions,
        Map<String, Study> studies,
        Map<String, Procedure> procedures,
        Map<String, Source> sources,
        List<String> signs,
        Map<String, Map<String, Radiation>> radiationScales) {

    /** The words by which procedures leave the region open, after what it is a region of where they name that. */
    private static final Pattern OPEN_REGION = Pattern.compile("(\\p{Ll}+ )?area of interest");

    /** A vocabulary without any code. */
    public static final Vocabulary EMPTY =
            new Vocabulary(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of());

    /** Copies the maps and keeps their order. */
    public Vocabulary {
        terms = ordered(terms);
        choices = ordered(choices);
        quantities = ordered(quantities);
        regions = ordered(regions);
        studies = ordered(studies);
        procedures = ordered(procedures);
        sources = ordered(sources);
        signs = List.copyOf(signs);
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
        COMPLAINT,
        /** One of a closed list of values. */
        CHOICE,
        /** A number in a unit. */
        QUANTITY,
        /** Whether a study has been done, and what it shows. */
        IMAGING,
        /** A datum that every vocabulary has and that is stated in a place of its own: see {@link Datum}. */
        DATUM
    }

    /** What is derived of a finding, and what is asked when it is open. */
    public enum Derivation {
        /** It is stated, and no rule derives it. */
        NONE,
        /** Rules derive it; when it is open, the stated data are asked by which it could be decided. */
        ASKS_ITS_DATA,
        /** Rules derive it; when it is open, it is asked itself. */
        ASKS_ITSELF
    }

    /**
     * A term.
     *
     * @param code its code
     * @param kind what it is
     * @param display its name, in the middle of a sentence
     * @param definition what counts as it
     * @param question what to ask when it is missing
     * @param derivation whether rules derive it
     * @param place of a complaint: where it can be
     * @param codes its codes in other terminologies
     */
    public record Term(
            String code,
            Kind kind,
            String display,
            String definition,
            String question,
            Derivation derivation,
            Place place,
            List<StandardCode> codes) {

        /** Copies the list. */
        public Term {
            codes = List.copyOf(codes);
        }

        /**
         * Whether it is stated present or absent.
         *
         * @return true for findings, circumstances and conditions
         */
        public boolean isFinding() {
            return kind == Kind.FINDING || kind == Kind.CIRCUMSTANCE || kind == Kind.CONDITION;
        }

        /**
         * Whether a record can tell it by a code of a terminology: it stands in no place of its own, and no rule derives it.
         *
         * @return false for studies, which have codes of another kind, for age and the like, and for derived findings
         */
        public boolean isToldByCode() {
            return kind != Kind.DATUM && kind != Kind.IMAGING && !isDerived();
        }

        /**
         * Whether rules derive it.
         *
         * @return false for what can only be stated
         */
        public boolean isDerived() {
            return derivation != Derivation.NONE;
        }
    }

    /**
     * Where a complaint can be.
     *
     * @param implied the code of the region where it is when none is stated; empty for none
     * @param regions the codes of the only regions in which it can be; empty when it can be in any
     */
    public record Place(String implied, List<String> regions) {

        /** Anywhere. */
        public static final Place ANY = new Place("", List.of());

        /** Copies the list. */
        public Place {
            regions = List.copyOf(regions);
        }
    }

    /**
     * A code of a standard terminology.
     *
     * @param system the short name of the terminology, such as {@code snomed}
     * @param code the code
     */
    public record StandardCode(String system, String code) {}

    /**
     * A procedure.
     *
     * @param code its code
     * @param display its name
     * @param study the code of its kind of study
     * @param technique the code of its special technique, null for the plain study
     * @param contrast its contrast, null where its study has no choice of contrast
     * @param area how much of the patient it shows
     * @param region the code of the region that it shows; of an area of interest the region that it must lie in, empty
     *     when it may lie anywhere; empty for the whole body
     */
    public record Procedure(
            String code,
            String display,
            String study,
            @Nullable String technique,
            @Nullable Contrast contrast,
            Area area,
            String region) {

        /**
         * What is done, as rules name it.
         *
         * @return the code of the technique, or of the plain study
         */
        public String kind() {
            return technique == null ? study : technique;
        }
    }

    /** How much of the patient a procedure shows. */
    public enum Area {
        /** The region of the complaint. */
        AREA_OF_INTEREST,
        /** A region of its own. */
        REGION,
        /** The whole body. */
        WHOLE_BODY
    }

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
     * The terms that a code of a standard terminology names.
     *
     * @param system the short name of the terminology, as the vocabulary writes it, such as {@code snomed}
     * @param code the code
     * @return the terms, in the order of the file; empty when the vocabulary does not have the code
     */
    public List<Term> termsOf(String system, String code) {
        StandardCode standard = new StandardCode(system, code);
        return terms.values().stream()
                .filter(term -> term.codes().contains(standard))
                .toList();
    }

    /**
     * The codes of everything that is stated present or absent.
     *
     * @return findings, circumstances and conditions, in the order of the file
     */
    public List<String> findings() {
        return terms.values().stream().filter(Term::isFinding).map(Term::code).toList();
    }

    /**
     * The study that a code of a study or of a technique names.
     *
     * @param kind the code of a study, or of a technique of one
     * @return empty when the vocabulary has none
     */
    public Optional<Study> studyOf(String kind) {
        Study study = studies.get(kind);
        if (study != null) {
            return Optional.of(study);
        }
        return studies.values().stream()
                .filter(one -> one.techniques().containsKey(kind))
                .findFirst();
    }

    /**
     * How a rated study is named to people: with the region where the name of the procedure leaves it open, as in "MRI lumbar
     * spine without IV contrast" for "MRI spine area of interest without IV contrast".
     *
     * @param study a study of an answer by the rules of this vocabulary
     * @param side the side of a complaint in a region that has sides, null when there is none
     * @return its name
     */
    public String nameOf(Recommendation study, @Nullable Side side) {
        Region region = study.region() == null ? null : regions.get(study.region());
        if (region == null || !region.isPlace() || !region.ofComplaints()) {
            return study.display();
        }
        String place = (side == null || !region.sided() ? "" : words(side) + " ") + region.display();
        return OPEN_REGION
                .matcher(study.display())
                .replaceAll(open -> Matcher.quoteReplacement(
                        open.group(1) == null
                                ? place
                                : place + " " + open.group(1).strip()));
    }

    private static String words(Side side) {
        return side == Side.BOTH ? "left and right" : side.code();
    }

    /**
     * The name of a study or technique in the middle of a sentence.
     *
     * @param kind the code of a study, or of a technique of one
     * @return its display
     */
    public String displayOfStudy(String kind) {
        Study study = studyOf(kind).orElse(null);
        return study == null ? kind : study.techniques().getOrDefault(kind, study.display());
    }

    /**
     * The codes of all studies and their techniques.
     *
     * @return each study before its techniques, in the order of the file
     */
    public List<String> studyKinds() {
        List<String> kinds = new ArrayList<>();
        studies.values().forEach(study -> {
            kinds.add(study.code());
            kinds.addAll(study.techniques().keySet());
        });
        return List.copyOf(kinds);
    }

    /**
     * The codes of the regions in which a complaint can be.
     *
     * @return codes, in the order of the file
     */
    public List<String> regionsOfComplaints() {
        return regions.values().stream()
                .filter(Region::ofComplaints)
                .map(Region::code)
                .toList();
    }

    /**
     * The smallest region that covers two, for a study that has to show both.
     *
     * @param one a region
     * @param other another
     * @return the region with the fewest parts that has the parts of both; the first when one is no place, or no region
     *     covers both
     */
    public Region joined(Region one, Region other) {
        if (!one.isPlace() || !other.isPlace()) {
            return one;
        }
        Set<String> both = new TreeSet<>(one.parts());
        both.addAll(other.parts());
        return regions.values().stream()
                .filter(region -> region.parts().containsAll(both))
                .min(Comparator.comparingInt(region -> region.parts().size()))
                .orElse(one);
    }

    /**
     * The procedures that an order asks for: those of its study, technique and contrast that show the ordered region. An
     * order whose region is no place, or not stated, is matched with the area of interest.
     *
     * @param order an order
     * @return the procedures, in the order of the file; empty when the vocabulary has none, or the order leaves the contrast open
     */
    public List<Procedure> procedures(ImagingOrder order) {
        return procedures(order, procedures.keySet());
    }

    /**
     * The procedures that an order asks for, among some. A region that one of them names is no area of interest.
     *
     * @param order an order
     * @param among the codes of the procedures that come into question
     * @return the procedures, in the order of the file; empty when there is none, or the order leaves the contrast open
     */
    public List<Procedure> procedures(ImagingOrder order, Set<String> among) {
        return procedures.values().stream()
                .filter(one -> among.contains(one.code())
                        && one.kind().equals(order.kind())
                        && one.study().equals(order.study())
                        && one.contrast() == order.contrast()
                        && isShown(one, order.region(), among))
                .toList();
    }

    /**
     * Holds a case against the vocabulary: whatever it states must be something that rules can know.
     *
     * @param stated the case
     * @throws IllegalArgumentException when it states what the vocabulary does not have, or what contradicts it
     */
    public void check(PatientCase stated) {
        CaseCheck.check(this, stated);
    }

    /**
     * Whether a case states every sign absent, so that there is none whose level an examination could tell.
     *
     * @param stated a case
     * @return false while a sign is present or not stated, and for a vocabulary without signs
     */
    public boolean deniesSigns(PatientCase stated) {
        return !signs.isEmpty()
                && signs.stream().allMatch(code -> stated.findings().get(code) == Presence.ABSENT);
    }

    /**
     * Whether a complaint can be in a region.
     *
     * @param complaint the code of a complaint
     * @param region the code of a region
     * @return true also where nothing is known of the complaint, and for a region that is not known
     */
    public boolean canBeIn(String complaint, String region) {
        Term term = terms.get(complaint);
        List<String> possible = term == null ? List.of() : term.place().regions();
        return region.equals(Region.UNKNOWN) || possible.isEmpty() || possible.contains(region);
    }

    /**
     * Whether statements that are each possible can be true together: a complaint and its region, the level of signs and the
     * signs, a quantity and the choice beside which it can only be zero.
     *
     * @param stated a case
     * @return false where two contradict each other
     */
    public boolean isConsistent(PatientCase stated) {
        return stated.region()
                        .map(region -> canBeIn(stated.complaint().orElse(""), region))
                        .orElse(true)
                && (stated.examinedAt().isEmpty() || !deniesSigns(stated))
                && stated.measurements().entrySet().stream().noneMatch(measured -> {
                    Quantity quantity = quantities.get(measured.getKey());
                    return quantity != null
                            && measured.getValue().stream()
                                    .anyMatch(one -> quantity.contradicted(one, stated.choices())
                                            .isPresent());
                });
    }

    /**
     * Whether an order leaves open which contrast it asks for, so that it cannot be told which procedure is meant.
     *
     * @param order an order
     * @return true for a study with a choice of contrast, when none is stated
     */
    public boolean leavesContrastOpen(ImagingOrder order) {
        Study study = studies.get(order.study());
        return study != null && study.contrasted() && order.contrast() == null;
    }

    private boolean isShown(Procedure procedure, @Nullable String ordered, Set<String> among) {
        if (procedure.area() == Area.WHOLE_BODY) {
            return true;
        }
        Region region = ordered == null ? null : regions.get(ordered);
        Region own = regions.get(procedure.region());
        if (procedure.area() == Area.REGION) {
            return procedure.region().equals(ordered)
                    || (region != null
                            && own != null
                            && own.isPlace()
                            && own.parts().equals(region.parts()));
        }
        if (region == null || !region.isPlace()) {
            return true;
        }
        boolean isOther = procedures.values().stream()
                .anyMatch(one -> among.contains(one.code())
                        && one.area() == Area.REGION
                        && one.region().equals(ordered));
        return !isOther && (own == null || own.parts().containsAll(region.parts()));
    }
}

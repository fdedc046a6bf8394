package org.apposite.fhir;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.CodeableConcept;

/** Looks up codes of the closed lists and of procedures. */
final class Codes {

    private Codes() {}

    /** The value of a closed list that one of the codes names; empty when none does, or several differ. */
    static <E extends Enum<E> & Coded> Optional<E> find(Class<E> list, String system, Collection<Code> codes) {
        List<E> found = Arrays.stream(list.getEnumConstants())
                .filter(value -> codes.contains(new Code(system, value.code())))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /**
     * What a concept asks for or shows. Of several codes the one that tells more counts; codes that contradict each
     * other tell nothing.
     */
    static Optional<Mapping.Procedure> procedure(Mapping.Imaging imaging, CodeableConcept concept) {
        Mapping.Procedure known = null;
        for (Code code : Code.of(concept)) {
            Mapping.Procedure next = imaging.procedures().get(code);
            if (next == null) {
                continue;
            }
            if (known == null) {
                known = next;
                continue;
            }
            boolean sameRegion = known.region() == next.region()
                    || known.region() == Region.UNKNOWN
                    || next.region() == Region.UNKNOWN;
            boolean sameContrast =
                    known.contrast() == next.contrast() || known.contrast() == null || next.contrast() == null;
            if (known.study() != next.study() || !sameRegion || !sameContrast) {
                return Optional.empty();
            }
            Contrast contrast = known.contrast() == null ? next.contrast() : known.contrast();
            known = new Mapping.Procedure(
                    known.study(), known.region() == Region.UNKNOWN ? next.region() : known.region(), contrast);
        }
        return Optional.ofNullable(known);
    }

    /**
     * The codes that ask for a study and no less, in the order of their systems. A code that is read as this study may name
     * a kind of it; where a system has several, each may be another kind, and none says no more than what is meant.
     */
    static List<Code> certain(Mapping.Imaging imaging, Mapping.Procedure wanted) {
        Map<String, List<Code>> bySystem = imaging.procedures().entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(Code::system));
        return bySystem.values().stream()
                .filter(codes -> codes.size() == 1)
                .map(codes -> codes.get(0))
                .sorted(Comparator.comparing(Code::system))
                .toList();
    }
}

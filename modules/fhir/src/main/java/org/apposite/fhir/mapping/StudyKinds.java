package org.apposite.fhir.mapping;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;

/** What this module knows of the kinds of studies: everything in it that depends on the kind is decided here. */
public final class StudyKinds {

    /** The kinds that are asked for, by the code of their datum. */
    public static final Map<String, Study> ASKED = asked();

    private StudyKinds() {}

    private static Map<String, Study> asked() {
        Map<String, Study> asked = new LinkedHashMap<>();
        asked.put(DatumCodes.RADIOGRAPHS, Study.RADIOGRAPHY);
        asked.put(DatumCodes.MRI, Study.MRI);
        return Collections.unmodifiableMap(asked);
    }

    /** Whether a study of this kind goes into a case when it has been done. */
    public static boolean isKept(Study study) {
        return study == Study.RADIOGRAPHY || study == Study.CT || study == Study.MRI;
    }

    /** Whether an order for this kind has to say its contrast. */
    public static boolean needsContrast(Study study) {
        return study == Study.MRI || study == Study.CT;
    }

    /** The result that tells nothing. The list of an MRI has no unknown one; what is not told counts as not read. */
    public static ImagingResult untold(Study study) {
        return study == Study.MRI ? ImagingResult.PENDING : ImagingResult.UNKNOWN;
    }

    /** A study that was done; a finding or a site that its kind and result cannot have is left out. */
    public static PriorImaging done(
            Study study,
            Region region,
            @Nullable LocalDate date,
            ImagingResult result,
            Optional<ImagingFinding> finding,
            Optional<LesionSite> site) {
        boolean shows = result.isKnown() && result != ImagingResult.NEGATIVE;
        return new PriorImaging(
                study,
                region,
                date,
                result,
                shows && study != Study.MRI ? finding.orElse(null) : null,
                shows && study == Study.MRI ? site.orElse(null) : null);
    }
}

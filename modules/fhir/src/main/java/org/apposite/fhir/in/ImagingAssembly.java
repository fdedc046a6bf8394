package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Study;

/** Puts together the imaging: the order to be reviewed, and the studies that were done. */
final class ImagingAssembly {

    private final CaseDraft draft;
    private final SourcedCase made;

    ImagingAssembly(CaseDraft draft, SourcedCase made) {
        this.draft = draft;
        this.made = made;
    }

    void assemble(boolean allImaging) {
        order();
        studies(allImaging);
    }

    private void order() {
        List<Value<ImagingOrder>> orders = draft.orders;
        if (orders.size() == 1) {
            ImagingOrder order = orders.get(0).value();
            made.builder.order(order);
            String contrast =
                    order.contrast() == null ? "" : " " + order.contrast().code() + " contrast";
            made.origin("order", order.study().code() + " " + order.region().code() + contrast, orders.get(0));
        } else {
            orders.forEach(
                    one -> draft.note(one.resource(), "is one of several orders; which is to be reviewed is not told"));
        }
    }

    /**
     * The list of studies is complete or not there. As long as nobody has said that it is complete, a kind of study that
     * does not show the painful area goes in as one of an unknown region, so that it is unknown whether it was done.
     */
    private void studies(boolean allImaging) {
        if (draft.studies.isEmpty() && !allImaging && draft.studiesNotDone.isEmpty()) {
            return;
        }
        List<PriorImaging> studies =
                new ArrayList<>(draft.studies.stream().map(Value::value).toList());
        if (!allImaging) {
            PatientCase known = made.builder.imaging(studies).build();
            for (Study study : StudyKinds.ASKED.values()) {
                if (!draft.studiesNotDone.contains(study) && known.notImaged(study.code())) {
                    studies.add(PriorImaging.of(study, Region.UNKNOWN, StudyKinds.untold(study)));
                }
            }
        }
        made.builder.imaging(studies);
        Map<Study, String> data =
                StudyKinds.ASKED.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        for (Value<PriorImaging> seen : draft.studies) {
            PriorImaging one = seen.value();
            made.origin(
                    data.getOrDefault(one.study(), one.study().code()),
                    one.region().code() + ", "
                            + one.when().map(Object::toString).orElse("undated") + ", "
                            + one.result().code(),
                    seen);
        }
    }
}

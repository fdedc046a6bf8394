package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.List;
import org.apposite.advice.Trace;
import org.apposite.fhir.in.CaseDraft.Diagnosis;
import org.apposite.fhir.in.CaseDraft.Ordered;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.ImagingCodes.CodedResult;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;

/** Puts together the imaging: the order to be reviewed, and the studies that were done. */
final class ImagingAssembly {

    private final Vocabulary vocabulary;
    private final CaseDraft draft;
    private final SourcedCase made;

    ImagingAssembly(Vocabulary vocabulary, CaseDraft draft, SourcedCase made) {
        this.vocabulary = vocabulary;
        this.draft = draft;
        this.made = made;
    }

    void assemble() {
        order();
        studies();
    }

    private void order() {
        List<Ordered> orders = draft.orders;
        if (orders.size() == 1) {
            ImagingOrder order = sided(orders.get(0).order());
            made.builder.order(order);
            String contrast =
                    order.contrast() == null ? "" : " " + order.contrast().code() + " contrast";
            made.origin(
                    Trace.ORDER,
                    order.kind() + (order.region() == null ? "" : " " + order.region()) + contrast,
                    orders.get(0).resources());
        } else {
            orders.stream()
                    .flatMap(one -> one.resources().stream())
                    .forEach(one -> draft.note(one, Remark.of("one-of-several-orders")));
        }
    }

    /**
     * The list of studies is complete or not there. As long as nobody has said that it is complete, a kind of study that
     * does not show the area of the complaint goes in as one of an unknown region, so that it is unknown whether it was
     * done.
     */
    private void studies() {
        boolean isWhole = draft.allImaging && !draft.imagingUnclear;
        if (draft.studies.isEmpty() && !isWhole && draft.studiesNotDone.isEmpty()) {
            return;
        }
        made.builder.imaging(with(List.of()));
        for (Value<PriorImaging> seen : draft.studies) {
            PriorImaging one = seen.value();
            Study study = vocabulary.studies().get(one.study());
            made.origin(
                    study == null || study.datum() == null ? one.study() : study.datum(),
                    (one.technique() == null ? "" : one.technique() + ", ")
                            + one.region() + ", "
                            + one.when().map(Object::toString).orElse("undated") + ", "
                            + one.result(),
                    seen);
        }
    }

    /** The studies of the record and others, and those of which it is not known whether they were done. */
    private List<PriorImaging> with(List<PriorImaging> others) {
        boolean isWhole = draft.allImaging && !draft.imagingUnclear;
        List<PriorImaging> studies = new ArrayList<>(
                draft.studies.stream().map(one -> sided(one.value())).toList());
        studies.addAll(others);
        for (Study study : StudyKinds.asked(vocabulary)) {
            boolean isUnclear = !isWhole || draft.studiesUnclear.contains(study.code());
            if (isUnclear && !draft.studiesNotDone.contains(study.code())) {
                addUnknown(study, studies);
            }
        }
        return studies;
    }

    /**
     * All studies, with those that would show what diagnoses say that imaging shows and no study of the record tells; empty
     * where there are no such diagnoses.
     */
    List<PriorImaging> supposed() {
        String area = made.area().map(Region::code).orElse(Region.UNKNOWN);
        List<PriorImaging> unseen = new ArrayList<>();
        for (Diagnosis diagnosis : draft.diagnoses) {
            boolean isSeen = diagnosis.shown().stream()
                    .anyMatch(shown -> draft.studies.stream().anyMatch(seen -> shown.isOf(seen.value())));
            if (!isSeen) {
                draft.note(diagnosis.resource(), Remark.of("shown-by-no-study", diagnosis.named()));
                CodedResult shown = diagnosis.shown().get(0);
                PriorImaging study =
                        PriorImaging.of(shown.anyStudy(), area, shown.result()).on(draft.today);
                unseen.add(shown.finding() == null ? study : study.showing(shown.finding()));
            }
        }
        return unseen.isEmpty() ? List.of() : with(unseen);
    }

    private ImagingOrder sided(ImagingOrder one) {
        Side side = StudyKinds.sideOf(one.region(), one.side(), vocabulary);
        return new ImagingOrder(one.study(), one.technique(), one.region(), side, one.contrast());
    }

    private PriorImaging sided(PriorImaging one) {
        Side side = StudyKinds.sideOf(one.region(), one.side(), vocabulary);
        return new PriorImaging(
                one.study(),
                one.technique(),
                one.region(),
                side,
                one.contrast(),
                one.date(),
                one.result(),
                one.finding(),
                one.site());
    }

    private void addUnknown(Study study, List<PriorImaging> studies) {
        List<PriorImaging> stated = List.copyOf(studies);
        StudyKinds.open(study).stream()
                .filter(one -> stated.stream().noneMatch(other -> tellsOf(one, other, study)))
                .forEach(studies::add);
    }

    /** Whether a study leaves it open by itself whether the area of the complaint was imaged, or shows it. */
    private boolean tellsOf(PriorImaging unknown, PriorImaging done, Study study) {
        return done.kind().equals(unknown.kind()) && StudyKinds.tellsOf(done, study, made.area(), vocabulary);
    }
}

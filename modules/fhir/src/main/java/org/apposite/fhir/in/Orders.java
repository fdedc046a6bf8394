package org.apposite.fhir.in;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.in.CaseDraft.Ordered;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.sent.StudiesTogether;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.patient.ImagingOrder;
import org.hl7.fhir.r4.model.ServiceRequest;

/** Reads the order to be reviewed; orders that are parts of one study are one order. */
final class Orders {

    private final Vocabulary vocabulary;
    private final Statements statements;
    private final CaseDraft draft;

    Orders(Vocabulary vocabulary, Statements statements, CaseDraft draft) {
        this.vocabulary = vocabulary;
        this.statements = statements;
        this.draft = draft;
    }

    void read(List<Entry> orders, List<Entry> entries) {
        Map<String, CodedStudy> asked = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.resource() instanceof ServiceRequest request) {
                boolean isNamed = orders.contains(entry);
                if (isNamed || isOpen(request, entry.name())) {
                    statements.readReasons(request, entry.name());
                    if (isNamed || orders.isEmpty()) {
                        draft.mapping
                                .study(request.getCode(), request.getBodySite())
                                .ifPresent(study -> asked.put(entry.name(), study));
                    }
                }
            }
        }
        StudiesTogether.of(vocabulary, asked).forEach(one -> order(one.study(), one.parts()));
    }

    private boolean isOpen(ServiceRequest request, String name) {
        String status = request.hasStatus() ? request.getStatus().toCode() : "";
        if (status.equals("entered-in-error")) {
            draft.note(name, Remark.of("entered-in-error"));
            return false;
        }
        if (request.getDoNotPerform() || !draft.mapping.orderStatuses().contains(status)) {
            return false;
        }
        Optional<Days> days = draft.days(request.getAuthoredOnElement());
        return days.isEmpty() || draft.counts(draft.mapping.orderWindow(), days.get(), Remark.of("request"), name);
    }

    private void order(CodedStudy asked, List<String> names) {
        Study study = Objects.requireNonNull(vocabulary.studies().get(asked.study()), asked.study());
        if (!asked.hasRegion() && !study.wholeBody()) {
            names.forEach(name -> draft.note(name, Remark.of("order-without-region", asked.study())));
        } else if (study.contrasted() && asked.contrast() == null) {
            names.forEach(name -> draft.note(name, Remark.of("order-without-contrast", asked.study())));
        } else {
            ImagingOrder order = new ImagingOrder(
                    asked.study(),
                    asked.technique(),
                    asked.region(),
                    asked.side(),
                    study.contrasted() ? asked.contrast() : null);
            draft.orders.add(new Ordered(order, names));
        }
    }
}

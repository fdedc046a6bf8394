package org.apposite.language;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Study.Meaning;
import org.apposite.model.Study.Result;
import org.apposite.patient.Contrast;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.jspecify.annotations.Nullable;

/**
 * What can be stated of the studies of one kind, beside those of other kinds: nothing, that there was none, one of each region
 * with each result, and one of the area with all that it can show; a lesion that another study does not show; and a study
 * from before the illness.
 */
final class StudyStatements {

    private final Patient patient;
    private final Study study;
    private final String kind;
    private final String here;
    private final List<PriorImaging> others = new ArrayList<>();
    private final Alternatives found;

    private StudyStatements(Patient patient, Study study, String kind, String here) {
        this.patient = patient;
        this.study = study;
        this.kind = kind;
        this.here = here;
        patient.stated().imaging().orElse(List.of()).stream()
                .filter(one -> !one.kind().equals(kind))
                .forEach(others::add);
        this.found = new Alternatives(patient.scope().vocabulary(), patient.stated());
    }

    static List<PatientCase> of(String kind, Patient patient) {
        Study study = patient.scope().vocabulary().studyOf(kind).orElse(null);
        if (study == null || study.results().isEmpty()) {
            return List.of();
        }
        Patient placed = placed(patient);
        StudyStatements statements = new StudyStatements(placed, study, kind, placed.regionToImage());
        statements.find();
        return statements.found.cases();
    }

    /** No study counts for a patient whose complaint is nowhere, so that it is put at the first place that there is. */
    private static Patient placed(Patient patient) {
        if (!patient.regionToImage().equals(Region.UNKNOWN)) {
            return patient;
        }
        Optional<Region> place = patient.scope().vocabulary().regions().values().stream()
                .filter(one -> one.ofComplaints() && one.isPlace())
                .findFirst();
        return place.map(one -> new Patient(
                        patient.stated().toBuilder().region(one.code()).build(), patient.scope(), Derived.NOTHING))
                .orElse(patient);
    }

    private void find() {
        found.add(b -> b.imagingNotStated());
        add();
        for (Result result : study.results().values()) {
            add(one(here, result));
        }
        for (String region : patient.scope().vocabulary().regions().keySet()) {
            study.results().values().forEach(result -> add(one(region, result)));
        }
        study.results().values().forEach(this::details);
        for (Result lesion : study.results().values()) {
            for (Result other : study.results().values()) {
                if (lesion.meaning() == Meaning.LESION && other.meaning() != Meaning.LESION) {
                    add(one(here, lesion), one(here, other));
                }
            }
        }
        LocalDate before = patient.beforeOnset(kind);
        if (before != null) {
            study.results().values().forEach(result -> add(one(here, result).on(before)));
        }
    }

    private void details(Result result) {
        List<@Nullable Contrast> contrasts = new ArrayList<>();
        contrasts.add(null);
        if (study.contrasted()) {
            contrasts.addAll(Arrays.asList(Contrast.values()));
        }
        for (Contrast contrast : contrasts) {
            PriorImaging plain =
                    contrast == null ? one(here, result) : one(here, result).contrasted(contrast);
            add(plain);
            // What is normal shows nothing in particular.
            if (result.meaning() != Meaning.NORMAL) {
                study.findings().keySet().forEach(finding -> add(plain.showing(finding)));
                study.sites().keySet().forEach(site -> add(plain.at(site)));
            }
        }
    }

    private PriorImaging one(String region, Result result) {
        return new PriorImaging(
                study.code(),
                kind.equals(study.code()) ? null : kind,
                region,
                patient.stated().side().orElse(null),
                null,
                null,
                result.code(),
                null,
                null);
    }

    private void add(PriorImaging... studies) {
        List<PriorImaging> all = new ArrayList<>(others);
        all.addAll(Arrays.asList(studies));
        found.add(b -> b.imagingNotStated().imaging(all));
    }
}

package org.apposite.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apposite.model.Study.Meaning;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Holds a case against a vocabulary: whatever it states must be something that the rules can know. */
final class CaseCheck {

    private final Vocabulary vocabulary;
    private final PatientCase stated;
    private final List<String> wrong = new ArrayList<>(0);

    private CaseCheck(Vocabulary vocabulary, PatientCase stated) {
        this.vocabulary = vocabulary;
        this.stated = stated;
    }

    /**
     * Checks a case.
     *
     * @throws IllegalArgumentException when it states what the vocabulary does not have, or what contradicts it: all of it, a
     *     line for each statement
     */
    static void check(Vocabulary vocabulary, PatientCase stated) {
        new CaseCheck(vocabulary, stated).check();
    }

    private void check() {
        stated.complaint().ifPresent(code -> look(() -> checkKind("complaint", code, Kind.COMPLAINT)));
        stated.region().ifPresent(code -> look(() -> checkComplaintRegion(code)));
        stated.examinedAt().ifPresent(code -> look(() -> checkLevel(code)));
        for (String code : stated.findings().keySet()) {
            Term term = vocabulary.terms().get(code);
            if (term == null || !term.isFinding()) {
                look(() -> checkCode("finding", code, vocabulary.findings()));
            }
        }
        each(stated.conditions(), code -> checkKind("condition", code, Kind.CONDITION));
        each(stated.suspected(), code -> checkKind("suspicion", code, Kind.SUSPICION));
        stated.conditions().ifPresent(codes -> look(() -> checkComplete(codes)));
        stated.choices().forEach((code, value) -> look(() -> checkChoice(code, value)));
        stated.measurements().forEach((code, all) -> look(() -> checkMeasurements(code, all)));
        each(stated.imaging(), this::checkStudy);
        stated.order().ifPresent(order -> look(() -> checkOrder(order)));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
    }

    private <T> void each(Optional<? extends Collection<T>> all, Consumer<T> check) {
        all.ifPresent(some -> some.forEach(one -> look(() -> check.accept(one))));
    }

    /** Goes on with the next statement where one is wrong, so that all that is wrong is told at once. */
    private void look(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
    }

    private void checkKind(String name, String code, Kind kind) {
        Term term = vocabulary.terms().get(code);
        if (term == null || term.kind() != kind) {
            throw unknown(name, code, vocabulary.codes(kind));
        }
    }

    private static void checkCode(String name, String code, Collection<String> codes) {
        if (!codes.contains(code)) {
            throw unknown(name, code, codes);
        }
    }

    private static IllegalArgumentException unknown(String name, String code, Collection<String> codes) {
        String near = Spelling.didYouMean(code, codes);
        return new IllegalArgumentException(
                name + " \"" + code + "\" is not in the vocabulary of the rules." + (near == null ? "" : " " + near));
    }

    /** A list of conditions is complete, so a condition that is stated by itself must stand in it, too. */
    private void checkComplete(Set<String> listed) {
        for (String code : vocabulary.codes(Kind.CONDITION)) {
            if (stated.findings().get(code) == Presence.PRESENT && !listed.contains(code)) {
                throw new IllegalArgumentException("condition \"" + code
                        + "\" is stated present, but the list of conditions is exhaustive and does not name it");
            }
        }
    }

    private void checkComplaintRegion(String region) {
        checkRegionOfComplaints("region", region);
        String complaint = stated.complaint().orElse("");
        if (!vocabulary.canBeIn(complaint, region)) {
            Term term = vocabulary.terms().get(complaint);
            throw new IllegalArgumentException("region \"" + region + "\" contradicts the complaint \"" + complaint
                    + "\", which can be in "
                    + String.join(", ", Objects.requireNonNull(term).place().regions()));
        }
    }

    private void checkLevel(String region) {
        checkRegionOfComplaints("examination region", region);
        if (vocabulary.deniesSigns(stated)) {
            throw new IllegalArgumentException("examination region \"" + region + "\" is the level of signs, but "
                    + String.join(", ", vocabulary.signs()) + " are stated absent");
        }
    }

    private void checkRegionOfComplaints(String name, String region) {
        checkCode(name, region, vocabulary.regions().keySet());
        Region known = vocabulary.regions().get(region);
        if (known == null || !known.ofComplaints()) {
            throw new IllegalArgumentException(name + " \"" + region + "\" is for studies only; write one of "
                    + String.join(", ", vocabulary.regionsOfComplaints()));
        }
    }

    private void checkChoice(String code, String value) {
        Choice choice = vocabulary.choices().get(code);
        if (choice == null) {
            throw unknown("choice", code, vocabulary.choices().keySet());
        }
        checkCode("value of \"" + code + "\",", value, choice.values().keySet());
    }

    private void checkMeasurements(String code, List<Measurement> all) {
        Quantity quantity = vocabulary.quantities().get(code);
        if (quantity == null) {
            throw unknown("quantity", code, vocabulary.quantities().keySet());
        }
        for (Measurement one : all) {
            checkEnd(quantity, one, one.from());
            checkEnd(quantity, one, one.to());
            quantity.contradicted(one, stated.choices()).ifPresent(choice -> {
                throw new IllegalArgumentException(code + " of " + one + " contradicts " + choice + " \""
                        + stated.choices().get(choice) + "\"");
            });
        }
        List<Measurement> undecided = quantity.undecided(all);
        if (!undecided.isEmpty()) {
            throw new IllegalArgumentException(code + " is stated as "
                    + undecided.stream().map(Measurement::toString).collect(Collectors.joining(" and as "))
                    + ". Only the latest counts, and a case has no times: state only that one");
        }
    }

    private static void checkEnd(Quantity quantity, Measurement measurement, @Nullable BigDecimal end) {
        if (end == null) {
            return;
        }
        String shown = quantity.code() + " of " + measurement;
        Quantity.Amount value = quantity.comparable(end, measurement.unit())
                .orElseThrow(() -> new IllegalArgumentException(shown + ": its unit must be one of "
                        + String.join(", ", quantity.units())
                        + (measurement.unit().isEmpty() ? ", and it cannot be left out" : "")));
        Quantity.Bounds range = quantity.ranges().get(value.unit());
        if (range != null
                && (value.value().compareTo(range.from()) < 0 || value.value().compareTo(range.to()) > 0)) {
            throw new IllegalArgumentException(
                    shown + " is out of range: it must be " + range.from() + " to " + range.to() + " " + value.unit());
        }
        if (quantity.whole() && value.value().stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(shown + ": it must be a whole number");
        }
    }

    private Study study(String code, @Nullable String technique) {
        checkCode("study", code, vocabulary.studies().keySet());
        Study study = Objects.requireNonNull(vocabulary.studies().get(code));
        if (technique != null) {
            checkCode(
                    "technique of " + study.display(),
                    technique,
                    study.techniques().keySet());
        }
        return study;
    }

    private void checkStudy(PriorImaging one) {
        Study named = vocabulary.studies().get(one.study());
        if (named == null || !named.isPrior()) {
            throw unknown(
                    "study",
                    one.study(),
                    vocabulary.studies().values().stream()
                            .filter(Study::isPrior)
                            .map(Study::code)
                            .toList());
        }
        Study study = study(one.study(), one.technique());
        checkCode("region", one.region(), vocabulary.regions().keySet());
        Study.Result result = study.result(one.result())
                .orElseThrow(() -> unknown(
                        "result of " + study.display(),
                        one.result(),
                        study.results().keySet()));
        checkDetail("finding", one.finding(), study, study.findings(), result);
        checkDetail("site", one.site(), study, study.sites(), result);
        if (one.contrast() != null && !study.contrasted()) {
            throw new IllegalArgumentException(study.display() + " has no contrast to state");
        }
    }

    private static void checkDetail(
            String name, @Nullable String code, Study study, Map<String, String> codes, Study.Result result) {
        if (code == null) {
            return;
        }
        if (codes.isEmpty() || result.meaning() == Meaning.NORMAL) {
            throw new IllegalArgumentException(study.display() + " with the result \"" + result.code() + "\" has no "
                    + name + " \"" + code + "\"");
        }
        checkCode(name + " of " + study.display(), code, codes.keySet());
    }

    private void checkOrder(ImagingOrder order) {
        Study study = study(order.study(), order.technique());
        if (order.region() != null) {
            checkCode("region", order.region(), vocabulary.regions().keySet());
        }
        if (!study.contrasted() && order.contrast() != null) {
            throw new IllegalArgumentException("an order for " + study.code() + " has no contrast to state");
        }
    }
}

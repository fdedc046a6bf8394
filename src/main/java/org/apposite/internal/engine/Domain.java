package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Study;

/**
 * The values that an open datum can take. Of numbers, the limits that the topic's rules ask about cut the range into
 * pieces in which all answers are the same; one value of each piece stands for all.
 */
final class Domain {

    private static final int DAYS_PER_WEEK = 7;
    private static final int MONTHS_PER_YEAR = 12;

    private final Vocabulary vocabulary;
    private final SortedSet<Integer> ageMonths = new TreeSet<>(List.of(0));
    private final SortedSet<Integer> durationDays = new TreeSet<>(List.of(0));
    private final SortedSet<Integer> egfrs = new TreeSet<>(List.of(0));

    Domain(Topic topic, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        for (Rule rule : topic.rules()) {
            rule.when().forEach(pattern -> pattern.conditions().forEach(this::collectLimits));
        }
    }

    private void collectLimits(Condition condition) {
        if (condition instanceof AllOf all) {
            all.conditions().forEach(this::collectLimits);
        } else if (condition instanceof AnyOf any) {
            any.conditions().forEach(this::collectLimits);
        } else if (condition instanceof Question question) {
            switch (question.name()) {
                case "youngerThan", "agedAtLeast" -> {
                    boolean years = question.arguments().get(1).text().startsWith("year");
                    ageMonths.add(question.arguments().get(0).number() * (years ? MONTHS_PER_YEAR : 1));
                }
                case "lastingMoreThan", "lastingAtMost" -> {
                    boolean weeks = question.arguments().get(1).text().startsWith("week");
                    durationDays.add(question.arguments().get(0).number() * (weeks ? DAYS_PER_WEEK : 1) + 1);
                }
                case "egfrBelow", "egfrAtLeast" ->
                    egfrs.add(question.arguments().get(0).number());
                default -> {
                    // Other questions have no limits.
                }
            }
        }
    }

    /** Whether nobody stated a datum. */
    static boolean isOpen(String datum, PatientCase patient) {
        return switch (datum) {
            case "complaint" -> patient.complaintUnknown();
            case "age" -> patient.ageUnknown();
            case "duration" -> patient.durationUnknown();
            case "region" -> patient.region() == Region.UNKNOWN;
            case "suspected" -> patient.suspicions().isEmpty();
            case "egfr" -> patient.egfrUnknown();
            case "radiographs" -> isOpen(Study.RADIOGRAPHY, patient);
            case "mri" -> isOpen(Study.MRI, patient);
            default -> patient.unknown(datum);
        };
    }

    private static boolean isOpen(Study study, PatientCase patient) {
        return patient.imagingUnknown(study.code()) || patient.awaiting(study.code());
    }

    /** The same case, once for every value that an open datum can take. */
    List<PatientCase> alternatives(String datum, PatientCase patient) {
        Alternatives found = new Alternatives(patient);
        switch (datum) {
            case "complaint" -> vocabulary.codes(Kind.SYMPTOM).forEach(code -> found.add(b -> b.symptom(code)));
            case "age" -> ageMonths.forEach(months -> found.add(b -> b.age(Age.ofMonths(months))));
            case "duration" -> durationDays.forEach(days -> found.add(b -> b.durationDays(days)));
            case "region" -> {
                for (Region region : Region.values()) {
                    if (region.isOfPain() && region != Region.UNKNOWN) {
                        found.add(b -> b.region(region));
                    }
                }
            }
            case "suspected" -> {
                found.add(b -> b.suspected());
                vocabulary.codes(Kind.SUSPICION).forEach(code -> found.add(b -> b.suspected(code)));
            }
            case "egfr" -> egfrs.forEach(rate -> found.add(b -> b.egfr(rate)));
            case "radiographs" -> imaging(Study.RADIOGRAPHY, patient, found);
            case "mri" -> imaging(Study.MRI, patient, found);
            default -> {
                found.add(b -> b.finding(datum, Presence.PRESENT));
                found.add(b -> b.finding(datum, Presence.ABSENT));
            }
        }
        return found.cases;
    }

    /** Nothing done, or a study of the painful area with each result; a study that is awaited gets each result. */
    private static void imaging(Study study, PatientCase patient, Alternatives found) {
        List<PriorImaging> stated = patient.imaging().orElse(List.of());
        boolean awaited = patient.awaiting(study.code());
        if (patient.imaging().isEmpty()) {
            found.add(b -> b.imaging());
        }
        Region area = patient.region().isLocalized() ? patient.region() : Region.COMPLETE_SPINE;
        for (ImagingResult result : ImagingResult.values()) {
            if (!result.isOf(study) || !result.isKnown()) {
                continue;
            }
            List<PriorImaging> imaging = new ArrayList<>();
            for (PriorImaging one : stated) {
                boolean replaced =
                        one.study() == study && (awaited ? !one.result().isKnown() : one.region() == Region.UNKNOWN);
                imaging.add(
                        replaced
                                ? new PriorImaging(study, awaited ? one.region() : area, one.date(), result, null, null)
                                : one);
            }
            if (imaging.equals(stated)) {
                imaging.add(PriorImaging.of(study, area, result));
            }
            found.add(b -> b.imaging(imaging));
        }
    }

    /** Collects cases; a value that contradicts what is stated, such as pain older than the patient, is no alternative. */
    private static final class Alternatives {

        private final PatientCase patient;
        private final List<PatientCase> cases = new ArrayList<>();

        Alternatives(PatientCase patient) {
            this.patient = patient;
        }

        void add(Consumer<PatientCaseBuilder> change) {
            PatientCaseBuilder builder = patient.toBuilder();
            change.accept(builder);
            builder.buildIfConsistent().ifPresent(cases::add);
        }
    }
}

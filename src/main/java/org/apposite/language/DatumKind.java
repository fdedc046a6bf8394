package org.apposite.language;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.model.Choice;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Ucum;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of data, each with all that is known of it: when a datum is open, its value in words, and the values that it can
 * take. Java knows these kinds and no datum of a topic.
 */
enum DatumKind {
    FINDING {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.unknown(datum);
        }

        @Override
        String words(String datum, Patient patient) {
            return patient.unknown(datum) ? NOT_STATED : patient.presence(datum).code();
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            found.add(b -> b.finding(datum, Presence.PRESENT));
            found.add(b -> b.finding(datum, Presence.ABSENT));
        }

        /** What is said of all other red flags stays said of each; a list of conditions leaves none of them open. */
        @Override
        void clear(String datum, Patient patient, PatientCaseBuilder builder) {
            Scope scope = patient.scope();
            if (scope.isCondition(datum)) {
                builder.conditionsNotStated();
            }
            if (scope.isRedFlagFinding(datum)) {
                patient.spellOutRedFlags(builder);
            }
            builder.notStated(datum);
        }
    },
    CHOICE {
        @Override
        boolean isOpen(String datum, Patient patient) {
            String value = patient.stated().choices().get(datum);
            return value == null || isOpenValue(datum, value, patient);
        }

        private boolean isOpenValue(String datum, String value, Patient patient) {
            Choice choice = patient.scope().vocabulary().choices().get(datum);
            Choice.Value known = choice == null ? null : choice.values().get(value);
            return known != null && known.open();
        }

        @Override
        String words(String datum, Patient patient) {
            String value = patient.stated().choices().get(datum);
            Choice choice = patient.scope().vocabulary().choices().get(datum);
            Choice.Value known =
                    choice == null || value == null ? null : choice.values().get(value);
            return known == null ? NOT_STATED : known.display();
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            Choice choice = patient.scope().vocabulary().choices().get(datum);
            if (choice != null) {
                choice.values().keySet().stream()
                        .filter(value -> !contradicts(datum, value, patient))
                        .forEach(value -> found.add(b -> b.notStated(datum).chosen(datum, value)));
            }
        }

        /** Whether something measured can only be zero beside this value, and is more. */
        private static boolean contradicts(String choice, String value, Patient patient) {
            return patient.scope().vocabulary().quantities().values().stream()
                    .anyMatch(quantity -> patient.measured(quantity.code()).stream()
                            .anyMatch(one -> quantity.contradicted(one, Map.of(choice, value))
                                    .isPresent()));
        }
    },
    QUANTITY {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.measured(datum).stream().noneMatch(Measurement::isExact);
        }

        @Override
        String words(String datum, Patient patient) {
            List<Measurement> said = patient.measured(datum);
            return said.isEmpty() ? NOT_STATED : said.stream().map(Ucum::words).collect(Collectors.joining(" or "));
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            Quantity quantity = patient.scope().vocabulary().quantities().get(datum);
            List<Measurement> said = patient.measured(datum);
            if (quantity == null) {
                return;
            }
            for (String unit : quantity.comparedIn()) {
                for (BigDecimal value : cuts.pieces(quantity, unit, ranges(said, unit, quantity))) {
                    Measurement one = Measurement.of(value, unit);
                    if (said.stream().allMatch(other -> mayBe(other, value, unit, quantity))
                            && quantity.contradicted(one, patient.stated().choices())
                                    .isEmpty()) {
                        found.add(b -> b.notStated(datum).measured(datum, one));
                    }
                }
            }
        }

        @Override
        void varyInPart(String datum, Patient patient, Cuts cuts, Alternatives found) {
            Quantity quantity = patient.scope().vocabulary().quantities().get(datum);
            if (quantity != null) {
                state(datum, quantity, quantity.comparedIn(), List.of(), cuts, found);
            }
        }

        /** Every statement in each of the unit systems, or none in it. */
        private void state(
                String datum,
                Quantity quantity,
                List<String> units,
                List<Measurement> said,
                Cuts cuts,
                Alternatives found) {
            if (units.isEmpty()) {
                if (!said.isEmpty()) {
                    found.add(b -> said.forEach(one -> b.measured(datum, one)));
                }
                return;
            }
            List<String> rest = units.subList(1, units.size());
            state(datum, quantity, rest, said, cuts, found);
            for (Measurement one : inPart(cuts.pieces(quantity, units.get(0)), units.get(0))) {
                List<Measurement> more = new ArrayList<>(said);
                more.add(one);
                state(datum, quantity, rest, more, cuts, found);
            }
        }

        private List<Measurement> inPart(List<BigDecimal> pieces, String unit) {
            List<Measurement> all = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
                for (int j = i; j < pieces.size(); j++) {
                    all.add(Measurement.between(pieces.get(i), pieces.get(j), unit));
                }
                all.add(new Measurement(pieces.get(i), true, null, false, unit));
                all.add(new Measurement(null, false, pieces.get(i), true, unit));
            }
            return all;
        }

        /** What is stated in part, in the unit of a system. */
        private List<Measurement> ranges(List<Measurement> said, String unit, Quantity quantity) {
            List<Measurement> ranges = new ArrayList<>();
            for (Measurement one : said) {
                BigDecimal from = in(unit, one.from(), one, quantity);
                BigDecimal to = in(unit, one.to(), one, quantity);
                boolean isNumber = from != null && to != null && from.compareTo(to) == 0;
                if ((from != null || to != null) && !isNumber) {
                    ranges.add(new Measurement(from, one.fromIncluded(), to, one.toIncluded(), unit));
                }
            }
            return ranges;
        }

        private boolean mayBe(Measurement said, BigDecimal value, String unit, Quantity quantity) {
            BigDecimal from = in(unit, said.from(), said, quantity);
            BigDecimal to = in(unit, said.to(), said, quantity);
            int above = from == null ? 1 : value.compareTo(from);
            int below = to == null ? -1 : value.compareTo(to);
            return (above > 0 || (above == 0 && said.fromIncluded()))
                    && (below < 0 || (below == 0 && said.toIncluded()));
        }

        /** An end of what is stated, null when there is none in this unit system; then it forbids nothing. */
        private @Nullable BigDecimal in(String unit, @Nullable BigDecimal end, Measurement said, Quantity quantity) {
            return end == null
                    ? null
                    : quantity.comparable(end, said.unit())
                            .filter(one -> one.unit().equals(unit))
                            .map(Quantity.Amount::value)
                            .orElse(null);
        }
    },
    COMPLAINT {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.complaintUnknown();
        }

        @Override
        String words(String datum, Patient patient) {
            return patient.stated().complaint().map(patient.scope()::display).orElse(NOT_STATED);
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            patient.scope().vocabulary().codes(Kind.COMPLAINT).forEach(code -> found.add(b -> b.complaint(code)));
        }
    },
    AGE {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.stated().age().map(age -> !age.isExact()).orElse(true);
        }

        @Override
        String words(String datum, Patient patient) {
            return patient.stated().age().map(DatumKind::ageWords).orElse("unknown");
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            Optional<Range<Age>> said = patient.stated().age();
            cuts.ages(said).forEach(age -> found.add(b -> b.age(age)));
        }

        @Override
        void varyInPart(String datum, Patient patient, Cuts cuts, Alternatives found) {
            ranges(cuts.ages(Optional.empty())).forEach(age -> found.add(b -> b.age(age)));
        }
    },
    SEX {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.sexUnknown();
        }

        @Override
        String words(String datum, Patient patient) {
            return patient.stated().sex().code();
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            List.of(Sex.FEMALE, Sex.MALE, Sex.OTHER).forEach(sex -> found.add(b -> b.sex(sex)));
        }
    },
    DURATION {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.stated()
                    .duration()
                    .map(duration -> !duration.isExact())
                    .orElse(true);
        }

        @Override
        String words(String datum, Patient patient) {
            return patient.stated().duration().map(Lasting::words).orElse(NOT_STATED);
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            Optional<Range<Duration>> said = patient.stated().duration();
            cuts.durations(said).forEach(duration -> found.add(b -> b.duration(duration)));
        }

        @Override
        void varyInPart(String datum, Patient patient, Cuts cuts, Alternatives found) {
            ranges(cuts.durations(Optional.empty())).forEach(duration -> found.add(b -> b.duration(duration)));
        }
    },
    REGION {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.region().code().equals(Region.UNKNOWN);
        }

        @Override
        String words(String datum, Patient patient) {
            return patient.region().display();
        }

        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            patient.scope().vocabulary().regionsOfComplaints().stream()
                    .filter(region -> !region.equals(Region.UNKNOWN))
                    .forEach(region -> found.add(b -> b.region(region)));
        }
    },
    SUSPECTED {
        @Override
        boolean isOpen(String datum, Patient patient) {
            return patient.stated().suspected().isEmpty();
        }

        @Override
        String words(String datum, Patient patient) {
            return patient.stated()
                    .suspected()
                    .map(codes -> codes.isEmpty()
                            ? "nothing"
                            : codes.stream().map(patient.scope()::display).collect(Collectors.joining(", ")))
                    .orElse(NOT_STATED);
        }

        /** Every set of suspicions; of very many none, each by itself, and all. */
        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            List<String> codes = patient.scope().vocabulary().codes(Kind.SUSPICION);
            if (codes.size() <= MOST_SUSPICIONS_TOGETHER) {
                for (int set = 0; set < 1 << codes.size(); set++) {
                    suspect(codes, set, found);
                }
                return;
            }
            suspect(codes, 0, found);
            codes.forEach(code -> found.add(b -> b.suspected(code)));
            found.add(b -> b.suspected(codes.toArray(String[]::new)));
        }

        private void suspect(List<String> codes, int set, Alternatives found) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < codes.size(); i++) {
                if ((set >> i & 1) == 1) {
                    chosen.add(codes.get(i));
                }
            }
            found.add(b -> b.suspected(chosen.toArray(String[]::new)));
        }
    },
    IMAGING {
        @Override
        boolean isOpen(String datum, Patient patient) {
            for (String kind : kindsOf(datum, patient.scope().vocabulary())) {
                if (patient.imagingUnknown(kind) || patient.awaiting(kind)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        String words(String datum, Patient patient) {
            List<String> kinds = kindsOf(datum, patient.scope().vocabulary());
            return patient.stated()
                    .imaging()
                    .map(studies -> studies.stream()
                            .filter(one -> kinds.contains(one.study()))
                            .map(patient::words)
                            .collect(Collectors.joining("; ")))
                    .map(done -> done.isEmpty() ? "not done" : done)
                    .orElse(NOT_STATED);
        }

        /** Nothing done, or a study of the area with each result; a study that is awaited gets each result. */
        @Override
        void vary(String datum, Patient patient, Cuts cuts, Alternatives found) {
            List<PriorImaging> stated = patient.stated().imaging().orElse(List.of());
            if (patient.stated().imaging().isEmpty()) {
                found.add(b -> b.imaging());
            }
            for (String kind : kindsOf(datum, patient.scope().vocabulary())) {
                patient.scope()
                        .vocabulary()
                        .studyOf(kind)
                        .ifPresent(study -> varyResults(study, kind, stated, patient, found));
            }
        }

        private void varyResults(
                Study study, String kind, List<PriorImaging> stated, Patient patient, Alternatives found) {
            boolean awaited = patient.awaiting(kind);
            String area = patient.regionToImage();
            String technique = kind.equals(study.code()) ? null : kind;
            for (Study.Result result : study.results().values()) {
                if (!result.isRead()) {
                    continue;
                }
                List<PriorImaging> imaging = new ArrayList<>();
                for (PriorImaging one : stated) {
                    boolean replaced = one.kind().equals(kind)
                            && (awaited ? isUnread(one, study) : one.region().equals(Region.UNKNOWN));
                    imaging.add(
                            replaced
                                    ? new PriorImaging(
                                            study.code(),
                                            technique,
                                            awaited ? one.region() : area,
                                            one.side(),
                                            one.contrast(),
                                            one.date(),
                                            result.code(),
                                            null,
                                            null)
                                    : one);
                }
                if (imaging.equals(stated)) {
                    imaging.add(new PriorImaging(
                            study.code(),
                            technique,
                            area,
                            patient.stated().side().orElse(null),
                            null,
                            null,
                            result.code(),
                            null,
                            null));
                }
                found.add(b -> b.imagingNotStated().imaging(imaging));
            }
        }

        @Override
        void clear(String datum, Patient patient, PatientCaseBuilder builder) {
            builder.imagingNotStated();
        }

        private boolean isUnread(PriorImaging one, Study study) {
            return study.result(one.result()).map(result -> !result.isRead()).orElse(false);
        }
    };

    private static final String NOT_STATED = "not stated";
    static final int MOST_SUSPICIONS_TOGETHER = 10;

    /** Whether it is not known, or known in part only. */
    abstract boolean isOpen(String datum, Patient patient);

    /** What is known of it, in the middle of a sentence. */
    abstract String words(String datum, Patient patient);

    /** The same case, once for every value that it can take, as far as the rules tell values apart. */
    abstract void vary(String datum, Patient patient, Cuts cuts, Alternatives found);

    /** Takes back what is stated of it. */
    void clear(String datum, Patient patient, PatientCaseBuilder builder) {
        builder.notStated(datum);
    }

    /** The same case, in which nothing is stated of it, once for each part of its values that can be all that is known. */
    void varyInPart(String datum, Patient patient, Cuts cuts, Alternatives found) {}

    /** What questions to ask of it ask. */
    Asks asks() {
        return switch (this) {
            case CHOICE, QUANTITY -> Asks.FIRST;
            case IMAGING -> Asks.STUDY;
            case FINDING, COMPLAINT, AGE, SEX, DURATION, REGION, SUSPECTED -> Asks.valueOf(name());
        };
    }

    private static <T extends Comparable<T>> List<Range<T>> ranges(List<T> pieces) {
        List<Range<T>> ranges = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            for (int j = i + 1; j < pieces.size(); j++) {
                ranges.add(new Range<>(pieces.get(i), pieces.get(j)));
            }
        }
        return ranges;
    }

    static DatumKind of(String datum, Vocabulary vocabulary) {
        Datum own = Datum.named(datum).orElse(null);
        if (own != null) {
            return switch (own) {
                case COMPLAINT -> COMPLAINT;
                case AGE -> AGE;
                case SEX -> SEX;
                case DURATION -> DURATION;
                case REGION -> REGION;
                case SUSPECTED -> SUSPECTED;
            };
        }
        Term term = vocabulary.terms().get(datum);
        return switch (term == null ? Kind.FINDING : term.kind()) {
            case CHOICE -> CHOICE;
            case QUANTITY -> QUANTITY;
            case IMAGING -> IMAGING;
            case FINDING, CIRCUMSTANCE, CONDITION, SUSPICION, COMPLAINT, DATUM -> FINDING;
        };
    }

    /** The studies and techniques that one datum asks for. */
    static List<String> kindsOf(String datum, Vocabulary vocabulary) {
        return vocabulary.studies().values().stream()
                .filter(study -> datum.equals(study.datum()))
                .map(Study::code)
                .toList();
    }

    private static String ageWords(Range<Age> age) {
        return age.isExact() ? age.from().toString() : age.from() + " to " + age.to();
    }
}

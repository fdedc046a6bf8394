package org.apposite.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Sex;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns one tree into the case that it states. Immutable and thread-safe. */
final class CaseStatement {

    private static final SchemaCheck SCHEMA = new SchemaCheck(Schemas.caseSchema(), "a case");
    private static final String ALL_OTHER_RED_FLAGS = "all-other-red-flags";
    private static final Set<String> STATING_NOTHING = Set.of("schemaVersion", "id");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}) (year|month|week|day)s?");
    private static final int MAX_DURATION_DAYS = 130 * 365;

    private final Vocabulary vocabulary;

    CaseStatement(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Reads a case.
     *
     * @param tree the case
     * @param base where it stands in its document
     * @return what it states
     * @throws Refusal when it is no case
     */
    PatientCase read(ObjectNode tree, JsonPointer base) {
        if (STATING_NOTHING.containsAll(tree.propertyNames())) {
            throw Refusal.empty(base);
        }
        SCHEMA.check(tree, base);
        return new Reading(tree, base).patientCase();
    }

    /** The reading of one case, section by section. */
    private final class Reading {

        private final ObjectNode tree;
        private final JsonPointer base;
        private final PatientCaseBuilder builder = PatientCase.builder();
        private @Nullable LocalDate asOf;
        private @Nullable LocalDate birthDate;

        Reading(ObjectNode tree, JsonPointer base) {
            this.tree = tree;
            this.base = base;
        }

        PatientCase patientCase() {
            if (tree.has("id")) {
                builder.id(tree.path("id").asString());
            }
            readPatient();
            readComplaint();
            readFindings();
            if (tree.path("examination").has("region")) {
                builder.examinedAt(tree.path("examination").path("region").asString());
            }
            if (tree.has("suspected")) {
                builder.suspected(codes(at("suspected"), Kind.SUSPICION).toArray(String[]::new));
            }
            if (tree.has("conditions")) {
                builder.conditions(codes(at("conditions"), Kind.CONDITION).toArray(String[]::new));
            }
            if (tree.path("measurements").has("egfr")) {
                builder.measured("egfr", tree.path("measurements").path("egfr").doubleValue());
            }
            readImaging();
            readOrder();
            try {
                return builder.build();
            } catch (IllegalArgumentException e) {
                // What is left to the builder is how long the complaint can have lasted at this age.
                throw refused("CASE-303", at("complaint", "duration"), message(e), null);
            }
        }

        private void readPatient() {
            JsonNode patient = tree.path("patient");
            if (patient.has("sex")) {
                builder.sex(coded(Sex.class, patient.path("sex")));
            }
            if (patient.has("asOf")) {
                asOf = date(at("patient", "asOf"));
                builder.asOf(asOf);
            }
            if (patient.has("age")) {
                builder.age(age(at("patient", "age")));
            }
            if (patient.has("birthDate") && asOf != null) {
                birthDate = date(at("patient", "birthDate"));
                try {
                    builder.age(Age.between(birthDate, asOf));
                } catch (IllegalArgumentException e) {
                    throw refused("CASE-303", at("patient", "birthDate"), message(e), null);
                }
            }
        }

        private Age age(JsonPointer at) {
            String words = tree.at(at).stringValue();
            try {
                return Age.parse(words);
            } catch (IllegalArgumentException e) {
                throw refused(
                        "CASE-206",
                        at,
                        "patient.age " + Words.quoted(words) + " is out of range; an age is 0 to 130 years",
                        null);
            }
        }

        private void readComplaint() {
            JsonNode complaint = tree.path("complaint");
            if (complaint.has("symptom")) {
                builder.complaint(code(at("complaint", "symptom"), Kind.COMPLAINT));
            }
            if (complaint.has("region")) {
                builder.region(complaint.path("region").asString());
            }
            if (complaint.has("duration")) {
                builder.durationDays(days(at("complaint", "duration")));
            }
            for (String circumstance : List.of("overuse", "trauma")) {
                if (complaint.has(circumstance)) {
                    checkTerm(circumstance, at("complaint", circumstance), Kind.CIRCUMSTANCE, List.of());
                    builder.finding(circumstance, coded(Presence.class, complaint.path(circumstance)));
                }
            }
        }

        private int days(JsonPointer at) {
            String words = tree.at(at).stringValue();
            Matcher matcher = DURATION.matcher(words);
            long days = matcher.matches() ? Long.parseLong(matcher.group(1)) * daysOf(matcher.group(2)) : -1;
            if (days < 0 || days > MAX_DURATION_DAYS) {
                throw refused(
                        "CASE-206",
                        at,
                        "complaint.duration " + Words.quoted(words) + " is out of range; it is 0 days to 130 years",
                        null);
            }
            return (int) days;
        }

        private static int daysOf(String unit) {
            return switch (unit) {
                case "year" -> 365;
                case "month" -> 30;
                case "week" -> 7;
                default -> 1;
            };
        }

        private void readFindings() {
            JsonPointer presentAt = at("findings", "present");
            JsonPointer absentAt = at("findings", "absent");
            List<String> present = codes(presentAt, Kind.FINDING);
            List<String> absent = codes(absentAt, Kind.FINDING, ALL_OTHER_RED_FLAGS);
            Set<String> both = new HashSet<>(present);
            for (int i = 0; i < absent.size(); i++) {
                if (both.contains(absent.get(i))) {
                    throw refused(
                            "CASE-302",
                            absentAt.appendIndex(i),
                            Words.quoted(absent.get(i)) + " is stated both present and absent",
                            "Leave it out of one list, or of both when it is not known.");
                }
            }
            builder.present(present.toArray(String[]::new));
            builder.absent(absent.stream()
                    .filter(code -> !code.equals(ALL_OTHER_RED_FLAGS))
                    .toArray(String[]::new));
            if (absent.contains(ALL_OTHER_RED_FLAGS)) {
                builder.allOtherRedFlagsAbsent();
            }
        }

        private void readImaging() {
            if (!tree.has("imaging")) {
                return;
            }
            List<PriorImaging> studies = new ArrayList<>();
            for (int i = 0; i < tree.path("imaging").size(); i++) {
                studies.add(study(at("imaging").appendIndex(i)));
            }
            builder.imaging(studies);
        }

        private PriorImaging study(JsonPointer at) {
            JsonNode node = tree.at(at);
            LocalDate date = node.has("date") ? date(at.appendProperty("date")) : null;
            if (date != null) {
                String shown = Words.dotted(at) + ".date " + date;
                if (asOf != null && date.isAfter(asOf)) {
                    throw refused(
                            "CASE-303",
                            at.appendProperty("date"),
                            shown + " is after the date of the case, " + asOf,
                            null);
                }
                if (birthDate != null && date.isBefore(birthDate)) {
                    throw refused(
                            "CASE-303",
                            at.appendProperty("date"),
                            shown + " is before the date of birth, " + birthDate,
                            null);
                }
            }
            return new PriorImaging(
                    node.path("study").asString(),
                    null,
                    node.path("region").asString(),
                    null,
                    null,
                    date,
                    node.path("result").asString(),
                    node.has("finding") ? node.path("finding").asString() : null,
                    node.has("site") ? node.path("site").asString() : null);
        }

        private void readOrder() {
            JsonNode order = tree.path("order");
            if (order.isObject()) {
                builder.order(new ImagingOrder(
                        order.path("study").asString(),
                        null,
                        order.path("region").asString(),
                        null,
                        order.has("contrast") ? coded(Contrast.class, order.path("contrast")) : null));
            }
        }

        private LocalDate date(JsonPointer at) {
            String text = tree.at(at).stringValue();
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                String shown = Words.dotted(at) + " " + Words.quoted(text);
                throw refused("CASE-205", at, shown + " is not a day of the calendar", null);
            }
        }

        private List<String> codes(JsonPointer at, Kind kind, String... besides) {
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < tree.at(at).size(); i++) {
                codes.add(code(at.appendIndex(i), kind, besides));
            }
            return codes;
        }

        private String code(JsonPointer at, Kind kind, String... besides) {
            String code = tree.at(at).stringValue();
            checkTerm(code, at, kind, List.of(besides));
            return code;
        }

        private void checkTerm(String code, JsonPointer at, Kind kind, List<String> besides) {
            Term term = vocabulary.terms().get(code);
            if (besides.contains(code) || (term != null && term.kind() == kind)) {
                return;
            }
            if (code.equals(ALL_OTHER_RED_FLAGS)) {
                throw refused(
                        "CASE-301",
                        at,
                        Words.quoted(code) + " can only be stated absent",
                        "Name the findings that are present.");
            }
            if (term != null) {
                throw refused(
                        "CASE-301", at, Words.quoted(code) + " is not " + named(kind), "State it " + whereStated(term));
            }
            List<String> candidates = new ArrayList<>(vocabulary.codes(kind));
            candidates.addAll(besides);
            throw refused(
                    "CASE-301",
                    at,
                    Words.quoted(code) + " is not " + named(kind) + " of the vocabulary",
                    suggestion(code, candidates));
        }

        private @Nullable String suggestion(String code, List<String> candidates) {
            String nearest = Spelling.didYouMean(code, candidates);
            if (nearest != null) {
                return nearest;
            }
            return candidates.size() > 8 ? null : "The vocabulary has " + Words.listed(candidates) + ".";
        }

        private static String named(Kind kind) {
            return switch (kind) {
                case FINDING -> "a finding";
                case CIRCUMSTANCE -> "a circumstance";
                case CONDITION -> "a condition";
                case SUSPICION -> "a suspicion";
                case COMPLAINT -> "a symptom";
                case CHOICE -> "a choice";
                case QUANTITY -> "a quantity";
                case IMAGING, DATUM -> "a datum";
            };
        }

        private static String whereStated(Term term) {
            return switch (term.kind()) {
                case FINDING -> "under \"findings\".";
                case CIRCUMSTANCE -> "as \"" + term.code() + "\" under \"complaint\".";
                case CONDITION -> "under \"conditions\".";
                case SUSPICION -> "under \"suspected\".";
                case COMPLAINT -> "as \"symptom\" under \"complaint\".";
                case CHOICE -> "under \"choices\".";
                case QUANTITY -> "under \"measurements\".";
                case IMAGING -> "under \"imaging\".";
                case DATUM -> "by its value.";
            };
        }

        private static JsonPointer at(String... keys) {
            JsonPointer pointer = JsonPointer.empty();
            for (String key : keys) {
                pointer = pointer.appendProperty(key);
            }
            return pointer;
        }

        private static <E extends Enum<E> & Coded> E coded(Class<E> list, JsonNode node) {
            return Coded.of(list, node.asString());
        }

        private static String message(IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }

        private Refusal refused(String code, JsonPointer at, String message, @Nullable String suggestion) {
            return new Refusal(code, base.append(at), message, suggestion);
        }
    }
}

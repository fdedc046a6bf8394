package org.apposite.json.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apposite.json.record.MessageText;
import org.apposite.json.record.Refusal;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Place;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.patient.Range;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Turns one tree into the case that it states, once it holds against the vocabulary. Immutable and thread-safe. */
public final class CaseStatement {

    private static final Set<String> STATING_NOTHING = Set.of("schemaVersion", "id");

    private final Vocabulary vocabulary;
    private final SchemaCheck schema;
    private final TermCheck terms;

    public CaseStatement(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.schema = new SchemaCheck(CaseSchema.withoutTerms(vocabulary), "a case");
        this.terms = new TermCheck(vocabulary);
    }

    /**
     * Reads a case.
     *
     * @param tree the case
     * @param base where it stands in its document
     * @return what it states
     * @throws Refusal when it is no case
     */
    public PatientCase read(ObjectNode tree, JsonPointer base) {
        if (tree.propertyStream().allMatch(one -> STATING_NOTHING.contains(one.getKey()))) {
            throw Refusal.empty(base);
        }
        schema.check(tree, base);
        new Checking(tree, base).check();
        return new CaseTree(tree, this::inDeclaredUnit).patientCase();
    }

    private Measurement inDeclaredUnit(String code, Measurement stated) {
        return Units.declared(stated, quantity(code)).orElseThrow();
    }

    private Quantity quantity(String code) {
        return Objects.requireNonNull(vocabulary.quantities().get(code));
    }

    private static JsonPointer at(String... keys) {
        JsonPointer pointer = JsonPointer.empty();
        for (String key : keys) {
            pointer = pointer.appendProperty(key);
        }
        return pointer;
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** The checking of one case, section by section. */
    private final class Checking {

        private final ObjectNode tree;
        private final JsonPointer base;
        private @Nullable Range<Age> age;

        Checking(ObjectNode tree, JsonPointer base) {
            this.tree = tree;
            this.base = base;
        }

        void check() {
            checkPatient();
            if (tree.has("complaint")) {
                checkComplaint(at("complaint"));
            }
            for (int i = 0; i < tree.path("complaints").size(); i++) {
                checkComplaint(at("complaints").appendIndex(i));
            }
            checkFindings();
            checkLevel(at("examination", "region"));
            checkCodes(at("suspected"), Kind.SUSPICION);
            checkCodes(at("conditions"), Kind.CONDITION);
            tree.path("measurements")
                    .forEachEntry((code, stated) ->
                            new MeasurementCheck(quantity(code), base).check(stated, at("measurements", code)));
            tree.path("measurements").forEachEntry(this::checkZero);
            tree.path("measurements").forEachEntry(this::checkWithinComplaint);
            for (int i = 0; i < tree.path("imaging").size(); i++) {
                JsonPointer study = at("imaging").appendIndex(i);
                checkSide(study, tree.at(study).path("region").asText());
                checkDate(study.appendProperty("date"));
            }
            checkSide(at("order"), tree.at("/order/region").asText(""));
        }

        /** What can only be zero beside a stated value of a choice must not be stated to be more. */
        private void checkZero(String code, JsonNode stated) {
            Map<String, String> chosen = new HashMap<>();
            tree.path("choices").forEachEntry((choice, value) -> chosen.put(choice, value.asText()));
            for (JsonNode one : stated.isArray() ? stated : List.of(stated)) {
                quantity(code).contradicted(MeasurementText.read(one), chosen).ifPresent(choice -> {
                    throw refused(
                            "CASE-302",
                            at("measurements", code),
                            MessageText.dotted(at("measurements", code)) + " is " + MessageText.valued(one) + ", but "
                                    + MessageText.dotted(at("choices", choice)) + " is "
                                    + MessageText.quoted(
                                            tree.path("choices").path(choice).asText()),
                            "State one of the two.");
                });
            }
        }

        /** What lies within the complaint must not be stated to be longer; of several complaints the longest counts. */
        private void checkWithinComplaint(String code, JsonNode stated) {
            JsonPointer longest = null;
            Duration lasted = Duration.ZERO;
            for (JsonPointer at : durations()) {
                Range<Duration> duration = read(at, TimeText::duration);
                if (duration == null) {
                    return;
                }
                if (longest == null || duration.to().compareTo(lasted) > 0) {
                    longest = at;
                    lasted = duration.to();
                }
            }
            for (JsonNode one : stated.isArray() ? stated : List.of(stated)) {
                if (longest != null && quantity(code).outlasts(MeasurementText.read(one), lasted)) {
                    throw refused(
                            "CASE-302",
                            at("measurements", code),
                            MessageText.dotted(at("measurements", code)) + " is " + MessageText.valued(one) + ", but "
                                    + MessageText.dotted(longest) + " is " + MessageText.valued(tree.at(longest)),
                            "It cannot be longer than the complaint has lasted: correct one of the two.");
                }
            }
        }

        private List<JsonPointer> durations() {
            if (tree.has("complaint")) {
                return List.of(at("complaint", "duration"));
            }
            List<JsonPointer> durations = new ArrayList<>();
            for (int i = 0; i < tree.path("complaints").size(); i++) {
                durations.add(at("complaints").appendIndex(i).appendProperty("duration"));
            }
            return durations;
        }

        private void checkPatient() {
            LocalDate asOf = read(at("patient", "asOf"), LocalDate::parse);
            age = read(at("patient", "age"), TimeText::age);
            BirthDate birth = read(at("patient", "birthDate"), BirthDate::of);
            if (birth == null || asOf == null) {
                return;
            }
            try {
                age = birth.age(asOf);
            } catch (IllegalArgumentException e) {
                throw refused("CASE-303", at("patient", "birthDate"), message(e), null);
            }
        }

        private void checkComplaint(JsonPointer at) {
            JsonPointer symptom = at.appendProperty("symptom");
            String code = tree.at(symptom).asText("");
            if (!code.isEmpty()) {
                terms.check(code, base.append(symptom), Kind.COMPLAINT);
            }
            Term complaint = vocabulary.terms().get(code);
            Place place = complaint == null ? Place.ANY : complaint.place();
            String region = tree.at(at).path("region").asText(place.implied());
            if (!Set.of("", Region.UNKNOWN).contains(region)
                    && !place.regions().isEmpty()
                    && !place.regions().contains(region)) {
                JsonPointer there = at.appendProperty("region");
                throw refused(
                        "CASE-207",
                        there,
                        MessageText.dotted(there) + " " + MessageText.quoted(region) + " is not where "
                                + MessageText.quoted(code) + " can be; it is one of "
                                + MessageText.listed(place.regions()),
                        Spelling.didYouMean(region, place.regions()));
            }
            checkSide(at, region);
            checkDuration(at.appendProperty("duration"));
        }

        private void checkLevel(JsonPointer at) {
            String region = tree.at(at).asText("");
            Set<String> absent = new HashSet<>();
            tree.at("/findings/absent").forEach(code -> absent.add(code.asText()));
            if (!region.isEmpty() && !vocabulary.signs().isEmpty() && absent.containsAll(vocabulary.signs())) {
                throw refused(
                        "CASE-207",
                        at,
                        MessageText.dotted(at) + " " + MessageText.quoted(region) + " is the level of signs, but "
                                + MessageText.dotted(at("findings", "absent")) + " names "
                                + MessageText.listed(vocabulary.signs()),
                        "Leave the level out, or state which sign there is.");
            }
        }

        private void checkDuration(JsonPointer at) {
            Range<Duration> duration = read(at, TimeText::duration);
            if (age == null || duration == null) {
                return;
            }
            try {
                PatientCase.builder().age(age).duration(duration).build();
            } catch (IllegalArgumentException e) {
                throw refused("CASE-303", at, message(e), null);
            }
        }

        private void checkSide(JsonPointer at, String region) {
            Region known = vocabulary.regions().get(region);
            if (tree.at(at).has("side") && known != null && !known.sided()) {
                throw refused(
                        "CASE-207",
                        at.appendProperty("side"),
                        "the region " + MessageText.quoted(region) + " has no side to state",
                        "Leave it out.");
            }
        }

        private void checkFindings() {
            JsonPointer presentAt = at("findings", "present");
            JsonPointer absentAt = at("findings", "absent");
            List<String> present = checkCodes(presentAt, Kind.FINDING);
            List<String> absent = checkCodes(absentAt, Kind.FINDING, CaseSchema.ALL_OTHER_RED_FLAGS);
            Set<String> listed = new HashSet<>();
            tree.path("conditions").forEach(code -> listed.add(code.textValue()));
            Set<String> presentElsewhere = circumstances(Presence.PRESENT);
            presentElsewhere.addAll(present);
            presentElsewhere.addAll(listed);
            checkOthers(absent, presentElsewhere, absentAt);
            checkOthers(present, circumstances(Presence.ABSENT), presentAt);
            for (int i = 0; tree.has("conditions") && i < present.size(); i++) {
                Term term = vocabulary.terms().get(present.get(i));
                if (term != null && term.kind() == Kind.CONDITION && !listed.contains(term.code())) {
                    throw refused(
                            "CASE-302",
                            presentAt.appendIndex(i),
                            MessageText.quoted(term.code())
                                    + " is stated present, but \"conditions\" is exhaustive and does not name it",
                            "Name it there; or leave out \"conditions\" when not all of them are known.");
                }
            }
        }

        private void checkOthers(List<String> codes, Set<String> statedOtherwise, JsonPointer at) {
            for (int i = 0; i < codes.size(); i++) {
                if (statedOtherwise.contains(codes.get(i))) {
                    throw refused(
                            "CASE-302",
                            at.appendIndex(i),
                            MessageText.quoted(codes.get(i)) + " is stated both present and absent",
                            "Leave it out of one place, or of both when it is not known.");
                }
            }
        }

        /** The circumstances that some complaint states so. */
        private Set<String> circumstances(Presence presence) {
            Set<String> codes = new HashSet<>();
            Stream.concat(
                            Stream.of(tree.path("complaint")),
                            tree.path("complaints").valueStream())
                    .flatMap(JsonNode::propertyStream)
                    .filter(one -> !CaseSchema.COMPLAINT.contains(one.getKey()))
                    .filter(one -> one.getValue().asText("").equals(presence.code()))
                    .forEach(one -> codes.add(one.getKey()));
            return codes;
        }

        private List<String> checkCodes(JsonPointer at, Kind kind, String... besides) {
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < tree.at(at).size(); i++) {
                JsonPointer one = at.appendIndex(i);
                String code = tree.at(one).textValue();
                terms.check(code, base.append(one), kind, besides);
                codes.add(code);
            }
            return codes;
        }

        private void checkDate(JsonPointer at) {
            LocalDate date = read(at, LocalDate::parse);
            if (date == null) {
                return;
            }
            String shown = MessageText.dotted(at) + " " + date;
            LocalDate asOf = read(at("patient", "asOf"), LocalDate::parse);
            if (asOf != null && date.isAfter(asOf)) {
                throw refused("CASE-303", at, shown + " is after the date of the case, " + asOf, null);
            }
            BirthDate birth = read(at("patient", "birthDate"), BirthDate::of);
            if (birth != null && date.isBefore(birth.first())) {
                throw refused(
                        "CASE-303",
                        at,
                        shown + " is before the date of birth, "
                                + tree.at("/patient/birthDate").asText(),
                        null);
            }
        }

        /** Reads a time, null when none is stated. */
        private <T> @Nullable T read(JsonPointer at, Function<String, T> read) {
            JsonNode node = tree.at(at);
            if (node.isMissingNode()) {
                return null;
            }
            String shown = MessageText.dotted(at) + " " + MessageText.valued(node);
            try {
                return read.apply(node.textValue());
            } catch (DateTimeException e) {
                throw refused("CASE-205", at, shown + " is not a day of the calendar", null);
            } catch (IllegalArgumentException e) {
                throw refused("CASE-206", at, shown + " " + message(e), null);
            }
        }

        private Refusal refused(String code, JsonPointer at, String message, @Nullable String suggestion) {
            return new Refusal(code, base.append(at), message, suggestion);
        }
    }
}

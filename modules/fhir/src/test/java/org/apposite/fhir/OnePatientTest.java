package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.patient.Presence;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** Every fact of a case is of the patient who is meant, whatever else a record holds and however it names people. */
class OnePatientTest {

    private static final String OWN = "https://ehr.example/fhir";
    private static final String OTHER = "https://hie.example/fhir";
    private static final String UUID = "8a1f7d0e-1111-4222-8333-94445555666";

    /** Each finding of a record is of one person, by whom it is recognised. */
    private static final List<List<String>> FINDINGS = List.of(
            List.of("fever", "night-pain", "gait-disturbance"),
            List.of("weight-loss", "neurologic-deficit", "constant-pain"),
            List.of("bowel-bladder-dysfunction", "malignancy", "immunocompromise"));

    /** How a resource can say whose it is. */
    private enum Naming {
        RELATIVE,
        RELATIVE_WITH_A_VERSION,
        ABSOLUTE,
        URN,
        IDENTIFIER,
        CONDITIONAL,
        CONTAINED;

        String of(Person person) {
            return switch (this) {
                case RELATIVE -> reference("Patient/" + person.id());
                case RELATIVE_WITH_A_VERSION -> reference("Patient/" + person.id() + "/_history/2");
                case ABSOLUTE -> reference(person.base() + "/Patient/" + person.id());
                case URN -> reference("urn:uuid:" + person.id());
                case IDENTIFIER -> "{\"identifier\":" + person.identifier() + "}";
                case CONDITIONAL -> reference("Patient?identifier=urn:oid:1.2|" + person.number());
                case CONTAINED -> reference("#whose");
            };
        }

        private static String reference(String text) {
            return "{\"reference\":\"" + text + "\"}";
        }
    }

    /** Ids of two people may be equal, on two servers. */
    private record Person(int number, String id, String base, boolean isSent) {

        String identifier() {
            return "{\"system\":\"urn:oid:1.2\",\"value\":\"" + number + "\"}";
        }

        Resource patient() {
            return Records.resource("""
                    {"resourceType":"Patient","id":"%s","birthDate":"%d-03-15","identifier":[%s]}
                    """.formatted(id, 2010 + number, identifier()));
        }

        Resource states(String finding, Naming naming) {
            return Records.resource("""
                    {"resourceType":"Observation","id":"%d-%s","status":"final","effectiveDateTime":"2026-11-22",
                    "contained":[{"resourceType":"Patient","id":"whose","identifier":[%s]}],
                    "code":{"coding":[{"system":"https://apposite.org/fhir/CodeSystem/term","code":"%s"}]},
                    "valueBoolean":true,"subject":%s}
                    """.formatted(number, finding, identifier(), finding, naming.of(this)));
        }
    }

    @Test
    void every_fact_is_of_the_patient_who_is_meant() {
        Random random = new Random(7);
        int told = 0;
        for (int i = 0; i < 3000; i++) {
            List<Person> people = people(random);
            Person meant = people.get(0);
            FhirRecord record = record(people, random);
            boolean isAnyUnsent = people.stream().anyMatch(one -> !one.isSent());
            FhirCase read = Records.CASES.read(
                    isAnyUnsent || random.nextBoolean()
                            ? record.ofPatient(meant.id(), meant.base())
                            : record.ofPatient(meant.id()));
            assertThat(FINDINGS.get(meant.number()))
                    .as("%d: %s", i, read.notes())
                    .containsAll(read.patient().findings().keySet());
            read.patient()
                    .age()
                    .ifPresent(age -> assertThat(age.from().months() / 12)
                            .as(people.toString())
                            .isEqualTo(2026 - 2010 - meant.number()));
            told += read.patient().findings().size();
        }
        assertThat(told).isGreaterThan(3000);
    }

    @Test
    void what_names_the_patient_as_it_should_is_never_lost() {
        for (Naming naming : Naming.values()) {
            Person person = new Person(0, UUID + "0", OWN, true);
            Bundle bundle = new Bundle();
            bundle.addEntry().setFullUrl(OWN + "/Patient/" + person.id()).setResource(person.patient());
            bundle.addEntry().setFullUrl(OWN + "/Observation/0-fever").setResource(person.states("fever", naming));
            assertThat(Records.CASES
                            .read(FhirRecord.of(bundle).ofPatient(person.id(), OWN))
                            .patient()
                            .findings())
                    .as(naming.name())
                    .isEqualTo(Map.of("fever", Presence.PRESENT));
        }
    }

    @Test
    void without_a_word_of_the_host_the_only_patient_is_meant() {
        Person person = new Person(0, UUID + "0", OWN, true);
        for (Naming naming : Naming.values()) {
            Bundle bundle = new Bundle();
            bundle.addEntry().setFullUrl(OWN + "/Patient/" + person.id()).setResource(person.patient());
            // Of another server, but one that knows the patient by this id and no other.
            bundle.addEntry().setFullUrl(OTHER + "/Observation/0-fever").setResource(person.states("fever", naming));
            bundle.addEntry().setFullUrl(OWN + "/Observation/0-fever").setResource(person.states("night-pain", naming));
            assertThat(Records.CASES.read(bundle).patient().findings().keySet())
                    .as(naming.name())
                    .containsExactlyInAnyOrder("fever", "night-pain");
        }
    }

    @Test
    void a_subject_is_never_compared_by_its_ending() {
        Person person = new Person(0, "p1", OWN, true);
        for (String subject : List.of(
                "p1",
                "Group/Patient/p1",
                "x/Patient/p1",
                OTHER + "/Patient/p1",
                OWN + "/Group/Patient/p1",
                "Patient/p11",
                "patient/p1",
                "Patient/p1?x=1",
                "Patient/p1#x",
                "RelatedPerson/p1",
                "urn:uuid:p1")) {
            Resource fever = Records.resource("""
                    {"resourceType":"Observation","id":"f","status":"final","effectiveDateTime":"2026-11-22",
                    "code":{"coding":[{"system":"http://snomed.info/sct","code":"386661006"}]},
                    "valueBoolean":true,"subject":{"reference":"%s"}}
                    """.formatted(subject));
            for (FhirRecord record : List.of(
                    FhirRecord.of(List.of(person.patient(), fever)).ofPatient("p1", OWN),
                    FhirRecord.of(List.of(person.patient(), fever)).ofPatient("p1"),
                    FhirRecord.of(List.of(person.patient(), fever)),
                    FhirRecord.of(List.of(fever)).ofPatient("p1"))) {
                FhirCase read = Records.CASES.read(record);
                assertThat(read.patient().findings()).as(subject).isEmpty();
                assertThat(read.notes()).as(subject).anyMatch(FhirCase.Note::ofAnother);
            }
        }
    }

    @Test
    void what_is_set_aside_has_a_note() {
        Random random = new Random(8);
        for (int i = 0; i < 1000; i++) {
            List<Person> people = people(random);
            FhirRecord record = record(people, random);
            FhirCase read = Records.CASES.read(record.ofPatient(people.get(0).id(), OWN));
            TreeSet<String> seen = new TreeSet<>();
            read.origins().forEach(origin -> seen.addAll(origin.resources()));
            read.notes().forEach(note -> seen.add(note.resource()));
            for (Person person : people) {
                for (String finding : FINDINGS.get(person.number())) {
                    assertThat(seen).anyMatch(name -> name.endsWith(person.number() + "-" + finding));
                }
            }
        }
    }

    private static List<Person> people(Random random) {
        List<Person> people = new ArrayList<>();
        int count = 2 + random.nextInt(2);
        boolean isIdShared = random.nextInt(3) == 0;
        for (int number = 0; number < count; number++) {
            String id = isIdShared ? UUID + "0" : UUID + number;
            people.add(new Person(number, id, number == 0 ? OWN : OTHER + number, random.nextInt(4) > 0));
        }
        return people;
    }

    /** Each person's resources in a bundle of their own, or all in one; with addresses, or without where ids differ. */
    private static FhirRecord record(List<Person> people, Random random) {
        boolean areApart = random.nextBoolean();
        boolean isIdShared = people.get(0).id().equals(people.get(1).id());
        boolean isAddressed = isIdShared || random.nextBoolean();
        List<Resource> all = new ArrayList<>();
        Bundle one = new Bundle();
        for (Person person : people) {
            Bundle bundle = areApart ? new Bundle() : one;
            if (person.isSent()) {
                add(bundle, person, person.patient(), isAddressed);
            }
            for (String finding : FINDINGS.get(person.number())) {
                List<Naming> namings = isIdShared ? ofTwoServers(person) : List.of(Naming.values());
                add(bundle, person, person.states(finding, namings.get(random.nextInt(namings.size()))), isAddressed);
            }
            if (areApart) {
                all.add(bundle);
            }
        }
        if (!areApart) {
            all.add(one);
        }
        return FhirRecord.of(all);
    }

    /** What tells two people of one id apart: of somebody who is not sent, a relative reference does not. */
    private static List<Naming> ofTwoServers(Person person) {
        return person.isSent()
                ? List.of(Naming.RELATIVE, Naming.ABSOLUTE, Naming.IDENTIFIER, Naming.CONDITIONAL)
                : List.of(Naming.ABSOLUTE, Naming.IDENTIFIER, Naming.CONDITIONAL);
    }

    private static void add(Bundle bundle, Person person, Resource resource, boolean isAddressed) {
        String name = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        bundle.addEntry()
                .setFullUrl(isAddressed ? person.base() + "/" + name : "")
                .setResource(resource);
    }
}

package org.apposite.fhir.identity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The patient of a record, told from everybody else in it. A subject is compared as a whole, never by its ending. A
 * relative reference is one to a patient of this id, unless the record holds another Patient that it names. For one use.
 */
public final class Persons {

    /** Nobody is there more often; so many are not one person. */
    private static final int MOST_VERSIONS = 50;

    private static final Pattern CONDITIONAL = Pattern.compile("Patient\\?identifier=([^|&]+)\\|([^|&]+)");
    private static final Pattern OF_A_PATIENT = Pattern.compile("(?:(.+)/)?Patient/([A-Za-z0-9\\-._]+)");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Entries entries;
    private final Set<Entry> patients;
    private final Set<String> names;
    private final @Nullable Who who;
    private final Set<String> identifiers = new HashSet<>();
    private final Map<Named, Whose> known = new HashMap<>();

    /** A reference, and where it was written. */
    private record Named(String reference, @Nullable String base, int bundle) {}

    private Persons(Entries entries, Set<Entry> patients, Set<String> names, @Nullable Who who) {
        this.entries = entries;
        this.patients = patients;
        this.names = names;
        this.who = who;
        patients.forEach(one -> identifiers.addAll(identifiers((Patient) one.resource())));
    }

    /**
     * Finds the patient.
     *
     * @param entries the record
     * @param meant whom the host means; null when it does not say: then the only Patient of the record, or, without one, the
     *     only patient that its resources name
     * @param subject who the subject of a resource is
     * @throws IllegalArgumentException when the host does not say, and there are two
     */
    public static Persons of(Entries entries, @Nullable Who meant, Function<Resource, Optional<Reference>> subject) {
        List<Entry> all = entries.where(entry -> entry.resource() instanceof Patient);
        if (meant != null) {
            return new Persons(entries, meant(all, meant), Set.of(), meant);
        }
        if (!all.isEmpty()) {
            Set<String> different = new TreeSet<>();
            all.forEach(one -> different.add(one.name()));
            if (different.size() > 1) {
                throw severalPatients("this one has " + String.join(", ", different));
            }
            Entry only = all.get(0);
            String id = only.relative().replaceFirst("^Patient/", "");
            return new Persons(
                    entries, Set.copyOf(all), Set.of(only.name()), id.isEmpty() ? null : new Who(id, only.base()));
        }
        Set<String> named = new TreeSet<>();
        for (Entry entry : entries.all()) {
            subject.apply(entry.resource())
                    .flatMap(one -> patientNamed(entry, one))
                    .ifPresent(named::add);
        }
        if (named.size() > 1) {
            throw severalPatients("its resources are of " + String.join(", ", named));
        }
        return new Persons(entries, Set.of(), named, null);
    }

    private static IllegalArgumentException severalPatients(String which) {
        return new IllegalArgumentException(
                "a record is of one patient; " + which + ". FhirRecord.ofPatient says which one is meant");
    }

    /** The Patients of this id that are one person: not those of another server, nor what contradicts the others. */
    private static Set<Entry> meant(List<Entry> all, Who meant) {
        List<Entry> same = all.stream()
                .filter(one -> one.relative().equals("Patient/" + meant.id()) || isUrnOf(one.url(), meant))
                .filter(one ->
                        meant.base() == null || one.base() == null || one.base().equals(meant.base()))
                .toList();
        List<Entry> local = same.stream().filter(one -> one.base() == null).toList();
        boolean areSeveral = same.size() > MOST_VERSIONS
                || same.stream()
                                .map(Entry::base)
                                .filter(Objects::nonNull)
                                .distinct()
                                .count()
                        > 1
                || local.stream().anyMatch(one -> same.stream().anyMatch(other -> contradict(one, other)));
        if (!areSeveral) {
            return Set.copyOf(same);
        }
        List<Entry> exact = same.stream()
                .filter(one -> one.base() != null && one.base().equals(meant.base()))
                .toList();
        return Set.copyOf(exact.isEmpty() ? local : exact);
    }

    private static boolean contradict(Entry one, Entry other) {
        Patient mine = (Patient) one.resource();
        Patient theirs = (Patient) other.resource();
        String born = Objects.requireNonNullElse(mine.getBirthDateElement().getValueAsString(), "");
        String theirBorn =
                Objects.requireNonNullElse(theirs.getBirthDateElement().getValueAsString(), "");
        boolean isBornOtherwise = !born.startsWith(theirBorn) && !theirBorn.startsWith(born);
        boolean isOfAnotherSex =
                mine.getGender() != null && theirs.getGender() != null && mine.getGender() != theirs.getGender();
        return !Objects.equals(one.base(), other.base()) && (isBornOtherwise || isOfAnotherSex);
    }

    /** Whether an entry is the patient's own Patient. */
    public boolean isPatient(Entry entry) {
        return patients.contains(entry);
    }

    /** Whether anybody is named: by the host, or in the record. */
    public boolean areNamed() {
        return who != null || !names.isEmpty();
    }

    /** Of whom a resource is. */
    public Whose whose(Entry entry, Reference subject) {
        String reference = subject.getReference();
        if (reference == null || reference.isEmpty()) {
            if (subject.hasIdentifier()) {
                return byIdentifier(List.of(text(subject.getIdentifier())));
            }
            return Whose.UNSAID;
        }
        Matcher conditional = CONDITIONAL.matcher(reference);
        if (conditional.matches()) {
            return byIdentifier(List.of(conditional.group(1) + "|" + conditional.group(2)));
        }
        if (reference.startsWith("#")) {
            return contained(entry, reference.substring(1));
        }
        return known.computeIfAbsent(new Named(reference, entry.base(), entry.bundle()), any -> named(entry, subject));
    }

    /** Of whom a resource is by a reference that names somebody: the same for all of one server and bundle. */
    private Whose named(Entry entry, Reference subject) {
        List<Entry> targets = entries.targets(entry, subject);
        if (!targets.isEmpty()) {
            if (patients.containsAll(targets)) {
                return Whose.OWN;
            }
            return targets.stream().anyMatch(patients::contains) ? Whose.UNCLEAR : Whose.ANOTHER;
        }
        return byName(entry, Entry.withoutVersion(subject.getReference()));
    }

    private Whose byIdentifier(List<String> told) {
        if (told.stream().anyMatch(one -> identifiers.contains(one) || names.contains(one))) {
            return Whose.OWN;
        }
        return Whose.BY_IDENTIFIER;
    }

    private Whose contained(Entry entry, String id) {
        List<Resource> found = entry.resource() instanceof DomainResource whole
                ? whole.getContained().stream()
                        .filter(one -> id.equals(one.getIdElement().getIdPart())
                                || ("#" + id).equals(one.getIdElement().getValue()))
                        .toList()
                : List.of();
        return found.size() == 1 && found.get(0) instanceof Patient patient
                ? byIdentifier(List.copyOf(identifiers(patient)))
                : Whose.UNCLEAR;
    }

    /** By the name alone, where the record does not hold what is named. */
    private Whose byName(Entry entry, String reference) {
        Matcher patient = OF_A_PATIENT.matcher(reference);
        if (patientNamed(entry, new Reference(reference))
                        .filter(names::contains)
                        .isPresent()
                || (who != null && isUrnOf(reference, who))) {
            return Whose.OWN;
        }
        if (!patient.matches() || who == null) {
            return reference.startsWith("urn:") ? Whose.UNCLEAR : Whose.ANOTHER;
        }
        if (!patient.group(2).equals(who.id())) {
            return Whose.ANOTHER;
        }
        String base = patient.group(1);
        if (base == null) {
            return Whose.OWN;
        }
        // Without a base that is known, a patient of the resource's own server is one without a base.
        String known = patientBase() == null ? entry.base() : patientBase();
        return base.equals(known) ? Whose.OWN : base.contains("://") ? Whose.UNCLEAR : Whose.ANOTHER;
    }

    private @Nullable String patientBase() {
        return who != null && who.base() != null
                ? who.base()
                : patients.stream()
                        .map(Entry::base)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** A UUID is one of a kind, so that its URN can name nobody else. */
    private static boolean isUrnOf(@Nullable String urn, Who who) {
        return urn != null && UUID.matcher(who.id()).matches() && urn.equalsIgnoreCase("urn:uuid:" + who.id());
    }

    /** How a subject names a patient, in one way for each. */
    private static Optional<String> patientNamed(Entry entry, Reference subject) {
        String reference = subject.getReference();
        if (reference == null || reference.isEmpty()) {
            return subject.hasIdentifier() ? Optional.of(text(subject.getIdentifier())) : Optional.empty();
        }
        String named = Entry.withoutVersion(reference);
        if (named.startsWith("urn:")) {
            return Optional.of(named);
        }
        Matcher patient = OF_A_PATIENT.matcher(named);
        if (!patient.matches()) {
            return Optional.empty();
        }
        String base = patient.group(1);
        return base == null || base.equals(entry.base())
                ? Optional.of("Patient/" + patient.group(2))
                : Entry.isAbsolute(named) ? Optional.of(named) : Optional.empty();
    }

    private static Set<String> identifiers(Patient patient) {
        Set<String> identifiers = new HashSet<>();
        patient.getIdentifier().stream()
                .filter(one -> one.hasSystem() && one.hasValue())
                .forEach(one -> identifiers.add(text(one)));
        return identifiers;
    }

    private static String text(Identifier identifier) {
        return identifier.getSystem() + "|" + identifier.getValue();
    }
}

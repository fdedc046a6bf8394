package org.apposite.fhir.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a record: each resource once, in its newest version, and in an order that does not depend on the one in
 * which they came. A resource is known by its whole URL where it has one, so that two of the same id on two servers are
 * two. Immutable, as long as nobody changes the resources.
 */
public final class Entries {

    private static final Comparator<Entry> ORDER = Comparator.<Entry, String>comparing(
                    entry -> entry.resource().fhirType())
            .thenComparing(Entry::relative)
            .thenComparing(entry -> Objects.requireNonNullElse(entry.url(), ""))
            .thenComparing(entry -> Contents.of(entry.resource()));

    private final List<Entry> all;
    private final @Nullable Entry order;
    private final @Nullable String base;

    private Entries(List<Entry> all, @Nullable Entry order, @Nullable String base) {
        this.all = List.copyOf(all);
        this.order = order;
        this.base = base;
    }

    /**
     * Brings entries together.
     *
     * @param sent all of a record
     * @param order the order to be reviewed, which takes the place of older selves of it; null for none
     * @param base the base of the server that resources without a URL are of, null when it is not known
     * @param notes takes what is to be told: the name of a resource and a text
     */
    public static Entries of(
            Collection<Entry> sent, @Nullable Entry order, @Nullable String base, BiConsumer<String, String> notes) {
        Map<String, List<Entry>> sameResource = new LinkedHashMap<>();
        for (Entry entry : sent) {
            if (order == null || entry.relative().isEmpty() || !entry.relative().equals(order.relative())) {
                sameResource
                        .computeIfAbsent(key(entry), key -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<Entry> kept = new ArrayList<>();
        List<Entry> older = new ArrayList<>();
        sameResource.values().forEach(versions -> keepNewest(versions, kept, older));
        if (order != null) {
            kept.add(order);
        }
        kept.sort(ORDER);
        List<Entry> named = named(withoutCopies(kept));
        tell(named, older, notes);
        Entry namedOrder = order == null
                ? null
                : named.stream()
                        .filter(one -> one.resource() == order.resource())
                        .findFirst()
                        .orElse(null);
        return new Entries(named, namedOrder, base);
    }

    /** All entries, by type and name. */
    public List<Entry> all() {
        return all;
    }

    /** The order to be reviewed. */
    public Optional<Entry> order() {
        return Optional.ofNullable(order);
    }

    /**
     * What a reference can mean: nothing when it is not in the record, several when it is not clear which. A URN is looked
     * for in its own bundle first, and a relative reference among the resources of the same server. A patient is never one of
     * a server that is not the resource's own.
     */
    public List<Entry> targets(Entry from, Reference reference) {
        String named = Entry.withoutVersion(Objects.requireNonNullElse(reference.getReference(), ""));
        if (Entry.isAbsolute(named)) {
            List<Entry> found = where(entry -> named.equals(entry.url()));
            return first(
                    among(found, entry -> entry.bundle() == from.bundle()),
                    found,
                    where(entry -> entry.url() == null && named.equals(base + "/" + entry.relative())));
        }
        List<Entry> found = where(entry -> named.equals(entry.relative()));
        String server = from.base();
        boolean isAnywhere = server == null && !named.startsWith("Patient/");
        return first(
                among(found, entry -> server != null && server.equals(entry.base())),
                among(found, entry -> server == null && entry.bundle() == from.bundle()),
                among(found, entry -> entry.url() == null),
                isAnywhere ? found : List.of());
    }

    List<Entry> where(Predicate<Entry> kept) {
        return among(all, kept);
    }

    private static List<Entry> among(List<Entry> entries, Predicate<Entry> kept) {
        return entries.stream().filter(kept).toList();
    }

    @SafeVarargs
    private static List<Entry> first(List<Entry>... choices) {
        for (List<Entry> choice : choices) {
            if (!choice.isEmpty()) {
                return choice;
            }
        }
        return List.of();
    }

    /** By what a resource is known: a URN is one of its bundle alone, and what has no name is only what it says. */
    private static String key(Entry entry) {
        String url = entry.url();
        if (url == null) {
            String relative = entry.relative();
            return relative.isEmpty() ? entry.resource().fhirType() + " " + Contents.of(entry.resource()) : relative;
        }
        return entry.isUrn() ? url + " " + Contents.of(entry.resource()) : url;
    }

    /** Of versions of which it cannot be told which is the newest, each is kept. */
    private static void keepNewest(List<Entry> versions, List<Entry> kept, List<Entry> older) {
        if (versions.size() == 1) {
            kept.addAll(versions);
            return;
        }
        List<Entry> newest = versions;
        if (versions.stream().allMatch(one -> updated(one) != null)) {
            Instant last = versions.stream()
                    .map(Entries::updated)
                    .filter(Objects::nonNull)
                    .max(Instant::compareTo)
                    .orElseThrow();
            newest = among(versions, one -> last.equals(updated(one)));
        }
        List<Entry> latest = newest;
        if (latest.stream().allMatch(one -> version(one) >= 0)) {
            long last = latest.stream().mapToLong(Entries::version).max().orElseThrow();
            newest = among(latest, one -> version(one) == last);
        }
        kept.addAll(newest);
        List<Entry> known = newest;
        versions.stream().filter(one -> !known.contains(one)).forEach(older::add);
    }

    private static @Nullable Instant updated(Entry entry) {
        return Optional.ofNullable(
                        entry.resource().getMeta().getLastUpdatedElement().getValue())
                .map(value -> value.toInstant())
                .orElse(null);
    }

    /** The number of a version; -1 when there is none, or it is no number. */
    private static long version(Entry entry) {
        Resource resource = entry.resource();
        String told = resource.getMeta().getVersionId();
        String text = told == null ? resource.getIdElement().getVersionIdPart() : told;
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** What several searches found is there once. Of two patients of one id it is not known here whether they are one. */
    private static List<Entry> withoutCopies(List<Entry> sorted) {
        Map<String, List<Entry>> byName = new HashMap<>();
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : sorted) {
            List<Entry> others =
                    byName.computeIfAbsent(entry.resource().fhirType() + entry.relative(), key -> new ArrayList<>());
            boolean isCopy = others.stream()
                    .anyMatch(other -> isSamePlace(other, entry)
                            && Contents.of(other.resource()).equals(Contents.of(entry.resource())));
            if (!isCopy) {
                others.add(entry);
                kept.add(entry);
            }
        }
        return kept;
    }

    private static boolean isSamePlace(Entry one, Entry other) {
        if (one.resource() instanceof Patient) {
            return Objects.equals(one.url(), other.url()) && one.bundle() == other.bundle();
        }
        return Objects.equals(one.url(), other.url())
                || (!one.relative().isEmpty() && (one.url() == null || other.url() == null));
    }

    private static List<Entry> named(List<Entry> sorted) {
        Map<String, Set<String>> urls = new HashMap<>();
        for (Entry entry : sorted) {
            urls.computeIfAbsent(entry.relative(), name -> new TreeSet<>())
                    .add(Objects.requireNonNullElse(entry.url(), ""));
        }
        Map<String, Integer> unnamed = new HashMap<>();
        List<Entry> named = new ArrayList<>();
        for (Entry entry : sorted) {
            String relative = entry.relative();
            String url = entry.url();
            String type = entry.resource().fhirType();
            if (url != null
                    && (relative.isEmpty()
                            || urls.getOrDefault(relative, Set.of()).size() > 1)) {
                named.add(entry.named(url));
            } else if (relative.isEmpty()) {
                named.add(entry.named(type + " without id, number " + unnamed.merge(type, 1, Integer::sum)));
            } else {
                named.add(entry.named(relative));
            }
        }
        return named;
    }

    private static Set<String> contents(List<Entry> entries) {
        return entries.stream().map(one -> Contents.of(one.resource())).collect(Collectors.toSet());
    }

    private static void tell(List<Entry> named, List<Entry> older, BiConsumer<String, String> notes) {
        Map<String, List<Entry>> versions = new TreeMap<>();
        Map<String, Set<String>> names = new TreeMap<>();
        for (Entry entry : named) {
            versions.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry);
            if (!entry.relative().isEmpty()) {
                names.computeIfAbsent(entry.relative(), name -> new TreeSet<>()).add(entry.name());
            }
        }
        names.values().stream()
                .filter(sharing -> sharing.size() > 1)
                .flatMap(Set::stream)
                .forEach(name -> notes.accept(name, "shares its id with a resource of another address; each is read"));
        versions.forEach((name, entries) -> {
            if (entries.size() > 1 && contents(entries).size() > 1) {
                notes.accept(name, "is there in several versions, and nothing tells which is the newest; each is read");
            }
        });
        Set<String> replaced = new TreeSet<>();
        for (Entry entry : older) {
            named.stream().filter(one -> key(one).equals(key(entry))).forEach(one -> replaced.add(one.name()));
        }
        replaced.forEach(name -> notes.accept(name, "is there in an older version too; the newest is read"));
    }
}

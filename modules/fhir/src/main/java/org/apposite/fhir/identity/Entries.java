package org.apposite.fhir.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apposite.fhir.words.Remark;
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

    /** The place of a resource that does not say where it is from. */
    private static final String NOWHERE = "";

    private final List<Entry> all;
    private final List<Entry> orders;
    private final @Nullable String base;
    private final Map<String, List<Entry>> byUrl = new HashMap<>();
    private final Map<String, List<Entry>> byRelative = new HashMap<>();

    private Entries(List<Entry> all, List<Entry> orders, @Nullable String base) {
        this.all = List.copyOf(all);
        this.orders = List.copyOf(orders);
        this.base = base;
        for (Entry entry : all) {
            byRelative
                    .computeIfAbsent(entry.relative(), any -> new ArrayList<>())
                    .add(entry);
            if (entry.url() != null) {
                byUrl.computeIfAbsent(entry.url(), any -> new ArrayList<>()).add(entry);
            }
        }
    }

    /**
     * Brings entries together.
     *
     * @param sent all of a record
     * @param orders the orders to be reviewed, which take the place of older selves of them
     * @param base the base of the server that resources without a URL are of, null when it is not known
     * @param notes takes what is to be told: the name of a resource and a text
     */
    public static Entries of(
            Collection<Entry> sent, List<Entry> orders, @Nullable String base, BiConsumer<String, Remark> notes) {
        Contents contents = new Contents();
        Map<String, List<Entry>> sameResource = new LinkedHashMap<>();
        for (Entry entry : sent) {
            boolean isOlderSelf = !entry.relative().isEmpty()
                    && orders.stream().anyMatch(order -> entry.relative().equals(order.relative()));
            if (!isOlderSelf) {
                sameResource
                        .computeIfAbsent(key(entry, contents), key -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<Entry> kept = new ArrayList<>();
        List<Entry> older = new ArrayList<>();
        sameResource.values().forEach(versions -> keepNewest(versions, kept, older));
        kept.addAll(orders);
        kept.sort(Comparator.<Entry, String>comparing(entry -> entry.resource().fhirType())
                .thenComparing(Entry::relative)
                .thenComparing(entry -> Objects.requireNonNullElse(entry.url(), ""))
                .thenComparing(contents::of));
        List<Entry> named = named(withoutCopies(kept, contents));
        tell(named, older, contents, notes);
        List<Entry> namedOrders = named.stream()
                .filter(one -> orders.stream().anyMatch(order -> one.resource() == order.resource()))
                .toList();
        return new Entries(named, namedOrders, base);
    }

    /** All entries, by type and name. */
    public List<Entry> all() {
        return all;
    }

    /** The orders to be reviewed. */
    public List<Entry> orders() {
        return orders;
    }

    /**
     * What a reference can mean: nothing when it is not in the record, several when it is not clear which. A URN is looked
     * for in its own bundle first, and a relative reference among the resources of the same server. A patient is never one of
     * a server that is not the resource's own.
     */
    public List<Entry> targets(Entry from, Reference reference) {
        String named = Entry.withoutVersion(Objects.requireNonNullElse(reference.getReference(), ""));
        if (Entry.isAbsolute(named)) {
            List<Entry> found = byUrl.getOrDefault(named, List.of());
            return first(
                    among(found, entry -> entry.bundle() == from.bundle()),
                    found,
                    base != null && named.startsWith(base + "/")
                            ? among(relative(named.substring(base.length() + 1)), entry -> entry.url() == null)
                            : List.of());
        }
        List<Entry> found = relative(named);
        String server = from.base();
        boolean isAnywhere = server == null && !named.startsWith("Patient/");
        return first(
                among(found, entry -> server != null && server.equals(entry.base())),
                among(found, entry -> server == null && entry.bundle() == from.bundle()),
                among(found, entry -> entry.url() == null),
                isAnywhere ? found : List.of());
    }

    private List<Entry> relative(String named) {
        return byRelative.getOrDefault(named, List.of());
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
    private static String key(Entry entry, Contents contents) {
        String url = entry.url();
        if (url == null) {
            String relative = entry.relative();
            return relative.isEmpty() ? entry.resource().fhirType() + " " + contents.of(entry) : relative;
        }
        return entry.isUrn() ? url + " " + contents.of(entry) : url;
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
        Set<Entry> known = new HashSet<>(newest);
        versions.stream().filter(one -> !known.contains(one)).forEach(older::add);
    }

    private static @Nullable Instant updated(Entry entry) {
        // Asking for what is not there would change the resource of the host.
        @SuppressWarnings("JavaUtilDate") // HAPI's
        Date updated = entry.resource().hasMeta() ? entry.resource().getMeta().getLastUpdated() : null;
        return updated == null ? null : updated.toInstant();
    }

    /** The number of a version; -1 when there is none, or it is no number. */
    private static long version(Entry entry) {
        Resource resource = entry.resource();
        String told = resource.hasMeta() ? resource.getMeta().getVersionId() : null;
        String text = told == null ? resource.getIdElement().getVersionIdPart() : told;
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** What several searches found is there once. Of two patients of one id it is not known here whether they are one. */
    private static List<Entry> withoutCopies(List<Entry> sorted, Contents contents) {
        Map<String, Long> named = sorted.stream().collect(Collectors.groupingBy(Entries::typed, Collectors.counting()));
        Map<String, Set<String>> placesOf = new HashMap<>();
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : sorted) {
            String typed = typed(entry);
            // What has its name to itself has no copy.
            String copies = named.getOrDefault(typed, 0L) == 1 ? typed : typed + " " + contents.of(entry);
            Set<String> places = placesOf.computeIfAbsent(copies, any -> new HashSet<>());
            String place = Objects.requireNonNullElse(entry.url(), NOWHERE);
            boolean isPatient = entry.resource() instanceof Patient;
            // Where one of two says not where it is from, they are the same.
            boolean isElsewhere = !isPatient
                    && !entry.relative().isEmpty()
                    && (place.equals(NOWHERE) ? !places.isEmpty() : places.contains(NOWHERE));
            if (places.add(isPatient ? entry.bundle() + " " + place : place) && !isElsewhere) {
                kept.add(entry);
            }
        }
        return kept;
    }

    private static String typed(Entry entry) {
        return entry.resource().fhirType() + " " + entry.relative();
    }

    /** Names are read by people, so that an address is none. */
    private static List<Entry> named(List<Entry> sorted) {
        Map<String, Integer> unnamed = new HashMap<>();
        List<Entry> named = new ArrayList<>();
        for (Entry entry : sorted) {
            String type = entry.resource().fhirType();
            named.add(entry.named(entry.plainName()
                    .orElseGet(() -> type + " without id, number " + unnamed.merge(type, 1, Integer::sum))));
        }
        return named;
    }

    private static void tell(
            List<Entry> named, List<Entry> older, Contents contents, BiConsumer<String, Remark> notes) {
        Map<String, List<Entry>> byName = new TreeMap<>();
        named.forEach(entry ->
                byName.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry));
        byName.forEach((name, sharing) -> {
            if (sharing.stream().map(Entry::url).distinct().count() > 1) {
                notes.accept(name, Remark.of("several-of-name"));
            } else if (sharing.size() > 1
                    && sharing.stream().map(contents::of).distinct().count() > 1) {
                notes.accept(name, Remark.of("several-versions"));
            }
        });
        Set<String> olderKeys = older.stream().map(old -> key(old, contents)).collect(Collectors.toSet());
        named.stream()
                .filter(one -> olderKeys.contains(key(one, contents)))
                .map(Entry::name)
                .distinct()
                .sorted()
                .forEach(name -> notes.accept(name, Remark.of("older-version")));
    }
}

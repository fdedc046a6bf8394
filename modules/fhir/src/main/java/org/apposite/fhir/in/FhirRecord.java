package org.apposite.fhir.in;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a host has of one patient: resources in any order, and what it knows about them as a whole.
 *
 * <ul>
 *   <li>A search that failed goes in as its OperationOutcome, or not at all: what it would have found is unknown.
 *   <li>That nothing was found says nothing either, except of imaging, and there only when the host says so by {@link
 *       #withAllImaging()}.
 *   <li>The order to be reviewed is the one that the host names by {@link #ordering}, otherwise the only one there is.
 * </ul>
 *
 * <p>A record does not copy the resources and never changes them; as long as nobody else does, it is immutable and
 * thread-safe.
 */
public final class FhirRecord {

    private final List<Entry> entries;
    private final boolean allImaging;
    private final @Nullable Entry order;

    /** A resource, how results name it, and what of it is not stated. */
    record Entry(String name, Resource resource, List<String> unstated) {

        Entry(String name, Resource resource) {
            this(name, resource, List.of());
        }
    }

    private FhirRecord(List<Entry> entries, boolean allImaging, @Nullable Entry order) {
        this.entries = List.copyOf(entries);
        this.allImaging = allImaging;
        this.order = order;
    }

    /**
     * The resources of a bundle, and of the bundles in it.
     *
     * @param bundle a bundle of any type
     * @return the record
     */
    public static FhirRecord of(Bundle bundle) {
        return of(List.of(bundle));
    }

    /**
     * Resources; of a bundle among them those that are in it.
     *
     * @param resources the resources
     * @return the record
     */
    public static FhirRecord of(Collection<? extends Resource> resources) {
        List<Entry> entries = new ArrayList<>();
        Deque<Entry> left = new ArrayDeque<>();
        resources.forEach(resource -> left.add(new Entry("", resource)));
        while (!left.isEmpty()) {
            Entry next = left.removeFirst();
            if (next.resource() instanceof Bundle bundle) {
                List<BundleEntryComponent> inside = bundle.getEntry();
                for (int i = inside.size() - 1; i >= 0; i--) {
                    BundleEntryComponent entry = inside.get(i);
                    if (entry.getResource() != null) {
                        left.addFirst(
                                new Entry(Objects.requireNonNullElse(entry.getFullUrl(), ""), entry.getResource()));
                    }
                    if (entry.hasResponse() && entry.getResponse().getOutcome() != null) {
                        left.addFirst(new Entry("", entry.getResponse().getOutcome()));
                    }
                }
            } else {
                entries.add(named(next, entries.size() + 1));
            }
        }
        return new FhirRecord(entries, false, null);
    }

    /**
     * The same record, of which the host says that it holds all imaging of this illness: a kind of study that is not in
     * it was not done. Without this, it is not known.
     *
     * @return a new record
     */
    public FhirRecord withAllImaging() {
        return new FhirRecord(entries, true, order);
    }

    /**
     * The same record with the order to be reviewed.
     *
     * @param request the order, whatever its status
     * @return a new record
     */
    public FhirRecord ordering(ServiceRequest request) {
        Entry named = named(new Entry("", Objects.requireNonNull(request, "request")), entries.size() + 1);
        return new FhirRecord(entries, allImaging, named);
    }

    private static Entry named(Entry entry, int position) {
        Stated stated = Stated.of(entry.resource());
        Resource resource = stated.resource();
        String name = entry.name().isEmpty() ? resource.fhirType() + " without id, number " + position : entry.name();
        if (resource.getIdElement().hasIdPart()) {
            String id = resource.getIdElement().getIdPart();
            name = id.startsWith("urn:") ? id : resource.fhirType() + "/" + id;
        }
        return new Entry(name, resource, stated.notes());
    }

    List<Entry> entries() {
        return entries;
    }

    boolean hasAllImaging() {
        return allImaging;
    }

    Optional<Entry> order() {
        return Optional.ofNullable(order);
    }
}

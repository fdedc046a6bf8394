package org.apposite.fhir.in;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

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
    private final List<Entry> orders;

    /** A resource and how results name it. */
    record Entry(String name, Resource resource) {}

    private FhirRecord(List<Entry> entries, boolean allImaging, List<Entry> orders) {
        this.entries = List.copyOf(entries);
        this.allImaging = allImaging;
        this.orders = List.copyOf(orders);
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
                        left.addFirst(new Entry(entry.hasFullUrl() ? entry.getFullUrl() : "", entry.getResource()));
                    }
                    if (entry.hasResponse() && entry.getResponse().getOutcome() != null) {
                        left.addFirst(new Entry("", entry.getResponse().getOutcome()));
                    }
                }
            } else {
                entries.add(named(next, entries.size() + 1));
            }
        }
        return new FhirRecord(entries, false, List.of());
    }

    /**
     * The same record, of which the host says that it holds all imaging of this illness: a kind of study that is not in
     * it was not done. Without this, it is not known.
     *
     * @return a new record
     */
    public FhirRecord withAllImaging() {
        return new FhirRecord(entries, true, orders);
    }

    /**
     * The same record with the order to be reviewed.
     *
     * @param request the order, whatever its status
     * @return a new record
     */
    public FhirRecord ordering(ServiceRequest request) {
        return ordering(List.of(Objects.requireNonNull(request, "request")));
    }

    /**
     * The same record with orders to be reviewed together, as parts of one study.
     *
     * @param requests the orders, whatever their status
     * @return a new record
     */
    public FhirRecord ordering(List<ServiceRequest> requests) {
        List<Entry> named = new ArrayList<>();
        for (ServiceRequest request : requests) {
            named.add(named(new Entry("", request), entries.size() + named.size() + 1));
        }
        return new FhirRecord(entries, allImaging, named);
    }

    private static Entry named(Entry entry, int position) {
        Resource resource = entry.resource();
        if (resource.getIdElement().hasIdPart()) {
            String id = resource.getIdElement().getIdPart();
            return new Entry(id.startsWith("urn:") ? id : resource.fhirType() + "/" + id, resource);
        }
        return new Entry(
                entry.name().isEmpty() ? resource.fhirType() + " without id, number " + position : entry.name(),
                resource);
    }

    List<Entry> entries() {
        return entries;
    }

    boolean hasAllImaging() {
        return allImaging;
    }

    List<Entry> orders() {
        return orders;
    }
}

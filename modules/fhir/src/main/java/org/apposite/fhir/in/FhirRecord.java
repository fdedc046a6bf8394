package org.apposite.fhir.in;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.identity.Who;
import org.apposite.fhir.sent.SearchAnswer;
import org.apposite.fhir.sent.Stated;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Datum;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
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
 *   <li>Whose it is, the host says by {@link #ofPatient}; what is of others is set aside with a note.
 *   <li>The order to be reviewed is the one that the host names by {@link #ordering}, otherwise the only one there is.
 * </ul>
 *
 * <p>A record does not copy the resources and never changes them; as long as nobody else does, it is immutable and
 * thread-safe.
 */
public final class FhirRecord {

    /** With what the name of every order begins. */
    private static final String ORDER = "ServiceRequest";

    private final List<Entry> entries;
    private final List<Remark> gaps;
    private final boolean allImaging;
    private final List<Entry> orders;
    private final @Nullable Who patient;

    private FhirRecord(
            List<Entry> entries, List<Remark> gaps, boolean allImaging, List<Entry> orders, @Nullable Who patient) {
        this.entries = List.copyOf(entries);
        this.gaps = List.copyOf(gaps);
        this.allImaging = allImaging;
        this.orders = List.copyOf(orders);
        this.patient = patient;
    }

    /** A bundle, and the number by which its entries know that they belong together. */
    private record Numbered(Bundle bundle, int number) {}

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
        List<Remark> gaps = new ArrayList<>();
        Deque<Numbered> left = new ArrayDeque<>();
        int bundles = 0;
        for (Resource resource : resources) {
            if (resource instanceof Bundle bundle) {
                left.add(new Numbered(bundle, ++bundles));
                gaps.addAll(gaps(bundle));
            } else {
                entries.add(entry(resource, null, 0));
            }
        }
        while (!left.isEmpty()) {
            Numbered next = left.removeFirst();
            for (BundleEntryComponent entry : next.bundle().getEntry()) {
                if (entry.hasResponse() && entry.getResponse().getOutcome() != null) {
                    entries.add(entry(entry.getResponse().getOutcome(), null, next.number()));
                }
                if (entry.getResource() instanceof Bundle inner) {
                    left.add(new Numbered(inner, ++bundles));
                } else if (entry.getResource() != null) {
                    entries.add(entry(entry.getResource(), entry.getFullUrl(), next.number()));
                }
            }
        }
        return new FhirRecord(entries, gaps, false, List.of(), null);
    }

    /**
     * The same record, of which the host says whose it is: resources of others are set aside with a note. Without this it
     * is that of its only Patient, or, without one, of the only patient that its resources name.
     *
     * @param id the id of the Patient
     * @return a new record
     */
    public FhirRecord ofPatient(String id) {
        return new FhirRecord(entries, gaps, allImaging, orders, new Who(id, null));
    }

    /**
     * The same record, of which the host says whose it is, and on which server. A reference that is a whole URL is the
     * patient's only when it is one of this server.
     *
     * @param id the id of the Patient
     * @param base the base URL of the FHIR server
     * @return a new record
     */
    public FhirRecord ofPatient(String id, String base) {
        return new FhirRecord(entries, gaps, allImaging, orders, new Who(id, Objects.requireNonNull(base, "base")));
    }

    /**
     * The same record, of which the host says that it holds all imaging of this illness: a kind of study that is not in
     * it was not done. Without this, it is not known.
     *
     * @return a new record
     */
    public FhirRecord withAllImaging() {
        return new FhirRecord(entries, gaps, true, orders, patient);
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
        List<Entry> orderEntries =
                requests.stream().map(request -> entry(request, null, 0)).toList();
        return new FhirRecord(entries, gaps, allImaging, orderEntries, patient);
    }

    /**
     * Whether the record tells the complaint of a case without the orders with which it was read. It may tell it although this says
     * no: where it holds requests of its own, for which the orders may have stood in, it must be read to know.
     *
     * @param read a case of this record with orders
     * @return true when a case of the record without orders is certain to be of the same complaint, or of none as this one
     */
    public boolean tellsComplaintOf(FhirCase read) {
        boolean isOfComplaint = read.patient().complaint().isPresent();
        return entries.stream().noneMatch(entry -> entry.resource() instanceof ServiceRequest)
                && (!isOfComplaint
                        || read.origins().stream()
                                .filter(origin -> origin.fact().equals(Datum.COMPLAINT.code()))
                                .flatMap(origin -> origin.resources().stream())
                                .anyMatch(resource -> !resource.startsWith(ORDER)));
    }

    /** What a bundle says of itself that it does not hold; a collection of a host holds what it holds. */
    private static List<Remark> gaps(Bundle bundle) {
        return bundle.hasType() && bundle.getType() != BundleType.COLLECTION
                ? SearchAnswer.gaps(bundle, "")
                : bundle.getEntry().stream()
                        .map(BundleEntryComponent::getResource)
                        .flatMap(inner -> inner instanceof Bundle one ? gaps(one).stream() : Stream.empty())
                        .toList();
    }

    private static Entry entry(Resource resource, @Nullable String fullUrl, int bundle) {
        Stated stated = Stated.of(resource);
        return Entry.of(stated.resource(), fullUrl, bundle, stated.notes());
    }

    List<Entry> entries() {
        return entries;
    }

    /** What the bundles of the record say that they do not hold. */
    List<Remark> gaps() {
        return gaps;
    }

    boolean hasAllImaging() {
        return allImaging;
    }

    List<Entry> orders() {
        return orders;
    }

    /** Whom the host means; null when it does not say. */
    @Nullable
    Who patient() {
        return patient;
    }
}

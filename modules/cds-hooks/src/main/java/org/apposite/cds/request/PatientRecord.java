package org.apposite.cds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apposite.cds.request.HookCall.Access;
import org.apposite.cds.security.FailedRead;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.cds.security.OutgoingReads.Pending;
import org.apposite.cds.security.OutgoingReads.Turn;
import org.apposite.fhir.FhirResources;
import org.apposite.fhir.PatientSearches.Search;
import org.apposite.fhir.sent.SearchAnswer;
import org.apposite.fhir.words.Remark;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleLinkComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a patient: what the client sent, and what it lets be read in place of what it did not send. What was
 * not sent, and what is an OperationOutcome, is unknown; a null is a search that found nothing.
 *
 * @param resources the resources; those of a search in a bundle with their addresses
 * @param unread what could not be read, in plain words
 * @param hasPatient whether the patient's own resource is among the resources
 * @param hasAllImagingFound whether every search for imaging was answered in full
 * @param hasFailedSearch whether a search that could have told a complaint or an emergency failed. One that was not sent did
 *     not, except that of conditions by a client that sends others: this is how it tells a failure
 */
public record PatientRecord(
        List<Resource> resources,
        List<String> unread,
        boolean hasPatient,
        boolean hasAllImagingFound,
        boolean hasFailedSearch) {

    /** No patient has more; a server that goes on sending pages is cut off. */
    private static final int MAX_PAGES = 20;

    private static final String CONDITIONS = "conditions";
    private static final Set<String> OF_COMPLAINTS = Set.of(CONDITIONS, "observations", "answers");
    private static final Set<String> OF_IMAGING = Set.of("imagingReports", "imagingStudies", "procedures");

    /** What is read by people names nothing as the client named it. */
    private static final String BESIDES = "other resources";

    private static final String UNREADABLE = "about:unreadable";

    /** Copies the lists. */
    public PatientRecord {
        resources = List.copyOf(resources);
        unread = List.copyOf(unread);
    }

    /**
     * Brings a record together.
     *
     * @param call what was sent
     * @param searches what is to be known
     * @param reads the way to the client's server
     * @param timeLimit how long all reading may take
     * @param room takes so many bytes more for what is read, if there is room for them; what there is none for is not read
     * @return the record
     */
    public static PatientRecord gather(
            HookCall call, List<Search> searches, OutgoingReads reads, Duration timeLimit, LongPredicate room) {
        Access access = call.access();
        if (access == null) {
            return new Gathering(call, reads, false, timeLimit, room).gather(searches);
        }
        Optional<Turn> turn = reads.turn(access.server());
        try {
            return new Gathering(call, reads, turn.isEmpty(), timeLimit, room).gather(searches);
        } finally {
            turn.ifPresent(Turn::close);
        }
    }

    /** The gathering for one call. */
    private static final class Gathering {

        private final HookCall call;
        private final OutgoingReads reads;
        /** Where what was not sent can be read; null when the client does not say it, or too many others are reading there. */
        private final @Nullable Access access;

        private final boolean isCrowded;
        private final long deadline;
        private final LongPredicate room;
        private final List<Resource> resources = new ArrayList<>();
        private final List<String> unread = new ArrayList<>();
        private final Map<String, Pending> begun = new HashMap<>();
        private boolean hasPatient;
        private boolean hasAllImaging = true;
        private boolean hasFailure;

        Gathering(HookCall call, OutgoingReads reads, boolean isCrowded, Duration timeLimit, LongPredicate room) {
            this.room = room;
            this.call = call;
            this.reads = reads;
            this.isCrowded = isCrowded;
            this.access = isCrowded ? null : call.access();
            this.deadline = System.nanoTime() + timeLimit.toNanos();
            unread.addAll(call.unread());
        }

        PatientRecord gather(List<Search> searches) {
            Map<String, Optional<ObjectNode>> sent = new LinkedHashMap<>(call.prefetch());
            begin(searches);
            boolean sendsOthers = searches.stream()
                    .anyMatch(search -> !search.type().equals("Patient") && sent.containsKey(search.name()));
            for (Search search : searches) {
                Optional<ObjectNode> value = sent.remove(search.name());
                boolean complete;
                boolean isFailed =
                        value != null && value.filter(Gathering::isFailure).isPresent();
                if (value == null || isFailed) {
                    complete = read(search, isFailed ? "the search failed" : "not sent");
                } else {
                    complete = value.isEmpty() || take(search.name(), search.type(), value.get());
                }
                hasAllImaging &= complete || !OF_IMAGING.contains(search.name());
                boolean isAsked = value != null || isCrowded || (access != null && reads.allows(access.server()));
                boolean isLeftOut = sendsOthers && search.name().equals(CONDITIONS);
                hasFailure |= !complete && (isAsked || isLeftOut) && OF_COMPLAINTS.contains(search.name());
            }
            // A client may send more than was asked for, under names of its own.
            sent.forEach((name, value) -> value.ifPresent(resource -> take(BESIDES, "", resource)));
            return new PatientRecord(resources, unread, hasPatient, hasAllImaging, hasFailure);
        }

        /** Begins all searches that were not answered, so that they take no longer than the slowest of them. */
        private void begin(List<Search> searches) {
            if (access == null) {
                return;
            }
            URI base = withSlash(access.server());
            for (Search search : searches) {
                Optional<ObjectNode> value = call.prefetch().get(search.name());
                if (value == null || value.filter(Gathering::isFailure).isPresent()) {
                    begun.put(search.name(), begin(access, base.resolve(encoded(search.of(call.patient())))));
                }
            }
        }

        private Pending begin(Access access, URI uri) {
            return reads.begin(
                    uri,
                    Map.of("Authorization", "Bearer " + access.token(), "Accept", "application/fhir+json"),
                    deadline,
                    room);
        }

        /** Reads what was not sent; says whether all of it came. */
        private boolean read(Search search, String whyNot) {
            Pending begunRead = begun.get(search.name());
            if (begunRead == null) {
                unread.add(search.name() + ": " + (isCrowded ? "could not be read" : whyNot));
                return false;
            }
            ObjectNode page = page(search.name(), begunRead);
            return page != null && take(search.name(), search.type(), page);
        }

        private @Nullable ObjectNode page(String name, Pending read) {
            try {
                return Json.read(read.body());
            } catch (FailedRead | Refused e) {
                unread.add(name + (System.nanoTime() - deadline > 0 ? ": not read in time" : ": could not be read"));
                return null;
            }
        }

        /**
         * Takes a resource, or the resources of a bundle and of its further pages.
         *
         * @param type the type that was searched for, empty where nobody searched
         * @return whether it is the whole answer to the search
         */
        private boolean take(String name, String type, ObjectNode value) {
            Resource sent = FhirResources.read(unwrapped(value)).orElse(null);
            if (sent == null) {
                unread.add(name + ": cannot be read");
                return false;
            }
            Bundle found = new Bundle();
            resources.add(found);
            if (!(sent instanceof Bundle first)) {
                return takeOne(name, type, sent, found);
            }
            SearchAnswer answer = new SearchAnswer(type);
            boolean hasAllPages = true;
            Bundle page = first;
            for (int pages = 1; page != null; pages++) {
                answer.add(page);
                page.getEntry().forEach(entry -> keep(entry, found));
                Bundle next = null;
                if (SearchAnswer.hasNext(page)) {
                    next = pages < MAX_PAGES ? further(name, page) : null;
                    if (next == null) {
                        unread.add(name + ": further pages were not read");
                        hasAllPages = false;
                    }
                }
                page = next;
            }
            List<Remark> gaps = type.isEmpty() && first.getType() != BundleType.SEARCHSET ? List.of() : answer.gaps();
            gaps.forEach(gap -> unread.add(name + ": " + gap));
            return hasAllPages && gaps.isEmpty();
        }

        /** What a client has wrapped, as in the response to a batch: the resource, where it was got. */
        private static ObjectNode unwrapped(ObjectNode value) {
            JsonNode status = value.path("response").path("status");
            boolean isGot = status.isMissingNode() || status.asText("").startsWith("2");
            return !value.has("resourceType") && isGot && value.get("resource") instanceof ObjectNode resource
                    ? resource
                    : value;
        }

        private boolean takeOne(String name, String type, Resource sent, Bundle found) {
            if (sent instanceof OperationOutcome) {
                unread.add(name + ": the search failed");
                return false;
            }
            keep(new BundleEntryComponent().setResource(sent), found);
            boolean isRead = sent instanceof Patient && type.equals("Patient");
            if (!isRead && !type.isEmpty()) {
                unread.add(name + ": it is not the answer to a search");
            }
            return isRead;
        }

        private void keep(BundleEntryComponent entry, Bundle found) {
            Resource resource = entry.getResource();
            if (resource == null || resource instanceof OperationOutcome) {
                return;
            }
            hasPatient |= resource instanceof Patient
                    && call.patient().equals(resource.getIdElement().getIdPart());
            found.addEntry().setFullUrl(entry.getFullUrl()).setResource(resource);
        }

        private @Nullable Bundle further(String name, Bundle page) {
            if (access == null) {
                return null;
            }
            URI base = withSlash(access.server());
            URI uri = base.resolve(next(page));
            // The token is for that server alone, whatever a page says.
            ObjectNode read = uri.toString().startsWith(base.toString()) ? page(name, begin(access, uri)) : null;
            return read == null
                    ? null
                    : FhirResources.read(read)
                            .filter(Bundle.class::isInstance)
                            .map(Bundle.class::cast)
                            .orElse(null);
        }

        private static boolean isFailure(ObjectNode value) {
            return "OperationOutcome".equals(type(value));
        }

        private static String type(ObjectNode value) {
            return value.path("resourceType").asText("");
        }

        private static URI next(Bundle page) {
            BundleLinkComponent next = page.getLink("next");
            try {
                return URI.create(next == null || next.getUrl() == null ? UNREADABLE : next.getUrl());
            } catch (IllegalArgumentException e) {
                return URI.create(UNREADABLE);
            }
        }

        private static URI withSlash(URI base) {
            String text = base.toString();
            return text.endsWith("/") ? base : URI.create(text + "/");
        }

        private static String encoded(String query) {
            return query.replace("|", "%7C");
        }
    }
}

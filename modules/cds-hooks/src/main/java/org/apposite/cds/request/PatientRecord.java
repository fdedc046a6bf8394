package org.apposite.cds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.cds.request.HookCall.Access;
import org.apposite.cds.security.FailedRead;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.fhir.PatientSearches.Search;
import org.hl7.fhir.r4.model.Bundle;
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
 */
public record PatientRecord(
        List<Resource> resources, List<String> unread, boolean hasPatient, boolean hasAllImagingFound) {

    /** No patient has more; a server that goes on sending pages is cut off. */
    private static final int MAX_PAGES = 20;

    private static final Set<String> OF_IMAGING = Set.of("imagingReports", "imagingStudies", "procedures");

    /** What is read by people names nothing as the client named it. */
    private static final String BESIDES = "other resources";

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
     * @return the record
     */
    public static PatientRecord gather(HookCall call, List<Search> searches, OutgoingReads reads, Duration timeLimit) {
        return new Gathering(call, reads, timeLimit).gather(searches);
    }

    /** The gathering for one call. */
    private static final class Gathering {

        private final HookCall call;
        private final OutgoingReads reads;
        private final long deadline;
        private final List<Resource> resources = new ArrayList<>();
        private final List<String> unread = new ArrayList<>();
        private boolean hasPatient;
        private boolean hasAllImaging = true;

        Gathering(HookCall call, OutgoingReads reads, Duration timeLimit) {
            this.call = call;
            this.reads = reads;
            this.deadline = System.nanoTime() + timeLimit.toNanos();
        }

        PatientRecord gather(List<Search> searches) {
            Map<String, Optional<ObjectNode>> sent = new LinkedHashMap<>(call.prefetch());
            for (Search search : searches) {
                Optional<ObjectNode> value = sent.remove(search.name());
                boolean complete;
                if (value == null || value.filter(Gathering::isFailure).isPresent()) {
                    complete = read(search);
                } else {
                    complete = value.isEmpty() || take(search.name(), value.get());
                }
                hasAllImaging &= complete || !OF_IMAGING.contains(search.name());
            }
            // A client may send more than was asked for, under names of its own.
            sent.forEach((name, value) -> value.ifPresent(resource -> take(BESIDES, resource)));
            return new PatientRecord(resources, unread, hasPatient, hasAllImaging);
        }

        /** Reads what was not sent; says whether all of it came. */
        private boolean read(Search search) {
            Access access = call.access();
            if (access == null) {
                unread.add(search.name() + ": not sent");
                return false;
            }
            URI base = withSlash(access.server());
            ObjectNode page = page(search.name(), access, base.resolve(encoded(search.of(call.patient()))));
            return page != null && take(search.name(), page);
        }

        private @Nullable ObjectNode page(String name, Access access, URI uri) {
            if (System.nanoTime() - deadline > 0) {
                unread.add(name + ": not read in time");
                return null;
            }
            try {
                byte[] body = reads.get(
                        uri, Map.of("Authorization", "Bearer " + access.token(), "Accept", "application/fhir+json"));
                return Json.read(body);
            } catch (FailedRead | Refused e) {
                unread.add(name + ": could not be read");
                return null;
            }
        }

        /** Takes a resource, or the resources of a bundle and of its further pages; says whether all came. */
        private boolean take(String name, ObjectNode value) {
            Bundle found = new Bundle();
            resources.add(found);
            if (!"Bundle".equals(type(value))) {
                return add(name, value, "", found);
            }
            boolean complete = true;
            ObjectNode page = value;
            for (int pages = 1; page != null; pages++) {
                for (JsonNode entry : page.path("entry")) {
                    if (entry.get("resource") instanceof ObjectNode resource) {
                        complete &= add(name, resource, entry.path("fullUrl").asText(""), found);
                    }
                }
                URI next = next(page);
                page = null;
                if (next != null) {
                    page = pages < MAX_PAGES ? further(name, next) : null;
                    if (page == null) {
                        unread.add(name + ": further pages were not read");
                        complete = false;
                    }
                }
            }
            return complete;
        }

        private @Nullable ObjectNode further(String name, URI next) {
            Access access = call.access();
            if (access == null) {
                return null;
            }
            URI base = withSlash(access.server());
            URI uri = base.resolve(next);
            // The token is for that server alone, whatever a page says.
            return uri.toString().startsWith(base.toString()) ? page(name, access, uri) : null;
        }

        private boolean add(String name, ObjectNode json, String url, Bundle found) {
            Resource resource = Json.resource(json).orElse(null);
            if (resource == null) {
                unread.add(name + ": a resource cannot be read");
                return false;
            }
            if (resource instanceof OperationOutcome) {
                unread.add(name + ": the search failed");
                return false;
            }
            hasPatient |= resource instanceof Patient
                    && call.patient().equals(resource.getIdElement().getIdPart());
            found.addEntry().setFullUrl(url).setResource(resource);
            return true;
        }

        private static boolean isFailure(ObjectNode value) {
            return "OperationOutcome".equals(type(value));
        }

        private static String type(ObjectNode value) {
            return value.path("resourceType").asText("");
        }

        private static @Nullable URI next(ObjectNode page) {
            for (JsonNode link : page.path("link")) {
                if ("next".equals(link.path("relation").asText(""))) {
                    try {
                        return URI.create(link.path("url").asText(""));
                    } catch (IllegalArgumentException e) {
                        return URI.create("about:unreadable");
                    }
                }
            }
            return null;
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

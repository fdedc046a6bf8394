package org.apposite.cds;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.cds.HookCall.Access;
import org.apposite.cds.security.FailedRead;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.fhir.PatientSearches.Search;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings together what is known of a patient: what the client sent, and what it lets be read in place of what it did not
 * send. What was not sent, and what is an OperationOutcome, is unknown; a null is a search that found nothing.
 */
final class RecordGathering {

    /** No patient has more; a server that goes on sending pages is cut off. */
    private static final int MAX_PAGES = 20;

    private static final Set<String> OF_IMAGING = Set.of("imagingReports", "imagingStudies", "procedures");

    /** What is read by people names nothing as the client named it. */
    private static final String BESIDES = "other resources";

    private final List<Search> searches;
    private final OutgoingReads reads;
    private final Duration timeLimit;

    RecordGathering(List<Search> searches, OutgoingReads reads, Duration timeLimit) {
        this.searches = List.copyOf(searches);
        this.reads = reads;
        this.timeLimit = timeLimit;
    }

    PatientRecord gather(HookCall call) {
        return new Gathering(call).gather();
    }

    /** The gathering for one call. */
    private final class Gathering {

        private final HookCall call;
        private final List<Resource> resources = new ArrayList<>();
        private final List<String> unread = new ArrayList<>();
        private final long deadline = System.nanoTime() + timeLimit.toNanos();
        private boolean hasPatient;
        private boolean hasAllImaging = true;

        Gathering(HookCall call) {
            this.call = call;
        }

        PatientRecord gather() {
            Map<String, Optional<ObjectNode>> sent = new LinkedHashMap<>(call.prefetch());
            for (Search search : searches) {
                Optional<ObjectNode> value = sent.remove(search.name());
                boolean complete;
                if (value == null || value.filter(RecordGathering::isFailure).isPresent()) {
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
            ObjectNode page = page(search, access, base.resolve(encoded(search.of(call.patient()))));
            if (page == null) {
                return false;
            }
            return take(search.name(), page);
        }

        private @Nullable ObjectNode page(Search search, Access access, URI uri) {
            if (System.nanoTime() - deadline > 0) {
                unread.add(search.name() + ": not read in time");
                return null;
            }
            try {
                byte[] body = reads.get(
                        uri, Map.of("Authorization", "Bearer " + access.token(), "Accept", "application/fhir+json"));
                return Json.read(body);
            } catch (FailedRead | Refused e) {
                unread.add(search.name() + ": could not be read");
                return null;
            }
        }

        /** Takes a resource, or the resources of a bundle and of its further pages; says whether all came. */
        private boolean take(String name, ObjectNode value) {
            if (!"Bundle".equals(type(value))) {
                return add(name, value);
            }
            boolean complete = true;
            ObjectNode page = value;
            for (int pages = 1; page != null; pages++) {
                for (JsonNode entry : page.path("entry")) {
                    if (entry.get("resource") instanceof ObjectNode resource) {
                        complete &= add(name, resource);
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
            URI uri = withSlash(access.server()).resolve(next);
            // The token is for that server alone, whatever a page says.
            if (!uri.toString().startsWith(withSlash(access.server()).toString())) {
                return null;
            }
            return page(new Search(name, "Bundle", ""), access, uri);
        }

        private boolean add(String name, ObjectNode json) {
            Resource resource = Resources.of(json).orElse(null);
            if (resource == null) {
                unread.add(name + ": a resource cannot be read");
                return false;
            }
            if (resource instanceof OperationOutcome) {
                unread.add(name + ": the search failed");
                return false;
            }
            if (resource instanceof Patient patient) {
                if (!call.patient().equals(patient.getIdElement().getIdPart())) {
                    throw Refused.invalid(
                            "prefetch holds a Patient that is not the patient of the context, context.patientId");
                }
                hasPatient = true;
            }
            resources.add(resource);
            return true;
        }
    }

    private static boolean isFailure(ObjectNode value) {
        return "OperationOutcome".equals(type(value));
    }

    private static String type(ObjectNode value) {
        return value.path("resourceType").asString("");
    }

    private static @Nullable URI next(ObjectNode page) {
        for (JsonNode link : page.path("link")) {
            if ("next".equals(link.path("relation").asString(""))) {
                try {
                    return URI.create(link.path("url").asString(""));
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

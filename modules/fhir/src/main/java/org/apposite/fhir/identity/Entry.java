package org.apposite.fhir.identity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.fhir.words.Remark;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a record, and what it can be named by.
 *
 * @param name how results name it; two of different addresses may share one
 * @param url its whole URL without a version, or its URN, by its bundle or its id; null when neither tells one
 * @param bundle the number of the bundle that it is in
 * @param resource the resource, with what it states
 * @param unstated what of it is not stated, as notes
 */
public record Entry(String name, @Nullable String url, int bundle, Resource resource, List<Remark> unstated) {

    private static final String URN = "urn:";
    private static final Pattern AT_A_SERVER = Pattern.compile("[^?#]+/([A-Za-z]+)/([A-Za-z0-9\\-._]{1,128})");
    private static final Pattern PLAIN_URN = Pattern.compile("urn:[a-z0-9\\-]{1,32}:[A-Za-z0-9\\-.]{1,128}");

    /** An entry of a bundle; the URL of the entry is null or empty where it has none. */
    public static Entry of(Resource resource, @Nullable String fullUrl, int bundle, List<Remark> unstated) {
        String id = resource.getIdElement().getValue();
        String url = fullUrl == null || fullUrl.isEmpty()
                ? id != null && isAbsolute(id) ? id : null
                : isAbsolute(fullUrl) ? fullUrl : null;
        return new Entry("", url == null ? null : withoutVersion(url), bundle, resource, unstated);
    }

    /** Type and id, as a relative reference has them; empty without an id. */
    public String relative() {
        String id = resource.getIdElement().getIdPart();
        String type = resource.fhirType();
        if (id != null && !id.isEmpty() && !id.startsWith(URN)) {
            return type + "/" + id;
        }
        Matcher named = AT_A_SERVER.matcher(url == null || isUrn() ? "" : url);
        return named.matches() && named.group(1).equals(type) ? type + "/" + named.group(2) : "";
    }

    /** How people know it: never by an address, which a page might turn into a link. */
    Optional<String> plainName() {
        if (!relative().isEmpty()) {
            return Optional.of(relative());
        }
        String id = url == null ? resource.getIdElement().getIdPart() : url;
        return Optional.ofNullable(id).filter(urn -> PLAIN_URN.matcher(urn).matches());
    }

    /** The base of the server that the resource is of; null when its URL does not tell one. */
    public @Nullable String base() {
        String relative = relative();
        return url == null || isUrn() || relative.isEmpty() || !url.endsWith("/" + relative)
                ? null
                : url.substring(0, url.length() - relative.length() - 1);
    }

    boolean isUrn() {
        return url != null && url.startsWith(URN);
    }

    Entry named(String newName) {
        return new Entry(newName, url, bundle, resource, unstated);
    }

    static boolean isAbsolute(String reference) {
        return reference.startsWith(URN) || reference.contains("://");
    }

    static String withoutVersion(String reference) {
        int version = reference.indexOf("/_history/");
        return version < 0 ? reference : reference.substring(0, version);
    }
}

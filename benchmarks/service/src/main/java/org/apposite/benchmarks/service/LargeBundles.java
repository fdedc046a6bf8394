package org.apposite.benchmarks.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a service gives back the memory that large records took: what it holds before and after some of them. */
public final class LargeBundles {

    private static final int MEGABYTE = 1 << 20;

    /** Of the whole heap, or of each generation of it. */
    private static final Pattern HEAP = Pattern.compile("(?:total|committed) (\\d+)K, used (\\d+)K");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private LargeBundles() {}

    /**
     * Measures and prints.
     *
     * @param args none
     * @throws IOException when the service cannot be started; build it first
     * @throws InterruptedException when it is stopped
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.print(measured(20, 10 * MEGABYTE));
    }

    /** Sends some requests of a size, one after the other, and tells what the service holds before and after. */
    static String measured(int requests, int bytes) throws IOException, InterruptedException {
        try (PackagedService service = PackagedService.start("--max-body", String.valueOf(2 * bytes))) {
            byte[] small = PackagedService.order();
            byte[] large = large(small, bytes);
            send(service, small);
            String before = held(service);
            for (int i = 0; i < requests; i++) {
                send(service, large);
            }
            long resident = resident(service);
            return String.format(
                    Locale.ROOT,
                    "before: %s%nafter %d requests of %.1f MB each: %d MB resident, then %s%n",
                    before,
                    requests,
                    large.length / (double) MEGABYTE,
                    resident,
                    held(service));
        }
    }

    private static void send(PackagedService service, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = service.orderSelect(BodyPublishers.ofByteArray(body));
        HttpResponse<String> response = service.client().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("not answered: " + response.body());
        }
    }

    /** The same order with a record that holds many observations. */
    private static byte[] large(byte[] small, int bytes) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode request = (ObjectNode) json.readTree(small);
        ArrayNode entries =
                (ArrayNode) request.path("prefetch").path("observations").path("entry");
        JsonNode first = entries.get(0);
        int each = first.toString().length();
        for (int i = 0; i * each < bytes; i++) {
            ObjectNode entry = first.deepCopy();
            ObjectNode resource = (ObjectNode) entry.path("resource");
            entry.put("fullUrl", entry.path("fullUrl").asText() + i);
            resource.put("id", resource.path("id").asText() + i);
            ((ObjectNode) resource.path("code").path("coding").path(0)).put("code", "of-no-concern");
            entries.add(entry);
        }
        return json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
    }

    /** What lives after a collection, and what the heap takes for it. */
    private static String held(PackagedService service) throws IOException, InterruptedException {
        service.jcmd("GC.run");
        List<MatchResult> parts =
                HEAP.matcher(service.jcmd("GC.heap_info")).results().toList();
        if (parts.isEmpty()) {
            throw new IllegalStateException("the heap of the service is not told");
        }
        return kilobytes(parts, 2) / 1024 + " MB of heap live, of " + kilobytes(parts, 1) / 1024 + " MB";
    }

    private static long kilobytes(List<MatchResult> parts, int group) {
        return parts.stream()
                .mapToLong(part -> Long.parseLong(part.group(group)))
                .sum();
    }

    private static long resident(PackagedService service) throws IOException {
        Matcher resident = RESIDENT.matcher(service.status());
        return resident.find() ? Long.parseLong(resident.group(1)) / 1024 : -1;
    }
}

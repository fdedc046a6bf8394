package org.apposite.benchmarks.service;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.apposite.ClinicalRules;
import org.apposite.cds.CdsServer;
import org.apposite.cds.CdsService;
import org.apposite.cds.CdsSettings;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * What an order-select costs through HTTP, beside an echo of the same bytes by the same kind of server, the bare reading of
 * the same FHIR resources, and the bare answer of the rules. All are measured in turn, in one run.
 */
public final class OrderSelectRatios {

    private static final Path REQUEST = Path.of("../../docs/examples/cds-hooks/order-select-lumbar-mri.json");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneOffset.UTC);
    private static final int WARM_UP = 4_000;
    private static final int ROUNDS = 40;
    private static final int REPEATS = 50;

    private OrderSelectRatios() {}

    private interface Job {
        Object run() throws IOException, InterruptedException;
    }

    /**
     * Measures and prints.
     *
     * @param args none
     * @throws IOException when a server cannot be started or the request not be read
     * @throws InterruptedException when it is stopped
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "JDK %s, %d cores, load %.1f%n%n",
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        byte[] body = Files.readAllBytes(REQUEST);
        JsonNode request = new JsonMapper().readTree(body);
        ClinicalRules rules = ClinicalRules.bundled();
        CdsSettings settings =
                CdsSettings.of(URI.create("http://127.0.0.1"), CLOCK).build();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (CdsService service = new CdsService(() -> rules, settings);
                CdsServer server = CdsServer.start(anywhere, service)) {
            HttpServer echo = echo(anywhere);
            HttpRequest select = post(server.address().getPort(), "/cds-services/apposite-order-select", body);
            HttpRequest fine = post(
                    server.address().getPort(),
                    "/cds-services/apposite-order-select",
                    new String(body, StandardCharsets.UTF_8)
                            .replace("\"30679-5\"", "\"24981-3\"")
                            .getBytes(StandardCharsets.UTF_8));
            HttpRequest same = post(echo.getAddress().getPort(), "/", body);
            List<String> resources = resources(request);
            FhirContext fhir = FhirContext.forR4Cached();
            PatientCase patient = patient(rules, resources, request);
            check(client.send(select, BodyHandlers.ofString()));

            List<String> names = List.of(
                    "an order with a card", "one without", "echo", "FHIR alone", "rules alone", "rules, no analysis");
            ClinicalRules brief = rules.withBlockingQuestionsOnly();
            List<Job> jobs = List.of(
                    () -> client.send(select, BodyHandlers.ofByteArray()).body(),
                    () -> client.send(fine, BodyHandlers.ofByteArray()).body(),
                    () -> client.send(same, BodyHandlers.ofByteArray()).body(),
                    () -> read(fhir, resources),
                    () -> rules.evaluate(patient),
                    () -> brief.evaluate(patient));
            List<List<Double>> times = measure(jobs);
            echo.stop(0);
            for (int i = 0; i < names.size(); i++) {
                List<Double> sorted = times.get(i).stream().sorted().toList();
                System.out.printf(
                        Locale.ROOT,
                        "%-20s median %7.0f us (from %.0f to %.0f)%n",
                        names.get(i),
                        sorted.get(ROUNDS / 2),
                        sorted.get(0),
                        sorted.get(ROUNDS - 1));
            }
            double floor = median(times.get(2)) + median(times.get(3));
            System.out.printf(
                    Locale.ROOT,
                    "%nAn order with a card is %.2f times echo and FHIR together, one without %.2f times;%n"
                            + "the rules are %.0f %% and %.0f %% of them%n",
                    median(times.get(0)) / floor,
                    median(times.get(1)) / floor,
                    100 * median(times.get(4)) / median(times.get(0)),
                    100 * median(times.get(5)) / median(times.get(1)));
        }
        System.exit(0);
    }

    private static List<List<Double>> measure(List<Job> jobs) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            for (Job job : jobs) {
                job.run();
            }
        }
        List<List<Double>> times = new ArrayList<>();
        jobs.forEach(job -> times.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < jobs.size(); i++) {
                long start = System.nanoTime();
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    jobs.get(i).run();
                }
                times.get(i).add((System.nanoTime() - start) / 1e3 / REPEATS);
            }
        }
        return times;
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static HttpServer echo(InetSocketAddress address) throws IOException {
        // Without it every answer waits for the client's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", exchange -> {
            try (exchange;
                    InputStream in = exchange.getRequestBody()) {
                byte[] all = in.readAllBytes();
                exchange.sendResponseHeaders(200, all.length);
                exchange.getResponseBody().write(all);
            }
        });
        server.start();
        return server;
    }

    private static HttpRequest post(int port, String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static void check(HttpResponse<String> response) {
        if (!response.body().contains("There are 2 warnings for this order.")) {
            throw new IllegalStateException("not the answer that is to be measured: " + response.body());
        }
    }

    /** The resources as text, each as it stands in the request. */
    private static List<String> resources(JsonNode request) {
        List<String> resources = new ArrayList<>();
        resources.add(draft(request).toString());
        request.path("prefetch").forEach(value -> {
            if (value.has("entry")) {
                value.path("entry")
                        .forEach(entry -> resources.add(entry.path("resource").toString()));
            } else if (value.isObject()) {
                resources.add(value.toString());
            }
        });
        return resources;
    }

    private static JsonNode draft(JsonNode request) {
        return request.path("context").path("draftOrders").path("entry").path(0).path("resource");
    }

    private static List<Resource> read(FhirContext fhir, List<String> resources) {
        List<Resource> read = new ArrayList<>();
        for (String one : resources) {
            read.add((Resource) fhir.newJsonParser().parseResource(one));
        }
        return read;
    }

    private static PatientCase patient(ClinicalRules rules, List<String> resources, JsonNode request) {
        FhirContext fhir = FhirContext.forR4Cached();
        FhirCases cases = new FhirCases(rules.vocabulary(), FhirMapping.bundled(rules.vocabulary()), CLOCK);
        ServiceRequest order = fhir.newJsonParser()
                .parseResource(ServiceRequest.class, draft(request).toString());
        return cases.read(FhirRecord.of(read(fhir, resources)).ordering(order)).patient();
    }
}

package org.apposite.benchmarks.service;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
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
import java.util.function.ToDoubleFunction;
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
 * What an order-select costs through HTTP, beside an echo of the same bytes by another server, a refusal of the same bytes by its own, the
 * bare reading of the same FHIR resources, and the bare answer of the rules. All are measured in turn, in one run: the time that
 * passes, and what the processors work, which other work on the machine changes less.
 */
public final class OrderSelectRatios {

    private static final Path REQUEST = Path.of("../../docs/examples/cds-hooks/order-select-lumbar-mri.json");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneOffset.UTC);
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final String JSON = "application/json";

    private OrderSelectRatios() {}

    private interface Job {
        Object run() throws IOException, InterruptedException;
    }

    /**
     * How often each is done.
     *
     * @param warmUp before anything is measured
     * @param rounds in which they take turns
     * @param repeats one after the other in a round
     */
    record Extent(int warmUp, int rounds, int repeats) {}

    /** What one costs, in microseconds: the time of each round, and the work of the processors in all. */
    private record Cost(List<Double> times, double cpu) {

        double median() {
            return times.get(times.size() / 2);
        }
    }

    /**
     * Measures and prints.
     *
     * @param args none
     * @throws IOException when a server cannot be started or the request not be read
     * @throws InterruptedException when it is stopped
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.print(measured(new Extent(4_000, 40, 50)));
        System.exit(0);
    }

    /** Measures, and tells what came out. */
    static String measured(Extent extent) throws IOException, InterruptedException {
        StringBuilder told = new StringBuilder(String.format(
                Locale.ROOT,
                "JDK %s, %d cores, load %.1f%n%n",
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
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
            int port = server.address().getPort();
            byte[] fineBody = new String(body, StandardCharsets.UTF_8)
                    .replace("\"30679-5\"", "\"24981-3\"")
                    .getBytes(StandardCharsets.UTF_8);
            HttpRequest select = post(port, SELECT, JSON, body);
            HttpRequest fine = post(port, SELECT, JSON, fineBody);
            HttpRequest refused = post(port, SELECT, "text/plain", body);
            HttpRequest same = post(echo.getAddress().getPort(), "/", JSON, body);
            List<String> resources = resources(request);
            FhirContext fhir = FhirContext.forR4Cached();
            PatientCase patient = patient(rules, resources, request);
            check(client.send(select, BodyHandlers.ofString()), 200, "There are 2 warnings for this order.");
            check(client.send(fine, BodyHandlers.ofString()), 200, "\"cards\":[]");
            check(client.send(refused, BodyHandlers.ofString()), 415, "Content-Type");

            List<String> names = List.of(
                    "an order with a card",
                    "one without",
                    "echo",
                    "refused unread",
                    "FHIR alone",
                    "rules alone",
                    "rules, no analysis");
            ClinicalRules brief = rules.withBlockingQuestionsOnly();
            List<Job> jobs = List.of(
                    () -> client.send(select, BodyHandlers.ofByteArray()).body(),
                    () -> client.send(fine, BodyHandlers.ofByteArray()).body(),
                    () -> client.send(same, BodyHandlers.ofByteArray()).body(),
                    () -> client.send(refused, BodyHandlers.ofByteArray()).body(),
                    () -> read(fhir, resources),
                    () -> rules.evaluate(patient),
                    () -> brief.evaluate(patient));
            List<Cost> costs = measure(jobs, extent);
            echo.stop(0);
            for (int i = 0; i < names.size(); i++) {
                List<Double> times = costs.get(i).times();
                told.append(String.format(
                        Locale.ROOT,
                        "%-20s median %7.0f us (from %.0f to %.0f), CPU %7.0f us%n",
                        names.get(i),
                        costs.get(i).median(),
                        times.get(0),
                        times.get(times.size() - 1),
                        costs.get(i).cpu()));
            }
            told.append('\n').append(ratios("time", costs, Cost::median)).append(ratios("CPU", costs, Cost::cpu));
        }
        return told.toString();
    }

    private static String ratios(String of, List<Cost> costs, ToDoubleFunction<Cost> cost) {
        double[] each = costs.stream().mapToDouble(cost).toArray();
        double floor = each[2] + each[4];
        return String.format(
                Locale.ROOT,
                "%s: an order with a card is %.2f times echo and FHIR together, one without %.2f times; one with a card %.2f times"
                        + " one without;%nthe rules are %.0f %% and %.0f %% of them%n",
                of,
                each[0] / floor,
                each[1] / floor,
                each[0] / each[1],
                100 * each[5] / each[0],
                100 * each[6] / each[1]);
    }

    private static List<Cost> measure(List<Job> jobs, Extent extent) throws IOException, InterruptedException {
        for (int i = 0; i < extent.warmUp(); i++) {
            for (Job job : jobs) {
                job.run();
            }
        }
        double calls = (double) extent.rounds() * extent.repeats();
        List<List<Double>> times = new ArrayList<>();
        jobs.forEach(job -> times.add(new ArrayList<>()));
        double[] cpu = new double[jobs.size()];
        for (int round = 0; round < extent.rounds(); round++) {
            for (int i = 0; i < jobs.size(); i++) {
                long start = System.nanoTime();
                long worked = PROCESS.getProcessCpuTime();
                for (int repeat = 0; repeat < extent.repeats(); repeat++) {
                    jobs.get(i).run();
                }
                cpu[i] += (PROCESS.getProcessCpuTime() - worked) / 1e3 / calls;
                times.get(i).add((System.nanoTime() - start) / 1e3 / extent.repeats());
            }
        }
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            costs.add(new Cost(times.get(i).stream().sorted().toList(), cpu[i]));
        }
        return costs;
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

    private static HttpRequest post(int port, String path, String type, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static void check(HttpResponse<String> response, int status, String part) {
        if (response.statusCode() != status || !response.body().contains(part)) {
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

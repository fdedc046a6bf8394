import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Has two builds answer the same cases and compares the answers one by one, while both are still working. */
final class Comparison {

    private static final JsonMapper JSON = new JsonMapper();

    private Comparison() {}

    /**
     * Prints what differs. Ends with exit code 0 when nothing does but what is expected, with 1 when something does, and
     * with 2 when not all could be compared.
     *
     * @param arguments the file of cases; the file of expected differences; {@code true} when these must occur as often
     *     as they say; the command of the baseline; the command of today
     */
    public static void main(String... arguments) throws InterruptedException {
        try {
            Expected expected = Expected.read(Path.of(arguments[1]));
            Report report = compare(Path.of(arguments[0]), expected, arguments[3], arguments[4]);
            List<String> miscounted = Boolean.parseBoolean(arguments[2]) ? expected.miscounted() : List.of();
            System.out.print(report);
            miscounted.forEach(System.out::println);
            System.exit(report.isFine() && miscounted.isEmpty() ? 0 : 1);
        } catch (IOException | IllegalArgumentException | YamlEngineException e) {
            System.err.println("compare-answers: " + e.getMessage());
            System.exit(2);
        }
    }

    private static Report compare(Path cases, Expected expected, String baselineCommand, String todayCommand)
            throws IOException, InterruptedException {
        Report report = new Report();
        try (BufferedReader asked = Files.newBufferedReader(cases);
                Answers baseline = Answers.of(baselineCommand, cases);
                Answers today = Answers.of(todayCommand, cases)) {
            for (String line = asked.readLine(); line != null; line = asked.readLine()) {
                JsonNode stated = JSON.readTree(line);
                JsonNode before = JSON.readTree(baseline.next());
                List<Difference> all = expected.differences(before, JSON.readTree(today.next()));
                report.add(stated, before.has("error"), all, expected.without(all, stated));
            }
            baseline.end();
            today.end();
        }
        return report;
    }
}

/** The answers of one build, in the order of the cases, each as soon as it is there. */
record Answers(String command, Process process, BufferedReader lines) implements AutoCloseable {

    /** What the command ends with when all cases have their answers, and when some were refused. */
    private static final List<Integer> DONE = List.of(0, 2);

    static Answers of(String command, Path cases) throws IOException {
        Process process = new ProcessBuilder(command, "evaluate", "--format", "json", cases.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Answers(command, process, process.inputReader(StandardCharsets.UTF_8));
    }

    String next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException(command + " has stopped before it had answered all cases");
        }
        return line;
    }

    void end() throws IOException, InterruptedException {
        if (lines.readLine() != null) {
            throw new IOException(command + " has given more answers than there are cases");
        }
        if (!DONE.contains(process.waitFor())) {
            throw new IOException(command + " has ended with exit code " + process.exitValue());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}

/** One value that is not the same in both answers; missing where one answer does not have it. */
record Difference(String place, JsonNode baseline, JsonNode today) {

    /** The place whatever the position in a list. */
    String kind() {
        return place.replaceAll("/[0-9]+(?=/|$)", "/*");
    }
}

/** What may differ, as {@code expected-differences.yaml} states it. */
final class Expected {

    private final List<Pattern> masked;
    private final Map<Pattern, String> renamed;
    private final List<Change> changes;

    private Expected(List<Pattern> masked, Map<Pattern, String> renamed, List<Change> changes) {
        this.masked = masked;
        this.renamed = renamed;
        this.changes = changes;
    }

    static Expected read(Path file) throws IOException {
        Load yaml = new Load(LoadSettings.builder().build());
        JsonNode written = new JsonMapper().valueToTree(yaml.loadFromString(Files.readString(file)));
        Map<Pattern, String> renamed = new LinkedHashMap<>();
        written.required("renamed").forEachEntry((place, name) -> renamed.put(pattern(place), name.textValue()));
        List<Change> changes = new ArrayList<>();
        written.required("changed").forEach(change -> changes.add(new Change(change)));
        return new Expected(beneath(written.required("masked")), renamed, changes);
    }

    /** Matches the places that a JSON Pointer with wildcards names. */
    private static Pattern pattern(String place) {
        return Pattern.compile(Stream.of(place.split("/", -1))
                .map(step -> step.equals("*") ? "[^/]+" : Pattern.quote(step))
                .collect(Collectors.joining("/")));
    }

    /** Matches some places and all that is beneath them. */
    static List<Pattern> beneath(JsonNode places) {
        return places.valueStream()
                .map(place -> Pattern.compile(pattern(place.textValue()) + "(/.*)?"))
                .toList();
    }

    /** All differences of two answers but the masked ones. */
    List<Difference> differences(JsonNode baseline, JsonNode today) {
        List<Difference> found = new ArrayList<>();
        compare("", baseline, today, found);
        return found;
    }

    private void compare(String place, JsonNode baseline, JsonNode today, List<Difference> found) {
        if (baseline.isObject() && today.isObject()) {
            Set<String> left = new LinkedHashSet<>();
            today.fieldNames().forEachRemaining(left::add);
            baseline.forEachEntry((key, value) -> {
                String name = nameToday(place + "/" + key, key);
                left.remove(name);
                compare(place + "/" + name, value, today.path(name), found);
            });
            left.forEach(key -> compare(place + "/" + key, baseline.path(key), today.path(key), found));
        } else if (baseline.isArray() && today.isArray()) {
            for (int i = 0; i < Math.max(baseline.size(), today.size()); i++) {
                compare(place + "/" + i, baseline.path(i), today.path(i), found);
            }
        } else if (!baseline.equals(wordsOf(today))
                && masked.stream().noneMatch(one -> one.matcher(place).matches())) {
            found.add(new Difference(place, baseline, today));
        }
    }

    /** A reason or a conclusion of the trace is in codes and in words today; the baseline has the words alone. */
    private static JsonNode wordsOf(JsonNode today) {
        return today.has("text") && today.has("kind") ? today.path("text") : today;
    }

    private String nameToday(String place, String key) {
        return renamed.entrySet().stream()
                .filter(one -> one.getKey().matcher(place).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(key);
    }

    /** The differences of a case that no change explains. */
    List<Difference> without(List<Difference> all, JsonNode stated) {
        List<Difference> unexplained = all;
        for (Change change : changes) {
            unexplained = change.without(unexplained, stated);
        }
        return unexplained;
    }

    /** A line for each change that was seen in more or fewer cases than it says. */
    List<String> miscounted() {
        return changes.stream().flatMap(change -> change.miscounted().stream()).toList();
    }
}

/** A change that was asked for: in which cases and where it shows, and in how many cases it has been seen. */
final class Change {

    private final JsonNode when;
    private final List<Pattern> in;
    private final int count;
    private final String reason;
    private int seen;

    Change(JsonNode written) {
        when = written.required("when");
        in = Expected.beneath(written.required("in"));
        count = written.required("count").intValue();
        reason = written.required("reason").textValue();
    }

    List<Difference> without(List<Difference> all, JsonNode stated) {
        if (!states(stated, when)) {
            return all;
        }
        List<Difference> unexplained = all.stream()
                .filter(difference -> in.stream()
                        .noneMatch(place -> place.matcher(difference.place()).matches()))
                .toList();
        seen += unexplained.size() < all.size() ? 1 : 0;
        return unexplained;
    }

    Optional<String> miscounted() {
        return seen == count
                ? Optional.empty()
                : Optional.of("\nExpected in " + count + " cases, seen in " + seen + ": " + reason);
    }

    /** Whether a case states all that is asked: an item for each of a list, and nothing where null is written. */
    private static boolean states(JsonNode stated, JsonNode asked) {
        if (asked.isNull()) {
            return stated.isMissingNode();
        }
        if (asked.isObject()) {
            return asked.propertyStream().allMatch(one -> states(stated.path(one.getKey()), one.getValue()));
        }
        if (asked.isArray()) {
            return stated.isArray()
                    && asked.valueStream().allMatch(one -> stated.valueStream().anyMatch(item -> states(item, one)));
        }
        return stated.equals(asked);
    }
}

/** What has been compared, and the first cases whose answers differ unexpectedly in a new place. */
final class Report {

    private static final int MOST_CASES_SHOWN = 5;
    private static final int MOST_DIFFERENCES_SHOWN = 3;
    private static final int LONGEST_VALUE = 400;

    private final Map<String, Integer> places = new TreeMap<>();
    private final StringBuilder shown = new StringBuilder();
    private int compared;
    private int refused;
    private int different;
    private int unexpectedly;
    private int casesShown;

    void add(JsonNode stated, boolean isRefused, List<Difference> all, List<Difference> unexpected) {
        compared++;
        refused += isRefused ? 1 : 0;
        different += all.isEmpty() ? 0 : 1;
        if (unexpected.isEmpty()) {
            return;
        }
        unexpectedly++;
        int placesBefore = places.size();
        unexpected.stream().map(Difference::kind).distinct().forEach(kind -> places.merge(kind, 1, Integer::sum));
        if (places.size() > placesBefore && ++casesShown <= MOST_CASES_SHOWN) {
            show(stated, unexpected);
        }
    }

    private void show(JsonNode stated, List<Difference> unexpected) {
        shown.append('\n').append(stated.path("id").textValue()).append('\n');
        unexpected.stream()
                .limit(MOST_DIFFERENCES_SHOWN)
                .forEach(difference -> shown.append("  " + difference.place() + "\n")
                        .append("    baseline: " + brief(difference.baseline()) + "\n")
                        .append("    today:    " + brief(difference.today()) + "\n"));
        if (unexpected.size() > MOST_DIFFERENCES_SHOWN) {
            shown.append("  and " + (unexpected.size() - MOST_DIFFERENCES_SHOWN) + " more\n");
        }
        shown.append("  case: " + stated + "\n");
    }

    private static String brief(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + " ..." : text;
    }

    boolean isFine() {
        return unexpectedly == 0;
    }

    @Override
    public String toString() {
        String counts = compared + " cases compared, of which the baseline refuses " + refused + ".\n" + different
                + " answers differ, " + unexpectedly + " of them unexpectedly.\n";
        if (isFine()) {
            return counts;
        }
        String where = places.entrySet().stream()
                .map(place -> "  " + place.getKey() + " in " + place.getValue() + " cases\n")
                .collect(Collectors.joining());
        return counts + where + shown;
    }
}

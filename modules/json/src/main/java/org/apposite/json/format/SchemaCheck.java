package org.apposite.json.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.json.record.MessageText;
import org.apposite.json.record.Refusal;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Checks a tree against a schema and says the most telling finding in the project's words. Thread-safe. */
public final class SchemaCheck {

    private static final Pattern AMOUNT = Pattern.compile("\\s*(\\d{1,6})\\s*([A-Za-z]*)\\.?\\s*");
    private static final int MOST_LISTED = 20;
    private static final int MOST_KEYS = 4;
    private static final Map<String, String> PRESENCES =
            Map.of("yes", "present", "true", "present", "no", "absent", "false", "absent");

    private final Schema schema;
    private final String whole;

    /**
     * A check.
     *
     * @param text the schema
     * @param whole what it describes, such as "a case"
     */
    public SchemaCheck(String text, String whole) {
        this.whole = whole;
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
        schema.initializeValidators();
    }

    /**
     * Checks.
     *
     * @param tree the tree
     * @param base where it stands in its document
     * @throws Refusal when it does not fit
     */
    public void check(ObjectNode tree, JsonPointer base) {
        // A misspelt key is also a missing one: the first says more.
        schema.validate(tree).stream()
                .min(Comparator.comparingInt(SchemaCheck::rank))
                .ifPresent(error -> {
                    throw refusal(error, tree, base);
                });
    }

    private static int rank(Error error) {
        return switch (error.getKeyword()) {
            case "additionalProperties" -> 0;
            case "false" -> 1;
            case "required" -> 3;
            default -> 2;
        };
    }

    private Refusal refusal(Error error, ObjectNode tree, JsonPointer base) {
        JsonPointer at = pointer(error.getInstanceLocation());
        JsonNode value = tree.at(at);
        String name = at.matches() ? whole : MessageText.dotted(at);
        JsonNode parent = at.matches() ? tree : tree.at(at.head());
        Finding finding = new Finding(base, at, name, value, parent);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(finding, error.getProperty(), error);
            case "required" -> missingKey(finding, error.getProperty());
            case "dependentRequired" ->
                finding.refused(
                        "CASE-202",
                        finding.name + " has no \"asOf\", which \"birthDate\" needs",
                        "State the date of the case as \"asOf\".");
            case "type" -> wrongKind(finding, error);
            case "enum" -> notInList(finding, error);
            case "const" -> otherVersion(finding, List.of(schemaAround(error).path("const")));
            case "pattern" -> wrongForm(finding, error);
            case "minLength", "minItems" -> finding.refused("CASE-205", finding.name + " is empty", "Leave it out.");
            case "maxLength" ->
                finding.refused(
                        "CASE-205", finding.name + " is longer than " + error.getArguments()[0] + " characters", null);
            case "minimum", "maximum" -> {
                JsonNode number = schemaAround(error);
                yield finding.refused(
                        "CASE-206",
                        finding.name + " is " + MessageText.valued(value) + "; it is a number from "
                                + number.path("minimum").asText() + " to "
                                + number.path("maximum").asText(),
                        null);
            }
            case "minProperties" -> finding.refused("CASE-202", finding.name + " is empty", null);
            case "maxProperties" ->
                finding.refused("CASE-207", "a case that expects \"error\" can expect nothing else", null);
            case "propertyNames" ->
                finding.refused(
                        "CASE-205",
                        finding.name + " has a key that is not a code: lower case letters, digits and single hyphens",
                        null);
            case "uniqueItems" -> repeated(finding);
            case "not" -> notTogether(finding, error);
            case "false" -> notOfThisStudy(finding);
            default -> finding.refused("CASE-207", finding.name + ": " + error.getMessage(), null);
        };
    }

    /** What the schema found: where in the document and in the tree, the value there, and the value around it. */
    private record Finding(JsonPointer base, JsonPointer at, String name, JsonNode value, JsonNode parent) {

        Refusal refused(String code, String message, @Nullable String suggestion) {
            return new Refusal(code, base.append(at), message, suggestion);
        }

        String key() {
            return at.matches() ? "" : at.last().getMatchingProperty();
        }
    }

    private Refusal unknownKey(Finding finding, String key, Error error) {
        List<String> keys = keys(schemaAround(error));
        String suggestion = Spelling.didYouMean(key, keys);
        if (suggestion == null) {
            suggestion = whereItBelongs(key);
        }
        if (suggestion == null && keys.size() <= MOST_LISTED) {
            suggestion = keys.isEmpty() ? "It has none." : "Its keys are " + MessageText.listed(keys) + ".";
        }
        return new Refusal(
                        "CASE-201",
                        finding.base.append(finding.at).appendProperty(key),
                        MessageText.quoted(key) + " is not a key of " + finding.name,
                        suggestion)
                .ofKey();
    }

    private @Nullable String whereItBelongs(String key) {
        JsonNode sections = schema.getSchemaNode().path("properties");
        for (Map.Entry<String, JsonNode> section : sections.properties()) {
            if (referred(section.getValue()).path("properties").has(key)) {
                return "It belongs under \"" + section.getKey() + "\".";
            }
        }
        return sections.has(key) ? "It belongs at the top of " + whole + "." : null;
    }

    private JsonNode referred(JsonNode node) {
        return node.has("$ref")
                ? schema.getSchemaNode()
                        .at(JsonPointer.compile(node.path("$ref").asText().substring(1)))
                : node;
    }

    private static List<String> keys(JsonNode objectSchema) {
        return objectSchema
                .path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode schemaAround(Error error) {
        JsonPointer keyword = pointer(error.getSchemaLocation().getFragment());
        return schema.getSchemaNode().at(keyword.head());
    }

    private static Refusal missingKey(Finding finding, String key) {
        return finding.refused("CASE-202", finding.name + " has no \"" + key + "\", which it needs", null);
    }

    private Refusal wrongKind(Finding finding, Error error) {
        JsonNode value = finding.value;
        if (value.isNull()) {
            return finding.refused(
                    "CASE-203", finding.name + " has no value", "Leave the key out when there is nothing to state.");
        }
        String expected = kindsOf(schemaAround(error).path("type"));
        String suggestion = null;
        if (expected.equals("a list") && value.isTextual()) {
            suggestion = "Write [" + value.asText().strip() + "].";
        } else if (expected.equals("a map of keys") && !finding.at.matches()) {
            suggestion = example(schemaAround(error))
                    .map(one -> "Write " + one + ".")
                    .orElse(null);
        } else if (expected.equals("a number") && value.isTextual()) {
            suggestion = "Write the number without quotes.";
        } else if (value.isNumber() && Set.of("age", "duration").contains(finding.key())) {
            String units = finding.key().equals("age") ? "years\" or \"%s months" : "days\" or \"%s weeks";
            suggestion = "Write its unit: " + ("\"%s " + units + "\"").replace("%s", value.asText()) + ".";
        }
        return finding.refused(
                "CASE-203",
                finding.name + " is " + MessageText.kind(value) + " where " + expected + " is expected",
                shortened(suggestion));
    }

    /** How a value of a schema can look; empty where a map has too many keys of which none is needed. */
    private Optional<String> example(JsonNode node) {
        JsonNode of = referred(node);
        if (of.has("$ref")) {
            return example(of);
        }
        if (of.has("examples")) {
            return Optional.of(of.path("examples").path(0).asText());
        }
        if (of.has("enum")) {
            return Optional.of(of.path("enum").path(of.path("enum").size() - 1).asText());
        }
        return switch (of.path("type").asText()) {
            case "object" -> exampleOfMap(of);
            case "array" -> example(of.path("items")).map(one -> "[" + one + "]");
            case "boolean" -> Optional.of("true");
            case "number", "integer" -> Optional.of("1");
            default -> Optional.of(of.has("pattern") ? "CODE" : "TEXT");
        };
    }

    private Optional<String> exampleOfMap(JsonNode map) {
        if (!map.has("properties")) {
            return example(map.path("additionalProperties")).map(one -> "{ CODE: " + one + " }");
        }
        List<String> keys =
                map.path("required").valueStream().map(JsonNode::asText).toList();
        if (keys.isEmpty() && keys(map).size() <= MOST_KEYS) {
            keys = keys(map);
        }
        List<String> entries = new ArrayList<>();
        for (String key : keys) {
            example(map.path("properties").path(key)).ifPresent(one -> entries.add(key + ": " + one));
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of("{ " + String.join(", ", entries) + " }");
    }

    private static String kindsOf(JsonNode type) {
        List<String> kinds =
                type.isArray() ? type.valueStream().map(JsonNode::asText).toList() : List.of(type.asText());
        return MessageText.either(
                kinds.stream().map(SchemaCheck::kindOf).distinct().toList());
    }

    private static String kindOf(String type) {
        return switch (type) {
            case "array" -> "a list";
            case "object" -> "a map of keys";
            case "number", "integer" -> "a number";
            case "boolean" -> "true or false";
            case "null" -> "nothing";
            default -> "a text";
        };
    }

    private static @Nullable String shortened(@Nullable String suggestion) {
        return suggestion == null || suggestion.length() > 100 || suggestion.indexOf('\n') >= 0 ? null : suggestion;
    }

    private Refusal notInList(Finding finding, Error error) {
        // A number may be listed with quotes and without.
        List<String> codes = schemaAround(error)
                .path("enum")
                .valueStream()
                .map(JsonNode::asText)
                .distinct()
                .toList();
        if (finding.value.isContainerNode() || finding.value.isNull()) {
            return wrongKind(finding, error);
        }
        if (finding.key().equals("schemaVersion")) {
            return otherVersion(
                    finding, schemaAround(error).path("enum").valueStream().toList());
        }
        if (codes.isEmpty()) {
            return finding.refused(
                    "CASE-204", finding.name + " cannot be stated: the vocabulary has none", "Leave it out.");
        }
        String value = finding.value.asText();
        String presence = PRESENCES.get(value.toLowerCase(Locale.ROOT));
        String suggestion = codes.contains("absent") && presence != null
                ? "Did you mean \"" + presence + "\"?"
                : finding.value.isTextual() ? Spelling.didYouMean(value, codes) : null;
        if (isConditional(error)) {
            return finding.refused(
                    "CASE-207",
                    "the " + finding.key() + " of " + study(finding.parent) + " is not " + MessageText.quoted(value)
                            + "; it is one of " + MessageText.listed(codes),
                    suggestion);
        }
        String listed = codes.size() > MOST_LISTED ? "the codes of the vocabulary" : MessageText.listed(codes);
        return finding.refused(
                "CASE-204",
                finding.name + " " + MessageText.valued(finding.value) + " is not one of " + listed,
                suggestion);
    }

    private static Refusal otherVersion(Finding finding, List<JsonNode> versions) {
        String read = versions.stream().map(JsonNode::asText).collect(Collectors.joining(" and "));
        return finding.refused(
                "CASE-208",
                finding.name + " " + MessageText.valued(finding.value) + " is not known to this release; it reads "
                        + (versions.size() == 1 ? "version " : "versions ") + read,
                null);
    }

    private static boolean isConditional(Error error) {
        return error.getEvaluationPath().contains("then")
                || error.getEvaluationPath().contains("else");
    }

    private static Refusal wrongForm(Finding finding, Error error) {
        String value = finding.value.asText();
        String shown = finding.name + " " + MessageText.quoted(value);
        return switch (definedAs(error)) {
            case "age" ->
                value.strip().startsWith("-")
                        ? finding.refused("CASE-206", shown + " is negative; an age is 0 to 130 years", null)
                        : finding.refused(
                                "CASE-205",
                                shown + " is not an age",
                                amount(
                                        value,
                                        "Write \"9 years\", \"8 years 10 months\", \"17 months\", \"3 weeks\","
                                                + " \"10 days\" or \"5 hours\"; \"17 to 18 years\" when it is not"
                                                + " known exactly."));
            case "duration" ->
                value.strip().startsWith("-")
                        ? finding.refused("CASE-206", shown + " is negative", null)
                        : finding.refused(
                                "CASE-205",
                                shown + " is not a duration",
                                amount(
                                        value,
                                        "Write \"5 hours\", \"10 days\", \"3 weeks\", \"2 months\" or \"1 year\";"
                                                + " \"2 to 3 weeks\" when it is not known exactly."));
            case "birthDate" ->
                finding.refused(
                        "CASE-205",
                        shown + " is not a date in the form year-month-day",
                        "Write it as 2017-03-09; as 2017-03 or 2017 when no more is known.");
            case "date" ->
                finding.refused(
                        "CASE-205", shown + " is not a date in the form year-month-day", "Write it as 2026-11-02.");
            case "measurement", "measurementInOneUnit" ->
                finding.refused("CASE-205", shown + " " + MeasurementText.NOT_ONE, MeasurementText.FORMS);
            case "id" -> finding.refused("CASE-205", finding.name + " contains a line break or a tab", "Remove it.");
            default -> {
                String code = value.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
                yield finding.refused(
                        "CASE-205",
                        shown + " is not a code: lower case letters, digits and single hyphens",
                        code.matches("[a-z0-9]{1,50}(-[a-z0-9]{1,50}){0,9}") ? "Did you mean \"" + code + "\"?" : null);
            }
        };
    }

    /** The name of the key or of the definition that a value does not fit. */
    private static String definedAs(Error error) {
        return pointer(error.getSchemaLocation().getFragment()).head().last().getMatchingProperty();
    }

    private static String amount(String value, String otherwise) {
        Matcher matcher = AMOUNT.matcher(value);
        if (!matcher.matches()) {
            return otherwise;
        }
        String unit = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "y", "yr", "yrs", "yo", "year", "years" -> "years";
            case "m", "mo", "mos", "month", "months" -> "months";
            case "w", "wk", "wks", "week", "weeks" -> "weeks";
            case "d", "day", "days" -> "days";
            case "h", "hr", "hrs", "hour", "hours" -> "hours";
            case "min", "mins", "minute", "minutes" -> "minutes";
            default -> null;
        };
        return unit == null ? otherwise : "Did you mean \"" + matcher.group(1) + " " + unit + "\"?";
    }

    private static Refusal repeated(Finding finding) {
        Set<JsonNode> seen = new HashSet<>();
        int index = 0;
        while (seen.add(finding.value.path(index))) {
            index++;
        }
        return new Refusal(
                "CASE-302",
                finding.base.append(finding.at).appendIndex(index),
                finding.name + " names " + MessageText.valued(finding.value.path(index)) + " twice",
                "Leave one of them out.");
    }

    private Refusal notTogether(Finding finding, Error error) {
        if (finding.key().equals("result")) {
            String key = error.getEvaluationPath().contains("finding") ? "finding" : "site";
            return finding.refused(
                    "CASE-207",
                    study(finding.parent) + " with result " + MessageText.valued(finding.value) + " has no " + key,
                    "Leave the " + key + " out, or state the result.");
        }
        JsonNode keys = schemaAround(error).path("not").path("required");
        return finding.refused(
                "CASE-207",
                finding.name + " states both " + MessageText.valued(keys.path(0)) + " and "
                        + MessageText.valued(keys.path(1)),
                "Leave one of them out.");
    }

    private static Refusal notOfThisStudy(Finding finding) {
        return finding.refused(
                "CASE-207", study(finding.parent) + " has no " + finding.key() + " to state", "Leave it out.");
    }

    private static String study(JsonNode parent) {
        JsonNode study = parent.path("study");
        return study.isTextual() ? "a study of kind " + study.textValue() : "this study";
    }

    private static JsonPointer pointer(NodePath path) {
        JsonPointer pointer = JsonPointer.empty();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object name = path.getElement(i);
            pointer = name instanceof Integer index
                    ? pointer.appendIndex(index)
                    : pointer.appendProperty(String.valueOf(name));
        }
        return pointer;
    }
}

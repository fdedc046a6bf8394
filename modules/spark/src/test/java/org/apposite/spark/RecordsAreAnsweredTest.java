package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of FHIR R4, as bulk data hold them: a file for each type of resource, a resource in each line. */
class RecordsAreAnsweredTest {

    private static final String ACTIVE =
            "\"clinicalStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\"active\"}]},";
    private static final List<String> RESOURCES = List.of(
            "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"2016-03-01\"}",
            condition("b", "p", "161891005", "2025-12-20", ""),
            condition("f", "p", "386661006", "2025-12-28", ""),
            condition("u", "p", "22325002", "2025-12-28", "unconfirmed"),
            "{\"resourceType\":\"Patient\",\"id\":\"q\",\"birthDate\":\"2012-03-01\"}",
            condition("d", "q", "161891005", "2025-12-20", ""),
            condition("n", "q", "264552009", "2025-12-28", ""));

    /** How the guide groups the lines of bulk data to records. */
    private static final String GROUPED = """
            SELECT patient, collect_list(value) AS record
            FROM (SELECT value, coalesce(
                    if(get_json_object(value, '$.resourceType') = 'Patient',
                       concat('Patient/', get_json_object(value, '$.id')), NULL),
                    get_json_object(value, '$.subject.reference'),
                    get_json_object(value, '$.patient.reference')) AS patient
                  FROM lines)
            WHERE patient IS NOT NULL GROUP BY patient""";

    @TempDir
    Path folder;

    private static String condition(String id, String patient, String snomed, String day, String verification) {
        return ("{\"resourceType\":\"Condition\",\"id\":\"%s\",%s%s\"subject\":{\"reference\":\"Patient/%s\"},"
                        + "\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"%s\"}]},\"recordedDate\":\"%s\"}")
                .formatted(
                        id,
                        ACTIVE,
                        verification.isEmpty()
                                ? ""
                                : "\"verificationStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-ver-status\",\"code\":\""
                                        + verification + "\"}]},",
                        patient,
                        snomed,
                        day);
    }

    @Test
    void lines_of_bulk_data_are_grouped_to_records_and_say_on_what_the_answer_rests() throws Exception {
        SparkSession spark = Spark.session();
        Files.write(folder.resolve("a.ndjson"), RESOURCES);
        spark.read().text(folder.toString()).createOrReplaceTempView("lines");
        spark.sql(GROUPED).createOrReplaceTempView("records");

        List<Row> decided = spark.sql(
                        "SELECT patient, d.* FROM (SELECT patient, explode(imaging.decide_record(record, DATE'2026-01-01')) AS d"
                                + " FROM records) ORDER BY patient")
                .collectAsList();

        assertThat(decided).hasSize(2);
        Row first = decided.get(0);
        assertThat(first.getStruct(first.fieldIndex("variant")).<String>getAs("id"))
                .isEqualTo("red-flags");
        assertThat(first.<Row>getList(first.fieldIndex("facts")).stream()
                        .map(fact -> fact.getString(0) + " " + fact.getString(1) + " " + fact.getList(2)))
                .contains("age 9 years 10 months [Patient/p]", "fever present [Condition/f]");
        assertThat(first.<Row>getList(first.fieldIndex("notes")).stream()
                        .map(note -> note.getString(0) + " " + note.getString(1)))
                .singleElement()
                .asString()
                .startsWith("Condition/u is not confirmed");
        Row second = decided.get(1);
        assertThat(second.<Row>getList(second.fieldIndex("alerts")).stream()
                        .map(alert -> alert.<String>getAs("severity")))
                .contains("critical");
    }

    @Test
    void a_bundle_and_its_resources_in_any_order_are_answered_alike() {
        List<String> own = new ArrayList<>(RESOURCES.subList(0, 4));
        String bundle = own.stream()
                .map(one -> "{\"resource\":" + one + "}")
                .collect(Collectors.joining(
                        ",", "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[", "]}"));
        Row expected = decided("'" + bundle + "'", "DATE'2026-01-01'");

        assertThat(expected.isNullAt(expected.fieldIndex("error"))).isTrue();
        for (int i = 0; i < own.size(); i++) {
            own.add(own.remove(0));
            assertThat(decided(array(own), "DATE'2026-01-01'").toString()).isEqualTo(expected.toString());
            assertThat(decided(array(own), "TIMESTAMP'2026-01-01 12:00:00'").toString())
                    .isEqualTo(expected.toString());
        }
        assertThat(decided(array(own), "DATE'2016-06-01'").toString()).contains("3 months", "after today");
    }

    @Test
    void what_cannot_be_read_of_a_record_is_told_and_the_rest_is_answered() {
        List<String> own = new ArrayList<>(RESOURCES.subList(0, 4));
        own.add("{\"resourceType\":\"Condition\",");
        own.add("{\"resourceType\":\"Cheese\"}");
        Row row = decided(array(own), "DATE'2026-01-01'");

        assertThat(row.<String>getAs("outcome")).isEqualTo("variant-matched");
        assertThat(row.<Row>getList(row.fieldIndex("notes")).get(0).getString(1))
                .isEqualTo("has 2 texts that are no resources of FHIR R4; what would be in it is not known");
    }

    @Test
    void a_record_without_an_answer_says_why() {
        Map<String, String> bad = Map.of(
                "CAST(null AS STRING)",
                "no-case the record is null",
                "'{'",
                "record the record has no resource of FHIR R4",
                "'[]'",
                "record the record has no resource of FHIR R4",
                "array()",
                "record the record has no resource of FHIR R4",
                "array(CAST(null AS STRING))",
                "record the record has no resource of FHIR R4",
                array(RESOURCES),
                "record a record is of one patient");

        bad.forEach((record, expected) -> {
            Row row = decided(record.equals("array()") ? "CAST(array() AS ARRAY<STRING>)" : record, "DATE'2026-01-01'");
            Row error = row.getStruct(row.fieldIndex("error"));
            assertThat(error.getString(0) + " " + error.getString(1)).as(record).startsWith(expected);
            assertThat(row.isNullAt(row.fieldIndex("outcome"))).as(record).isTrue();
        });
        Row timeless = decided(array(RESOURCES.subList(0, 2)), "CAST(null AS DATE)");
        assertThat(timeless.getStruct(timeless.fieldIndex("error")).getString(1))
                .isEqualTo("the time of the record is null");
    }

    @Test
    void a_hospitals_mapping_travels_and_a_wrong_one_ends_the_query_before_it_starts() throws Exception {
        SparkSession spark = Spark.session();
        Path mapping = folder.resolve("hospital.yaml");
        Files.writeString(
                mapping,
                "systems:\n  local: http://hospital.example/codes\nterms:\n  fever:\n    codes: [local HOT]\n");
        spark.conf().set("spark.sql.catalog.hospital", "org.apposite.spark.RulesCatalog");
        spark.conf().set("spark.sql.catalog.hospital.mapping", mapping.toString());
        List<String> own = new ArrayList<>(RESOURCES.subList(0, 2));
        own.add(condition("h", "p", "HOT", "2025-12-28", "")
                .replace("http://snomed.info/sct", "http://hospital.example/codes"));
        Row row = only(spark.sql("SELECT hospital.decide_record(" + array(own) + ", DATE'2026-01-01') AS d"));

        assertThat(row.getStruct(row.fieldIndex("variant")).<String>getAs("id")).isEqualTo("red-flags");
        assertThat(row.<String>getAs("mapping")).startsWith("sha256:");

        Files.writeString(mapping, "terms: 7\n");
        spark.conf().set("spark.sql.catalog.wrong", "org.apposite.spark.RulesCatalog");
        spark.conf().set("spark.sql.catalog.wrong.mapping", mapping.toString());
        assertThatThrownBy(() -> spark.sql("SELECT wrong.decide_record('{}', DATE'2026-01-01')"))
                .hasMessageContaining("hospital.yaml");
    }

    @Test
    void wrong_arguments_are_told_before_a_query_starts() {
        for (String arguments : List.of("'{}'", "'{}', 7", "7, DATE'2026-01-01'", "array(1), DATE'2026-01-01'")) {
            assertThatThrownBy(() -> Spark.session().sql("SELECT imaging.decide_record(" + arguments + ")"))
                    .as(arguments)
                    .hasMessageContaining("write decide_record(record, as_of)");
        }
    }

    @Test
    void without_the_reader_of_records_it_says_what_is_missing_and_tables_are_answered_all_the_same() throws Exception {
        List<URL> without = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("fhir")) {
                without.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(without.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> options = loader.loadClass(CaseInsensitiveStringMap.class.getName());
            Class<?> type = loader.loadClass(RulesCatalog.class.getName());
            Object catalog = type.getConstructor().newInstance();
            type.getMethod("initialize", String.class, options)
                    .invoke(catalog, "imaging", options.getMethod("empty").invoke(null));
            Class<?> identifier = loader.loadClass(Identifier.class.getName());
            var of = identifier.getMethod("of", String[].class, String.class);
            var load = type.getMethod("loadFunction", identifier);

            assertThat(load.invoke(catalog, of.invoke(null, new String[0], "decide")))
                    .isNotNull();
            assertThatThrownBy(() -> load.invoke(catalog, of.invoke(null, new String[0], "decide_record")))
                    .cause()
                    .hasMessageContaining("needs org.apposite:apposite-fhir");
        }
    }

    private static String array(List<String> resources) {
        return resources.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", ", "array(", ")"));
    }

    private static Row decided(String record, String asOf) {
        return only(Spark.session().sql("SELECT imaging.decide_record(" + record + ", " + asOf + ") AS d"));
    }

    private static Row only(Dataset<Row> decisions) {
        List<Row> rows =
                decisions.selectExpr("explode(d) AS d").selectExpr("d.*").collectAsList();
        assertThat(rows).as(() -> Arrays.toString(rows.toArray())).hasSize(1);
        return rows.get(0);
    }
}

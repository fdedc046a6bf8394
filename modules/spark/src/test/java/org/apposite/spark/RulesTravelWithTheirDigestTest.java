package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.apposite.ClinicalRules;
import org.apposite.model.RuleSetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTravelWithTheirDigestTest {

    @TempDir
    Path folder;

    @Test
    void rules_of_a_folder_are_those_of_the_folder_on_the_other_side() throws Exception {
        RowsOfCases.copyRules(folder);
        ClinicalRules here = ClinicalRules.from(folder);

        ShippedRules shipped = ShippedRules.from(folder);
        ShippedRules arrived = sent(shipped);

        assertThat(shipped.digest()).isEqualTo(here.digest());
        assertThat(arrived.digest()).isEqualTo(here.digest());
        assertThat(arrived.built().name()).isEqualTo(RowsOfCases.NAME);
        // One for a JVM, whatever arrives there.
        assertThat(arrived.rules())
                .isSameAs(shipped.rules())
                .isSameAs(sent(shipped).rules());

        SparkSession spark = Spark.session();
        spark.conf().set("spark.sql.catalog.own", "org.apposite.spark.RulesCatalog");
        spark.conf().set("spark.sql.catalog.own.rules", folder.toString());
        assertThat(spark.sql("SELECT own.decide(struct('back-pain' AS complaint)).provenance.digest")
                        .first()
                        .getString(0))
                .isEqualTo(here.digest());
        spark.conf().set(DecideUdf.RULES, folder.toString());
        spark.udf().registerJava("named", "org.apposite.spark.DecideUdf", DecisionSchema.TYPE);
        assertThat(spark.sql("SELECT named(struct('back-pain' AS complaint)).provenance.rule_set")
                        .first()
                        .getString(0))
                .isEqualTo(RowsOfCases.NAME);
        spark.conf().unset(DecideUdf.RULES);
    }

    @Test
    void rules_with_an_error_end_on_the_driver() throws Exception {
        RowsOfCases.copyRules(folder);
        Files.writeString(folder.resolve("rule-set.yaml"), "name: x\n");

        assertThatThrownBy(() -> ShippedRules.from(folder)).isInstanceOf(RuleSetException.class);
    }

    @Test
    void texts_that_were_changed_on_the_way_are_not_answered_by() throws Exception {
        RowsOfCases.copyRules(folder);
        String travelling = new String(bytes(ShippedRules.from(folder)), StandardCharsets.ISO_8859_1);
        String changed = travelling.replace("name: " + RowsOfCases.NAME, "name: of-a-tes7");
        assertThat(changed).isNotEqualTo(travelling).hasSameSizeAs(travelling);

        ShippedRules arrived = arrived(changed.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(arrived::built)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("the rules of this executor have the digest", arrived.digest());
    }

    private static ShippedRules sent(ShippedRules rules) throws Exception {
        return arrived(bytes(rules));
    }

    private static byte[] bytes(ShippedRules rules) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(rules);
        }
        return bytes.toByteArray();
    }

    private static ShippedRules arrived(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (ShippedRules) in.readObject();
        }
    }
}

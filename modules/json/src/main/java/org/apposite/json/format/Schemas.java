package org.apposite.json.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apposite.model.Vocabulary;

/**
 * The JSON Schemas (2020-12) of the format, as text. They describe every key and are what cases are checked against; which
 * codes there are a vocabulary says. Thread-safe.
 */
public final class Schemas {

    private Schemas() {}

    /**
     * The schema of a case.
     *
     * @return the text of {@code case.schema.json}
     */
    public static String caseSchema() {
        return text("case.schema.json");
    }

    /**
     * The schema of a case with the codes of a vocabulary, for an editor that proposes and checks them.
     *
     * @param vocabulary the codes that cases may use
     * @return the text of a schema that refuses every other code
     */
    public static String caseSchema(Vocabulary vocabulary) {
        return CaseSchema.complete(Objects.requireNonNull(vocabulary, "vocabulary"));
    }

    /**
     * The schema of an answer; its definition {@code refusal} is the schema of what stands in place of the answer when
     * a case was refused.
     *
     * @return the text of {@code answer.schema.json}
     */
    public static String answerSchema() {
        return text("answer.schema.json");
    }

    /**
     * The schema of a case beside the rules, without the case itself.
     *
     * @return the text of {@code rule-case.schema.json}
     */
    public static String ruleCaseSchema() {
        return text("rule-case.schema.json");
    }

    /**
     * The schema of why an answer is not another one.
     *
     * @return the text of {@code why-not.schema.json}
     */
    public static String whyNotSchema() {
        return text("why-not.schema.json");
    }

    private static String text(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar of apposite-json");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.apposite.fhir.questionnaire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The texts of questions that read better in words of their own than in those made for any study, by link id. */
final class QuestionTexts {

    private static final String FILE = "texts.properties";
    private static final Properties TEXTS = read();

    private QuestionTexts() {}

    private static Properties read() {
        Properties texts = new Properties();
        try (InputStream in = QuestionTexts.class.getResourceAsStream(FILE)) {
            texts.load(new InputStreamReader(Objects.requireNonNull(in, FILE), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    static String of(String linkId, String otherwise) {
        return TEXTS.getProperty(linkId, otherwise);
    }
}

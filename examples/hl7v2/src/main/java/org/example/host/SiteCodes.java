package org.example.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;

/** What a site's own codes mean in the words of the rules. */
record SiteCodes(Properties meanings) {

    static SiteCodes read() throws IOException {
        Properties meanings = new Properties();
        try (InputStream in = SiteCodes.class.getResourceAsStream("/site-codes.properties")) {
            meanings.load(in);
        }
        return new SiteCodes(meanings);
    }

    Optional<ImagingOrder> order(String code) {
        return words("order." + code)
                .map(words -> words.size() == 2
                        ? ImagingOrder.of(words.get(0), words.get(1))
                        : ImagingOrder.of(words.get(0), words.get(1), contrast(words.get(2))));
    }

    /** A kind, {@code complaint} or {@code finding}, and its code in the vocabulary. */
    Optional<List<String>> reason(String code) {
        return words("reason." + code);
    }

    private Optional<List<String>> words(String key) {
        return Optional.ofNullable(meanings.getProperty(key))
                .map(text -> List.of(text.trim().split(" +")));
    }

    private static Contrast contrast(String code) {
        return Arrays.stream(Contrast.values())
                .filter(contrast -> contrast.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}

package org.apposite.log.kept;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apposite.ClinicalRules;
import org.apposite.log.store.RuleStore;

/** The rules by which the decisions of a log were made, as they are met in it. For one use. */
public final class RulesOfThen {

    /** So many rule sets are held at once: decisions beside each other were made by few. */
    private static final int MOST = 8;

    private final RuleStore store;
    /** The digest of the bytes that were kept, by that of the rules, as the log says. */
    private final Map<String, String> kept = new HashMap<>();

    private final Map<String, Found> found = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > MOST;
        }
    };

    public RulesOfThen(RuleStore store) {
        this.store = store;
    }

    /**
     * Rules, or why there are none.
     *
     * @param rules the rules
     * @param why why not, empty when there are
     */
    public record Found(Optional<ClinicalRules> rules, String why) {}

    /** Takes note of an event of the log. */
    public void hear(JsonNode event) {
        String digest = event.path("rules").path("digest").asText("");
        String bytes = event.path(RuleKeeper.KEPT).asText("");
        if (!digest.isEmpty() && !bytes.isEmpty()) {
            String before = kept.put(digest, bytes);
            if (!bytes.equals(before)) {
                found.remove(digest);
            }
        }
    }

    public Found of(String digest) {
        Found known = found.get(digest);
        if (known == null) {
            known = find(digest);
            found.put(digest, known);
        }
        return known;
    }

    private Found find(String digest) {
        try {
            Optional<byte[]> bytes = store.find(digest);
            if (bytes.isEmpty()) {
                ClinicalRules bundled = ClinicalRules.bundled();
                return bundled.digest().equals(digest)
                        ? new Found(Optional.of(bundled), "")
                        : none("the rules with the digest " + digest + " are not kept with this log");
            }
            String said = kept.get(digest);
            // Bytes that are not those of the log are not even taken apart.
            if (said != null && !said.equals(RuleKeeper.digest(bytes.get()))) {
                return none(another(digest));
            }
            ClinicalRules rules = ClinicalRules.ofBytes(bytes.get());
            return rules.digest().equals(digest) ? new Found(Optional.of(rules), "") : none(another(digest));
        } catch (IOException e) {
            return none("the rules with the digest " + digest + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return none("the rules with the digest " + digest + " cannot be used: " + e.getMessage());
        }
    }

    private static String another(String digest) {
        return "what is kept as the rules with the digest " + digest + " is not what the log says was kept";
    }

    private static Found none(String why) {
        return new Found(Optional.empty(), why);
    }
}

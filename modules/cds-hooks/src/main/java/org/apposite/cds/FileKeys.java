package org.apposite.cds;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file. A broken file is treated as an address that does not answer. */
final class FileKeys implements IssuerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(FileKeys.class);
    private static final long MOST_BYTES = 1 << 20;

    private final String iss;
    private final Path file;
    private final Clock clock;
    private @Nullable KeySet last;
    private String lastVersion = "";

    FileKeys(String iss, Path file, Clock clock) {
        this.iss = iss;
        this.file = file;
        this.clock = clock;
    }

    @Override
    public synchronized List<JWK> withId(String kid) throws RefusedCallerException {
        Instant now = clock.instant();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String version = attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
            KeySet known = last;
            if (known != null && version.equals(lastVersion)) {
                last = new KeySet(known.keys(), now);
            } else if (attributes.size() > MOST_BYTES) {
                LOG.warn("The file with the keys of {} is too long for a key set", iss);
            } else {
                last = new KeySet(KeySet.parse(Files.readAllBytes(file)), now);
                lastVersion = version;
            }
        } catch (IOException e) {
            LOG.warn("The file with the keys of {} cannot be read", iss);
        } catch (ParseException e) {
            LOG.warn("The file with the keys of {} is not a key set", iss);
        }
        KeySet known = last;
        if (known == null || !known.usable(now)) {
            throw new RefusedCallerException("keys-unavailable");
        }
        return known.withId(kid);
    }
}

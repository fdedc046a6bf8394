package org.apposite.cds.security;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apposite.file.FileFault;
import org.apposite.file.NamedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file. A broken file is treated as an address that does not answer. */
final class FileKeys implements IssuerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(FileKeys.class);
    private static final int MOST_BYTES = 1 << 20;

    private final String iss;
    private final Path file;
    private final Clock clock;
    private KeySet last = KeySet.NONE;
    private String lastVersion = "";

    FileKeys(String iss, Path file, Clock clock) {
        this.iss = iss;
        this.file = file;
        this.clock = clock;
    }

    @Override
    public synchronized List<JWK> withId(String kid) throws RefusedCaller {
        Instant now = clock.instant();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String version = attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
            if (version.equals(lastVersion)) {
                last = new KeySet(last.keys(), now);
            } else {
                last = KeySet.parse(NamedFile.read(file, MOST_BYTES), now);
                lastVersion = version;
            }
        } catch (FileFault e) {
            LOG.warn("The file with the keys of {} cannot be read: {}", iss, e.what());
        } catch (IOException e) {
            LOG.warn("The file with the keys of {} cannot be read", iss);
        } catch (ParseException e) {
            LOG.warn("The file with the keys of {} is not a key set", iss);
        }
        return last.withId(kid, now);
    }
}

package org.apposite.cds.security;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys at an address. Calls whose key is known wait for no read that another call began. */
final class AddressKeys implements IssuerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(AddressKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(30);

    private final String iss;
    private final URI jku;
    private final OutgoingReads reads;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile KeySet last = KeySet.NONE;
    private volatile Instant lastTry = Instant.MIN;

    AddressKeys(String iss, URI jku, OutgoingReads reads, Clock clock) {
        this.iss = iss;
        this.jku = jku;
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public List<JWK> withId(String kid) throws RefusedCaller {
        if (due(kid)) {
            if (!last.has(kid, clock.instant())) {
                reading.lock();
                readIfDue(kid);
            } else if (reading.tryLock()) {
                readIfDue(kid);
            }
        }
        return last.withId(kid, clock.instant());
    }

    private boolean due(String kid) {
        Instant now = clock.instant();
        KeySet known = last;
        boolean fresh = now.isBefore(known.at().plus(FRESH));
        // The pause also holds after a failure: callers must not be able to make us ask without end.
        return (!fresh || !known.has(kid, now)) && !now.isBefore(lastTry.plus(BETWEEN_READS));
    }

    /** The caller has taken the lock; whoever held it before may have read already. */
    private void readIfDue(String kid) {
        try {
            if (due(kid)) {
                read(clock.instant());
            }
        } finally {
            reading.unlock();
        }
    }

    private void read(Instant now) {
        try {
            last = KeySet.parse(reads.get(jku, Map.of("Accept", "application/json")), now);
        } catch (FailedRead e) {
            LOG.warn("The keys of {} could not be read: {}", iss, e.getMessage());
        } catch (ParseException e) {
            LOG.warn("What is at the address of the keys of {} is not a key set", iss);
        } finally {
            // Not before: until then, calls that need this read have to wait for it.
            lastTry = now;
        }
    }
}

package org.apposite.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apposite.cds.Hospital;
import org.apposite.cds.Hospitals;
import org.apposite.cds.operation.Setting;
import org.apposite.cds.operation.SettingsException;
import org.apposite.cds.operation.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of the hospitals, looked at again and again while they are served. One that is wrong changes nothing. */
final class WatchedHospitals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedHospitals.class);

    private final Path file;
    private final HospitalsFile reader;
    private final Hospitals served;
    private final List<Watcher> watchers = new ArrayList<>();

    // Of the thread that looks.
    private List<Hospital> taken;
    private List<Hospital> seen;
    private String fault = "";

    /**
     * A watch, which does not begin yet.
     *
     * @param reader read the file before
     * @param taken what it read, and is served
     */
    WatchedHospitals(Path file, HospitalsFile reader, List<Hospital> taken, Hospitals served) {
        this.file = file;
        this.reader = reader;
        this.taken = taken;
        this.seen = taken;
        this.served = served;
    }

    /** Begins to look at the file, and to try again what could not be opened. */
    void watch(Duration interval) {
        watchers.add(new Watcher(interval, this::look));
        watchers.add(new Watcher(interval.multipliedBy(WatchedRules.LOOKS_BETWEEN_TRIES), served::retry));
    }

    private void look() {
        try {
            List<Hospital> now = Setting.read(file, reader::read);
            // Two looks in a row must see the same, so that a copy under way is not read halfway.
            boolean isSettled = now.equals(seen);
            seen = now;
            if (isSettled && !(now.equals(taken) && fault.isEmpty())) {
                taken = now;
                fault = "";
                LOG.info("{} is read anew", file);
                served.serve(now);
            }
        } catch (SettingsException e) {
            served.refuse();
            String wrong = String.join("\n", e.problems());
            if (!fault.equals(wrong)) {
                fault = wrong;
                LOG.error("the hospitals are served as before, since the file of them is wrong: {}", wrong);
            }
        }
    }

    @Override
    public void close() {
        watchers.forEach(Watcher::close);
    }
}

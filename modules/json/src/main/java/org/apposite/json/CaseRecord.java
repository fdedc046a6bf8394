package org.apposite.json;

import java.util.Optional;
import java.util.Set;
import org.apposite.json.record.CaseError;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/** One case of a file or stream: either what it states, or why it was refused. Immutable and thread-safe. */
public final class CaseRecord {

    private final int line;
    private final @Nullable String id;
    private final @Nullable PatientCase patientCase;
    private final @Nullable CaseError error;
    private final Set<String> present;

    private CaseRecord(
            int line,
            @Nullable String id,
            @Nullable PatientCase patientCase,
            @Nullable CaseError error,
            Set<String> present) {
        this.line = line;
        this.id = id;
        this.patientCase = patientCase;
        this.error = error;
        this.present = Set.copyOf(present);
    }

    static CaseRecord accepted(int line, PatientCase patientCase) {
        return new CaseRecord(line, patientCase.id().orElse(null), patientCase, null, Set.of());
    }

    static CaseRecord rejected(int line, @Nullable String id, CaseError error) {
        return rejected(line, id, error, Set.of());
    }

    static CaseRecord rejected(int line, @Nullable String id, CaseError error, Set<String> present) {
        return new CaseRecord(line, id, null, error, present);
    }

    /**
     * Where the case begins.
     *
     * @return the line in the file, from 1
     */
    public int line() {
        return line;
    }

    /**
     * The host's own name of the case.
     *
     * @return the id; null when it has none, or the case could not be read so far
     */
    public @Nullable String id() {
        return id;
    }

    /**
     * What the case states.
     *
     * @return the case, empty when it was refused
     */
    public Optional<PatientCase> patientCase() {
        return Optional.ofNullable(patientCase);
    }

    /**
     * The findings that a refused case names as present, so that an emergency among them is not lost with it.
     *
     * @return what it names, whether the vocabulary has it or not; none when it could not be read so far, or was accepted
     */
    public Set<String> refusedPresent() {
        return present;
    }

    /**
     * Why the case was refused.
     *
     * @return the error, empty when the case was accepted
     */
    public Optional<CaseError> error() {
        return Optional.ofNullable(error);
    }
}

package org.apposite.log.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.log.Decision;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Card;
import org.apposite.log.Decision.CardKind;
import org.apposite.log.Decision.Order;
import org.apposite.log.Decision.Read;
import org.apposite.log.Decision.Told;
import org.apposite.log.DecisionIds;
import org.apposite.log.DecisionIds.Revision;
import org.apposite.log.LogKey;
import org.apposite.log.Logs;
import org.apposite.log.Retention;
import org.apposite.log.store.LogStorage;
import org.apposite.patient.PatientCase;

/** Decisions that are made of a number alone, so that they can be made once more. */
final class Written {

    static final Clock NOON = at("2026-03-01T12:00:00Z");

    private static final PatientCase NOBODY = PatientCase.builder().build();
    private static final Advice ADVICE = ClinicalRules.bundled().evaluate(NOBODY);

    private Written() {}

    static Clock at(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    /** The key in a folder, made when it is not there. */
    static LogKey key(Path home) {
        try {
            Path file = home.resolve("key");
            return Files.exists(file) ? LogKey.read(file) : LogKey.create(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Logs logs(LogStorage storage, LogKey key, Clock clock) {
        return Logs.in(storage, Optional.of(key), clock, false, Retention.FOR_EVER);
    }

    static UUID id(LogKey key, int number) {
        return new DecisionIds(Optional.of(key))
                .of(List.of("batch"), List.of(new Revision("order-" + number, "1")), NOBODY, "digest");
    }

    static Decision decision(LogKey key, int number) {
        return new Decision(
                id(key, number),
                new Call("order-sign", "call-" + number, List.of(new Order("order-" + number, null, null))),
                Told.by(List.of(new Card("card-" + number, "info", CardKind.STUDY))),
                new Read(NOBODY, 0),
                ADVICE);
    }

    static List<Decision> decisions(LogKey key, int count) {
        return IntStream.range(0, count).mapToObj(i -> decision(key, i)).toList();
    }
}

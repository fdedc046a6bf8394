package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each hospital has rules of its own, and topics of the same name with other rules in them. */
class ManyTenantsLoadTheirRulesTest {

    private static final String ASKED = "Glow no. ";

    @TempDir
    private Path temp;

    @Test
    void side_by_side() throws IOException, InterruptedException, ExecutionException {
        assertEachGetsItsOwn(4);
    }

    @Test
    @Tag("soak")
    void forty_side_by_side() throws IOException, InterruptedException, ExecutionException {
        assertEachGetsItsOwn(40);
    }

    private void assertEachGetsItsOwn(int tenants) throws IOException, InterruptedException, ExecutionException {
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            folders.add(tenant(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<ClinicalRules>> loading = folders.stream()
                    .map(folder -> threads.submit(() -> ClinicalRules.from(folder)))
                    .toList();
            for (int i = 0; i < tenants; i++) {
                ClinicalRules own = loading.get(i).get();
                assertThat(alerts(own)).containsExactly(ASKED + i);
                // Each answer is checked against the circuit, so that a rule of another tenant would abort one.
                assertThat(RandomCases.some(own, 50, i))
                        .allSatisfy(patient -> assertThat(own.evaluate(patient)).isNotNull());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void those_of_equal_rules_answer_alike() throws IOException {
        Path here = tenant(7);
        Path there = temp.resolve("there");
        Rules.copy(here, there);

        assertThat(alerts(ClinicalRules.from(here))).isEqualTo(alerts(ClinicalRules.from(there)));
        assertThat(ClinicalRules.from(here, "gnome-head").topics()).hasSize(1);
        assertThat(ClinicalRules.from(here).topics()).hasSizeGreaterThan(1);
    }

    private static List<String> alerts(ClinicalRules rules) {
        PatientCase patient = PatientCase.builder()
                .complaint("belly-ache")
                .present("hard-belly")
                .build();
        Advice advice = rules.only("gnome-belly-young").evaluate(patient);
        return advice.alerts().stream()
                .map(alert -> alert.text())
                .filter(text -> text.startsWith(ASKED))
                .toList();
    }

    private Path tenant(int number) throws IOException {
        Path folder = temp.resolve("tenant-" + number);
        Rules.copy(MadeUp.FOLDER, folder);
        Files.writeString(folder.resolve("gnome-belly-young/more.drl"), """
                package gnome_belly_young;
                import org.apposite.language.Patient;
                global org.apposite.language.Conclude conclude;

                rule "It glows"
                    @id( glows )
                    @source( book-of-gnomes )
                when
                    Patient( present( "hard-belly" ) )
                then
                    conclude.alert( "glows", "info", "%s" );
                end
                """.formatted(ASKED + number));
        return folder;
    }
}

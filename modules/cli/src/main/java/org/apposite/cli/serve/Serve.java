package org.apposite.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.authoring.reload.NotLoadedException;
import org.apposite.cds.CdsServer;
import org.apposite.cds.CdsService;
import org.apposite.cds.CdsSettings;
import org.apposite.cds.Hospital;
import org.apposite.cds.Hospitals;
import org.apposite.cds.operation.Setting;
import org.apposite.cds.operation.SettingsException;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.Terminal;
import org.apposite.fhir.mapping.MappingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code apposite serve}: CDS Hooks and a page with a form, until it is told to stop. */
@Command(
        name = "serve",
        description = "Serve CDS Hooks 2.0 for a hospital's systems, and a page with a form for people.",
        footer = {
            "",
            "It speaks plain HTTP: put the hospital's TLS proxy in front of it. Without --issuer anybody may call, so "
                    + "it then listens only on this machine, unless --open is given.",
            "",
            "A configuration file holds the same options, one per line, with # for comments; pass it with @:",
            "  apposite serve @/etc/apposite/serve.conf",
            "",
            "Examples:",
            "  apposite serve",
            "  apposite serve --rules our-rules --mapping hospital.yaml --logs /var/log/apposite",
            "  apposite serve --rules our-rules --logs /var/log/apposite --silent",
            "  apposite serve --logs /var/log/apposite --operation operation.yaml --silent-rules next-rules",
            "  apposite serve --base-url https://cds.example --hospitals hospitals.yaml",
            "  apposite serve --listen 0.0.0.0:8080 --base-url https://cds.hospital.example \\",
            "      --issuer https://ehr.example=https://ehr.example/jwks.json",
            "",
            "Exit codes: 1 errors in the rules; 2 misuse, or an address, file or folder that cannot be used."
        })
public final class Serve implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private HospitalOptions hospital = new HospitalOptions();

    @Option(
            names = "--hospitals",
            paramLabel = "FILE",
            description =
                    "Serve the hospitals that this file names, each with issuers, rules, mapping and logs of its own. It is watched: a"
                            + " change needs no restart.")
    private @Nullable Path hospitals;

    public Serve(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        InetSocketAddress address = service.address();
        if (hospitals == null
                && !hospital.saysWhoMayCall()
                && !address.getAddress().isLoopbackAddress()) {
            throw new Misuse("serve: with --listen " + service.listen()
                    + " anybody could call. Say who may with --issuer, or give --open");
        }
        service.check();
        return hospitals == null ? one(address) : several(address, hospitals);
    }

    private int one(InetSocketAddress address) {
        WatchedRules watched = hospital.watched(service.lookEvery());
        CdsSettings settings = hospital.settings(service, address, watched);
        Supplier<ClinicalRules> answering;
        try {
            answering = watched.load();
        } catch (NotLoadedException e) {
            e.report().reasons().forEach(terminal::complain);
            terminal.complain("apposite: serve: the rules in " + hospital.rules() + " cannot be used, see above.");
            return ExitCode.FINDINGS;
        } catch (SettingsException e) {
            throw new Misuse("serve: --operation: " + String.join("; ", e.problems()));
        }
        service.openOperationalLog();
        CdsService cds = cds(answering, settings);
        watched.onChange(cds::look);
        CdsServer server = listening(() -> CdsServer.start(address, cds), cds::close);
        ClinicalRules first = answering.get();
        terminal.complain("apposite: rules " + first.name() + " " + first.version() + " answer at "
                + ServiceOptions.local(server.address()) + "/ (CDS Hooks: " + ServiceOptions.local(server.address())
                + "/cds-services)" + service.forClients() + ". Stop with Ctrl-C.");
        untilStopped(server, () -> {
            cds.close();
            watched.close();
        });
        return ExitCode.FINE;
    }

    private int several(InetSocketAddress address, Path file) {
        List<String> ofOne = hospital.given();
        if (!ofOne.isEmpty()) {
            throw new Misuse("serve: with --hospitals " + file + ", " + String.join(", ", ofOne)
                    + (ofOne.size() == 1 ? " belongs" : " belong") + " into this file, to the hospital that is meant");
        }
        URI base = service.base(address);
        HospitalsFile reader = new HospitalsFile(file, base, service.lookEvery(), service::set);
        List<Hospital> all;
        try {
            all = Setting.read(file, reader::read);
        } catch (SettingsException e) {
            e.problems().forEach(terminal::complain);
            throw new Misuse("serve: --hospitals " + file + " cannot be used, see above");
        }
        service.openOperationalLog();
        Hospitals served = opened(base, all);
        Map<String, String> faults = served.faults();
        faults.forEach((name, fault) ->
                terminal.complain("apposite: serve: the hospital " + name + " is not served: " + fault));
        if (faults.size() == all.size()) {
            served.close();
            terminal.complain("apposite: serve: no hospital can be served, see above.");
            return ExitCode.FINDINGS;
        }
        CdsServer server = listening(() -> CdsServer.start(address, served), served::close);
        WatchedHospitals watched = new WatchedHospitals(file, reader, all, served);
        watched.watch(service.lookEvery());
        terminal.complain("apposite: " + (all.size() - faults.size()) + " of " + all.size()
                + " hospitals are served at " + ServiceOptions.local(server.address()) + "/NAME/" + service.forClients()
                + ". Stop with Ctrl-C.");
        untilStopped(server, () -> {
            watched.close();
            served.close();
        });
        return ExitCode.FINE;
    }

    private Hospitals opened(URI base, List<Hospital> all) {
        try {
            return new Hospitals(
                    service.set(CdsSettings.of(base, Clock.systemUTC())).build(), all);
        } catch (IllegalArgumentException e) {
            throw new Misuse("serve: --hospitals: " + e.getMessage());
        }
    }

    private static void untilStopped(CdsServer server, Runnable end) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            end.run();
            stopped.countDown();
        }));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CdsService cds(Supplier<ClinicalRules> rules, CdsSettings settings) {
        try {
            return new CdsService(rules, settings);
        } catch (MappingException | UncheckedIOException | IllegalArgumentException e) {
            throw new Misuse("serve: " + e.getMessage());
        }
    }

    private interface Start {
        CdsServer server() throws IOException;
    }

    private CdsServer listening(Start start, Runnable otherwise) {
        try {
            return start.server();
        } catch (IOException e) {
            otherwise.run();
            throw new Misuse("serve: cannot listen at " + service.listen() + ": " + e.getMessage()
                    + ". Choose another address with --listen");
        }
    }
}

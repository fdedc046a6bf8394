package org.apposite.host;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.ClinicalRules;
import org.apposite.cds.CdsRequest;
import org.apposite.cds.CdsResponse;
import org.apposite.cds.CdsService;
import org.apposite.cds.CdsSettings;
import org.apposite.cds.security.TrustedIssuer;

public class OwnFramework implements AutoCloseable {
    private final CdsService service;

    OwnFramework(ClinicalRules rules, Clock clock) {
        CdsSettings settings = CdsSettings.of(URI.create("https://cds.hospital.example"), clock)
                .issuers(List.of(new TrustedIssuer(
                        "https://ehr.example",
                        Optional.of(URI.create("https://ehr.example/jwks.json")),
                        Optional.empty())))
                .logs(Path.of("/var/log/apposite"))
                .build();
        service = new CdsService(() -> rules, settings);
    }

    CdsResponse handle(String path, Map<String, String> headers, byte[] body) {
        return service.handle(new CdsRequest("POST", path, headers, body));
    }

    @Override
    public void close() {
        service.close();
    }
}

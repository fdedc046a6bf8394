package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The page in a real browser: it starts the server and runs the tests of src/test/browser against it. It needs Node.js,
 * npm and Chromium, which src/test/browser/install.sh installs; without them it fails.
 */
@Tag("browser")
class FormPageBrowserTest {

    private static final Path FOLDER = Path.of("src/test/browser");

    @Test
    void people_fill_in_the_form_in_a_real_browser() throws IOException, InterruptedException {
        assertThat(Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium")))
                .as("Chromium: src/test/browser/install.sh installs it")
                .isExecutable();
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            assertThat(run(Map.of(), "npm", "ci")).as("npm ci").isZero();
        }
        try (CdsService service = new CdsService(() -> Requests.RULES, settings(Locale.ENGLISH));
                CdsService german = new CdsService(() -> Requests.RULES, settings(Locale.GERMAN));
                CdsServer server = started(service);
                CdsServer germanServer = started(german)) {
            Map<String, String> servers =
                    Map.of("APPOSITE_SERVER", address(server), "APPOSITE_GERMAN_SERVER", address(germanServer));
            assertThat(run(servers, "node", "--test")).as("node --test").isZero();
        }
    }

    private static CdsSettings settings(Locale language) {
        return CdsSettings.of(Requests.BASE, Clock.system(ZoneId.systemDefault()))
                .language(language)
                .build();
    }

    private static CdsServer started(CdsService service) throws IOException {
        return CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), service);
    }

    private static String address(CdsServer server) {
        return "http://127.0.0.1:" + server.address().getPort();
    }

    /** Runs a command in the folder of the browser tests, its output with that of this test; its exit status. */
    private static int run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.inputReader().lines().forEach(System.out::println);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}

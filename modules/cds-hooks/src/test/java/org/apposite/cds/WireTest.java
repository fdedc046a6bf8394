package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a request, and for whom it is: bytes over a real socket, from the tables of the folder wire. */
@Timeout(60)
class WireTest {

    private static CdsService service;
    private static CdsServer server;

    @BeforeAll
    static void start() throws IOException {
        service = new CdsService(
                () -> Requests.RULES,
                CdsSettings.of(URI.create("https://cds.hospital.example:8443/apposite"), Requests.CLOCK)
                        .hosts(Set.of("apposite-1"))
                        .build());
        server =
                CdsServer.start(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), service);
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
    }

    @TestFactory
    Stream<DynamicTest> a_request_that_could_be_another_is_refused_and_so_is_what_follows_it() throws IOException {
        return RawHttp.refused(server.address().getPort()).stream()
                .map(one -> DynamicTest.dynamicTest(one.title(), () -> RawHttp.assertRefused(exchanged(one.bytes()))));
    }

    @TestFactory
    Stream<DynamicTest> a_request_is_answered_for_the_names_of_the_service_alone() throws IOException {
        return RawHttp.hosts(server.address().getPort()).stream()
                .map(row -> DynamicTest.dynamicTest(
                        String.join(" | ", row),
                        () -> assertThat(RawHttp.asked(server.address(), row))
                                .startsWith("HTTP/1.1 " + row.get(0) + " ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /topics HTTP/1.1\r\n\r\n",
                "GET /topics HTTP/1.1\r\nHost:\r\n\r\n",
                "GET /topics HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "GET /topics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET //evil.example/topics HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: evil.example\r\n\r\n"
            })
    void a_request_for_nobody_or_for_several_is_refused(String request) {
        assertThat(exchanged(request)).matches("(?s)HTTP/1.1 4(00|21) .*");
    }

    @Test
    void a_refusal_of_another_host_says_what_to_do_and_repeats_nothing() {
        assertThat(exchanged("GET /topics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains("OperationOutcome", "neither that of the base URL")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "0:0:0:0:0:0:0:1"})
    void a_service_that_listens_at_an_address_of_six_is_known_by_it_in_every_way_of_writing(String written)
            throws IOException {
        byte[] one = new byte[16];
        one[15] = 1;
        try (CdsService own = Requests.service();
                CdsServer six = CdsServer.start(new InetSocketAddress(InetAddress.getByAddress(one), 0), own)) {
            String host = "[" + written + "]:" + six.address().getPort();
            assertThat(RawHttp.exchanged(
                            six.address(), "GET /topics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(RawHttp.exchanged(
                            six.address(),
                            "GET /topics HTTP/1.1\r\nHost: [::2]:"
                                    + six.address().getPort() + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    private static String exchanged(String request) {
        return RawHttp.exchanged(server.address(), request);
    }
}

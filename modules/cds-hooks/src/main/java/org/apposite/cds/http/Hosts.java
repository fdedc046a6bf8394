package org.apposite.cds.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names a server answers to. A page that makes its own name lead to this server, in the browser of somebody inside the
 * hospital, calls it by that name and is refused. Immutable and thread-safe.
 */
public final class Hosts {

    private static final int NO_PORT = 0;
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-fA-F:.]+]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final String base;
    private final int basePort;
    private final Set<String> more;

    /**
     * The names of a server.
     *
     * @param base where clients reach it
     * @param more names by which a proxy calls it, without a port
     */
    public Hosts(URI base, Set<String> more) {
        this.base = lower(base.getHost() == null ? "" : base.getHost());
        this.basePort = base.getPort() > 0 ? base.getPort() : "https".equalsIgnoreCase(base.getScheme()) ? 443 : 80;
        this.more = Set.copyOf(more.stream().map(Hosts::lower).toList());
    }

    /**
     * Whether a request is meant for this server: for the base, for one of the names that were given, or for the address and
     * port where it came in.
     *
     * @param host the host of the request, without its port; null when it names none
     * @param port its port; 0 or less when it names none
     * @param local where the request came in
     * @return false when it is meant for another
     */
    public boolean contain(@Nullable String host, int port, SocketAddress local) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        String named = lower(host);
        if (more.contains(named) || (named.equals(base) && (port <= NO_PORT || port == basePort))) {
            return true;
        }
        return local instanceof InetSocketAddress here
                && (port <= NO_PORT ? 80 : port) == here.getPort()
                && (named.equals("localhost")
                        ? here.getAddress().isLoopbackAddress()
                        : address(named).filter(here.getAddress()::equals).isPresent());
    }

    /** An address that is written as one; nothing is looked up. */
    private static Optional<InetAddress> address(String host) {
        String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        try {
            return ADDRESS.matcher(written).matches() ? Optional.of(InetAddress.getByName(written)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}

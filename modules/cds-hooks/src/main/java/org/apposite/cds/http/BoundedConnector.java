package org.apposite.cds.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connections within bounds, all together and those of one address: a new one is let in, and the one that has been idle
 * for longest gives way. So nobody can lock others out by holding connections. Those of this machine, where a proxy may
 * stand, are bounded together alone. Thread-safe.
 */
public final class BoundedConnector extends ServerConnector {

    /** How many connections there are at most. */
    public static final int CONNECTIONS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(BoundedConnector.class);

    /** Of those that have been idle for as many milliseconds the one that was opened last comes first. */
    private static final Comparator<ClientEndPoint> BY_IDLENESS = Comparator.comparingLong(ClientEndPoint::getIdleFor)
            .thenComparing(ClientEndPoint::number, Comparator.reverseOrder());

    private final int mostOfAddress;
    private final Set<ClientEndPoint> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong opened = new AtomicLong();

    /**
     * A connector.
     *
     * @param server whose it is
     * @param http what is spoken
     * @param mostOfAddress how many connections an address of another machine may have
     */
    public BoundedConnector(Server server, HttpConnectionFactory http, int mostOfAddress) {
        super(server, http);
        this.mostOfAddress = mostOfAddress;
        addBean(new SelectorManager.AcceptListener() {
            @Override
            public void onAccepting(SelectableChannel channel) {
                if (channel instanceof SocketChannel client && !makeRoom(client)) {
                    IO.close(client);
                }
            }
        });
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        ClientEndPoint client =
                new ClientEndPoint(channel, selector, key, getScheduler(), opened.getAndIncrement(), open::remove);
        open.add(client);
        return client;
    }

    private boolean makeRoom(SocketChannel newcomer) {
        InetAddress from = newcomer.socket().getInetAddress();
        return (from == null || from.isLoopbackAddress() || makeRoom(mostOfAddress, one -> from.equals(one.from())))
                && makeRoom(CONNECTIONS, one -> true);
    }

    private boolean makeRoom(int most, Predicate<ClientEndPoint> counted) {
        if (open.stream().filter(counted).count() < most) {
            return true;
        }
        return open.stream()
                .filter(counted)
                .filter(one -> !one.isAnswered())
                .max(BY_IDLENESS)
                .map(idle -> {
                    LOG.debug("a connection gives way to another");
                    open.remove(idle);
                    idle.close(new IOException("another connection needs the place"));
                    return true;
                })
                .orElse(false);
    }
}

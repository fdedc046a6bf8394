package org.apposite.cds.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection, whose patience has an end, also with a client that sends or takes a byte now and then, and so is never idle.
 * Thread-safe.
 */
public final class ClientEndPoint extends SocketChannelEndPoint {

    private static final int REQUEST_SECONDS = 20;
    private static final int ANSWER_SECONDS = 60;

    private final long number;
    private final Consumer<ClientEndPoint> onClosed;
    private final @Nullable InetAddress from;
    private volatile boolean answered;
    private long requestBegan;
    private long answerBegan;

    ClientEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            long number,
            Consumer<ClientEndPoint> onClosed) {
        super(channel, selector, key, scheduler);
        this.number = number;
        this.onClosed = onClosed;
        this.from = getRemoteSocketAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
    }

    /** How many were opened before. */
    long number() {
        return number;
    }

    /** Where it comes from; null when it is gone already. */
    @Nullable
    InetAddress from() {
        return from;
    }

    /** Whether a request is being answered, so that it is not idle although nothing comes and goes. */
    boolean isAnswered() {
        return answered;
    }

    /** Says that a request has come as a whole, and is being answered; the answer ends it. */
    public void answering() {
        answered = true;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0) {
            requestBegan = begun(requestBegan, REQUEST_SECONDS);
        }
        return filled;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        answered = false;
        requestBegan = 0;
        boolean isSent = super.flush(buffers);
        answerBegan = isSent ? 0 : begun(answerBegan, ANSWER_SECONDS);
        return isSent;
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        onClosed.accept(this);
        super.onClose(cause);
    }

    private static long begun(long began, long seconds) throws IOException {
        if (began == 0) {
            return NanoTime.now();
        }
        if (NanoTime.secondsSince(began) >= seconds) {
            throw new IOException("the client is too slow");
        }
        return began;
    }
}

package org.apposite.cds.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a size, and as long as there is room; it counts what arrives, and does not rely on what was announced. */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

    private final int limit;
    private final LongPredicate room;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private boolean wanted;
    private volatile boolean stopped;
    private volatile Flow.@Nullable Subscription subscription;

    LimitedBody(int limit, LongPredicate room) {
        this.limit = limit;
        this.room = room;
    }

    HttpResponse.BodySubscriber<byte[]> begin(HttpResponse.ResponseInfo info) {
        wanted = info.statusCode() == 200;
        return this;
    }

    void stop() {
        stopped = true;
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (stopped || !wanted) {
            // The body of a redirect or an error is of no use, and could be without end.
            subscription.cancel();
            body.complete(new byte[0]);
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            boolean isTooLong = buffer.remaining() > limit - bytes.size();
            if (isTooLong || !room.test(buffer.remaining())) {
                stop();
                body.completeExceptionally(isTooLong ? new TooLong() : new NoRoom());
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, part.length);
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }

    /** Too much is being read at once. */
    static final class NoRoom extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** Why a body was cut off. */
    static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;
    }
}

package org.apposite.cds;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The lines of one append, and the thread that waits for them. */
final class LogBatch {

    private final byte[] bytes;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Throwable failure;

    LogBatch(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    void acknowledge() {
        done.countDown();
    }

    void fail(Throwable cause) {
        failure = cause;
        done.countDown();
    }

    void await() throws IOException {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IOException("the lines were not written: " + failure, failure);
        }
    }
}

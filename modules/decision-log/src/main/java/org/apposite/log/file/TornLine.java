package org.apposite.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line that a crash left torn at the end of a file: what is no whole line is moved away, never lost. */
final class TornLine {

    private static final Logger LOG = LoggerFactory.getLogger(TornLine.class);

    private TornLine() {}

    /** Moves it from the end of a file to another, and returns the length of what is left. */
    static long moveAway(FileChannel file, Path name, Path torn) throws IOException {
        long size = file.size();
        if (size == 0 || (size > 1 && at(file, size - 1) == '\n' && at(file, size - 2) == '}')) {
            return size;
        }
        long start = lineStart(file, at(file, size - 1) == '\n' ? size - 1 : size);
        try (FileChannel to = LogFiles.open(torn, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 13);
            for (long from = start; from < size; from += buffer.limit()) {
                buffer.clear();
                if (file.read(buffer, from) < 0) {
                    break;
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.write(ByteBuffer.wrap(new byte[] {'\n'}));
            to.force(true);
        }
        file.truncate(start);
        file.force(true);
        LOG.warn("{}: its last line was torn; {} bytes were moved to {}", name, size - start, torn);
        return start;
    }

    /** The position after the last line feed before a position. */
    static long lineStart(FileChannel file, long before) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 13);
        long from = before;
        while (from > 0) {
            int size = (int) Math.min(block.capacity(), from);
            from -= size;
            block.clear().limit(size);
            while (block.hasRemaining()) {
                if (file.read(block, from + block.position()) < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
            }
            for (int i = size - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    static byte[] read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return bytes.array();
    }

    private static int at(FileChannel file, long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return file.read(one, position) == 1 ? one.get(0) : -1;
    }
}

package org.apposite.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.json.format.EscapedJson;

/**
 * The folder of a batch. A part is done when what was counted of it is there, which is written last; a part that a killed run began is
 * written again from its first row, into the same places. One process at a time.
 */
final class Parts implements Closeable {

    private static final String ANSWERS = "answers";
    private static final String REJECTS = "rejects";
    private static final String DONE = "done";
    private static final int MOST_BYTES = 16 << 20;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path root;
    private final FileChannel lock;

    private Parts(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static Parts in(Path out) throws IOException {
        if (!Files.isDirectory(out)) {
            if (Files.exists(out)) {
                throw new BatchRefused(out + ": this is not a folder. Name a folder that a batch can have for itself.");
            }
            Files.createDirectories(out);
        }
        FileChannel channel =
                FileChannel.open(out.resolve(".apposite.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new BatchRefused(out + ": another batch is writing here. Wait for it, or name another folder.");
        }
        Parts parts = new Parts(out, channel);
        for (String folder : new String[] {"", ANSWERS, REJECTS, DONE}) {
            if (folder.isEmpty() || parts.folder().find(folder).isPresent()) {
                parts.folder().clearDrafts(folder);
            }
        }
        return parts;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private Folder folder() throws FileFault {
        return Folder.at(root);
    }

    Optional<String> find(String name) throws FileFault {
        Folder folder = folder();
        return folder.find(name).isPresent()
                ? Optional.of(new String(folder.read(name, MOST_BYTES), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    boolean isEmpty() throws FileFault {
        return folder().list("").isEmpty();
    }

    void write(String name, String text) throws FileFault {
        folder().write(name, text);
    }

    private static String part(String folder, int number, String ending) {
        return String.format(Locale.ROOT, "%s/part-%06d.%s", folder, number, ending);
    }

    /** What was counted of a part that is done; empty when it is not done. */
    Optional<JsonNode> done(int number) throws FileFault {
        Optional<String> kept = find(part(DONE, number, "json"));
        try {
            return kept.isEmpty() ? Optional.empty() : Optional.of(MAPPER.readTree(kept.get()));
        } catch (JsonProcessingException e) {
            throw new BatchRefused(root.resolve(part(DONE, number, "json"))
                    + ": this file was changed by hand. Name another folder, and begin again.");
        }
    }

    /** Writes a part. */
    interface Writing {
        void to(OutputStream answers, OutputStream rejects) throws IOException;
    }

    void write(int number, String ending, Writing content) throws FileFault {
        folder().write(
                        part(ANSWERS, number, ending),
                        answers -> folder().write(
                                        part(REJECTS, number, "ndjson"), rejects -> content.to(answers, rejects)));
    }

    void finish(int number, Tally tally) throws FileFault {
        write(part(DONE, number, "json"), EscapedJson.of(tally.json().toString()) + "\n");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

package org.apposite.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a zip or jar into memory. Nothing is unpacked to a disk, and nothing is inflated beyond the size that it is said to have. The list
 * at the end of the archive, which other programs go by, must be of just the entries that it holds: each begins where the one before ends,
 * and says of itself what the list says of it. So there is one way to read it.
 */
final class Archive {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LISTED = 0x02014b50;
    private static final int LISTED_BYTES = 46;
    private static final int ENTRY = 0x04034b50;
    private static final int ENTRY_BYTES = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int DESCRIPTOR_BYTES = 12;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int HAS_DESCRIPTOR = 1 << 3;
    /** That sizes follow, how well it was packed, and that its name is in UTF-8: none says that it is encrypted or a part. */
    private static final int KNOWN_FLAGS = HAS_DESCRIPTOR | (3 << 1) | (1 << 11);

    private static final int NAME_IN_UNICODE = 0x7075;
    private static final int KIND_OF_FILE = 0xF000;
    private static final int REGULAR = 0x8000;
    private static final int DIRECTORY = 0x4000;

    private final ByteBuffer zip;
    private final NamedBytes files;

    private Archive(byte[] content, NamedBytes files) {
        this.zip = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.files = files;
    }

    static Contents read(Path named) throws FileFault {
        byte[] content = NamedFile.read(named, Folder.MOST_BYTES_ALTOGETHER);
        try {
            NamedBytes files = new NamedBytes(named.toRealPath());
            new Archive(content, files).read();
            return files;
        } catch (FileFault e) {
            throw e;
        } catch (IOException | DataFormatException | RuntimeException e) {
            throw damaged();
        }
    }

    private void read() throws FileFault, DataFormatException {
        int end = end();
        int first = zip.getInt(end + 16);
        int at = first;
        int next = 0;
        for (int left = u16(end + 10); left > 0; left--) {
            must(zip.getInt(at) == LISTED && zip.getInt(at + 42) == next);
            next = add(at, next);
            at += LISTED_BYTES + u16(at + 28) + u16(at + 30) + u16(at + 32);
        }
        must(next == first && at == end);
    }

    private int end() throws FileFault {
        int end = zip.limit() - END_BYTES;
        while (end >= 0 && (zip.getInt(end) != END || end + END_BYTES + u16(end + 20) != zip.limit())) {
            end--;
        }
        if (end < 0) {
            throw new FileFault("", "this is no zip or jar, or its end is lost", "Pack it anew, or restore it.");
        }
        return end;
    }

    /** Adds an entry, and returns where it ends. */
    private int add(int listed, int entry) throws FileFault, DataFormatException {
        int flags = u16(listed + 8);
        int method = u16(listed + 10);
        int packed = zip.getInt(listed + 20);
        String name = name(listed + LISTED_BYTES, u16(listed + 28), u16(listed + 30));
        must(zip.getInt(entry) == ENTRY
                && (flags & ~KNOWN_FLAGS) == 0
                && flags == u16(entry + 6)
                && method == u16(entry + 8)
                && name.equals(name(entry + ENTRY_BYTES, u16(entry + 26), u16(entry + 28))));
        checkKind(name, (zip.getInt(listed + 38) >>> 16) & KIND_OF_FILE);
        int begin = entry + ENTRY_BYTES + u16(entry + 26) + u16(entry + 28);
        int end = Math.addExact(begin, packed);
        must(packed >= 0 && end <= zip.limit());
        boolean isFolder = name.endsWith("/");
        // What a jar says of itself is no content.
        if (!name.startsWith("META-INF/")) {
            byte[] content = content(begin, packed, method, zip.getInt(listed + 24), zip.getInt(listed + 16));
            if (isFolder) {
                must(content.length == 0);
                files.addFolder(name.substring(0, name.length() - 1));
            } else {
                files.add(name, content);
            }
        }
        if ((flags & HAS_DESCRIPTOR) == 0) {
            mustSay(listed, entry + 14);
            return end;
        }
        int descriptor = end + (zip.getInt(end) == DESCRIPTOR ? Integer.BYTES : 0);
        mustSay(listed, descriptor);
        return descriptor + DESCRIPTOR_BYTES;
    }

    /** The check sum and the sizes are those of the list. */
    private void mustSay(int listed, int said) throws FileFault {
        must(zip.slice(said, DESCRIPTOR_BYTES).equals(zip.slice(listed + 16, DESCRIPTOR_BYTES)));
    }

    /** A name, which no field behind it may give in another way. */
    private String name(int at, int length, int behind) throws FileFault {
        String name = text(at, length);
        int end = at + length + behind;
        int field = at + length;
        while (field < end) {
            int size = u16(field + 2);
            must(u16(field) != NAME_IN_UNICODE || name.equals(text(field + 9, size - 5)));
            field += 4 + size;
        }
        must(field == end);
        return name;
    }

    private String text(int at, int length) {
        byte[] text = new byte[length];
        zip.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private byte[] content(int at, int packed, int method, int size, int sum) throws FileFault, DataFormatException {
        if (size < 0 || size > files.left()) {
            throw Folder.tooLargeAltogether();
        }
        byte[] content = new byte[size];
        if (method == STORED) {
            must(packed == size);
            zip.get(at, content);
        } else {
            must(method == DEFLATED);
            inflate(at, packed, content);
        }
        CRC32 counted = new CRC32();
        counted.update(content);
        must((int) counted.getValue() == sum);
        return content;
    }

    private void inflate(int at, int packed, byte[] content) throws FileFault, DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(zip.array(), at, packed);
            int done = 0;
            int more = 1;
            while (more > 0) {
                more = inflater.inflate(content, done, content.length - done);
                done += more;
            }
            // One byte more than it was said to have, if it has one.
            must(done == content.length && inflater.inflate(new byte[1]) == 0 && inflater.finished());
            must(inflater.getBytesRead() == packed);
        } finally {
            inflater.end();
        }
    }

    private static void checkKind(String name, int kind) throws FileFault {
        if (kind != 0 && kind != REGULAR && kind != DIRECTORY) {
            throw new FileFault(
                    name, "this is a link or a device, and an archive may hold files only", "Pack what it leads to.");
        }
    }

    private static void must(boolean fits) throws FileFault {
        if (!fits) {
            throw damaged();
        }
    }

    private int u16(int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }

    private static FileFault damaged() {
        return new FileFault(
                "", "the archive is damaged, or packed in an unusual way", "Pack it anew, with zip or jar.");
    }
}

package org.apposite.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads a zip or jar into memory. What is inflated is counted while it is; nothing is unpacked to a disk. The list at the end of the
 * archive, which other programs go by, must name the same entries in the same order as the entries themselves do.
 */
final class Archive {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LISTED = 0x02014b50;
    private static final int LISTED_BYTES = 46;
    private static final int KIND_OF_FILE = 0xF000;
    private static final int REGULAR = 0x8000;
    private static final int DIRECTORY = 0x4000;

    private Archive() {}

    static Contents read(Path named) throws FileFault {
        byte[] content = NamedFile.read(named, Folder.MOST_BYTES_ALTOGETHER);
        try {
            NamedBytes files = new NamedBytes(named.toRealPath());
            List<String> listed = listed(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
            List<String> found = new ArrayList<>();
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    found.add(entry.getName());
                    add(files, entry, in);
                }
            }
            if (!found.equals(listed)) {
                throw damaged();
            }
            return files;
        } catch (FileFault e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged();
        }
    }

    private static void add(NamedBytes files, ZipEntry entry, ZipInputStream in) throws IOException {
        String name = entry.getName();
        // What a jar says of itself is no content.
        boolean isOfJar = name.startsWith("META-INF/");
        if (entry.isDirectory()) {
            if (!isOfJar) {
                files.addFolder(name.substring(0, name.length() - 1));
            }
            return;
        }
        byte[] content = in.readNBytes(files.left() + 1);
        if (!isOfJar || content.length > files.left()) {
            files.add(name, content);
        }
    }

    /** The names in the list at the end. */
    private static List<String> listed(ByteBuffer zip) throws FileFault {
        int end = zip.limit() - END_BYTES;
        while (end >= 0 && (zip.getInt(end) != END || end + END_BYTES + u16(zip, end + 20) != zip.limit())) {
            end--;
        }
        if (end < 0) {
            throw new FileFault("", "this is no zip or jar, or its end is lost", "Pack it anew, or restore it.");
        }
        List<String> names = new ArrayList<>();
        int at = zip.getInt(end + 16);
        for (int left = u16(zip, end + 10); left > 0; left--) {
            if (zip.getInt(at) != LISTED) {
                throw damaged();
            }
            byte[] name = new byte[u16(zip, at + 28)];
            zip.get(at + LISTED_BYTES, name);
            names.add(new String(name, StandardCharsets.UTF_8));
            checkKind(names.get(names.size() - 1), (zip.getInt(at + 38) >>> 16) & KIND_OF_FILE);
            at += LISTED_BYTES + name.length + u16(zip, at + 30) + u16(zip, at + 32);
        }
        return names;
    }

    private static void checkKind(String name, int kind) throws FileFault {
        if (kind != 0 && kind != REGULAR && kind != DIRECTORY) {
            throw new FileFault(
                    name, "this is a link or a device, and an archive may hold files only", "Pack what it leads to.");
        }
    }

    private static int u16(ByteBuffer zip, int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }

    private static FileFault damaged() {
        return new FileFault(
                "", "the archive is damaged, or packed in an unusual way", "Pack it anew, with zip or jar.");
    }
}

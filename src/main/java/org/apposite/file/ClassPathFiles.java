package org.apposite.file;

import java.io.IOException;
import java.io.InputStream;

/** Reads a folder of the class path, whose lock says what it holds. */
final class ClassPathFiles {

    private ClassPathFiles() {}

    static Contents read(ClassLoader loader, String folder) throws FileFault {
        NamedBytes files = new NamedBytes(null);
        byte[] lock = read(loader, folder, RuleLock.FILE, files.left());
        RuleLock locked = RuleLock.read(Folder.decoded(RuleLock.FILE, lock))
                .orElseThrow(() -> new FileFault(RuleLock.FILE, "the lock is damaged", "Build the jar anew."));
        files.add(RuleLock.FILE, lock);
        for (String name : locked.files().keySet()) {
            NamedBytes.check(name);
            files.add(name, read(loader, folder, name, files.left()));
        }
        return files;
    }

    private static byte[] read(ClassLoader loader, String folder, String name, int most) throws FileFault {
        try (InputStream in = loader.getResourceAsStream(folder + "/" + name)) {
            if (in == null) {
                throw new FileFault(
                        name,
                        "the class path has no such file in " + folder,
                        "Put all files that rule-set.lock names there, and the lock.");
            }
            return in.readNBytes(most + 1);
        } catch (FileFault e) {
            throw e;
        } catch (IOException e) {
            throw new FileFault(name, "the file cannot be read from the class path", "Build the jar anew.");
        }
    }
}

package org.apposite.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the content of a rule set comes from: a folder, an archive, the class path, or bytes by name. The same files are the same
 * content, with the same digest, whatever they come from. Implementations are thread-safe; each opening is for one thread.
 *
 * <p>A host that keeps content elsewhere, as in a database, answers with {@code of(files).open()}.
 */
@FunctionalInterface
public interface RuleSource {

    /**
     * Opens what is there now.
     *
     * @return the content, for one read
     * @throws FileFault when there is none, or it must not be read
     */
    Contents open() throws FileFault;

    /**
     * A folder, or a zip or jar that holds what the folder would.
     *
     * @param named where it is
     * @return the source; that there is nothing is told when it is opened
     */
    static RuleSource at(Path named) {
        return () -> Files.isRegularFile(named) ? Archive.read(named) : Folder.at(named);
    }

    /**
     * Files that a host holds.
     *
     * @param files their bytes, by name relative to the folder that they would be in, with {@code /}
     * @return the source
     */
    static RuleSource of(Map<String, byte[]> files) {
        Map<String, byte[]> copy = new TreeMap<>();
        files.forEach((name, content) -> copy.put(name, content.clone()));
        return () -> NamedBytes.of(copy);
    }

    /**
     * A folder of the class path with its {@code rule-set.lock}, which names the files: a class path has no list of what it holds.
     *
     * @param loader finds the files
     * @param folder the name of the folder, such as {@code org/example/rules}
     * @return the source
     */
    static RuleSource onClassPath(ClassLoader loader, String folder) {
        return () -> ClassPathFiles.read(loader, folder);
    }
}

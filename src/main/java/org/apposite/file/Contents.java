package org.apposite.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a folder, an archive or the like holds, opened for one read. Names are relative to it, with {@code /}. However it is packed, it is
 * read as if somebody hostile had filled it, within the limits of a {@link Folder}.
 *
 * <p>By one thread.
 */
public sealed interface Contents permits Folder, NamedBytes {

    /**
     * What a folder of it holds, but for what begins with a full stop.
     *
     * @param name the folder; empty for the whole
     * @return its entries, by name
     * @throws FileFault when it cannot be read, holds too much, or lies too deep
     */
    List<Folder.Entry> list(String name) throws FileFault;

    /**
     * What has a name.
     *
     * @param name a name
     * @return the entry; empty when there is none
     */
    Optional<Folder.Entry> find(String name);

    /**
     * Reads a file.
     *
     * @param name its name
     * @param most how many bytes it may have
     * @return its content
     * @throws FileFault when it is missing, too large or no file
     */
    byte[] read(String name, int most) throws FileFault;

    /**
     * Reads a file as text.
     *
     * @param name its name
     * @param most how many bytes it may have
     * @return its text
     * @throws FileFault as {@link #read}, and when it is not written in UTF-8
     */
    default String text(String name, int most) throws FileFault {
        return Folder.decoded(name, read(name, most));
    }

    /**
     * Where it stands, for what is told relative to it.
     *
     * @return the folder, or the file of an archive, without links; empty when it is no file
     */
    Optional<Path> place();

    /**
     * Whether somebody has packed it, so that it is no author's work in progress.
     *
     * @return false for a folder
     */
    boolean isPacked();
}

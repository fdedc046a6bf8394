package org.apposite.file;

import java.io.IOException;
import java.io.Serial;

/** Why a file or folder is not read or written, in words for people. Immutable. */
public final class FileFault extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String what;
    private final String suggestion;

    FileFault(String file, String what, String suggestion) {
        super(what);
        this.file = file;
        this.what = what;
        this.suggestion = suggestion;
    }

    /** The same of a file as a person named it. */
    FileFault of(String name) {
        return new FileFault(name, what, suggestion);
    }

    /** The fault in one line: file, what is wrong, what to do. */
    @Override
    public String getMessage() {
        return (file.isEmpty() ? "" : file + ": ") + what + ". " + suggestion;
    }

    /**
     * Which file or folder.
     *
     * @return its name: relative to the folder, with {@code /}, and empty for the folder itself; or as it was given
     */
    public String file() {
        return file;
    }

    /**
     * What is wrong.
     *
     * @return a sentence without the name of the file and without a full stop
     */
    public String what() {
        return what;
    }

    /**
     * What to do.
     *
     * @return a sentence
     */
    public String suggestion() {
        return suggestion;
    }
}

package org.apposite.log.store;

/**
 * A line as it stands in a file.
 *
 * @param file the name of the file
 * @param number its number in the file, from 1
 * @param bytes what it is, without its line break; when it is too long to be a line of a log, only its beginning
 * @param isTorn whether it ends its log without being whole: it is being written, or a crash cut it off
 */
public record LogLine(String file, long number, byte[] bytes, boolean isTorn) {

    public String place() {
        return file + ":" + number;
    }
}

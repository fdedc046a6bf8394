package org.apposite.authoring.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.text.Place;

/** APP-226: a file whose lines end in two ways, so that tools disagree where a line ends and every line may seem changed. */
final class LineEnds implements Lint {

    private static final Pattern UNIX = Pattern.compile("(?<!\\r)\\n");

    @Override
    public void look(Subject subject, Report report) {
        subject.files().forEach((file, text) -> {
            Matcher unix = UNIX.matcher(text);
            int windows = text.indexOf("\r\n");
            if (windows >= 0 && unix.find()) {
                int second = Math.max(windows, unix.start());
                int line = 1
                        + (int) text.substring(0, second)
                                .chars()
                                .filter(one -> one == '\n')
                                .count();
                report.at(
                        file,
                        new Place(line, 1),
                        CheckCode.LINE_ENDS,
                        "the lines above end as " + (second == windows ? "on Linux" : "on Windows")
                                + ", and this one as " + (second == windows ? "on Windows" : "on Linux"),
                        "Save the file with line ends of one kind.");
            }
        });
    }
}

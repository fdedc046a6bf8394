package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The archive passes on libraries of others: NOTICE names the groups of all of them, and of no others. */
class TheNoticeNamesEveryLibraryTest {

    private static final Pattern LIBRARY = Pattern.compile("(?m)^ +([\\w.-]+):[\\w.-]+:jar:");
    private static final Pattern NAMED = Pattern.compile("(?m)^- [^()]+ \\(([\\w., -]+)\\)");

    @Test
    void what_is_in_the_archive_is_in_the_notice_and_the_other_way_round() throws IOException {
        String libraries = Files.readString(Path.of("target", "libraries.txt"));
        String notice = Files.readString(Path.of("..", "..", "NOTICE"));
        String thirdParty = notice.substring(notice.indexOf("Third-party software"));

        Set<String> passedOn = groups(LIBRARY.matcher(libraries).results());
        Set<String> named = groups(NAMED.matcher(thirdParty).results());

        assertThat(passedOn).hasSizeGreaterThan(20);
        assertThat(named).isEqualTo(passedOn);
    }

    private static Set<String> groups(Stream<MatchResult> found) {
        return found.flatMap(one -> Stream.of(one.group(1).split(", "))).collect(Collectors.toCollection(TreeSet::new));
    }
}

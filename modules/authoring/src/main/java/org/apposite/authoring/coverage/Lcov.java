package org.apposite.authoring.coverage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.authoring.coverage.Coverage.QuestionCoverage;
import org.apposite.authoring.coverage.Coverage.RuleCoverage;
import org.apposite.language.Answer;
import org.apposite.text.Characters;

/**
 * Coverage in the format of LCOV, as editors and build servers read it. A rule's line counts its firings, the line of a
 * question the cases that asked it; each question is a branch point with a branch for yes, no and, where it can be,
 * unknown.
 */
public final class Lcov {

    private Lcov() {}

    /**
     * Writes coverage.
     *
     * @param coverage the coverage
     * @param folder what to put before the files, such as {@code rules-drl/}; may be empty
     * @return the text of an LCOV tracefile
     */
    public static String of(Coverage coverage, String folder) {
        StringBuilder text = new StringBuilder();
        for (String file : coverage.files()) {
            file(text, folder + file, coverage.of(file).rules());
        }
        return text.toString();
    }

    private static void file(StringBuilder text, String file, List<RuleCoverage> rules) {
        text.append("TN:\nSF:")
                .append(Characters.shown(file.replace("\n", "?"), "?"))
                .append('\n');
        Map<Integer, Integer> lines = new TreeMap<>();
        StringBuilder branches = new StringBuilder();
        int found = 0;
        int hit = 0;
        int block = 0;
        for (RuleCoverage rule : rules) {
            lines.merge(rule.rule().line(), rule.fired(), Math::max);
            for (QuestionCoverage question : rule.questions()) {
                int line = question.question().place().line();
                lines.merge(line, rule.asked(), Math::max);
                List<Answer> possible = question.possible();
                for (int branch = 0; branch < possible.size(); branch++) {
                    int seen = question.seen(possible.get(branch));
                    branches.append("BRDA:")
                            .append(line)
                            .append(',')
                            .append(block)
                            .append(',')
                            .append(branch)
                            .append(',')
                            .append(seen)
                            .append('\n');
                    hit += seen > 0 ? 1 : 0;
                }
                found += possible.size();
                block++;
            }
        }
        text.append(branches)
                .append("BRF:")
                .append(found)
                .append("\nBRH:")
                .append(hit)
                .append('\n');
        lines.forEach((line, count) ->
                text.append("DA:").append(line).append(',').append(count).append('\n'));
        long covered = lines.values().stream().filter(count -> count > 0).count();
        text.append("LF:").append(lines.size()).append("\nLH:").append(covered).append("\nend_of_record\n");
    }
}

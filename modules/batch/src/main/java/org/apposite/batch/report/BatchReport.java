package org.apposite.batch.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;

/**
 * What a batch says in sum.
 *
 * @param schemaVersion the version of this report
 * @param input the file of cases
 * @param rules the rules that answered
 * @param rows the rows of the input
 * @param answers the answers; a case with several complaints has several
 * @param rejected the rows without an answer
 * @param rejectedWithEmergency those of them whose emergencies stand all the same
 * @param asked the answers that need a datum which nobody has stated
 * @param rejects why rows have no answer
 * @param outcomes the outcomes of answers
 * @param variants the variants that matched
 * @param orders the categories of what was ordered
 * @param burden answers by their most severe alert
 * @param alerts the alerts
 * @param missing what nobody had stated
 * @param groups the same in short for each place and month
 */
public record BatchReport(
        int schemaVersion,
        Input input,
        Rules rules,
        long rows,
        long answers,
        long rejected,
        long rejectedWithEmergency,
        long asked,
        List<Count> rejects,
        List<Count> outcomes,
        List<VariantCount> variants,
        List<Count> orders,
        List<Count> burden,
        List<AlertCount> alerts,
        List<MissingCount> missing,
        List<Group> groups) {

    /** The version of the report. */
    public static final int VERSION = 1;

    /**
     * A file of cases.
     *
     * @param name its name
     * @param bytes its size
     * @param digest its digest
     */
    public record Input(String name, long bytes, String digest) {}

    /**
     * Rules.
     *
     * @param name their name
     * @param version their version
     * @param digest their digest
     */
    public record Rules(String name, String version, String digest) {}

    /**
     * A number of something.
     *
     * @param code what
     * @param number how many
     */
    public record Count(String code, long number) {}

    /**
     * A variant.
     *
     * @param topic its topic
     * @param id its id
     * @param title its title
     * @param answers how many answers matched it
     */
    public record VariantCount(String topic, String id, String title, long answers) {}

    /**
     * An alert.
     *
     * @param severity how severe
     * @param code its code
     * @param answers in how many answers
     */
    public record AlertCount(String severity, String code, long answers) {}

    /**
     * A datum that nobody had stated.
     *
     * @param code its code
     * @param display what people call it
     * @param needed how many answers need it
     * @param couldChange how many others it could change
     */
    public record MissingCount(String code, String display, long needed, long couldChange) {}

    /**
     * A place and a month.
     *
     * @param site the place, empty where no column says it
     * @param month the month, empty where no column says it
     * @param rows its rows
     * @param answers its answers
     * @param rejected its rows without an answer
     * @param rejectedWithEmergency those of them whose emergencies stand
     * @param asked its answers that need a datum which nobody has stated
     * @param outcomes the outcomes of answers
     * @param orders the categories of what was ordered
     * @param burden answers by their most severe alert
     */
    public record Group(
            String site,
            String month,
            long rows,
            long answers,
            long rejected,
            long rejectedWithEmergency,
            long asked,
            List<Count> outcomes,
            List<Count> orders,
            List<Count> burden) {}

    /**
     * A report of what was counted.
     *
     * @param counted the counts
     * @param vocabulary what data are called
     * @param input the file of cases
     * @param rules the rules that answered
     * @return the report, the more frequent first
     */
    public static BatchReport of(Counted counted, Vocabulary vocabulary, Input input, Rules rules) {
        List<VariantCount> variants = new ArrayList<>();
        counted.below(
                List.of(Counted.VARIANT),
                (path, times) -> variants.add(new VariantCount(path.get(0), path.get(1), path.get(2), times)));
        variants.sort(Comparator.comparingLong(VariantCount::answers).reversed());
        List<AlertCount> alerts = new ArrayList<>();
        counted.below(
                List.of(Counted.ALERT), (path, times) -> alerts.add(new AlertCount(path.get(0), path.get(1), times)));
        alerts.sort(Comparator.comparingLong(AlertCount::answers).reversed());
        return new BatchReport(
                VERSION,
                input,
                rules,
                counted.count(Counted.ROWS),
                counted.count(Counted.ANSWERS),
                counted.count(Counted.REJECTED),
                counted.count(Counted.REJECTED_WITH_EMERGENCY),
                counted.count(Counted.ASKED),
                counts(counted, Counted.REJECT),
                counts(counted, Counted.OUTCOME),
                variants,
                counts(counted, Counted.ORDER),
                counts(counted, Counted.BURDEN),
                alerts,
                missing(counted, vocabulary),
                groups(counted));
    }

    private static List<Count> counts(Counted counted, String... path) {
        List<Count> counts = new ArrayList<>();
        counted.below(List.of(path), (rest, times) -> counts.add(new Count(rest.get(0), times)));
        counts.sort(Comparator.comparingLong(Count::number).reversed());
        return counts;
    }

    private static List<MissingCount> missing(Counted counted, Vocabulary vocabulary) {
        Map<String, long[]> numbers = new TreeMap<>();
        counted.below(List.of(Counted.MISSING), (path, times) -> {
            long[] of = numbers.computeIfAbsent(path.get(0), any -> new long[2]);
            of[path.get(1).equals("needed") ? 0 : 1] += times;
        });
        List<MissingCount> missing = new ArrayList<>();
        numbers.forEach((code, of) -> {
            Term term = vocabulary.terms().get(code);
            missing.add(new MissingCount(code, term == null ? code : term.display(), of[0], of[1]));
        });
        missing.sort(Comparator.comparingLong(MissingCount::needed)
                .thenComparingLong(MissingCount::couldChange)
                .reversed());
        return missing;
    }

    private static List<Group> groups(Counted counted) {
        List<List<String>> paths = new ArrayList<>();
        counted.below(List.of(Counted.GROUP), (path, times) -> {
            List<String> group = path.subList(0, Counted.GROUP_PARTS - 1);
            if (paths.isEmpty() || !paths.get(paths.size() - 1).equals(group)) {
                paths.add(group);
            }
        });
        return paths.stream()
                .map(path -> group(counted, path.get(0), path.get(1)))
                .toList();
    }

    private static Group group(Counted counted, String site, String month) {
        return new Group(
                site,
                month,
                counted.count(Counted.GROUP, site, month, Counted.ROWS),
                counted.count(Counted.GROUP, site, month, Counted.ANSWERS),
                counted.count(Counted.GROUP, site, month, Counted.REJECTED),
                counted.count(Counted.GROUP, site, month, Counted.REJECTED_WITH_EMERGENCY),
                counted.count(Counted.GROUP, site, month, Counted.ASKED),
                counts(counted, Counted.GROUP, site, month, Counted.OUTCOME),
                counts(counted, Counted.GROUP, site, month, Counted.ORDER),
                counts(counted, Counted.GROUP, site, month, Counted.BURDEN));
    }
}

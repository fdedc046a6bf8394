package org.apposite.cds.cards;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.advice.Recommendation;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * How studies are named to people: with the region where the name of the procedure leaves it open, as in "MRI lumbar spine
 * without IV contrast" for "MRI spine area of interest without IV contrast".
 */
final class StudyName {

    /** The words by which procedures leave the region open, after what it is a region of where they name that. */
    private static final Pattern OPEN = Pattern.compile("(\\p{Ll}+ )?area of interest");

    private final Vocabulary vocabulary;

    StudyName(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    String of(Consultation one, Recommendation study) {
        Region region = study.region() == null ? null : vocabulary.regions().get(study.region());
        if (region == null || !region.isPlace() || !region.ofComplaints()) {
            return study.display();
        }
        Side side = region.sided() ? one.read().patient().side().orElse(null) : null;
        return OPEN.matcher(study.display())
                .replaceAll(open -> Matcher.quoteReplacement(placed(region, side, open.group(1))));
    }

    private static String placed(Region region, @Nullable Side side, @Nullable String whole) {
        String place = side == null ? region.display() : words(side) + " " + region.display();
        return whole == null ? place : place + " " + whole.strip();
    }

    private static String words(Side side) {
        return side == Side.BOTH ? "left and right" : side.code();
    }

    /** A category, as people name it. */
    static String of(Recommendation.Category category) {
        String words = category.code().replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}

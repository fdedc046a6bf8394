package org.apposite.fhir.out;

import java.math.BigDecimal;
import java.util.List;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * A rating as an extension.
 *
 * @param category the category
 * @param disagreement whether the panel disagreed on it
 * @param median the median rating, null when not stated
 * @param preferred whether the procedure is preferred, null without a case
 * @param radiation the radiation, null when not stated
 * @param setAside why it cannot be done, or need not be; null when it can
 * @param transcribed whether the rating has to be confirmed
 * @param sources the keys of its sources
 */
record RatingExtension(
        Recommendation.Category category,
        boolean disagreement,
        @Nullable Integer median,
        @Nullable Boolean preferred,
        @Nullable Radiation radiation,
        @Nullable String setAside,
        boolean transcribed,
        List<String> sources) {

    static RatingExtension of(Recommendation one) {
        return new RatingExtension(
                one.category(),
                one.disagreement(),
                one.median(),
                one.preferred(),
                one.radiation(),
                one.setAside(),
                one.transcribed(),
                one.sources());
    }

    Extension extension(Vocabulary vocabulary) {
        Extension rating = new Extension(Urls.RATING);
        rating.addExtension("category", OwnCodes.CATEGORY.coding(category));
        rating.addExtension("disagreement", new BooleanType(disagreement));
        if (median != null) {
            rating.addExtension("median", new IntegerType(median.intValue()));
        }
        if (preferred != null) {
            rating.addExtension("preferred", new BooleanType(preferred.booleanValue()));
        }
        if (radiation != null) {
            add(radiation, rating);
        }
        if (setAside != null) {
            rating.addExtension("setAside", new StringType(setAside));
        }
        rating.addExtension("transcribed", new BooleanType(transcribed));
        sources.forEach(key -> rating.addExtension("source", Sources.coding(vocabulary, key)));
        return rating;
    }

    private static void add(Radiation radiation, Extension rating) {
        rating.addExtension("radiationLevel", OwnCodes.RADIATION.coding(radiation.level()));
        Double min = radiation.minMilliSieverts();
        Double max = radiation.maxMilliSieverts();
        if (min != null && max != null) {
            rating.addExtension("radiationDose", new Range().setLow(dose(min)).setHigh(dose(max)));
        }
    }

    private static Quantity dose(double milliSieverts) {
        Quantity dose = new Quantity();
        // As text, so that 0.3 stays 0.3; without an exponent, since 1E+1 is read again as 10.
        BigDecimal value = new BigDecimal(Double.toString(milliSieverts)).stripTrailingZeros();
        dose.setValue(value.setScale(Math.max(value.scale(), 0)));
        dose.setUnit("mSv");
        dose.setSystem(Urls.UCUM);
        dose.setCode("mSv");
        return dose;
    }
}

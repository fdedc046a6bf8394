package org.apposite.authoring.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.model.Choice;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Topic.Applies;
import org.apposite.model.Ucum;
import org.apposite.model.Vocabulary;

/** What a vocabulary and a topic declare, in a few words each. */
final class DataText {

    private DataText() {}

    static String applies(Applies applies, Terms terms) {
        List<String> whom = new ArrayList<>();
        if (applies.atLeast() != null) {
            whom.add("from " + applies.atLeast() + " of age");
        }
        if (applies.youngerThan() != null) {
            whom.add("under " + applies.youngerThan() + " of age");
        }
        if (applies.sex() != null) {
            whom.add("of sex " + applies.sex().code());
        }
        applies.present().forEach(code -> whom.add("with " + terms.term(code)));
        applies.absent().forEach(code -> whom.add("without " + terms.term(code)));
        return whom.isEmpty()
                ? "everybody with such a complaint"
                : String.join(", ", whom)
                        + (applies.otherwise().isEmpty() ? "" : "; for others see " + applies.otherwise());
    }

    static String values(Choice choice) {
        return choice.values().values().stream()
                .map(one -> one.display() + (one.open() ? " (leaves it open)" : ""))
                .collect(Collectors.joining(", "));
    }

    static String units(Quantity quantity) {
        return quantity.systems().entrySet().stream()
                .map(one -> one.getKey() + ": "
                        + one.getValue().stream().map(Ucum::words).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    static String ranges(Quantity quantity) {
        return quantity.ranges().entrySet().stream()
                .map(one -> one.getValue().from().toPlainString() + " to "
                        + Ucum.words(one.getValue().to(), one.getKey()))
                .collect(Collectors.joining("; "));
    }

    static String limits(Quantity quantity) {
        return quantity.limits().entrySet().stream()
                .map(one -> Terms.spaced(one.getKey()) + ": " + limit(one.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String limit(Map<String, BigDecimal> numbers) {
        return numbers.entrySet().stream()
                .map(one -> Ucum.words(one.getValue(), one.getKey()))
                .collect(Collectors.joining(" or "));
    }

    static String counts(Quantity quantity) {
        return constant(quantity.counts()) + (quantity.whole() ? ", whole numbers" : "");
    }

    static String region(Region region, Vocabulary vocabulary) {
        List<String> said = new ArrayList<>();
        if (!region.parts().isEmpty() && !region.parts().equals(Set.of(region.code()))) {
            said.add("made of " + regions(region.parts(), ", ", vocabulary));
        }
        if (!region.isPlace()) {
            said.add("not one place");
        }
        if (!region.ofComplaints()) {
            said.add("studies only");
        }
        if (!region.coveredBy().isEmpty()) {
            said.add("covered by " + regions(region.coveredBy(), ", ", vocabulary));
        }
        region.suffices().forEach(set -> said.add("covered by " + regions(set, " with ", vocabulary)));
        region.shownBy().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> said.add(regions(Set.of(one.getKey()), "", vocabulary) + " shown by "
                        + one.getValue().stream()
                                .sorted()
                                .map(vocabulary::displayOfStudy)
                                .collect(Collectors.joining(", "))));
        if (region.sided()) {
            said.add("left and right");
        }
        return String.join("; ", said);
    }

    private static String regions(Collection<String> codes, String between, Vocabulary vocabulary) {
        return codes.stream()
                .map(code -> vocabulary.regions().containsKey(code)
                        ? vocabulary.regions().get(code).display()
                        : code)
                .collect(Collectors.joining(between));
    }

    static String results(Study study) {
        return study.results().values().stream()
                .map(one -> one.display() + " (" + constant(one.meaning()) + (one.lasting() ? ", lasting" : "") + ")")
                .collect(Collectors.joining(", "));
    }

    static String details(Study study) {
        List<String> said = new ArrayList<>();
        if (!study.techniques().isEmpty()) {
            said.add("techniques: " + String.join(", ", study.techniques().values()));
        }
        if (!study.findings().isEmpty()) {
            said.add("findings: " + String.join(", ", study.findings().values()));
        }
        if (!study.sites().isEmpty()) {
            said.add("sites: " + String.join(", ", study.sites().values()));
        }
        if (study.contrasted()) {
            said.add("orders state the contrast");
        }
        if (study.wholeBody()) {
            said.add("shows the whole body");
        }
        return String.join("; ", said);
    }

    static String constant(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

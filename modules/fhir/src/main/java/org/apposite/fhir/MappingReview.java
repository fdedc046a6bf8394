package org.apposite.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apposite.fhir.mapping.ImagingCodes.CodedResult;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.TerminologyCode;
import org.hl7.fhir.r4.model.Coding;

/**
 * What a hospital's mapping changes of the project's own, for the person who keeps it. Immutable.
 *
 * @param added codes that mean something more, each with what it means
 * @param changed codes that mean something else, and settings that are other ones
 * @param lost codes that the project's own mapping knows and this one does not, each with what it meant
 */
public record MappingReview(List<String> added, List<String> changed, List<String> lost) {

    /** Copies the lists. */
    public MappingReview {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        lost = List.copyOf(lost);
    }

    static MappingReview of(Mapping own, Mapping hospital) {
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        CodeMeanings before = new CodeMeanings(own);
        CodeMeanings after = new CodeMeanings(hospital);
        Set<TerminologyCode> codes = new TreeSet<>(before.all().comparator());
        codes.addAll(before.all().keySet());
        codes.addAll(after.all().keySet());
        for (TerminologyCode code : codes) {
            Set<String> was = before.of(withClasses(code, own));
            Set<String> is = after.of(withClasses(code, hospital));
            String name = hospital.systems().written(code);
            Set<String> gained = without(is, was);
            Set<String> gone = without(was, is);
            if (!gained.isEmpty() && !gone.isEmpty()) {
                changed.add(name + ": was " + String.join("; ", gone) + "; is " + String.join("; ", gained));
            } else if (!gained.isEmpty()) {
                added.add(name + ": " + String.join("; ", gained));
            } else if (!gone.isEmpty()) {
                lost.add(name + ": " + String.join("; ", gone));
            }
        }
        SortedMap<String, String> settingsBefore = settings(own);
        settings(hospital).forEach((setting, value) -> {
            String was = settingsBefore.get(setting);
            if (was == null) {
                added.add(setting + ": " + value);
            } else if (!was.equals(value)) {
                changed.add(setting + ": was " + was + "; is " + value);
            }
            settingsBefore.remove(setting);
        });
        settingsBefore.forEach((setting, value) -> lost.add(setting + ": " + value));
        return new MappingReview(added, changed, lost);
    }

    /** A code with its classes; a class stands for itself and the wider ones. */
    private static List<TerminologyCode> withClasses(TerminologyCode code, Mapping mapping) {
        String plain = code.isClass() ? code.code().substring(0, code.code().length() - 1) : code.code();
        List<TerminologyCode> all = mapping.systems().of(new Coding(code.system(), plain, null));
        return code.isClass() ? all.stream().filter(TerminologyCode::isClass).toList() : all;
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(others);
        return left;
    }

    /** What a mapping says besides the meaning of codes, by the name of the setting. */
    private static SortedMap<String, String> settings(Mapping mapping) {
        SortedMap<String, String> settings = new TreeMap<>();
        mapping.units().forEach((text, unit) -> settings.put("the unit \"" + text + "\"", unit));
        mapping.contradictions()
                .forEach((kind, presence) ->
                        settings.put("a contradiction of " + kind.name().toLowerCase(Locale.ROOT), presence.code()));
        for (Mapping.Term term : mapping.terms()) {
            settings.put(term.code() + ", within", term.window().toString());
            settings.put(term.code() + ", clinical-status", sorted(term.clinicalStatuses()));
            settings.put(term.code() + ", verification-status", sorted(term.verificationStatuses()));
            settings.put(term.code() + ", concern", term.concern().toString());
            for (Mapping.Measure measure : term.measures()) {
                String name = term.code() + ", " + measure.name();
                settings.put(name + ", within", measure.window().toString());
                settings.put(name + ", limit", limit(measure));
                settings.put(name + ", plausible", span(measure));
            }
        }
        mapping.quantities().forEach((code, read) -> {
            settings.put(code + ", within", read.window().toString());
            settings.put(code + ", concern", read.concern().toString());
        });
        settings.put("absences, within", mapping.absenceWindow().toString());
        settings.put("imaging, within", mapping.imaging().window().toString());
        settings.put("order, within", mapping.orderWindow().toString());
        settings.put("order, statuses", sorted(mapping.orderStatuses()));
        settings.put("visit, within", mapping.visitWindow().toString());
        settings.put("visit, statuses", sorted(mapping.visitStatuses()));
        settings.put("questionnaire, within", mapping.answersWindow().toString());
        settings.put("questionnaire, statuses", sorted(mapping.answersStatuses()));
        for (CodedResult result : mapping.imaging().results()) {
            for (String phrase : result.phrases()) {
                settings.put("the conclusion \"" + phrase + "\" of " + sorted(result.studies()), result.result());
            }
        }
        return settings;
    }

    private static String limit(Mapping.Measure measure) {
        Mapping.Limit limit = measure.atLeast();
        return limit == null ? "above its reference range" : "at least " + limit.value() + " " + limit.unit();
    }

    private static String span(Mapping.Measure measure) {
        Mapping.Span span = measure.plausible();
        return span == null ? "any value" : span.from() + " to " + span.to() + " " + span.unit();
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }

    /**
     * A code of a record, or another thing in it, that a mapping does not understand.
     *
     * @param element where it stands, such as {@code Condition.code}
     * @param system the URL of its system, empty when it has none
     * @param code the code, empty where there are words alone
     * @param name how the record names it, empty when it does not
     * @param times how often it is there
     */
    public record Unknown(String element, String system, String code, String name, int times) {}

    /** Counts what is not understood, in the order of elements and codes. */
    static final class Unknowns {

        private final Map<String, Unknown> all = new TreeMap<>();

        void add(String element, String system, String code, String name) {
            all.merge(
                    element + "\n" + system + "\n" + code + "\n" + (code.isEmpty() ? name : ""),
                    new Unknown(element, system, code, name, 1),
                    (one, more) -> new Unknown(element, system, code, one.name(), one.times() + 1));
        }

        List<Unknown> all() {
            return List.copyOf(all.values());
        }
    }
}

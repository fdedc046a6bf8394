package org.apposite.fhir.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/**
 * Which URLs and OIDs name one code system, and which systems have classes: a code of a mapping that ends in a hyphen,
 * such as {@code M54.5-}, stands for every code that begins so. Immutable.
 *
 * @param names the URL by which the mapping knows a system, by each of its names as they are and as {@link #key} writes them
 * @param classified the systems of which the mapping has classes
 * @param shortNames how mapping files write a system, by its URL
 */
public record CodeSystems(Map<String, String> names, Set<String> classified, Map<String, String> shortNames) {

    /** A code of ICD-10 that was sent without its dot. */
    private static final Pattern DOTLESS = Pattern.compile("[A-Z]\\d[0-9A-Z][0-9A-Z]{1,4}");

    public CodeSystems {
        names = Map.copyOf(names);
        classified = Set.copyOf(classified);
        shortNames = Map.copyOf(shortNames);
    }

    /** A code as a mapping file writes it. */
    public String written(TerminologyCode code) {
        return shortNames.getOrDefault(code.system(), code.system()) + " " + code.code();
    }

    /** The name of a system without what differs in practice: the scheme of the web, a slash at its end, the case of a URN. */
    static String key(String system) {
        String plain = system.endsWith("/") ? system.substring(0, system.length() - 1) : system;
        return plain.regionMatches(true, 0, "urn:", 0, 4)
                ? plain.toLowerCase(Locale.ROOT)
                : plain.replaceFirst("^https?://(www\\.)?", "");
    }

    /** The URL by which the mapping knows a system; of one that it does not know, the URL itself. */
    public String known(String system) {
        String known = names.get(system);
        return known == null ? names.getOrDefault(key(system), system) : known;
    }

    /** The codes of a concept that have both system and code, each with the classes that it belongs to, the narrowest first. */
    public List<TerminologyCode> of(CodeableConcept concept) {
        List<TerminologyCode> codes = new ArrayList<>();
        concept.getCoding().forEach(coding -> codes.addAll(of(coding)));
        return codes;
    }

    /** The code of a coding with its classes; none without a system or a code. */
    public List<TerminologyCode> of(Coding coding) {
        String system = coding.getSystem();
        String code = coding.getCode();
        if (system == null || code == null) {
            return List.of();
        }
        String known = known(system);
        if (!classified.contains(known)) {
            return List.of(new TerminologyCode(known, code));
        }
        String written = code.strip().toUpperCase(Locale.ROOT);
        if (DOTLESS.matcher(written).matches()) {
            written = written.substring(0, 3) + "." + written.substring(3);
        }
        List<TerminologyCode> codes = new ArrayList<>();
        codes.add(new TerminologyCode(known, written));
        for (int end = written.length(); end > 0; end--) {
            codes.add(new TerminologyCode(known, written.substring(0, end) + TerminologyCode.CLASS));
        }
        return codes;
    }
}

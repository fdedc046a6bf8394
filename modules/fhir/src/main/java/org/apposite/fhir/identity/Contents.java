package org.apposite.fhir.identity;

import java.util.IdentityHashMap;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/** What resources say, as texts: two that say the same have the same, by whatever name. Each is written once; for one use. */
final class Contents {

    private final IdentityHashMap<Resource, String> written = new IdentityHashMap<>();

    String of(Entry entry) {
        return written.computeIfAbsent(entry.resource(), Contents::text);
    }

    private static String text(Resource resource) {
        StringBuilder text = new StringBuilder();
        for (Property property : resource.children()) {
            if (!property.getName().equals("id")) {
                add(property, text);
            }
        }
        return text.toString();
    }

    private static void add(Property property, StringBuilder text) {
        for (Base value : property.getValues()) {
            // Whoever asks for an element that is not there leaves an empty one behind.
            if (value.isEmpty()) {
                continue;
            }
            text.append(property.getName()).append(' ').append(value.fhirType());
            if (value.isPrimitive()) {
                text.append(' ').append(value.primitiveValue());
            }
            text.append('(');
            value.children().forEach(child -> add(child, text));
            text.append(')');
        }
    }
}

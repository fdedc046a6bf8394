package org.apposite.fhir.sent;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeDeclaredChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.words.Remark;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.BackboneElement;
import org.hl7.fhir.r4.model.BackboneType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A resource with what it states and nothing else, so that its readers need not ask of each element whether it is stated: a
 * primitive that is there has a value, no element is there that is said not to be known, or whose meaning a modifier may have
 * changed.
 *
 * <p>What is left out of a list leaves an element without content, and so does one whose modifier is unknown (the comparator of a
 * quantity): that there is something, and that it is not known what, is not the same as that there is nothing.
 *
 * @param resource the resource; the one that was given where all of it is stated, and never a changed one
 * @param notes what was left out, by why
 */
public record Stated(Resource resource, List<Remark> notes) {

    /** No list of faults is longer on a card. */
    private static final int SHOWN = 12;

    /** The reason that stands in place of what could not be read. */
    private static final String UNREADABLE = "error";

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /** What a resource states. */
    public static Stated of(Resource resource) {
        Reading reading = new Reading();
        Resource stated = (Resource) reading.members(resource, null);
        return new Stated(stated, reading.notes());
    }

    /** Whether an extension says why what it is on is not known. */
    public static boolean isReason(Extension extension) {
        return Urls.DATA_ABSENT_REASON.equals(extension.getUrl()) || Urls.NULL_FLAVOR.equals(extension.getUrl());
    }

    /** Why a part of a resource is not taken. */
    private enum Why {
        UNREADABLE("unreadable-elements"),
        NOT_KNOWN("elements-not-known"),
        MODIFIED("modified-elements");

        private final String remark;

        Why(String remark) {
            this.remark = remark;
        }
    }

    /** Where a value is in its resource; the root has none. */
    private record Place(@Nullable Place parent, BaseRuntimeChildDefinition child, IBase value, int index) {

        String path() {
            String name = child.getChildNameByDatatype(value.getClass());
            String own = (name == null ? child.getElementName() : name)
                    + (child.isMultipleCardinality() ? "[" + index + "]" : "");
            return parent == null ? own : parent.path() + "." + own;
        }
    }

    /** The reading of one resource. */
    private static final class Reading {

        private final Map<Why, List<String>> left = new EnumMap<>(Why.class);

        List<Remark> notes() {
            return left.entrySet().stream()
                    .map(entry -> Remark.of(entry.getKey().remark, listed(entry.getValue())))
                    .toList();
        }

        private static Remark listed(List<String> paths) {
            String shown = String.join(", ", paths.subList(0, Math.min(SHOWN, paths.size())));
            return paths.size() > SHOWN ? Remark.of("and-more", shown, paths.size() - SHOWN) : Remark.words(shown);
        }

        private void leave(Why why, String path) {
            left.computeIfAbsent(why, w -> new ArrayList<>()).add(path);
        }

        /** An element with what its members state: the same one where that is all that it has. */
        IBase members(IBase element, @Nullable Place place) {
            BaseRuntimeElementDefinition<?> type = FHIR.getElementDefinition(element.getClass());
            if (type == null) {
                return element;
            }
            Map<BaseRuntimeChildDefinition, List<IBase>> stated = new LinkedHashMap<>();
            boolean isChanged = false;
            boolean isUnsure = false;
            for (BaseRuntimeChildDefinition child : type.getChildren()) {
                List<IBase> values = child.getAccessor().getValues(element);
                if (values.isEmpty()) {
                    continue;
                }
                List<IBase> kept = new ArrayList<>(values.size());
                for (int i = 0; i < values.size(); i++) {
                    IBase value = values.get(i);
                    IBase member = member(value, child, new Place(place, child, value, i));
                    if (member != null) {
                        kept.add(member);
                    }
                    isChanged |= member != value;
                    isUnsure |= member == null && isModifier(child);
                }
                stated.put(child, kept);
            }
            if (isUnsure && element instanceof Element) {
                return blank(type);
            }
            return isChanged ? rebuilt(type, stated) : element;
        }

        /** What is stated of a value: itself, less than it, or nothing. */
        private @Nullable IBase member(IBase value, BaseRuntimeChildDefinition child, Place place) {
            if (value instanceof Extension one) {
                return extension(one, child, place);
            }
            if (value instanceof PrimitiveType<?> primitive) {
                // Rules that change what a resource means make all of it unknown, whatever they are.
                return child.getElementName().equals("implicitRules") ? value : primitive(primitive, place);
            }
            if (isModified(value)) {
                leave(Why.MODIFIED, place.path());
                return value instanceof Element ? blank(FHIR.getElementDefinition(value.getClass())) : null;
            }
            Optional<String> unknown = value instanceof Element element ? unknown(element) : Optional.empty();
            if (unknown.isPresent()) {
                leave(unknown.get(), place);
                return blank(FHIR.getElementDefinition(value.getClass()));
            }
            return members(value, place);
        }

        private @Nullable PrimitiveType<?> primitive(PrimitiveType<?> value, Place place) {
            Optional<String> unknown = unknown(value);
            if (unknown.isPresent()) {
                leave(unknown.get(), place);
            } else if (value.getValue() != null) {
                return value;
            } else if (value.hasExtension()) {
                leave(Why.NOT_KNOWN, place.path());
            } else if (value.getValueAsString() != null) {
                leave(Why.UNREADABLE, place.path());
            }
            return null;
        }

        private IBase extension(Extension extension, BaseRuntimeChildDefinition child, Place place) {
            if (Urls.UNREAD.equals(extension.getUrl()) && !isModifier(child)) {
                Place parent = place.parent();
                leave(Why.UNREADABLE, (parent == null ? "" : parent.path() + ".") + extension.getValue());
                return extension;
            }
            return isReason(extension) ? extension : members(extension, place);
        }

        private void leave(String reason, Place place) {
            if (reason.equals(UNREADABLE)) {
                leave(Why.UNREADABLE, place.path());
            } else {
                leave(Why.NOT_KNOWN, place.path() + (reason.isEmpty() ? "" : " (" + reason + ")"));
            }
        }

        private static IBase rebuilt(
                BaseRuntimeElementDefinition<?> type, Map<BaseRuntimeChildDefinition, List<IBase>> stated) {
            IBase rebuilt = type.newInstance();
            stated.forEach((child, values) ->
                    values.forEach(value -> child.getMutator().addValue(rebuilt, value)));
            return rebuilt;
        }

        /** An element of which nothing is known but that it is there. */
        private static IBase blank(BaseRuntimeElementDefinition<?> type) {
            Element blank = (Element) type.newInstance();
            blank.addExtension(Urls.DATA_ABSENT_REASON, new CodeType("unknown"));
            return blank;
        }

        /** The reason for which an element is said not to be known; empty when that is not said. */
        private static Optional<String> unknown(Element element) {
            return element.getExtension().stream()
                    .filter(Stated::isReason)
                    .findFirst()
                    .map(reason -> reason.getValue() instanceof PrimitiveType<?> why && why.hasValue()
                            ? why.getValueAsString()
                            : "");
        }

        private static boolean isModified(IBase value) {
            return (value instanceof BackboneElement part && part.hasModifierExtension())
                    || (value instanceof BackboneType type && type.hasModifierExtension())
                    || (value instanceof DomainResource contained && contained.hasModifierExtension());
        }

        private static boolean isModifier(BaseRuntimeChildDefinition child) {
            return child instanceof BaseRuntimeDeclaredChildDefinition declared && declared.isModifier();
        }
    }
}

package org.apposite.fhir.sent;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition.ChildTypeEnum;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apposite.fhir.mapping.Urls;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.UrlType;
import org.jspecify.annotations.Nullable;

/**
 * Makes of JSON as it was sent JSON that the parser of FHIR takes as a whole, by the parser's own definitions: what it would stumble
 * over, or drop without a word, is marked. Immutable and thread-safe.
 */
public final class ElementReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode NONE = JSON.missingNode();

    /** Deeper than any resource of FHIR. */
    private static final int MAX_DEPTH = 100;

    /** No quantity of medicine needs as many digits; a short text such as 1e999999999 has a gigabyte of them. */
    private static final int MAX_SCALE = 400;

    /** FHIR's, and a little more that servers in use have. An id is shown to people. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-._]{1,128}");

    /** The name of an element that may be shown to people. */
    private static final Pattern NAME = Pattern.compile("_?[A-Za-z][A-Za-z0-9]{0,63}(\\[\\d+])?");

    private static final String TYPE = "resourceType";
    private static final String EXTENSION = "extension";
    private static final String MODIFIER = "modifierExtension";

    /** The narrative repeats what the elements say. */
    private static final Set<String> NOT_READ = Set.of(TYPE, "text", "fhir_comments");

    private static final Set<ChildTypeEnum> PRIMITIVES = EnumSet.of(
            ChildTypeEnum.PRIMITIVE_DATATYPE,
            ChildTypeEnum.ID_DATATYPE,
            ChildTypeEnum.PRIMITIVE_XHTML,
            ChildTypeEnum.PRIMITIVE_XHTML_HL7ORG);
    private static final Set<ChildTypeEnum> RESOURCES = EnumSet.of(
            ChildTypeEnum.CONTAINED_RESOURCE_LIST, ChildTypeEnum.CONTAINED_RESOURCES, ChildTypeEnum.RESOURCE);

    /** Types of which every text is a value. */
    private static final Set<Class<?>> TEXTS = Set.of(
            StringType.class,
            UriType.class,
            UrlType.class,
            CanonicalType.class,
            CodeType.class,
            MarkdownType.class,
            IdType.class);

    private final FhirContext fhir;
    private final BaseRuntimeElementDefinition<?> extension;
    private final boolean readsValues;

    /**
     * A reader of elements.
     *
     * @param fhir the definitions of FHIR R4
     * @param readsValues whether it reads each value too, which takes most of the time; the parser tells whether one is bad
     */
    public ElementReader(FhirContext fhir, boolean readsValues) {
        this.fhir = fhir;
        this.readsValues = readsValues;
        this.extension = fhir.getElementDefinition("Extension");
    }

    /** The resource as the parser takes it; empty when its type is none of FHIR R4. */
    public Optional<ObjectNode> resource(ObjectNode sent) {
        return Optional.ofNullable(resource(sent, 0));
    }

    private @Nullable ObjectNode resource(ObjectNode sent, int depth) {
        try {
            BaseRuntimeElementDefinition<?> type =
                    fhir.getResourceDefinition(sent.path(TYPE).asText(""));
            return members(sent, type, JSON.objectNode().put(TYPE, type.getName()), depth);
        } catch (DataFormatException | IllegalArgumentException e) {
            return null;
        }
    }

    private ObjectNode members(ObjectNode sent, BaseRuntimeElementDefinition<?> type, ObjectNode kept, int depth) {
        boolean isResource = kept.has(TYPE);
        Map<BaseRuntimeChildDefinition, String> choices = new HashMap<>();
        each(sent, (key, value) -> {
            boolean isBeside = key.startsWith("_");
            String name = isBeside ? key.substring(1) : key;
            if (isNothing(value)
                    || (isBeside && !isNothing(sent.path(name)))
                    || (isResource && NOT_READ.contains(name))) {
                return;
            }
            BaseRuntimeChildDefinition child = type.getChildByName(name);
            BaseRuntimeElementDefinition<?> element =
                    child == null ? null : name.equals(MODIFIER) ? extension : child.getChildByName(name);
            if (child == null || element == null || (isBeside && !isPrimitive(element))) {
                unread(kept, key);
                return;
            }
            Member member = new Member(child, element, name, kept, depth + 1);
            String other = child.getValidChildNames().size() > 1 ? choices.putIfAbsent(child, name) : null;
            if (other == null) {
                member.read(isBeside ? NONE : value, sent.path("_" + name), isResource);
            } else {
                // Two values where there can be one: neither is known.
                kept.remove(List.of(other, "_" + other));
                member.mark();
            }
        });
        return kept;
    }

    /** By what Jackson 2.15 has: a host such as Apache Spark brings its own. */
    private static void each(ObjectNode object, BiConsumer<String, JsonNode> member) {
        object.properties().forEach(one -> member.accept(one.getKey(), one.getValue()));
    }

    /** One member of an object: an element, or all elements of one name. */
    private final class Member {
        private final BaseRuntimeChildDefinition child;
        private final BaseRuntimeElementDefinition<?> type;
        private final String name;
        private final ObjectNode parent;
        private final int depth;

        Member(
                BaseRuntimeChildDefinition child,
                BaseRuntimeElementDefinition<?> type,
                String name,
                ObjectNode parent,
                int depth) {
            this.child = child;
            this.type = type;
            this.name = name;
            this.parent = parent;
            this.depth = depth;
        }

        void read(JsonNode value, JsonNode beside, boolean isOfResource) {
            if (isOfResource && name.equals("id")) {
                if (value.isTextual() && ID.matcher(value.textValue()).matches()) {
                    parent.set(name, value);
                } else {
                    unread(parent, name);
                }
            } else if (child.isMultipleCardinality()) {
                all(value, beside);
            } else if (size(value) > 1 || size(beside) > 1) {
                mark();
            } else if (isPrimitive(type)) {
                Primitive one = primitive(at(value, 0), at(beside, 0));
                keep(name, one.value());
                keep("_" + name, one.beside());
            } else {
                keep(name, composite(at(value, 0), name));
            }
        }

        void mark() {
            if (isOfResources(type)) {
                unread(parent, name);
            } else {
                keep(isPrimitive(type) ? "_" + name : name, unreadable());
            }
        }

        private void keep(String key, @Nullable JsonNode value) {
            if (value != null) {
                parent.set(key, value);
            }
        }

        private void all(JsonNode value, JsonNode beside) {
            // What cannot be read of the object may have been named among its extensions already.
            ArrayNode values = parent.get(name) instanceof ArrayNode had ? had : JSON.arrayNode();
            ArrayNode besides = JSON.arrayNode();
            for (int i = 0; i < Math.max(size(value), size(beside)); i++) {
                if (isPrimitive(type)) {
                    Primitive one = primitive(at(value, i), at(beside, i));
                    if (one.value() != null || one.beside() != null) {
                        values.add(one.value());
                        besides.add(one.beside());
                    }
                } else {
                    JsonNode one = composite(at(value, i), name + "[" + i + "]");
                    if (one != null) {
                        values.add(one);
                    }
                }
            }
            if (!values.isEmpty()) {
                parent.set(name, values);
                if (StreamSupport.stream(besides.spliterator(), false).anyMatch(JsonNode::isObject)) {
                    parent.set("_" + name, besides);
                }
            }
        }

        private Primitive primitive(JsonNode value, JsonNode beside) {
            boolean isStated = !isNothing(value);
            if ((isStated && !isReadable(value)) || !(isNothing(beside) || beside.isObject())) {
                return new Primitive(null, unreadable());
            }
            ObjectNode extensions = beside instanceof ObjectNode object ? extended(object) : null;
            return new Primitive(isStated ? value : null, extensions);
        }

        /** What stands beside a primitive: extensions and an id of its own, which says nothing. */
        private @Nullable ObjectNode extended(ObjectNode beside) {
            ObjectNode kept = JSON.objectNode();
            each(beside, (key, value) -> {
                if (key.equals(EXTENSION)) {
                    new Member(extension.getChildByName(key), extension, key, kept, depth + 1).all(value, NONE);
                } else if (!key.equals("id")) {
                    unread(kept, key);
                }
            });
            return kept.isEmpty() ? null : kept;
        }

        private boolean isReadable(JsonNode value) {
            if (!value.isValueNode()) {
                return false;
            }
            Class<?> kind = type.getImplementingClass();
            // The parser takes a number of any size.
            if (kind == DecimalType.class ? value.isIntegralNumber() : !readsValues || TEXTS.contains(kind)) {
                return true;
            }
            try {
                IPrimitiveType<?> read = (IPrimitiveType<?>) type.newInstance(child.getInstanceConstructorArguments());
                read.setValueAsString(value.asText());
                return read.getValue() instanceof BigDecimal number
                        ? Math.abs((long) number.scale()) <= MAX_SCALE
                        : read.getValue() != null;
            } catch (RuntimeException e) {
                // What the types of FHIR throw at what they do not take is not one kind of exception.
                return false;
            }
        }

        /** An element with members; null when it says nothing, or when it is named as unread. */
        private @Nullable JsonNode composite(JsonNode value, String at) {
            if (isNothing(value)) {
                return null;
            }
            boolean isObject = value.isObject() && depth < MAX_DEPTH;
            ObjectNode kept = null;
            if (isObject && isOfResources(type)) {
                kept = resource((ObjectNode) value, depth);
            } else if (isObject) {
                kept = members((ObjectNode) value, type, JSON.objectNode(), depth);
                if (kept.isEmpty()) {
                    return null;
                }
            } else if (!isOfResources(type)) {
                kept = unreadable();
            }
            if (kept == null || (type.equals(extension) && !isExtension(kept))) {
                if (name.equals(MODIFIER)) {
                    // Whatever it is, it may turn around what the element says.
                    return JSON.objectNode().put("url", Urls.UNREAD);
                }
                unread(parent, at);
                return null;
            }
            return kept;
        }
    }

    /** What is kept of a primitive: its value, and what stands beside it. */
    private record Primitive(
            @Nullable JsonNode value, @Nullable ObjectNode beside) {}

    private static boolean isExtension(ObjectNode kept) {
        boolean hasValue =
                kept.properties().stream().anyMatch(member -> member.getKey().matches("_?value.*"));
        return kept.has("url") && !(hasValue && kept.has(EXTENSION));
    }

    private static boolean isPrimitive(BaseRuntimeElementDefinition<?> type) {
        return PRIMITIVES.contains(type.getChildType());
    }

    private static boolean isOfResources(BaseRuntimeElementDefinition<?> type) {
        return RESOURCES.contains(type.getChildType());
    }

    /** FHIR has nothing that is empty. */
    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.textValue().isEmpty());
    }

    /** Of a list its size; one value is as good as a list of one. */
    private static int size(JsonNode value) {
        return value.isArray() ? value.size() : isNothing(value) ? 0 : 1;
    }

    private static JsonNode at(JsonNode value, int index) {
        return value.isArray() ? value.path(index) : index == 0 ? value : NONE;
    }

    private static ObjectNode unreadable() {
        return note(Urls.DATA_ABSENT_REASON, "valueCode", "error");
    }

    /** Names a part of an element that cannot be read and has no place of its own. */
    private static void unread(ObjectNode parent, String name) {
        String shown = NAME.matcher(name).matches() ? name : "a part";
        parent.withArray(EXTENSION)
                .addAll((ArrayNode) note(Urls.UNREAD, "valueString", shown).get(EXTENSION));
    }

    private static ObjectNode note(String url, String key, String value) {
        ObjectNode note = JSON.objectNode();
        note.putArray(EXTENSION).addObject().put("url", url).put(key, value);
        return note;
    }
}

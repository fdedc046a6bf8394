package org.apposite.json.record;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apposite.json.record.RecordSplitter.RawRecord;
import org.apposite.text.Characters;
import org.apposite.text.Place;
import org.apposite.text.YamlDocument.Kind;
import org.jspecify.annotations.Nullable;

/** One record of a file: its tree, and the place of every value in the file. */
public final class Document {

    private static final JsonPointer WHOLE = JsonPointer.empty();

    private final int line;
    private final boolean yaml;
    private final byte @Nullable [] bytes;
    private @Nullable RecordText text;

    public Document(RawRecord record) {
        this.line = record.line();
        this.yaml = record.yaml();
        this.bytes = record.bytes();
    }

    /** The line where it begins. */
    public int line() {
        return line;
    }

    /** The id, as far as it has been read; null when there is none. */
    @Nullable
    public String id() {
        return text == null ? null : text.id();
    }

    /**
     * Reads the tree.
     *
     * @throws Refusal when it is not one well-formed map
     */
    public ObjectNode tree() {
        String decoded = decoded();
        text = yaml ? new YamlText(decoded) : new JsonText(decoded);
        return text.tree();
    }

    /** A place in this record as a place in the file. */
    Place inFile(Place place) {
        return new Place(line - 1 + place.line(), place.column());
    }

    /** The place in the file of a value, or of its key; of the innermost value around it when it is not there. */
    public Place placeOf(JsonPointer path, boolean ofKey) {
        Place place = text == null || path.matches() ? new Place(1, 1) : text.placeOf(path, ofKey);
        return place == null ? placeOf(path.head(), false) : inFile(place);
    }

    private String decoded() {
        if (bytes == null) {
            throw new Refusal("CASE-107", WHOLE, "the case is larger than 1 MiB", Refusal.SEPARATELY)
                    .at(new Place(1, 1));
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), chars, true);
        String decoded =
                yaml ? chars.flip().toString() : chars.flip().toString().stripTrailing();
        if (result.isError()) {
            throw new Refusal("CASE-102", WHOLE, "this is not UTF-8", "Save the file as UTF-8.")
                    .at(placeAfter(decoded, decoded.length()));
        }
        OptionalInt refused = Characters.firstRefused(decoded);
        if (refused.isPresent()) {
            int at = refused.getAsInt();
            throw Refusal.of(Kind.CONTROL_CHARACTER, Characters.name(decoded.charAt(at)), WHOLE)
                    .at(placeAfter(decoded, at));
        }
        return decoded;
    }

    private static Place placeAfter(String before, int length) {
        int lines =
                (int) before.chars().limit(length).filter(one -> one == '\n').count();
        return new Place(lines + 1, length - before.lastIndexOf('\n', length - 1));
    }
}

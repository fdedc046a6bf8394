package org.apposite.internal.read;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.advice.Radiation;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.advice.Status;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.StandardCode;
import org.apposite.model.Vocabulary.Term;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Contrast;
import org.apposite.patient.Study;
import org.apposite.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * Content as bytes, in the jar beside the compiled rules, so that the bundled rules need neither a YAML reader nor a
 * parser. Writer and reader stand side by side: each pair of methods is the whole description of its part.
 */
public final class ContentIndex {

    private interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private ContentIndex() {}

    /** Writes content. */
    public static void write(DataOutputStream out, Content content) throws IOException {
        out.writeUTF(content.name());
        out.writeUTF(content.version());
        out.writeUTF(content.notice());
        out.writeUTF(content.digest());
        writeVocabulary(out, content.vocabulary());
        writeList(out, content.topics(), ContentIndex::writeTopic);
    }

    /** Reads what {@link #write} has written. */
    public static Content read(DataInputStream in) throws IOException {
        return new Content(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readVocabulary(in),
                readList(in, ContentIndex::readTopic));
    }

    private static void writeVocabulary(DataOutputStream out, Vocabulary vocabulary) throws IOException {
        writeMap(out, vocabulary.terms(), ContentIndex::writeTerm);
        writeMap(out, vocabulary.procedures(), ContentIndex::writeProcedure);
        writeMap(out, vocabulary.sources(), ContentIndex::writeSource);
        writeMap(out, vocabulary.radiationScales(), (o, scale) -> writeMap(o, scale, ContentIndex::writeRadiation));
    }

    private static Vocabulary readVocabulary(DataInputStream in) throws IOException {
        return new Vocabulary(
                readMap(in, ContentIndex::readTerm),
                readMap(in, ContentIndex::readProcedure),
                readMap(in, ContentIndex::readSource),
                readMap(in, i -> readMap(i, ContentIndex::readRadiation)));
    }

    private static void writeTerm(DataOutputStream out, Term term) throws IOException {
        out.writeUTF(term.code());
        writeEnum(out, term.kind());
        out.writeUTF(term.display());
        out.writeUTF(term.definition());
        out.writeUTF(term.question());
        writeList(out, term.codes(), (o, code) -> {
            o.writeUTF(code.system());
            o.writeUTF(code.code());
        });
    }

    private static Term readTerm(DataInputStream in) throws IOException {
        return new Term(
                in.readUTF(),
                readEnum(in, Kind.class),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readList(in, i -> new StandardCode(i.readUTF(), i.readUTF())));
    }

    private static void writeProcedure(DataOutputStream out, Procedure procedure) throws IOException {
        out.writeUTF(procedure.code());
        out.writeUTF(procedure.display());
        writeEnum(out, procedure.study());
        writeNullable(out, procedure.contrast(), ContentIndex::writeEnum);
        writeEnum(out, procedure.area());
    }

    private static Procedure readProcedure(DataInputStream in) throws IOException {
        return new Procedure(
                in.readUTF(),
                in.readUTF(),
                readEnum(in, Study.class),
                readNullable(in, i -> readEnum(i, Contrast.class)),
                readEnum(in, Area.class));
    }

    private static void writeSource(DataOutputStream out, Source source) throws IOException {
        out.writeUTF(source.key());
        out.writeUTF(source.title());
        writeEnum(out, source.trust());
    }

    private static Source readSource(DataInputStream in) throws IOException {
        return new Source(in.readUTF(), in.readUTF(), readEnum(in, Trust.class));
    }

    private static void writeRadiation(DataOutputStream out, Radiation radiation) throws IOException {
        writeEnum(out, radiation.level());
        writeNullable(out, radiation.minMilliSieverts(), DataOutputStream::writeDouble);
        writeNullable(out, radiation.maxMilliSieverts(), DataOutputStream::writeDouble);
    }

    private static Radiation readRadiation(DataInputStream in) throws IOException {
        return new Radiation(
                readEnum(in, RelativeRadiationLevel.class),
                readNullable(in, DataInputStream::readDouble),
                readNullable(in, DataInputStream::readDouble));
    }

    private static void writeTopic(DataOutputStream out, Topic topic) throws IOException {
        out.writeUTF(topic.id());
        out.writeUTF(topic.title());
        out.writeUTF(topic.purpose());
        out.writeUTF(topic.use());
        out.writeUTF(topic.misuse());
        out.writeUTF(topic.owner());
        out.writeUTF(topic.edition());
        writeEnum(out, topic.status());
        out.writeLong(topic.lastReviewed().toEpochDay());
        out.writeLong(topic.reviewDue().toEpochDay());
        writeList(out, topic.symptoms(), DataOutputStream::writeUTF);
        out.writeUTF(topic.radiationScale());
        writeList(out, topic.redFlags(), DataOutputStream::writeUTF);
        writeList(out, topic.asks(), DataOutputStream::writeUTF);
        writeList(out, topic.variants(), (o, variant) -> {
            o.writeUTF(variant.id());
            o.writeInt(variant.number());
            o.writeUTF(variant.title());
        });
        writeList(out, topic.rules(), ContentIndex::writeRule);
    }

    private static Topic readTopic(DataInputStream in) throws IOException {
        return new Topic(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readEnum(in, Status.class),
                LocalDate.ofEpochDay(in.readLong()),
                LocalDate.ofEpochDay(in.readLong()),
                readList(in, DataInput::readUTF),
                in.readUTF(),
                readList(in, DataInput::readUTF),
                readList(in, DataInput::readUTF),
                readList(in, i -> new Variant(i.readUTF(), i.readInt(), i.readUTF())),
                readList(in, ContentIndex::readRule));
    }

    private static void writeRule(DataOutputStream out, Rule rule) throws IOException {
        out.writeUTF(rule.id());
        out.writeUTF(rule.name());
        out.writeUTF(rule.file());
        out.writeInt(rule.line());
        writeList(out, rule.sources(), DataOutputStream::writeUTF);
        writeList(out, rule.when(), (o, pattern) -> {
            o.writeUTF(pattern.fact());
            o.writeBoolean(pattern.exists());
            writeList(o, pattern.conditions(), ContentIndex::writeCondition);
        });
        writeList(out, rule.then(), (o, consequence) -> {
            o.writeUTF(consequence.verb());
            writeList(o, consequence.arguments(), ContentIndex::writeLiteral);
            writePlace(o, consequence.place());
        });
    }

    private static Rule readRule(DataInputStream in) throws IOException {
        return new Rule(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                readList(in, DataInput::readUTF),
                readList(in, i -> new Pattern(i.readUTF(), i.readBoolean(), readList(i, ContentIndex::readCondition))),
                readList(in, i -> new Consequence(i.readUTF(), readList(i, ContentIndex::readLiteral), readPlace(i))));
    }

    private static void writeCondition(DataOutputStream out, Condition condition) throws IOException {
        if (condition instanceof Question question) {
            out.writeByte('?');
            out.writeUTF(question.name());
            writeList(out, question.arguments(), ContentIndex::writeLiteral);
            writePlace(out, question.place());
        } else if (condition instanceof AllOf all) {
            out.writeByte('&');
            writeList(out, all.conditions(), ContentIndex::writeCondition);
        } else if (condition instanceof AnyOf any) {
            out.writeByte('|');
            writeList(out, any.conditions(), ContentIndex::writeCondition);
        }
    }

    private static Condition readCondition(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case '?' -> new Question(in.readUTF(), readList(in, ContentIndex::readLiteral), readPlace(in));
            case '&' -> new AllOf(readList(in, ContentIndex::readCondition));
            default -> new AnyOf(readList(in, ContentIndex::readCondition));
        };
    }

    private static void writeLiteral(DataOutputStream out, Literal literal) throws IOException {
        out.writeBoolean(literal.isNumber());
        out.writeUTF(literal.text());
    }

    private static Literal readLiteral(DataInputStream in) throws IOException {
        boolean isNumber = in.readBoolean();
        return new Literal(in.readUTF(), isNumber);
    }

    private static void writePlace(DataOutputStream out, Place place) throws IOException {
        out.writeInt(place.line());
        out.writeInt(place.column());
    }

    private static Place readPlace(DataInputStream in) throws IOException {
        return new Place(in.readInt(), in.readInt());
    }

    private static void writeEnum(DataOutputStream out, Enum<?> value) throws IOException {
        out.writeUTF(value.name());
    }

    private static <E extends Enum<E>> E readEnum(DataInputStream in, Class<E> type) throws IOException {
        return Enum.valueOf(type, in.readUTF());
    }

    private static <T> void writeNullable(DataOutputStream out, @Nullable T value, Writer<T> writer)
            throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writer.write(out, value);
        }
    }

    private static <T> @Nullable T readNullable(DataInputStream in, Reader<T> reader) throws IOException {
        return in.readBoolean() ? reader.read(in) : null;
    }

    private static <T> void writeList(DataOutputStream out, List<T> list, Writer<? super T> writer) throws IOException {
        out.writeInt(list.size());
        for (T value : list) {
            writer.write(out, value);
        }
    }

    private static <T> List<T> readList(DataInputStream in, Reader<T> reader) throws IOException {
        int size = in.readInt();
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(reader.read(in));
        }
        return list;
    }

    private static <T> void writeMap(DataOutputStream out, Map<String, T> map, Writer<? super T> writer)
            throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, T> entry : map.entrySet()) {
            out.writeUTF(entry.getKey());
            writer.write(out, entry.getValue());
        }
    }

    private static <T> Map<String, T> readMap(DataInputStream in, Reader<T> reader) throws IOException {
        int size = in.readInt();
        Map<String, T> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(in.readUTF(), reader.read(in));
        }
        return map;
    }
}

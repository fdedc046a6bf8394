package org.apposite.internal.bundle;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apposite.advice.Provenance;
import org.apposite.advice.Provenance.Layer;
import org.apposite.advice.Provenance.Lowered;
import org.apposite.advice.Radiation;
import org.apposite.model.Choice;
import org.apposite.model.Claims;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Applies;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Score;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.StandardCode;
import org.apposite.model.Vocabulary.Term;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.text.Place;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.jspecify.annotations.Nullable;

/**
 * Content as bytes: in the jar, so that the bundled rules need neither a YAML reader nor a parser; and kept, so that what answered
 * once can answer again. Writer and reader stand side by side: each pair of methods is the whole description of its part.
 */
final class ContentIndex {

    private interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private ContentIndex() {}

    /** Writes content. */
    static void write(DataOutputStream out, Content content) throws IOException {
        out.writeUTF(content.name());
        out.writeUTF(content.version());
        out.writeUTF(content.notice());
        out.writeUTF(content.digest());
        writeVocabulary(out, content.vocabulary());
        writeList(out, content.topics(), ContentIndex::writeTopic);
        writeList(out, content.layers(), ContentIndex::writeLayer);
        writeList(out, content.withdrawals(), ContentIndex::writeWithdrawal);
        writeList(out, content.lifted(), (o, lifted) -> {
            writeWithdrawal(o, lifted.withdrawal());
            o.writeUTF(lifted.by());
            writeInstant(o, lifted.at());
        });
    }

    /** Reads what {@link #write} has written. */
    static Content read(DataInputStream in) throws IOException {
        return new Content(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readVocabulary(in),
                readList(in, ContentIndex::readTopic),
                readList(in, ContentIndex::readLayer),
                null,
                readList(in, ContentIndex::readWithdrawal),
                readList(in, i -> new Lifted(readWithdrawal(i), i.readUTF(), readInstant(i))),
                List.of());
    }

    private static void writeLayer(DataOutputStream out, Layer layer) throws IOException {
        out.writeUTF(layer.ruleSet());
        out.writeUTF(layer.version());
        out.writeUTF(layer.digest());
        writeList(out, layer.lowered(), (o, lowered) -> {
            o.writeUTF(lowered.topic());
            o.writeUTF(lowered.alert());
            o.writeUTF(lowered.by());
            o.writeUTF(lowered.reason());
        });
    }

    private static Layer readLayer(DataInputStream in) throws IOException {
        return new Layer(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readList(in, i -> new Lowered(i.readUTF(), i.readUTF(), i.readUTF(), i.readUTF())));
    }

    private static void writeWithdrawal(DataOutputStream out, Withdrawal withdrawal) throws IOException {
        out.writeUTF(withdrawal.part().topic());
        writeTexts(out, withdrawal.part().within());
        out.writeUTF(withdrawal.reason());
        out.writeUTF(withdrawal.by());
        writeInstant(out, withdrawal.at());
    }

    private static Withdrawal readWithdrawal(DataInputStream in) throws IOException {
        return new Withdrawal(new Part(in.readUTF(), readTexts(in)), in.readUTF(), in.readUTF(), readInstant(in));
    }

    private static void writeInstant(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeVocabulary(DataOutputStream out, Vocabulary vocabulary) throws IOException {
        writeMap(out, vocabulary.terms(), ContentIndex::writeTerm);
        writeMap(out, vocabulary.choices(), ContentIndex::writeChoice);
        writeMap(out, vocabulary.quantities(), ContentIndex::writeQuantity);
        writeMap(out, vocabulary.regions(), ContentIndex::writeRegion);
        writeMap(out, vocabulary.studies(), ContentIndex::writeStudy);
        writeMap(out, vocabulary.procedures(), ContentIndex::writeProcedure);
        writeMap(out, vocabulary.sources(), ContentIndex::writeSource);
        writeTexts(out, vocabulary.signs());
        writeMap(out, vocabulary.radiationScales(), (o, scale) -> writeMap(o, scale, ContentIndex::writeRadiation));
    }

    private static Vocabulary readVocabulary(DataInputStream in) throws IOException {
        return new Vocabulary(
                readMap(in, ContentIndex::readTerm),
                readMap(in, ContentIndex::readChoice),
                readMap(in, ContentIndex::readQuantity),
                readMap(in, ContentIndex::readRegion),
                readMap(in, ContentIndex::readStudy),
                readMap(in, ContentIndex::readProcedure),
                readMap(in, ContentIndex::readSource),
                readTexts(in),
                readMap(in, i -> readMap(i, ContentIndex::readRadiation)));
    }

    private static void writeTerm(DataOutputStream out, Term term) throws IOException {
        out.writeUTF(term.code());
        writeEnum(out, term.kind());
        out.writeUTF(term.display());
        out.writeUTF(term.definition());
        out.writeUTF(term.question());
        writeEnum(out, term.derivation());
        out.writeUTF(term.place().implied());
        writeTexts(out, term.place().regions());
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
                readEnum(in, Derivation.class),
                new Vocabulary.Place(in.readUTF(), readTexts(in)),
                readList(in, i -> new StandardCode(i.readUTF(), i.readUTF())));
    }

    private static void writeChoice(DataOutputStream out, Choice choice) throws IOException {
        out.writeUTF(choice.code());
        writeMap(out, choice.values(), (o, value) -> {
            o.writeUTF(value.code());
            o.writeUTF(value.display());
            o.writeBoolean(value.open());
        });
    }

    private static Choice readChoice(DataInputStream in) throws IOException {
        return new Choice(in.readUTF(), readMap(in, i -> new Choice.Value(i.readUTF(), i.readUTF(), i.readBoolean())));
    }

    private static void writeQuantity(DataOutputStream out, Quantity quantity) throws IOException {
        out.writeUTF(quantity.code());
        out.writeUTF(quantity.brief());
        out.writeBoolean(quantity.whole());
        writeMap(out, quantity.systems(), ContentIndex::writeTexts);
        writeMap(out, quantity.ranges(), (o, range) -> {
            o.writeUTF(range.from().toString());
            o.writeUTF(range.to().toString());
        });
        writeMap(
                out, quantity.limits(), (o, limit) -> writeMap(o, limit, (p, number) -> p.writeUTF(number.toString())));
        writeEnum(out, quantity.counts());
        writeMap(out, quantity.zeroWhen(), DataOutputStream::writeUTF);
        out.writeBoolean(quantity.withinComplaint());
    }

    private static Quantity readQuantity(DataInputStream in) throws IOException {
        return new Quantity(
                in.readUTF(),
                in.readUTF(),
                in.readBoolean(),
                readMap(in, ContentIndex::readTexts),
                readMap(in, i -> new Quantity.Bounds(new BigDecimal(i.readUTF()), new BigDecimal(i.readUTF()))),
                readMap(in, i -> readMap(i, j -> new BigDecimal(j.readUTF()))),
                readEnum(in, Quantity.Counts.class),
                readMap(in, i -> i.readUTF()),
                in.readBoolean());
    }

    private static void writeRegion(DataOutputStream out, Region region) throws IOException {
        out.writeUTF(region.code());
        out.writeUTF(region.display());
        writeTexts(out, region.parts());
        out.writeBoolean(region.ofComplaints());
        writeTexts(out, region.coveredBy());
        writeList(out, region.suffices(), ContentIndex::writeTexts);
        writeMap(out, new TreeMap<>(region.shownBy()), (o, studies) -> writeTexts(o, new TreeSet<>(studies)));
        out.writeBoolean(region.sided());
    }

    private static Region readRegion(DataInputStream in) throws IOException {
        return new Region(
                in.readUTF(),
                in.readUTF(),
                new LinkedHashSet<>(readTexts(in)),
                in.readBoolean(),
                new LinkedHashSet<>(readTexts(in)),
                readList(in, ContentIndex::readTexts),
                readMap(in, i -> new TreeSet<>(readTexts(i))),
                in.readBoolean());
    }

    private static void writeStudy(DataOutputStream out, Study study) throws IOException {
        out.writeUTF(study.code());
        out.writeUTF(study.display());
        writeNullable(out, study.datum(), DataOutputStream::writeUTF);
        out.writeBoolean(study.contrasted());
        out.writeBoolean(study.wholeBody());
        writeMap(out, study.techniques(), DataOutputStream::writeUTF);
        writeMap(out, study.results(), (o, result) -> {
            o.writeUTF(result.code());
            o.writeUTF(result.display());
            writeEnum(o, result.meaning());
            o.writeBoolean(result.lasting());
        });
        writeMap(out, study.findings(), DataOutputStream::writeUTF);
        writeMap(out, study.sites(), DataOutputStream::writeUTF);
    }

    private static Study readStudy(DataInputStream in) throws IOException {
        return new Study(
                in.readUTF(),
                in.readUTF(),
                readNullable(in, DataInput::readUTF),
                in.readBoolean(),
                in.readBoolean(),
                readMap(in, DataInput::readUTF),
                readMap(
                        in,
                        i -> new Study.Result(
                                i.readUTF(), i.readUTF(), readEnum(i, Study.Meaning.class), i.readBoolean())),
                readMap(in, DataInput::readUTF),
                readMap(in, DataInput::readUTF));
    }

    private static void writeProcedure(DataOutputStream out, Procedure procedure) throws IOException {
        out.writeUTF(procedure.code());
        out.writeUTF(procedure.display());
        out.writeUTF(procedure.study());
        writeNullable(out, procedure.technique(), DataOutputStream::writeUTF);
        writeNullable(out, procedure.contrast(), ContentIndex::writeEnum);
        writeEnum(out, procedure.area());
        out.writeUTF(procedure.region());
    }

    private static Procedure readProcedure(DataInputStream in) throws IOException {
        return new Procedure(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readNullable(in, DataInput::readUTF),
                readNullable(in, i -> readEnum(i, Contrast.class)),
                readEnum(in, Area.class),
                in.readUTF());
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
                readEnum(in, Radiation.Level.class),
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
        writeTexts(out, topic.complaints());
        writeApplies(out, topic.applies());
        out.writeUTF(topic.region());
        out.writeUTF(topic.area());
        out.writeUTF(topic.onset());
        writeTexts(out, List.copyOf(topic.onsetFor()));
        writeMap(out, topic.shows(), ContentIndex::writeEnum);
        writeMap(out, topic.groups(), ContentIndex::writeTexts);
        writeMap(out, topic.scores(), (o, score) -> {
            o.writeUTF(score.code());
            o.writeUTF(score.display());
            writeList(o, score.items(), (p, item) -> {
                writeCondition(p, item.condition());
                p.writeUTF(item.points().toString());
            });
        });
        writeMap(out, topic.wording(), (o, wording) -> {
            o.writeUTF(wording.display());
            o.writeUTF(wording.question());
        });
        out.writeUTF(topic.radiationScale());
        writeList(out, topic.redFlags(), DataOutputStream::writeUTF);
        writeTexts(out, topic.asks());
        writeTexts(out, topic.alerts());
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
                readEnum(in, Provenance.Status.class),
                LocalDate.ofEpochDay(in.readLong()),
                LocalDate.ofEpochDay(in.readLong()),
                readTexts(in),
                readApplies(in),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                new LinkedHashSet<>(readTexts(in)),
                readMap(in, i -> readEnum(i, Topic.Shown.class)),
                readMap(in, ContentIndex::readTexts),
                readMap(
                        in,
                        i -> new Score(
                                i.readUTF(),
                                i.readUTF(),
                                readList(i, j -> new Score.Item(readCondition(j), new BigDecimal(j.readUTF()))))),
                readMap(in, i -> new Topic.Wording(i.readUTF(), i.readUTF())),
                in.readUTF(),
                readList(in, DataInput::readUTF),
                readList(in, DataInput::readUTF),
                readTexts(in),
                readList(in, i -> new Variant(i.readUTF(), i.readInt(), i.readUTF())),
                Claims.NONE,
                readList(in, ContentIndex::readRule));
    }

    private static void writeApplies(DataOutputStream out, Applies applies) throws IOException {
        writeNullable(out, applies.youngerThan(), ContentIndex::writeAge);
        writeNullable(out, applies.atLeast(), ContentIndex::writeAge);
        writeNullable(out, applies.sex(), ContentIndex::writeEnum);
        writeTexts(out, applies.present());
        writeTexts(out, applies.absent());
        out.writeUTF(applies.otherwise());
    }

    private static Applies readApplies(DataInputStream in) throws IOException {
        return new Applies(
                readNullable(in, ContentIndex::readAge),
                readNullable(in, ContentIndex::readAge),
                readNullable(in, i -> readEnum(i, Sex.class)),
                readTexts(in),
                readTexts(in),
                in.readUTF());
    }

    private static void writeAge(DataOutputStream out, Age age) throws IOException {
        out.writeInt(age.months());
        out.writeInt(age.days());
        out.writeInt(age.minutes());
    }

    private static Age readAge(DataInputStream in) throws IOException {
        return new Age(in.readInt(), in.readInt(), in.readInt());
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
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(reader.read(in));
        }
        return list;
    }

    private static void writeTexts(DataOutputStream out, Collection<String> texts) throws IOException {
        writeList(out, List.copyOf(texts), DataOutputStream::writeUTF);
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        return readList(in, DataInput::readUTF);
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

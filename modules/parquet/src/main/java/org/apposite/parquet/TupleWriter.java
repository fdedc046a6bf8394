package org.apposite.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.ListOf;
import org.apposite.columns.FieldType.Scalar;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/** Writes tuples. */
final class TupleWriter extends ParquetWriter.Builder<Tuple, TupleWriter> {

    private final Struct columns;

    TupleWriter(OutputStream out, Struct columns) {
        super(new Output(out));
        this.columns = columns;
    }

    @Override
    protected TupleWriter self() {
        return this;
    }

    @Override
    @SuppressWarnings("deprecation") // for callers with a Hadoop, and abstract all the same
    protected WriteSupport<Tuple> getWriteSupport(Configuration settings) {
        return new Support(columns);
    }

    @Override
    protected WriteSupport<Tuple> getWriteSupport(ParquetConfiguration settings) {
        return new Support(columns);
    }

    private static final class Support extends WriteSupport<Tuple> {

        private final Struct columns;
        private @Nullable RecordConsumer to;

        Support(Struct columns) {
            this.columns = columns;
        }

        @Override
        @SuppressWarnings("deprecation") // the same
        public WriteContext init(Configuration settings) {
            return new WriteContext(Schema.of(columns), Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration settings) {
            return new WriteContext(Schema.of(columns), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            to = consumer;
        }

        @Override
        public void write(Tuple row) {
            RecordConsumer consumer = Objects.requireNonNull(to);
            consumer.startMessage();
            fields(consumer, row, columns);
            consumer.endMessage();
        }

        private static void fields(RecordConsumer to, Tuple tuple, Struct struct) {
            for (int i = 0; i < struct.fields().size(); i++) {
                Field field = struct.fields().get(i);
                Object value = tuple.at(i);
                if (value != null) {
                    to.startField(field.name(), i);
                    value(to, value, field.type());
                    to.endField(field.name(), i);
                }
            }
        }

        private static void value(RecordConsumer to, Object value, FieldType type) {
            if (type instanceof Struct struct) {
                to.startGroup();
                fields(to, (Tuple) value, struct);
                to.endGroup();
            } else if (type instanceof ListOf list) {
                list(to, (List<?>) value, list);
            } else {
                scalar(to, value, (Scalar) type);
            }
        }

        private static void list(RecordConsumer to, List<?> all, ListOf type) {
            to.startGroup();
            if (!all.isEmpty()) {
                to.startField("list", 0);
                for (Object one : all) {
                    to.startGroup();
                    to.startField("element", 0);
                    value(to, one, type.element());
                    to.endField("element", 0);
                    to.endGroup();
                }
                to.endField("list", 0);
            }
            to.endGroup();
        }

        private static void scalar(RecordConsumer to, Object value, Scalar type) {
            switch (type.kind()) {
                case BOOLEAN -> to.addBoolean((Boolean) value);
                case WHOLE -> {
                    if (type.equals(FieldType.INT)) {
                        to.addInteger(((Number) value).intValue());
                    } else {
                        to.addLong(((Number) value).longValue());
                    }
                }
                case NUMBER -> to.addDouble(((Number) value).doubleValue());
                case DATE -> to.addInteger(Math.toIntExact(((LocalDate) value).toEpochDay()));
                case TEXT, WRITTEN, NOTHING, OTHER -> to.addBinary(Binary.fromString(value.toString()));
            }
        }
    }

    /** A stream as Parquet wants it: it asks how far it has come. */
    private record Output(OutputStream out) implements OutputFile {

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return new Counted(out);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends PositionOutputStream {

        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            // Whoever began the file closes it.
            out.flush();
        }
    }
}

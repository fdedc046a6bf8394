package org.apposite.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/** Tables in files of Parquet: any that the library of Apache reads; written with Snappy, as Spark does. Thread-safe. */
public final class ParquetTables implements ColumnarFile {

    /** For {@link java.util.ServiceLoader}. */
    public ParquetTables() {}

    @Override
    public Rows read(Path file) throws IOException {
        InputFile input = new LocalInputFile(file);
        Struct columns;
        try (ParquetFileReader reader = ParquetFileReader.open(input)) {
            columns = Schema.of(reader.getFileMetaData().getSchema());
        } catch (RuntimeException e) {
            // So says the library that a file is none of Parquet.
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        ParquetReader<Group> reader = new GroupReader(input).build();
        return new Rows() {
            @Override
            public Struct columns() {
                return columns;
            }

            @Override
            public @Nullable Tuple next() throws IOException {
                try {
                    Group group = reader.read();
                    return group == null ? null : new GroupTuple(group, columns);
                } catch (RuntimeException e) {
                    throw new IOException(String.valueOf(e.getMessage()), e);
                }
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }

    @Override
    public Writer write(OutputStream out, Struct columns) throws IOException {
        ParquetWriter<Tuple> writer = new TupleWriter(out, columns)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build();
        return new Writer() {
            @Override
            public void write(Tuple row) throws IOException {
                writer.write(row);
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    private static final class GroupReader extends ParquetReader.Builder<Group> {

        GroupReader(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}

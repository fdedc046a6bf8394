package org.apposite.internal.bundle;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.drools.model.Model;

/**
 * The index of the rules that a jar carries in compiled form.
 *
 * @param content the content
 * @param modelClasses the name of the model's class by topic
 */
public record Bundle(Content content, Map<String, String> modelClasses) {

    /** Where the index stands in a jar. */
    public static final String FILE = "org/apposite/rules/index.bin";

    /** Copies the map. */
    public Bundle {
        modelClasses = new TreeMap<>(modelClasses);
    }

    /**
     * Reads the index of this jar.
     *
     * @return the bundle
     * @throws IllegalStateException when the jar carries none
     */
    public static Bundle read() {
        try (InputStream in = Bundle.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("this jar carries no compiled rules; build it with Maven");
            }
            DataInputStream data = new DataInputStream(new BufferedInputStream(in));
            Content content = ContentIndex.read(data);
            Map<String, String> modelClasses = new TreeMap<>();
            for (int i = data.readInt(); i > 0; i--) {
                modelClasses.put(data.readUTF(), data.readUTF());
            }
            return new Bundle(content, modelClasses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The executable models of this jar.
     *
     * @return a model for each topic
     */
    public Map<String, Model> models() {
        Map<String, Model> models = new TreeMap<>();
        modelClasses.forEach(
                (topic, name) -> models.put(topic, CompiledTopic.model(name, Bundle.class.getClassLoader())));
        return models;
    }

    /**
     * Writes the index.
     *
     * @param out where to
     * @throws IOException when it cannot be written
     */
    public void write(DataOutputStream out) throws IOException {
        ContentIndex.write(out, content);
        out.writeInt(modelClasses.size());
        for (Map.Entry<String, String> entry : modelClasses.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }
}

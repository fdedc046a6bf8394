package org.apposite.fhir.mapping;

import java.util.ArrayList;
import java.util.List;
import org.apposite.model.Vocabulary;

/**
 * A mapping file. Immutable.
 *
 * @param name how issues name it
 * @param text what it holds, as YAML
 */
public record MappingFile(String name, String text) {

    /**
     * The mapping of the project's own file and of those over it. Of the first, terms that the vocabulary does not have are
     * left out; each later one goes before the earlier ones.
     *
     * @throws MappingException when anything in the files is wrong; it lists everything that is
     */
    public static Mapping read(Vocabulary vocabulary, List<MappingFile> files) {
        List<MappingIssue> issues = new ArrayList<>();
        List<Yaml> roots = new ArrayList<>();
        for (MappingFile file : files) {
            Yaml root = Yaml.of(file.name(), file.text(), issues);
            if (root != null) {
                roots.add(root);
            }
        }
        Mapping mapping = new MappingReader(vocabulary, files.get(0).name()).read(roots);
        if (!issues.isEmpty()) {
            throw new MappingException(
                    issues.stream().distinct().sorted(MappingIssue.BY_PLACE).toList());
        }
        return mapping;
    }
}

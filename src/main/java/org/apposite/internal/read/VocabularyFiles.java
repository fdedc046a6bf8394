package org.apposite.internal.read;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apposite.file.Contents;
import org.apposite.file.Folder;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.SourceFiles;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Parameter;
import org.apposite.model.Vocabulary;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** The files of the vocabulary, and of what kinds of codes one is missing or damaged. */
final class VocabularyFiles {

    static final String VOCABULARY = "vocabulary";
    private static final Pattern YAML_NAME = Pattern.compile("(?is).+\\.ya?ml(\\..+)?");

    private final SourceFiles files;
    private final Contents folder;
    private final VocabularyReader reader;
    /** Whether the files must be there; a layer has those alone in which it adds something. */
    private final boolean isWhole;

    private final Set<String> names = new TreeSet<>();

    /** The kinds of codes whose file could not be read: one mistake there would be repeated at every use. */
    private final Set<Parameter> unread = EnumSet.noneOf(Parameter.class);

    /** The kinds of codes whose file ends within a line, so that it may have lost its end. */
    private final Map<Parameter, SourceFile> unended = new EnumMap<>(Parameter.class);

    VocabularyFiles(SourceFiles files, Contents folder, @Nullable Content base) {
        this.files = files;
        this.folder = folder;
        this.reader = new VocabularyReader(base == null ? Vocabulary.EMPTY : base.vocabulary());
        this.isWhole = base == null;
    }

    /** What could not be read, so that nobody is told of every use of it. */
    Set<Parameter> unread() {
        return unread;
    }

    /** What may have lost its end, and the file. */
    Map<Parameter, SourceFile> unended() {
        return unended;
    }

    Vocabulary read() {
        vocabulary(
                isWhole,
                "findings",
                reader::findings,
                Parameter.FINDING,
                Parameter.DERIVED_FINDING,
                Parameter.COMPLAINT,
                Parameter.SUSPICION,
                Parameter.GROUP,
                Parameter.DATUM);
        vocabulary(false, "choices", reader::choices, Parameter.CHOICE, Parameter.DATUM);
        vocabulary(false, "quantities", reader::quantities, Parameter.QUANTITY, Parameter.DATUM);
        vocabulary(isWhole, "regions", reader::regions, Parameter.REGION, Parameter.COMPLAINT_REGION);
        vocabulary(
                isWhole,
                "studies",
                reader::studies,
                Parameter.STUDY,
                Parameter.PRIOR_STUDY,
                Parameter.PROCEDURE_OR_STUDY,
                Parameter.DATUM);
        vocabulary(isWhole, "procedures", reader::procedures, Parameter.PROCEDURE, Parameter.PROCEDURE_OR_STUDY);
        vocabulary(isWhole, "sources", reader::sources, Parameter.SOURCE);
        vocabulary(isWhole, "radiation", reader::radiation);
        nameUnread();
        return reader.vocabulary();
    }

    /** A YAML file of another name, such as a misspelt one, would be missed in silence. */
    private void nameUnread() {
        for (Folder.Entry entry :
                folder.find(VOCABULARY).isPresent() ? files.list(folder, VOCABULARY) : List.<Folder.Entry>of()) {
            String name = entry.lastName();
            if (YAML_NAME.matcher(name).matches() && !names.contains(name)) {
                files.report(
                        entry.name(),
                        "no vocabulary file has this name, so it would not be read",
                        Objects.requireNonNullElse(
                                Spelling.didYouMean(name, names), "Rename it, or keep it elsewhere."));
            }
        }
    }

    private void vocabulary(boolean isNeeded, String name, Consumer<YamlMap> part, Parameter... codes) {
        names.add(name + ".yaml");
        if (!isNeeded && folder.find(VOCABULARY + "/" + name + ".yaml").isEmpty()) {
            return;
        }
        YamlMap yaml = files.yaml(folder, VOCABULARY + "/" + name + ".yaml").orElse(null);
        if (yaml == null) {
            unread.addAll(List.of(codes));
        } else {
            part.accept(yaml);
            if (yaml.file().isCut()) {
                unread.addAll(List.of(codes));
            }
            unended(yaml.file(), codes);
        }
    }

    /** Notes the kinds of codes of a file that may have lost its end. */
    void unended(SourceFile file, Parameter... codes) {
        if (file.isUnended()) {
            List.of(codes).forEach(code -> unended.putIfAbsent(code, file));
        }
    }
}

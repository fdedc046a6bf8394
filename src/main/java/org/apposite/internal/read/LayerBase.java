package org.apposite.internal.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apposite.file.Contents;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.file.RuleLock;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.bundle.Digest;
import org.apposite.internal.bundle.Shared;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFiles;
import org.apposite.internal.source.YamlMap;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic.Rule;

/** What a layer builds on: found, read, and named before the names of its files. */
final class LayerBase {

    /** How many layers may stand one on another. */
    private static final int MOST_LAYERS = 4;

    /** What layers build on, by what its files hold: read once, whoever builds on it. */
    private static final Shared<String, Content> BASES = new Shared<>();

    /** How the names of files end that are content. */
    private static final List<String> CONTENT = List.of(".drl", ".yaml", RuleLock.FILE);

    private final SourceFiles files;
    /** What builds on the layer, the topmost first. */
    private final List<String> above;

    LayerBase(SourceFiles files, List<String> above) {
        this.files = files;
        this.above = above;
    }

    /** What a layer builds on; empty when it cannot be had, which has been reported. */
    Optional<Content> of(Contents folder, YamlMap set) {
        String[] wantedBase = set.text("extends").split("\\s+");
        if (wantedBase.length != 2) {
            set.report(
                    IssueCode.EXTENDS,
                    "extends",
                    "\"extends\" needs the name and the version of what the layer builds on",
                    "For example: extends: apposite-rules 0.2.0");
            return Optional.empty();
        }
        if (above.size() >= MOST_LAYERS) {
            set.report(
                    IssueCode.EXTENDS,
                    "extends",
                    "more than " + MOST_LAYERS + " layers stand one on another: " + String.join(", ", above),
                    "Put several layers together.");
            return Optional.empty();
        }
        try {
            Contents opened = opened(folder, set);
            String place = opened.place().map(Path::toString).orElse(ContentFolder.TEXTS);
            List<String> path = new ArrayList<>(above);
            path.add(folder.place().map(Path::toString).orElse(set.text("name")));
            if (path.contains(place)) {
                set.report(
                        IssueCode.EXTENDS,
                        set.has("base") ? "base" : "extends",
                        "the layer builds on itself",
                        "Name what it is to build on.");
                return Optional.empty();
            }
            Content base = read(opened, path);
            if (!base.name().equals(wantedBase[0]) || !base.version().equals(wantedBase[1])) {
                set.report(
                        IssueCode.EXTENDS,
                        "extends",
                        "there is no " + String.join(" ", wantedBase) + " here: "
                                + (set.has("base") ? "\"base\" leads to " : "this version of the library carries ")
                                + base.name() + " " + base.version(),
                        "Write extends: " + base.name() + " " + base.version()
                                + " and look at every change again; or name the folder or archive of the other, base: PATH.");
                return Optional.empty();
            }
            if (base.name().equals(set.text("name"))) {
                set.report(
                        IssueCode.EXTENDS,
                        "name",
                        "the layer has the name of what it builds on",
                        "Choose another: answers and traces tell the two apart by it.");
                return Optional.empty();
            }
            return Optional.of(base);
        } catch (FileFault e) {
            set.report(
                    IssueCode.EXTENDS,
                    set.has("base") ? "base" : "extends",
                    "what the layer builds on cannot be read: " + (e.file().isEmpty() ? "" : e.file() + ": ")
                            + e.what(),
                    e.suggestion());
        } catch (RuleSetException e) {
            String of = wantedBase[0] + "/";
            e.issues()
                    .forEach(issue -> files.add(new RuleIssue(
                            issue.code(),
                            of + issue.file(),
                            issue.line(),
                            issue.column(),
                            issue.message(),
                            issue.suggestion(),
                            issue.excerpt())));
            set.report(
                    IssueCode.EXTENDS,
                    "extends",
                    "what the layer builds on has errors of its own; they are listed with " + of
                            + " before their files",
                    "Have them corrected there.");
        }
        return Optional.empty();
    }

    private static Contents opened(Contents folder, YamlMap set) throws FileFault {
        if (!set.has("base")) {
            return ContentFolder.bundled().open();
        }
        String path = set.text("base");
        Optional<Path> place = folder.place();
        try {
            return RuleSource.at(place.orElse(Path.of("")).resolve(path).normalize())
                    .open();
        } catch (InvalidPathException e) {
            return RuleSource.at(Path.of("")).open();
        }
    }

    /** Content to build on. What builds on nothing itself is read once, whoever builds on it. */
    private static Content read(Contents opened, List<String> above) throws FileFault {
        String text =
                opened.find("rule-set.yaml").isPresent() ? opened.text("rule-set.yaml", Folder.MOST_FILE_BYTES) : "";
        return text.contains("extends")
                ? named(ContentFolder.read(opened, above).sound())
                : BASES.get(
                        digest(opened),
                        () -> named(ContentFolder.read(opened, above).sound()));
    }

    /** The digest of every file that is content, and of the names of all others, of which none is opened. */
    private static String digest(Contents opened) throws FileFault {
        TreeMap<String, String> files = new TreeMap<>();
        List<Folder.Entry> entries = new ArrayList<>(opened.list(""));
        for (Folder.Entry folder : List.copyOf(entries)) {
            if (folder.type() == Folder.Type.FOLDER) {
                entries.addAll(opened.list(folder.name()));
            }
        }
        for (Folder.Entry file : entries) {
            String content = file.type() == Folder.Type.FILE && CONTENT.stream().anyMatch(file.name()::endsWith)
                    ? new String(opened.read(file.name(), RuleLock.MOST_BYTES), StandardCharsets.ISO_8859_1)
                    : file.type().name();
            files.put(file.name(), content);
        }
        return Digest.of(files);
    }

    /** The same with its name before the names of its files, so that a trace says whose rule speaks. */
    private static Content named(Content base) {
        return base.with(base.topics().stream()
                        .map(topic -> topic.withRules(topic.rules().stream()
                                .map(rule -> isNamed(rule.file()) ? rule : named(rule, base.name()))
                                .toList()))
                        .toList())
                .stating(base.hazards().stream()
                        .map(one -> isNamed(one.file()) ? one : one.with(one.rules(), base.name() + "/" + one.file()))
                        .toList());
    }

    private static boolean isNamed(String file) {
        return file.indexOf('/') != file.lastIndexOf('/');
    }

    private static Rule named(Rule rule, String name) {
        return new Rule(
                rule.id(),
                rule.name(),
                name + "/" + rule.file(),
                rule.line(),
                rule.sources(),
                rule.when(),
                rule.then());
    }
}

package org.apposite.file;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files that are not in a folder, held to what a folder could hold on any system. */
final class NamedBytes implements Contents {

    private final @Nullable Path place;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Map<String, Folder.Type>> folders = new HashMap<>();
    /** Every name of a file or folder by what systems that ignore case and form take it for. */
    private final Map<String, String> names = new HashMap<>();

    private int entries;
    private long bytes;

    NamedBytes(@Nullable Path place) {
        this.place = place;
        folders.put("", new TreeMap<>());
    }

    static NamedBytes of(Map<String, byte[]> files) throws FileFault {
        NamedBytes all = new NamedBytes(null);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            all.add(file.getKey(), file.getValue());
        }
        return all;
    }

    /** How many bytes may still be added. */
    int left() {
        return (int) (Folder.MOST_BYTES_ALTOGETHER - bytes);
    }

    void add(String name, byte[] content) throws FileFault {
        if (content.length > left()) {
            throw Folder.tooLargeAltogether();
        }
        bytes += content.length;
        enter(name, Folder.Type.FILE);
        files.put(name, content);
    }

    void addFolder(String name) throws FileFault {
        if (!folders.containsKey(name)) {
            enter(name, Folder.Type.FOLDER);
        }
    }

    private void enter(String name, Folder.Type type) throws FileFault {
        check(name);
        int last = name.lastIndexOf('/');
        String above = last < 0 ? "" : name.substring(0, last);
        addFolder(above);
        String other = names.put(Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT), name);
        if (other != null) {
            throw new FileFault(
                    name,
                    other.equals(name)
                            ? "two entries have this name"
                            : "its name differs from " + other + " by case only",
                    "Keep one of them, or rename it.");
        }
        Map<String, Folder.Type> siblings = folders.computeIfAbsent(above, any -> new TreeMap<>());
        siblings.put(name, type);
        entries++;
        Folder.checkCount(above, siblings.size(), entries);
        if (type == Folder.Type.FOLDER) {
            folders.put(name, new TreeMap<>());
        }
    }

    static void check(String name) throws FileFault {
        List<String> parts = List.of(name.split("/", -1));
        if (name.indexOf('\\') >= 0
                || name.indexOf(':') >= 0
                || name.chars().anyMatch(Character::isISOControl)
                || parts.stream().anyMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."))) {
            throw new FileFault(
                    name,
                    "no file can have this name here: names are relative, with / between folders",
                    "Pack the files anew, from within the folder that holds rule-set.yaml.");
        }
        Folder.checkLevels(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
    }

    @Override
    public List<Folder.Entry> list(String name) throws FileFault {
        Map<String, Folder.Type> held = folders.get(name);
        if (held == null) {
            throw files.containsKey(name) ? Folder.noFolder(name) : Folder.missing(name);
        }
        List<Folder.Entry> listed = new ArrayList<>();
        held.forEach((full, type) -> listed.add(new Folder.Entry(full, type, false)));
        listed.removeIf(entry -> entry.lastName().startsWith("."));
        listed.sort(Comparator.comparing(Folder.Entry::name));
        return listed;
    }

    @Override
    public Optional<Folder.Entry> find(String name) {
        return files.containsKey(name)
                ? Optional.of(new Folder.Entry(name, Folder.Type.FILE, false))
                : folders.containsKey(name) && !name.isEmpty()
                        ? Optional.of(new Folder.Entry(name, Folder.Type.FOLDER, false))
                        : Optional.empty();
    }

    @Override
    public byte[] read(String name, int most) throws FileFault {
        byte[] content = files.get(name);
        if (content == null) {
            throw folders.containsKey(name) ? Folder.isFolder(name) : Folder.missing(name);
        }
        if (content.length > most) {
            throw Folder.tooLarge(name, most);
        }
        return content.clone();
    }

    @Override
    public Optional<Path> place() {
        return Optional.ofNullable(place);
    }

    @Override
    public boolean isPacked() {
        return true;
    }
}

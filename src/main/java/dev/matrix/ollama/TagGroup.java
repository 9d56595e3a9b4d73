package dev.matrix.ollama;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of one digest, which are one model: the one with a size in its tag stands for it, the others are aliases.
 *
 * @param kept the name that is used
 * @param aliases the other names
 */
record TagGroup(Wire.Tag kept, List<String> aliases) {

    TagGroup {
        aliases = List.copyOf(aliases);
    }

    /** In the order of each group's first name; entries without a name are left out, entries without a digest stay alone. */
    static List<TagGroup> group(List<Wire.Tag> tags) {
        Map<String, List<Wire.Tag>> byDigest = new LinkedHashMap<>();
        for (Wire.Tag tag : tags) {
            String name = tag.fullName();
            if (!name.isBlank()) {
                String key = tag.digestOrEmpty().isEmpty() ? "name:" + name : tag.digestOrEmpty();
                byDigest.computeIfAbsent(key, absent -> new ArrayList<>()).add(tag);
            }
        }
        return byDigest.values().stream().map(TagGroup::of).toList();
    }

    private static TagGroup of(List<Wire.Tag> sameDigest) {
        List<Wire.Tag> ordered = new ArrayList<>(sameDigest);
        // A stable sort: among equals the server's order decides.
        ordered.sort(Comparator.comparing(TagGroup::hasNoSizeInTag));
        List<String> aliases = ordered.stream().skip(1).map(Wire.Tag::fullName).toList();
        return new TagGroup(ordered.get(0), aliases);
    }

    private static boolean hasNoSizeInTag(Wire.Tag tag) {
        return NominalSize.in(ModelName.of(tag.fullName()).tag()).isEmpty();
    }
}

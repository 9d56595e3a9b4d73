package dev.matrix.dataset;

import java.util.Optional;

/**
 * A name with at most one {@code *}, which stands for any characters but a slash, and not for a leading dot, so that hidden files
 * are not data.
 *
 * @param before what stands before the {@code *}
 * @param after what stands after it
 * @param starred whether there is one; if not, {@code before} is the whole name
 */
record Wildcard(String before, String after, boolean starred) {

    static Wildcard of(String pattern) {
        int star = pattern.indexOf('*');
        return star < 0
                ? new Wildcard(pattern, "", false)
                : new Wildcard(pattern.substring(0, star), pattern.substring(star + 1), true);
    }

    /** What the {@code *} matched, or the name's stem where that is nothing; empty when the name does not match. */
    Optional<String> match(String name) {
        if (!starred) {
            return name.equals(before) ? Optional.of(stem(name)) : Optional.empty();
        }
        if (name.length() < before.length() + after.length() || !name.startsWith(before) || !name.endsWith(after)) {
            return Optional.empty();
        }
        String matched = name.substring(before.length(), name.length() - after.length());
        boolean hidden = matched.startsWith(".") && (before.isEmpty() || before.endsWith("/"));
        return hidden || matched.contains("/")
                ? Optional.empty()
                : Optional.of(matched.isEmpty() ? stem(name) : matched);
    }

    /** A file's name without folder and endings: {@code train} of {@code gsm8k/train.jsonl.gz}. */
    static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - 3);
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}

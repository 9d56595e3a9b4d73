package dev.matrix.store.cache;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a cache whose answers readers see. Its name tells when it was begun, whose answers it joins, and whether older ones hold no longer:
 * {@code BEGUN.ORIGIN.jsonl} or {@code BEGUN.ORIGIN.anew.jsonl}.
 *
 * @param origin the same for answers that may stand side by side: those of one run, and of runs whose check found them still true
 * @param anew true when answers of other origins that are older turned out to be no longer true
 */
record Segment(Path path, String origin, boolean anew) {

    static final String SUFFIX = ".jsonl";

    /** What is not yet known to come from the right weights; nobody reads it. */
    static final String UNFINISHED = ".open";

    private static final String ANEW = "anew";

    /** So that the order of names is the order in which files were begun. */
    private static final DateTimeFormatter BEGUN =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    static Segment of(Path path) {
        String name = path.getFileName().toString();
        String[] parts = name.substring(0, name.length() - SUFFIX.length()).split("\\.", -1);
        return new Segment(path, parts.length > 1 ? parts[1] : parts[0], parts.length > 2 && ANEW.equals(parts[2]));
    }

    /** Where an unfinished file goes when its answers may be read. */
    static Path finished(Path unfinished, String origin, boolean anew) {
        return unfinished.resolveSibling(begun(unfinished) + "." + origin + (anew ? "." + ANEW : "") + SUFFIX);
    }

    /** The part of an unfinished file's name that stays. */
    static String begun(Path unfinished) {
        String name = unfinished.getFileName().toString();
        return name.substring(0, name.length() - UNFINISHED.length());
    }

    /** The name of a new file. */
    static String unfinished(Instant now, int number) {
        return BEGUN.format(now) + "-" + ProcessHandle.current().pid() + "-" + number + UNFINISHED;
    }

    /** Without those that a newer one says hold no longer; in the same order. */
    static List<Segment> holding(List<Segment> ordered) {
        int newest = ordered.size() - 1;
        while (newest >= 0 && !ordered.get(newest).anew()) {
            newest--;
        }
        List<Segment> holding = new ArrayList<>();
        for (int at = 0; at < ordered.size(); at++) {
            if (at >= newest
                    || ordered.get(at).origin().equals(ordered.get(newest).origin())) {
                holding.add(ordered.get(at));
            }
        }
        return holding;
    }
}

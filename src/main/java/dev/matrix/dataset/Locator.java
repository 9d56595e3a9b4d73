package dev.matrix.dataset;

import java.util.List;

/** Finds files by path below one root. */
interface Locator {

    /** The files that a path matches, sorted by name; empty when there are none. */
    List<DataFile> find(String path);

    /** The root as people know it. */
    String describe();
}

package dev.matrix.dataset;

import java.util.List;
import java.util.Map;

/** Files that were found before, each under one path. */
record FixedLocator(Map<String, DataRoot.FoundFile> files, String shown) implements Locator {

    FixedLocator {
        files = Map.copyOf(files);
    }

    @Override
    public List<DataFile> find(String path) {
        DataRoot.FoundFile found = files.get(path);
        return found == null ? List.of() : List.of(DataFile.of(found.name(), found.key(), found.path()));
    }

    @Override
    public String describe() {
        return shown;
    }
}
